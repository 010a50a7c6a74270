-- Channel updates that no closure asked for are pruned some time after their end: found without reading those of closures.

CREATE INDEX channel_update_ended ON channel_update (ended_at) WHERE closure_id IS NULL AND ended_at IS NOT NULL;
