-- The rule that there is one watch for each channel is kept within its bucket since V21.1; the index that kept it over all buckets goes: no
-- rule holds over several servers, should the tables be shared out.
--
-- Locks: nothing that stops a reader or a writer; it waits for statements that use the index, five seconds for each, and then fails, to be
-- tried again. Run outside a transaction.
-- For the binary before: it names the bucket, and needs the index no longer.
SET lock_timeout = '5s';

DROP INDEX CONCURRENTLY IF EXISTS channel_watch_channel;

RESET lock_timeout;
