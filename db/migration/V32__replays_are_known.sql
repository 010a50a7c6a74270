-- That a webhook's tenant asked for everything behind a place once more, for whoever stands in for the webhook.
--
-- Locks: webhook for a moment, since columns with a constant default are only noted; waits for that no longer than five seconds and then fails,
-- to be tried again. The binary before names the columns that it writes, and counts no replays.

SET LOCAL lock_timeout = '5s';

ALTER TABLE webhook
  ADD COLUMN replays          integer NOT NULL DEFAULT 0,
  ADD COLUMN replayed_xid     xid8,
  ADD COLUMN replayed_closure uuid,
  ADD COLUMN replayed_number  bigint,
  ADD COLUMN replayed_at      timestamptz;
