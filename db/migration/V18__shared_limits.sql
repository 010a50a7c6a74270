-- Locks: nothing that is there; the table is new, and there in a moment.
-- For the binary before: it knows nothing of the table.
SET LOCAL lock_timeout = '5s';

-- How much of a limit is left, for all instances together. Unlogged: what a crash of the server loses is filled up anew anyway, and no
-- flush is spent on it. A row that would be full again is as good as none and is removed.
CREATE UNLOGGED TABLE rate_limit (
  key        text             PRIMARY KEY,  -- what is limited, and for whom
  tokens     double precision NOT NULL,     -- below zero where instances gave more than there was before they knew of each other
  filled_at  timestamptz      NOT NULL,     -- as of when
  burst      integer          NOT NULL,
  per_second integer          NOT NULL
) WITH (fillfactor = 50);
