-- How participants get in: signing links, codes that hand a link over to another browser, sign-ins under way, and the sessions that
-- all of these end in. Nothing here lets anybody in who has only read the table: tokens and codes are stored as hashes.
--
-- Locks: nothing but the new tables, which nobody knows yet, and for a moment what they refer to. Waits for that no longer than five
-- seconds and then fails, to be tried again. The binary before neither reads nor writes the new tables.

SET LOCAL lock_timeout = '5s';

CREATE TABLE access_link (
  bucket        smallint    NOT NULL,
  closure_id    uuid        NOT NULL,
  id            uuid        NOT NULL,
  tenant        text        NOT NULL,
  participant   text        NOT NULL,
  hash          text        NOT NULL,
  reusable      boolean     NOT NULL,  -- whether it can be exchanged more than once
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  first_used_at timestamptz,
  revoked_at    timestamptz,
  PRIMARY KEY (bucket, closure_id, id),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);
CREATE UNIQUE INDEX access_link_hash ON access_link (bucket, closure_id, hash);

-- Keyed by its own hash, as an idempotency key is: whoever comes with a token says no more than that.
CREATE TABLE access_session (
  hash       text        PRIMARY KEY,
  id         uuid        NOT NULL UNIQUE,  -- by which its owner lists and ends it
  kind       text        NOT NULL CHECK (kind IN ('LINK', 'WALLET')),
  wallet     text        NOT NULL,
  tenant     text,                         -- these four of a link only: a wallet belongs to no tenant
  bucket     smallint,
  closure_id uuid,
  link_id    uuid,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  until      timestamptz NOT NULL,
  CHECK ((kind = 'LINK') = (link_id IS NOT NULL)),
  FOREIGN KEY (bucket, closure_id, link_id) REFERENCES access_link ON DELETE CASCADE
);
CREATE INDEX access_session_of_wallet ON access_session (wallet, created_at) WHERE kind = 'WALLET';
CREATE INDEX access_session_of_link ON access_session (bucket, closure_id, link_id) WHERE kind = 'LINK';
CREATE INDEX access_session_over ON access_session (until);

CREATE TABLE access_handover (
  hash       text        PRIMARY KEY,
  bucket     smallint    NOT NULL,
  closure_id uuid        NOT NULL,
  link_id    uuid        NOT NULL,
  tenant     text        NOT NULL,
  wallet     text        NOT NULL,
  until      timestamptz NOT NULL,  -- of the session that it becomes
  expires_at timestamptz NOT NULL,
  FOREIGN KEY (bucket, closure_id, link_id) REFERENCES access_link ON DELETE CASCADE
);
CREATE INDEX access_handover_of_link ON access_handover (bucket, closure_id, link_id);
CREATE INDEX access_handover_over ON access_handover (expires_at);

-- A text that waits for a wallet's signature. The hash of the exact text is all that is needed to know it again: its nonce is in it.
CREATE TABLE sign_in (
  message_hash text        PRIMARY KEY,
  wallet       text        NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX sign_in_over ON sign_in (expires_at);
