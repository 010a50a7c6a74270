-- What a node signed of a closed session, for the closure's certificate.
--
-- Locks: nothing but the new table, which nobody knows yet, and for a moment what it refers to. Waits for that no longer than five seconds
-- and then fails, to be tried again. The binary before neither reads nor writes it.

SET LOCAL lock_timeout = '5s';

CREATE TABLE node_word (
  bucket     smallint    NOT NULL,
  closure_id uuid        NOT NULL,
  name       text        NOT NULL,
  tenant     text        NOT NULL,
  content    jsonb       NOT NULL,  -- with the signature, and all that it takes to check it
  heard_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (bucket, closure_id, name),
  FOREIGN KEY (bucket, closure_id) REFERENCES closure ON DELETE CASCADE
);
