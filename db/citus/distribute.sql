-- Shares the tables out over the servers of a Citus cluster, by bucket. Run once, on the coordinator, in the service's database, by the
-- owner of the tables, after the migrations of the version that runs:
--
--   psql -v ON_ERROR_STOP=1 -v shards=32 -f distribute.sql
--
-- Everything that belongs to a closure lies in one place: the tables are co-located by bucket, so that each statement of the service is one
-- server's. Tables without a bucket, and those that only name one, stay on the coordinator: they are small, and nobody but the service asks
-- for them. A table that is shared out already is left alone, so that the script may run again.
--
-- Locks: each table while its rows are copied to their shards: writers of a table wait until it is done. See docs/scaling.md for how to
-- do it while the service runs.

\set ON_ERROR_STOP on
\if :{?shards}
\else
  \set shards 32
\endif

-- A table on the coordinator cannot refer to rows elsewhere. Closures and their links are never removed, so that nothing hangs on these.
ALTER TABLE access_session DROP CONSTRAINT IF EXISTS access_session_bucket_closure_id_link_id_fkey;
ALTER TABLE access_handover DROP CONSTRAINT IF EXISTS access_handover_bucket_closure_id_link_id_fkey;

SELECT set_config('epilogue.shards', :'shards', false);


DO $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT * FROM (VALUES
      (1, 'closure', 'none'), (2, 'closure_participant', 'closure'), (3, 'round', 'closure'), (4, 'signature', 'closure'),
      (5, 'decline', 'closure'), (6, 'submission', 'closure'), (7, 'gate', 'closure'), (8, 'event', 'closure'),
      (9, 'access_link', 'closure'), (10, 'channel_update', 'closure'), (11, 'escalation', 'closure'), (12, 'channel_watch', 'closure'),
      (13, 'chain_account', 'closure'), (14, 'chain_transaction', 'closure'), (15, 'chain_transaction_hash', 'closure'),
      (16, 'node_word', 'closure')
    ) AS t(place, name, beside)
    WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition d WHERE d.logicalrelid = to_regclass(t.name))
    ORDER BY place
  LOOP
    IF part.beside = 'none' THEN
      PERFORM create_distributed_table(part.name, 'bucket', colocate_with => 'none',
        shard_count => current_setting('epilogue.shards')::int);
    ELSE
      PERFORM create_distributed_table(part.name, 'bucket', colocate_with => part.beside);
    END IF;
  END LOOP;
END
$$;
