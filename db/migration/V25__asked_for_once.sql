-- Under which Idempotency-Key a key or a link was asked for, and what was asked: a call that comes again makes no second one.
--
-- Locks: api_key and access_link, exclusively, for as long as it takes to note new columns in the catalogue (no row is touched, nothing is
-- read). Waits for that no longer than five seconds and then fails, to be tried again. The binary before does not know the columns.
SET LOCAL lock_timeout = '5s';

ALTER TABLE api_key ADD COLUMN asked_key text, ADD COLUMN asked text;
ALTER TABLE access_link ADD COLUMN asked_key text, ADD COLUMN asked text;
