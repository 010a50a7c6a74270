-- Who calls: tenants, and the keys of their applications. A key's secret is kept as its SHA-256 only: it has 256 random bits, so that
-- nothing slower is needed. Neither table is on the path of a closure, and both are small: their keys need no bucket in front.
--
-- Locks nothing that exists. The binary before knows neither table and only the tenant "default".

SET LOCAL lock_timeout = '5s';

CREATE TABLE tenant (
  id           text        PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  display_name text        NOT NULL,
  applications jsonb       NOT NULL,               -- names of applications by node; "*" is every node, or every application
  origins      text[]      NOT NULL DEFAULT '{}',  -- of its own pages
  limits       jsonb       NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL DEFAULT now(),
  disabled_at  timestamptz
);

-- Whose everything was before there were others.
INSERT INTO tenant (id, display_name, applications) VALUES ('default', 'Default', '{"*": ["*"]}');

CREATE TABLE api_key (
  id           text        PRIMARY KEY,
  tenant       text        NOT NULL REFERENCES tenant,
  name         text        NOT NULL,
  hash         bytea       NOT NULL,
  scopes       text[]      NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  last_used_at timestamptz,                        -- to the hour
  revoked_at   timestamptz
);
CREATE INDEX api_key_of_tenant ON api_key (tenant, created_at);
