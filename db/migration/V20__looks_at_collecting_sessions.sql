-- While signatures are collected somebody else may move or close the session: it is looked at now and then, by one instance for all.
--
-- Locks: closure, exclusively, for as long as it takes to note two columns in the catalogue: no row is rewritten, none is read. Waits for
-- the lock no longer than five seconds and then fails, to be tried again.
-- For the binary before: it names the columns that it writes, and knows neither of these.

SET LOCAL lock_timeout = '5s';

-- When somebody last set out to look at the session. A new closure was read in the moment in which it was made.
ALTER TABLE closure ADD COLUMN looked_at timestamptz NOT NULL DEFAULT now();

-- What the node's list showed then: version, whether open, readAt on our clock, nodeTime on the node's. It proves nothing.
ALTER TABLE closure ADD COLUMN sight jsonb;
