-- Protecting participants' channels on chain.

-- As clients see it; each one has a row of its own below, which is worked on apart from the closure.
ALTER TABLE closure ADD COLUMN protections jsonb NOT NULL DEFAULT '[]';

CREATE TABLE escalation (
  bucket       smallint    NOT NULL,
  id           uuid        NOT NULL,
  tenant       text        NOT NULL,
  closure_id   uuid        NOT NULL,
  node         text        NOT NULL,
  node_address text        NOT NULL,
  dialect      text        NOT NULL,
  target       jsonb       NOT NULL,  -- participant, asset, channel, chain, token: never changes
  action       text        NOT NULL,
  status       text        NOT NULL,
  progress     jsonb       NOT NULL,  -- what was seen and asked for, with the hash of the block that it was seen in
  revision     bigint      NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  due_at       timestamptz,
  lease_epoch  bigint      NOT NULL DEFAULT 0,
  lease_owner  text,
  lease_until  timestamptz,
  PRIMARY KEY (bucket, id),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);
CREATE INDEX escalation_of_closure ON escalation (bucket, closure_id);
CREATE INDEX escalation_due ON escalation (due_at) WHERE due_at IS NOT NULL;

-- A participant's authority to challenge with one state: sealed, and destroyed as soon as it is of no use.
CREATE TABLE escalation_pack (
  tenant         text        NOT NULL,
  node_address   text        NOT NULL,
  channel_id     text        NOT NULL,
  id             uuid        NOT NULL,  -- the label under which its content is sealed
  node           text        NOT NULL,
  participant    text        NOT NULL,
  asset          text        NOT NULL,
  chain_id       bigint      NOT NULL,
  epoch          numeric(20) NOT NULL,
  version        numeric(78) NOT NULL,
  seen_epoch     numeric(20) NOT NULL,  -- newest state that was ever seen: nothing older is taken again
  seen_version   numeric(78) NOT NULL,
  status         text        NOT NULL,
  reason         text,
  digest         text        NOT NULL,
  signature_hash text        NOT NULL,
  wrapped_key    text,
  sealed         text,
  received_at    timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant, node_address, channel_id)
);

-- Channels whose disputes are answered with the newest state that both signed.
CREATE TABLE channel_watch (
  bucket       smallint    NOT NULL,
  tenant       text        NOT NULL,
  node_address text        NOT NULL,
  channel_id   text        NOT NULL,
  id           uuid        NOT NULL,
  node         text        NOT NULL,
  dialect      text        NOT NULL,
  target       jsonb       NOT NULL,
  enrolled_by  text        NOT NULL,
  progress     jsonb       NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  due_at       timestamptz,
  lease_epoch  bigint      NOT NULL DEFAULT 0,
  lease_owner  text,
  lease_until  timestamptz,
  PRIMARY KEY (bucket, id)
);
CREATE UNIQUE INDEX channel_watch_channel ON channel_watch (tenant, node_address, channel_id);
CREATE INDEX channel_watch_participant ON channel_watch (tenant, node_address, (target ->> 'participant'));
CREATE INDEX channel_watch_due ON channel_watch (due_at) WHERE due_at IS NOT NULL;

-- Contracts that a node named and that bore it out: what is known of them must not be lost with the node.
CREATE TABLE contract_met (
  node_address text        NOT NULL,
  chain_id     bigint      NOT NULL,
  address      text        NOT NULL,
  custody      boolean     NOT NULL,
  met_at       timestamptz NOT NULL,
  PRIMARY KEY (node_address, chain_id)
);
