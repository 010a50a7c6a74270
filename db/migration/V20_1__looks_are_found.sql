-- Whose session is to be looked at next, node by node.
--
-- Locks: nothing that stops a reader or a writer; the index is built beside the running service, in a few seconds for each million rows,
-- and waits for transactions that are older, five seconds for each, then fails to be tried again. Run outside a transaction: an index that an
-- interrupted run left unfinished is dropped first, which waits for the table no longer than five seconds.
SET lock_timeout = '5s';

DROP INDEX IF EXISTS closure_looks;
CREATE INDEX CONCURRENTLY closure_looks ON closure (bucket, node, looked_at) WHERE status = 'COLLECTING';

RESET lock_timeout;
