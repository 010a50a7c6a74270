-- Transactions that the service sends and pays for. All of one account's rows share its bucket, so that whoever holds the
-- account's lease may write them in one statement.

-- An account that pays for gas belongs to the service, not to a tenant. Who holds its lease alone gives out its nonces.
CREATE TABLE chain_account (
  bucket      smallint    NOT NULL,
  id          uuid        NOT NULL,
  chain_id    bigint      NOT NULL,
  account     text        NOT NULL,
  halted      boolean     NOT NULL DEFAULT false,  -- an operator's word: nothing new is signed or sent
  due_at      timestamptz,
  lease_epoch bigint      NOT NULL DEFAULT 0,
  lease_owner text,
  lease_until timestamptz,
  PRIMARY KEY (bucket, id)
);
CREATE INDEX chain_account_due ON chain_account (due_at) WHERE due_at IS NOT NULL;

-- One logical transaction, whatever hashes it had. It is here before anybody outside has seen it.
CREATE TABLE chain_transaction (
  bucket      smallint    NOT NULL,
  id          uuid        NOT NULL,
  tenant      text        NOT NULL,
  key         text        NOT NULL,                -- the requester's: asking again gets the same row
  account_id  uuid        NOT NULL,
  chain_id    bigint      NOT NULL,
  closure_id  uuid,
  purpose     text        NOT NULL,
  to_address  text        NOT NULL,
  value       numeric(78) NOT NULL,
  wrapped_key text,                                -- opens calldata and signed bytes; destroyed when nothing may use them
  data        text,                                -- calldata, sealed: it may hold signatures that no chain has seen
  status      text        NOT NULL,
  nonce       bigint,
  progress    jsonb       NOT NULL,
  reserved    numeric(78) NOT NULL DEFAULT 0,      -- what it may cost at most, by all that was signed
  cost        numeric(78) NOT NULL DEFAULT 0,
  revision    bigint      NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (bucket, id),
  FOREIGN KEY (bucket, account_id) REFERENCES chain_account
);
CREATE UNIQUE INDEX chain_transaction_key ON chain_transaction (bucket, tenant, chain_id, key);
CREATE UNIQUE INDEX chain_transaction_nonce ON chain_transaction (bucket, account_id, nonce) WHERE ended_at IS NULL;
CREATE INDEX chain_transaction_spent ON chain_transaction (bucket, tenant, chain_id, ended_at);

-- Every hash under which it may be or may have been in a block, with its sealed bytes, stored before they are sent.
CREATE TABLE chain_transaction_hash (
  bucket         smallint    NOT NULL,
  transaction_id uuid        NOT NULL,
  tenant         text        NOT NULL,
  number         integer     NOT NULL,
  hash           text        NOT NULL,
  kind           text        NOT NULL,
  nonce          bigint      NOT NULL,
  gas_limit      numeric(78) NOT NULL,
  max_fee        numeric(78) NOT NULL,
  tip            numeric(78) NOT NULL,
  raw            text        NOT NULL,
  signed_at      timestamptz NOT NULL,
  PRIMARY KEY (bucket, transaction_id, number),
  FOREIGN KEY (bucket, transaction_id) REFERENCES chain_transaction ON DELETE CASCADE
);
