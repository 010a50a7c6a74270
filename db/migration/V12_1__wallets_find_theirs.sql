-- A wallet's closures, and what else it has to sign, over all tenants.
--
-- Locks: nothing that stops a reader or a writer; each index is built beside the running service, in a few seconds for each million rows,
-- and waits for transactions that are older, five seconds for each, then fails to be tried again. Run outside a transaction: an index that an interrupted run left unfinished is dropped first,
-- which waits for the table no longer than five seconds.
SET lock_timeout = '5s';

DROP INDEX IF EXISTS closure_participant_wallet;
CREATE INDEX CONCURRENTLY closure_participant_wallet ON closure_participant (participant, closure_id);

DROP INDEX IF EXISTS channel_update_wallet_to_sign;
CREATE INDEX CONCURRENTLY channel_update_wallet_to_sign ON channel_update (participant, id) WHERE status = 'WAITING_SIGNATURE';

RESET lock_timeout;
