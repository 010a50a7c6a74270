-- Locks: idempotency, exclusively, for as long as it takes to note a new column in the catalogue (no row is touched, nothing is read).
-- For the binary before: it claims keys without a token, and completes and gives them up by the key alone; it knows one server.
SET LOCAL lock_timeout = '5s';

-- By its token a request proves that it still holds the key: what it does once another has taken the key over has no effect.
ALTER TABLE idempotency ADD COLUMN token uuid;

-- The servers that this database has been written on, the present one last. Transaction ids of another server may be lower: from each
-- new one on the journal's positions are its transaction ids and an offset, above every position given before.
CREATE TABLE database_server (
  number      bigint      PRIMARY KEY,
  identity    text        NOT NULL,
  seen_at     timestamptz NOT NULL,      -- when the service first found itself on it
  feed_offset bigint      NOT NULL
);

-- The server's own number, its timeline (another one after each failover and each restore from an archive), and the database on it.
CREATE FUNCTION database_identity() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws('/', c.system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), d.oid)
  FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()
$$;

-- Where a transaction stands in the journal. Refuses a server that the service has not met: what it wrote there would be passed over.
CREATE FUNCTION feed_place(place xid8) RETURNS xid8 LANGUAGE plpgsql STABLE AS $$
DECLARE
  present database_server;
BEGIN
  SELECT * INTO present FROM database_server ORDER BY number DESC LIMIT 1;
  IF present.identity IS DISTINCT FROM database_identity() THEN
    RAISE EXCEPTION 'the service has not met this database server' USING ERRCODE = 'EP001';
  END IF;
  RETURN CAST(CAST(CAST(CAST(place AS text) AS bigint) + present.feed_offset AS text) AS xid8);
END
$$;
