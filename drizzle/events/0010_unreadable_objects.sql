-- Streams whose object cannot be read, or whose rows of holds differ from their object, until they were repaired. Only EVENTS_0 uses it. It has
-- no personal data. If a row is lost, the next call of the object, or the next comparison, writes it again.
CREATE TABLE unreadable_objects (
  stream_id TEXT PRIMARY KEY NOT NULL,
  detail TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL
) WITHOUT ROWID;
