-- What is done for one participant's channel after a close, or when somebody asks for it: a unit of work of its own, which a
-- closure only folds in. Times are the database's.

CREATE TABLE channel_update (
  bucket       smallint    NOT NULL,
  id           uuid        NOT NULL,
  tenant       text        NOT NULL,
  closure_id   uuid,                    -- null where the channel alone was asked for
  node         text        NOT NULL,
  node_address text        NOT NULL,
  participant  text        NOT NULL,
  asset        text        NOT NULL,
  mode         text        NOT NULL,
  status       text        NOT NULL,
  ordered      jsonb       NOT NULL,    -- what was asked for: never changes
  progress     jsonb       NOT NULL,    -- stage, asks, signatures; what is secret in it is sealed
  wrapped_key  text,                    -- opens what is sealed; gone when the update has ended
  revision     bigint      NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  due_at       timestamptz,
  attempts     integer     NOT NULL DEFAULT 0,
  lease_epoch  bigint      NOT NULL DEFAULT 0,
  lease_owner  text,
  lease_until  timestamptz,
  PRIMARY KEY (bucket, id),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);

-- Whoever asks twice for the same gets the same.
CREATE UNIQUE INDEX channel_update_one_active ON channel_update (bucket, tenant, node_address, participant, asset, mode,
  coalesce(closure_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ended_at IS NULL;
CREATE INDEX channel_update_due ON channel_update (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX channel_update_of_closure ON channel_update (bucket, closure_id) WHERE closure_id IS NOT NULL;
CREATE INDEX channel_update_to_sign ON channel_update (tenant, participant, id) WHERE status = 'WAITING_SIGNATURE';
