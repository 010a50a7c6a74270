-- That it is one.
--
-- Locks: nothing that stops a reader or a writer; each index is built beside the running service, in moments (no row has the column yet), and
-- waits for transactions that are older, five seconds for each, then fails to be tried again. Run outside a transaction: an index that an
-- interrupted run left unfinished is dropped first, which waits for the table no longer than five seconds.
SET lock_timeout = '5s';

DROP INDEX IF EXISTS api_key_asked;
CREATE UNIQUE INDEX CONCURRENTLY api_key_asked ON api_key (tenant, asked_key) WHERE asked_key IS NOT NULL;

DROP INDEX IF EXISTS access_link_asked;
CREATE UNIQUE INDEX CONCURRENTLY access_link_asked ON access_link (bucket, closure_id, tenant, asked_key) WHERE asked_key IS NOT NULL;

RESET lock_timeout;
