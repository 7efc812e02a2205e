-- Sessions of the desk that were ended by signing out, until they would have expired. Only EVENTS_0 uses it. It has no personal data. If a row is
-- lost, a copy of the cookie of that session is valid again until it expires.
CREATE TABLE ended_sessions (
  session_id TEXT PRIMARY KEY NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
