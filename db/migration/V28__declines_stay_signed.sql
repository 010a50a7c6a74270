-- A refusal is signed by the participant's wallet. What it signed stays beside what it said, so that a certificate can prove it.
--
-- Locks: decline, for a moment; columns without a default rewrite nothing. For the binary before: it writes refusals without
-- them, and those are certified on the service's word, as all were before.
SET LOCAL lock_timeout = '5s';

ALTER TABLE decline
  ADD COLUMN service   text,   -- the public origin that the text named
  ADD COLUMN signature text;   -- 65 bytes; lets nobody move anything, and repeats only what was said
