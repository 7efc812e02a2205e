-- The event log. Written by hand and never changed by a generated migration: such a migration copies, drops and renames,
-- and silently loses the triggers and WITHOUT ROWID. A test compares sqlite_master with a frozen text.

-- Clustered by its key, no secondary index: one billed row per event. `body` is the hashed text; the other columns are read from it.
CREATE TABLE events (
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  type TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  confidence REAL NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.confidence') VIRTUAL,
  reason TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.reason') VIRTUAL,
  source TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.source') VIRTUAL,
  evidence TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.evidence') VIRTUAL,
  PRIMARY KEY (stream_id, version),
  CONSTRAINT events_place CHECK (stream_id = body ->> '$.streamId' AND version = body ->> '$.version' AND version >= 1),
  CONSTRAINT events_hash CHECK (length(hash) = 64),
  CONSTRAINT events_confidence CHECK (confidence BETWEEN 0 AND 1),
  CONSTRAINT events_evidence CHECK (json_array_length(evidence) > 0)
) WITHOUT ROWID;

-- An equal repeat is ignored and writes nothing. Another hash at the same key is a conflict, however it is inserted: this runs
-- before OR REPLACE, OR IGNORE and ON CONFLICT have their say. So does an event whose predecessor is missing or is another one.
CREATE TRIGGER events_append BEFORE INSERT ON events
BEGIN
  SELECT RAISE(IGNORE) FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version AND hash = NEW.hash;
  SELECT RAISE(ABORT, 'events_conflict') FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version;
  SELECT RAISE(ABORT, 'events_gap') WHERE NEW.version > 1
    AND NOT EXISTS (SELECT 1 FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1);
  SELECT RAISE(ABORT, 'events_conflict') WHERE NEW.body ->> '$.prevHash' IS NOT coalesce(
    (SELECT hash FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1),
    '0000000000000000000000000000000000000000000000000000000000000000');
END;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events_append_only');
END;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events_append_only');
END;

-- A contact's key under the master secret, so that its object can be rebuilt; and the monthly keys of dead letters.
CREATE TABLE stream_keys (
  stream_id TEXT PRIMARY KEY NOT NULL,
  wrapped TEXT NOT NULL
) WITHOUT ROWID;
