-- What one process reads for all its followers, whatever their tenant.
CREATE INDEX event_tail ON event (feed_xid, closure_id, number);

-- Retention: events up to this number are gone, the closure itself stays.
ALTER TABLE closure ADD COLUMN pruned_to bigint NOT NULL DEFAULT 0;
CREATE INDEX closure_prunable ON closure (ended_at) WHERE ended_at IS NOT NULL AND pruned_to < last_event;

-- The newest position among a tenant's pruned events: whoever stands before it has missed something.
CREATE TABLE feed_pruned (
  tenant     text   PRIMARY KEY,
  feed_xid   xid8   NOT NULL,
  closure_id uuid   NOT NULL,
  number     bigint NOT NULL
);

-- How far a consumer of the whole journal has come. One instance at a time holds the lease; every advance is guarded by its epoch.
CREATE TABLE journal_cursor (
  name        text        PRIMARY KEY,
  feed_xid    xid8        NOT NULL,
  closure_id  uuid        NOT NULL,
  number      bigint      NOT NULL,
  lease_epoch bigint      NOT NULL DEFAULT 0,
  lease_owner text,
  lease_until timestamptz,
  moved_at    timestamptz NOT NULL
);
