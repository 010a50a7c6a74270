-- When each participant first came to look at a closure, as a part of the closure: its answer tells the life of every request to sign.
--
-- Locks: closure for a moment, since a column without a default is only noted; waits for that no longer than five seconds and then fails, to
-- be tried again. The binary before neither reads nor writes it, and its statements name their columns.

SET LOCAL lock_timeout = '5s';

ALTER TABLE closure ADD COLUMN openings jsonb;
