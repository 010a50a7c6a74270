-- Who came before there was a column for it, of closures that still ask somebody; of those that have ended the events alone tell.
--
-- Locks: the rows of closures that collect and were opened, as a change of them does, for as long as the statement runs: about a second for each
-- ten thousand. Waits for each of them no longer than five seconds and then fails, to be tried again: what is there is not written twice.
SET lock_timeout = '5s';

UPDATE closure c SET openings = came.openings
FROM (SELECT e.bucket, e.closure_id, e.tenant,
        jsonb_agg(jsonb_build_object('participant', e.data ->> 'participant', 'at', e.at) ORDER BY e.number) AS openings
      FROM event e WHERE e.type = 'participant.opened' GROUP BY e.bucket, e.closure_id, e.tenant) AS came
WHERE c.bucket = came.bucket AND c.id = came.closure_id AND c.tenant = came.tenant AND c.status = 'COLLECTING' AND c.openings IS NULL;

RESET lock_timeout;
