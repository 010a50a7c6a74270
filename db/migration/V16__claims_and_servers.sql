-- Locks: idempotency, exclusively, for as long as it takes to note a new column in the catalogue (no row is touched, nothing is read).
-- For the binary before: it claims keys without a token, and completes and gives them up by the key alone.
SET LOCAL lock_timeout = '5s';

-- By its token a request proves that it still holds the key: what it does once another has taken the key over has no effect.
ALTER TABLE idempotency ADD COLUMN token uuid;
