-- Endpoints of tenants that are told what happens. An endpoint is a place in its tenant's feed and no queue: whether it answers or not,
-- nothing of the feed is stored for it a second time.
--
-- Locks: nothing that is there, the tables are new. For the binary before: it knows nothing of them, tells no endpoint anything, and prunes
-- events without looking whether an endpoint has still to be told of them.
SET LOCAL lock_timeout = '5s';

CREATE TABLE webhook (
  bucket          smallint    NOT NULL,                -- the last six bits of the id
  id              uuid        NOT NULL,
  tenant          text        NOT NULL,
  url             text        NOT NULL,
  description     text,
  types           text[]      NOT NULL DEFAULT '{}',   -- of events that it wants; empty: all
  status          text        NOT NULL,
  wrapped_key     text        NOT NULL,                -- of its secrets, under the service's key
  secret          text        NOT NULL,                -- sealed
  older_secret    text,                                -- sealed; signs as well until its time is over
  older_until     timestamptz,
  -- up to here it has been told everything
  feed_xid        xid8        NOT NULL,
  closure_id      uuid        NOT NULL,
  number          bigint      NOT NULL,
  moves           integer     NOT NULL DEFAULT 0,      -- how often somebody else than its worker has set its place, or its terms
  attempts        bigint      NOT NULL DEFAULT 0,      -- ever; numbers its deliveries
  failures        integer     NOT NULL DEFAULT 0,      -- in a row
  failing_since   timestamptz,
  last_error      text,
  disabled_at     timestamptz,
  delivered_at    timestamptz,
  held_until      timestamptz,                         -- so long events are kept that it has not been told; null: as long as it takes
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  due_at          timestamptz,
  lease_epoch     bigint      NOT NULL DEFAULT 0,
  lease_owner     text,
  lease_until     timestamptz,
  PRIMARY KEY (bucket, id)
);
CREATE INDEX webhook_due ON webhook (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_of_tenant ON webhook (tenant, created_at);

-- What was tried and what was answered, for whoever looks for a mistake. Pruned by number and by age.
CREATE TABLE webhook_delivery (
  bucket      smallint    NOT NULL,
  webhook_id  uuid        NOT NULL,
  number      bigint      NOT NULL,
  tenant      text        NOT NULL,
  event_id    text        NOT NULL,
  type        text        NOT NULL,
  attempt     integer     NOT NULL,                    -- at this event, in a row
  at          timestamptz NOT NULL,
  took_millis integer     NOT NULL,
  delivered   boolean     NOT NULL,
  status      integer,                                 -- null where nothing was answered
  error       text,
  answer      text,                                    -- its beginning
  PRIMARY KEY (bucket, webhook_id, number),
  FOREIGN KEY (bucket, webhook_id) REFERENCES webhook ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_age ON webhook_delivery (at);

-- What happens to endpoints themselves is no closure's event: each endpoint that is to be told has a row, and so there are few.
CREATE TABLE webhook_notice (
  bucket       smallint    NOT NULL,
  webhook_id   uuid        NOT NULL,
  id           text        NOT NULL,                   -- the same for everybody who is told
  tenant       text        NOT NULL,
  type         text        NOT NULL,
  at           timestamptz NOT NULL,
  data         jsonb       NOT NULL,
  PRIMARY KEY (bucket, webhook_id, id),
  FOREIGN KEY (bucket, webhook_id) REFERENCES webhook ON DELETE CASCADE
);
