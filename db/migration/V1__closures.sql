-- Every key of the hot path leads with bucket, a small hash of (node address, session) that the closure's id repeats: unique
-- rules stay within one shard and an id routes to it, should the schema ever be distributed. Every table names its tenant.
-- Times are the database's; it alone decides deadlines and leases.

CREATE TABLE closure (
  bucket            smallint    NOT NULL,
  id                uuid        NOT NULL,
  tenant            text        NOT NULL,
  node              text        NOT NULL,
  node_address      text        NOT NULL,
  session_id        text        NOT NULL,
  dialect           text        NOT NULL,
  application       text        NOT NULL,
  reference         text,
  memo              text,
  definition        jsonb       NOT NULL,  -- quorum and members: never changes in a session's life
  policy            jsonb       NOT NULL,  -- never changes in a closure's life
  status            text        NOT NULL,
  parked_from       text,
  outcome           text,
  revision          bigint      NOT NULL,
  round             integer     NOT NULL,
  achieved_weight   bigint      NOT NULL DEFAULT 0,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  first_deadline    timestamptz NOT NULL,
  deadline          timestamptz NOT NULL,
  ended_at          timestamptz,
  reopenable_until  timestamptz,
  session           jsonb       NOT NULL,  -- what is proved of the session: closed, when, version, executed payloads
  settlement        jsonb       NOT NULL,
  findings          jsonb       NOT NULL,  -- prerequisites, warnings, anomalies
  problem           jsonb,
  waiting_for       text,
  wrapped_key       text,                  -- key of the signatures under the service's key; destroyed when nothing may use them
  -- work: due_at is when somebody must look again, at the latest when a lease runs out
  due_at            timestamptz,
  attempts          integer     NOT NULL DEFAULT 0,
  lease_epoch       bigint      NOT NULL DEFAULT 0,
  lease_owner       text,
  lease_until       timestamptz,
  -- journal: gapless numbers of this closure, and the transaction that numbered last (never falling)
  last_event        bigint      NOT NULL DEFAULT 0,
  feed_xid          xid8        NOT NULL,
  PRIMARY KEY (bucket, id)
);

CREATE UNIQUE INDEX closure_one_active ON closure (bucket, tenant, node_address, session_id)
  WHERE status IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING', 'PARKED');
CREATE INDEX closure_due ON closure (bucket, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX closure_of_session ON closure (bucket, tenant, session_id, created_at DESC);
CREATE INDEX closure_recent ON closure (tenant, created_at DESC, id DESC);
CREATE INDEX closure_updated ON closure (tenant, updated_at);
CREATE INDEX closure_reference ON closure (tenant, reference) WHERE reference IS NOT NULL;

CREATE TABLE closure_participant (
  bucket      smallint NOT NULL,
  closure_id  uuid     NOT NULL,
  tenant      text     NOT NULL,
  participant text     NOT NULL,
  PRIMARY KEY (bucket, closure_id, participant),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);
CREATE INDEX closure_participant_inbox ON closure_participant (tenant, participant, closure_id);

-- One frozen proposal that participants sign. The payloads hold the exact bytes.
CREATE TABLE round (
  bucket         smallint    NOT NULL,
  closure_id     uuid        NOT NULL,
  tenant         text        NOT NULL,
  number         integer     NOT NULL,
  opened_at      timestamptz NOT NULL,
  closed_at      timestamptz,
  closed_because text,
  signable_until timestamptz,
  base           jsonb       NOT NULL,
  proposal       jsonb       NOT NULL,
  payloads       jsonb       NOT NULL,
  PRIMARY KEY (bucket, closure_id, number),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);

-- A verified signature on one payload. Its bytes are sealed and go when they can no longer serve; hash and receipt stay.
CREATE TABLE signature (
  bucket         smallint    NOT NULL,
  closure_id     uuid        NOT NULL,
  tenant         text        NOT NULL,
  round          integer     NOT NULL,
  payload        integer     NOT NULL,
  participant    text        NOT NULL,
  signer         text        NOT NULL,
  kind           text        NOT NULL,
  conditional    boolean     NOT NULL,
  weight         bigint      NOT NULL,
  digest         text        NOT NULL,
  signature_hash text        NOT NULL,
  sealed         text,
  received_at    timestamptz NOT NULL,
  removed_at     timestamptz,
  key_id         text        NOT NULL,
  jws            text        NOT NULL,
  PRIMARY KEY (bucket, closure_id, round, payload, participant),
  FOREIGN KEY (bucket, closure_id, round) REFERENCES round ON DELETE CASCADE
);

CREATE TABLE decline (
  bucket           smallint    NOT NULL,
  closure_id       uuid        NOT NULL,
  tenant           text        NOT NULL,
  round            integer     NOT NULL,
  participant      text        NOT NULL,
  reason           text        NOT NULL,
  declined_at      timestamptz NOT NULL,
  counter_proposal jsonb,
  PRIMARY KEY (bucket, closure_id, round, participant),
  FOREIGN KEY (bucket, closure_id, round) REFERENCES round ON DELETE CASCADE
);

-- One row per required payload: the intent is here, with the sealed bytes of its frame, before anything is sent.
CREATE TABLE submission (
  bucket         smallint    NOT NULL,
  closure_id     uuid        NOT NULL,
  tenant         text        NOT NULL,
  round          integer     NOT NULL,
  payload        integer     NOT NULL,
  purpose        text        NOT NULL,
  version_number bigint      NOT NULL,
  status         text        NOT NULL,
  attempts       integer     NOT NULL DEFAULT 0,
  request_id     bigint,
  frame          text,
  sent_at        timestamptz,
  open_seen_at   timestamptz,             -- first look after an unknown outcome that found the session still open
  proved_at      timestamptz,
  refusal        text,
  PRIMARY KEY (bucket, closure_id, round, payload),
  FOREIGN KEY (bucket, closure_id, round) REFERENCES round ON DELETE CASCADE
);

-- One submission per session at a time, over all tenants and replicas.
CREATE TABLE gate (
  bucket       smallint    NOT NULL,
  node_address text        NOT NULL,
  session_id   text        NOT NULL,
  holder       uuid,
  epoch        bigint      NOT NULL DEFAULT 0,
  state        text        NOT NULL,
  fence_until  timestamptz,
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (bucket, node_address, session_id)
);

CREATE TABLE event (
  bucket      smallint    NOT NULL,
  closure_id  uuid        NOT NULL,
  tenant      text        NOT NULL,
  number      bigint      NOT NULL,
  feed_xid    xid8        NOT NULL,
  type        text        NOT NULL,
  at          timestamptz NOT NULL,
  session_id  text        NOT NULL,
  status      text        NOT NULL,
  revision    bigint      NOT NULL,
  data        jsonb       NOT NULL,
  PRIMARY KEY (bucket, closure_id, number),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);
CREATE INDEX event_feed ON event (tenant, feed_xid, closure_id, number);

-- What an Idempotency-Key meant, for as long as its closure lives. Keyed by its own hash: the same key must be found whatever
-- session it comes with.
CREATE TABLE idempotency (
  tenant      text        NOT NULL,
  key         text        NOT NULL,
  fingerprint text        NOT NULL,
  bucket      smallint,
  closure_id  uuid,
  claimed_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, key)
);
CREATE INDEX idempotency_of_closure ON idempotency (closure_id);
