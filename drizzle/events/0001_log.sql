-- The event log. It is written by hand and must not be changed by a generated migration: such a migration copies, drops and renames the
-- table, and silently loses the triggers and WITHOUT ROWID. A test compares sqlite_master with a frozen text.

-- Clustered by its key and without a secondary index, so that an event costs one billed row. `body` is the hashed text, and the generated columns
-- are read from it. `sealed` are the personal words of the event. Hash, words and signature are bytes, because a row of more than 1,002 bytes needs an
-- overflow page. `signature` is that of the key of the log, at the last event of each commit, and NULL at the others.
CREATE TABLE events (
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  body TEXT NOT NULL,
  sealed BLOB,
  signature BLOB,
  type TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  confidence REAL NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.confidence') VIRTUAL,
  reason TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.reason') VIRTUAL,
  source TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.source') VIRTUAL,
  evidence TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.evidence') VIRTUAL,
  PRIMARY KEY (stream_id, version),
  CONSTRAINT events_version CHECK (version >= 1),
  CONSTRAINT events_hash CHECK (typeof(hash) = 'blob' AND length(hash) = 32),
  CONSTRAINT events_sealed CHECK (sealed IS NULL OR (typeof(sealed) = 'blob' AND length(sealed) > 0)),
  CONSTRAINT events_signature CHECK (signature IS NULL OR (typeof(signature) = 'blob' AND length(signature) = 64)),
  CONSTRAINT events_confidence CHECK (confidence BETWEEN 0 AND 1),
  CONSTRAINT events_reason CHECK (reason GLOB '[a-z]*' AND reason NOT GLOB '*[^a-z0-9_.:-]*' AND length(reason) <= 80),
  CONSTRAINT events_source CHECK (
    (source IN ('timer', 'rule_based_fallback') OR source GLOB 'rule:?*' OR source GLOB 'llm:?*@?*' OR source GLOB 'template:?*'
      OR source GLOB 'human:?*' OR source GLOB 'webhook:?*')
    AND source NOT GLOB '*[^A-Za-z0-9_.:@/+-]*' AND length(source) <= 200),
  CONSTRAINT events_evidence CHECK (json_array_length(evidence) > 0)
) WITHOUT ROWID;
--> statement-breakpoint

-- An equal repeat is ignored and writes nothing. Another hash at the same key is refused as a conflict, with any kind of INSERT: this trigger
-- runs before OR REPLACE, OR IGNORE and ON CONFLICT apply. An event is also refused when the previous event is missing, and when a row of its
-- evidence has no table or no id. That it follows from the hash of the previous event is checked by the statement that appends it. What a reason and a source look like is in schema/provenance.ts.
CREATE TRIGGER events_append BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE) FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version AND hash = NEW.hash; SELECT RAISE(ABORT, 'events_conflict') FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version; SELECT RAISE(ABORT, 'events_gap') WHERE NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1); SELECT RAISE(ABORT, 'events_evidence') FROM json_each(NEW.body, '$.provenance.evidence') AS row WHERE row.type <> 'array' OR coalesce(row.value ->> '$[0]', '') NOT IN ('events', 'contacts', 'companies', 'company_facts', 'identities', 'suppressions', 'receipts', 'policy', 'flags') OR coalesce(row.value ->> '$[1]', '') = ''; END;
--> statement-breakpoint

CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events_append_only'); END;
--> statement-breakpoint

CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events_append_only'); END;
--> statement-breakpoint

-- The highest revision of the suppression list that each of its streams has. A gate that reads a lower one in CRM knows that the list lost
-- entries. Written by hand like `events`. The trigger runs for every path that stores an event, and never refuses one.
CREATE TABLE list_revisions (
  stream_id TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

CREATE TRIGGER events_list_revision AFTER INSERT ON events WHEN NEW.body ->> '$.type' IN ('SuppressionAdded', 'SuppressionLifted') BEGIN INSERT INTO list_revisions (stream_id, revision) VALUES (NEW.stream_id, max(coalesce(NEW.body ->> '$.payload.revision', 0), coalesce((SELECT max(value ->> '$.revision') FROM json_each(NEW.body, '$.payload.entries')), 0))) ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision WHERE excluded.revision > list_revisions.revision; END;
--> statement-breakpoint

-- The key of a contact, wrapped under the master secret, so that its object can be rebuilt, and the monthly keys of dead letters.
CREATE TABLE stream_keys (
  stream_id TEXT PRIMARY KEY NOT NULL,
  wrapped TEXT NOT NULL
) WITHOUT ROWID;
