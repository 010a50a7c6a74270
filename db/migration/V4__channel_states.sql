-- What is known of channels between wallets and nodes. A state is the node's and the wallet's own, whoever asked for it, so these
-- tables name no tenant; what they hold is handed out only to who may see the participant.

-- States that both have signed: what can be enforced should the node disappear. Sealed, since whoever holds one can put it on chain.
CREATE TABLE channel_state (
  node_address text        NOT NULL,
  wallet       text        NOT NULL,
  asset        text        NOT NULL,
  epoch        bigint      NOT NULL,
  version      bigint      NOT NULL,
  channel_id   text        NOT NULL,
  wrapped_key  text        NOT NULL,
  sealed       text        NOT NULL,
  seen_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (node_address, wallet, asset, epoch, version)
);
CREATE INDEX channel_state_of_channel ON channel_state (node_address, channel_id, version DESC);

-- Channels that were met: a node finds none by its id.
CREATE TABLE channel_met (
  node_address text        NOT NULL,
  channel_id   text        NOT NULL,
  wallet       text        NOT NULL,
  asset        text,                   -- null where a 0.x node no longer lists the token
  met_at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (node_address, channel_id)
);
