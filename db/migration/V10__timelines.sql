-- Which servers this database has been written on: each failover, and each restore from an archive, begins another timeline. What the
-- server before had confirmed last may not have reached this one.

CREATE TABLE database_timeline (
  timeline text        PRIMARY KEY,
  seen_at  timestamptz NOT NULL       -- when the service first found itself on it
);
