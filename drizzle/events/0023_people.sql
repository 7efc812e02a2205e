-- The people of the desk with their roles, and the tokens of other programs. Both tables are derived from the events of `ad_people`, in the transaction
-- that appends them, so a role is in force exactly when the log has it. They are only in the database of that stream. No token can be made from a row.
-- Triggers never refuse an event: a missing field counts as the empty text, which gives no role.
CREATE TABLE people (
  identity TEXT PRIMARY KEY NOT NULL,
  role TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

CREATE TRIGGER events_role_changed AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'RoleChanged' BEGIN INSERT INTO people (identity, role, version, changed_by, at) VALUES (coalesce(NEW.body ->> '$.payload.identity', ''), coalesce(NEW.body ->> '$.payload.role', ''), NEW.version, coalesce(NEW.body ->> '$.payload.by', ''), coalesce(NEW.body ->> '$.at', '')) ON CONFLICT (identity) DO UPDATE SET role = excluded.role, version = excluded.version, changed_by = excluded.changed_by, at = excluded.at WHERE excluded.version > people.version; END;
--> statement-breakpoint

-- `digest` is keyed and `scopes` is JSON. The id is derived from the digest, so that a token is found without an index.
CREATE TABLE desk_tokens (
  token_id TEXT PRIMARY KEY NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  revoked_by TEXT,
  revoked_at TEXT
) WITHOUT ROWID;
--> statement-breakpoint

CREATE TRIGGER events_token_issued AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'TokenIssued' BEGIN INSERT INTO desk_tokens (token_id, digest, name, scopes, expires_at, issued_by, issued_at) VALUES (coalesce(NEW.body ->> '$.payload.tokenId', ''), coalesce(NEW.body ->> '$.payload.digest', ''), coalesce(NEW.body ->> '$.payload.name', ''), coalesce(NEW.body -> '$.payload.scopes', '[]'), coalesce(NEW.body ->> '$.payload.expiresAt', ''), coalesce(NEW.body ->> '$.payload.by', ''), coalesce(NEW.body ->> '$.at', '')) ON CONFLICT (token_id) DO NOTHING; END;
--> statement-breakpoint

CREATE TRIGGER events_token_revoked AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'TokenRevoked' BEGIN UPDATE desk_tokens SET revoked_by = coalesce(NEW.body ->> '$.payload.by', ''), revoked_at = coalesce(NEW.body ->> '$.at', '') WHERE token_id = NEW.body ->> '$.payload.tokenId' AND revoked_at IS NULL; END;
