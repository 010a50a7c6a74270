-- One watch for each channel and tenant: the rule stays within a bucket, as all others do. The index that said so without the bucket stays
-- for the binary before, whose statement names it; a later migration drops it.
--
-- Locks: nothing that stops a reader or a writer; the index is built beside the running service, in moments (a watch is for one channel), and waits for
-- transactions that are older, five seconds for each, then fails to be tried again. Run outside a transaction: an index that an interrupted
-- run left unfinished is dropped first, which waits for the table no longer than five seconds.
SET lock_timeout = '5s';

DROP INDEX IF EXISTS channel_watch_once;
CREATE UNIQUE INDEX CONCURRENTLY channel_watch_once ON channel_watch (bucket, tenant, node_address, channel_id);

RESET lock_timeout;
