-- A closure that waits, or whose signatures somebody could still read, has a time at which it is looked at: a row without one is found
-- by nobody, and its key would stay for ever. Closures of released services could lose it: where a participant declined, or a newer
-- closure made room, while a worker held the row. They are found again here.
--
-- Locks: closure, exclusively, from the first statement to the commit; in between it is read twice (a second or two for each million
-- rows), and only rows that were lost are written. Waits for the lock no longer than five seconds and then fails, to be tried again.
--
-- The binary before keeps its rows valid in all it does but one thing: where it would lose a row of an ended closure, its worker fails
-- instead, the row stays due at the end of its lease, and whichever binary claims it next tries again. It parks without a time, which
-- stays allowed: an operator is told of every parked closure.

SET LOCAL lock_timeout = '5s';

-- What is proved keeps its evidence readable, also where it was cancelled while a frame of it might still run.
ALTER TABLE closure ADD CONSTRAINT closure_has_a_next_look CHECK (
  due_at IS NOT NULL
  OR status IN ('PARKED', 'SETTLED', 'PROTECTED')
  OR (status = 'CANCELLED' AND outcome IN ('COOPERATIVE', 'QUORUM_AT_DEADLINE'))
  OR (wrapped_key IS NULL AND status IN ('EXPIRED', 'DECLINED', 'CANCELLED', 'SUPERSEDED'))) NOT VALID;

-- Let go at their time, or at once where it is over.
UPDATE closure SET due_at = greatest(reopenable_until, now())
WHERE due_at IS NULL AND wrapped_key IS NOT NULL AND status IN ('EXPIRED', 'DECLINED');

UPDATE closure SET wrapped_key = NULL
WHERE due_at IS NULL AND wrapped_key IS NOT NULL AND status IN ('CANCELLED', 'SUPERSEDED');

UPDATE closure SET due_at = now()
WHERE due_at IS NULL AND status IN ('COLLECTING', 'READY', 'SUBMITTING', 'SETTLING', 'ESCALATING');

-- Not all at the same moment: each costs its node a read.
UPDATE closure SET due_at = now() + random() * interval '15 minutes' WHERE due_at IS NULL AND status = 'PARKED';

ALTER TABLE closure VALIDATE CONSTRAINT closure_has_a_next_look;
