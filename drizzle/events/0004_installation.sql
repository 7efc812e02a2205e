-- The number of this EVENTS database, and how many there are. Which database stores a stream follows from their count, so the count is stored
-- once, at the first use, and never changes. A Worker with another count is refused.
CREATE TABLE installation (
  only INTEGER PRIMARY KEY NOT NULL,
  shard INTEGER NOT NULL,
  shards INTEGER NOT NULL,
  CONSTRAINT installation_only CHECK (only = 1),
  CONSTRAINT installation_place CHECK (shard >= 0 AND shard < shards)
);
--> statement-breakpoint

-- The first row is kept: any later INSERT is ignored.
CREATE TRIGGER installation_first BEFORE INSERT ON installation BEGIN SELECT RAISE(IGNORE) FROM installation; END;
--> statement-breakpoint

CREATE TRIGGER installation_no_update BEFORE UPDATE ON installation BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END;
--> statement-breakpoint

CREATE TRIGGER installation_no_delete BEFORE DELETE ON installation BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END;
--> statement-breakpoint

-- A log that is older than this table is in one database.
INSERT INTO installation (only, shard, shards) SELECT 1, 0, 1 WHERE EXISTS (SELECT 1 FROM events);
--> statement-breakpoint

-- The fingerprints of the keys of the installation. Only EVENTS_0 uses it. The first of each name is stored at the first use and kept. That of
-- MASTER_KEY is replaced when the last key of a stream is wrapped under the new one.
CREATE TABLE installation_keys (
  name TEXT PRIMARY KEY NOT NULL,
  fingerprint TEXT NOT NULL,
  CONSTRAINT installation_keys_name CHECK (name IN ('MASTER_KEY', 'SYSTEM_KEY')),
  CONSTRAINT installation_keys_fingerprint CHECK (length(fingerprint) = 22)
) WITHOUT ROWID;
--> statement-breakpoint

-- The first fingerprint is kept: any later INSERT is ignored.
CREATE TRIGGER installation_keys_first BEFORE INSERT ON installation_keys BEGIN SELECT RAISE(IGNORE) FROM installation_keys WHERE name = NEW.name; END;
--> statement-breakpoint

CREATE TRIGGER installation_keys_update BEFORE UPDATE ON installation_keys BEGIN SELECT RAISE(ABORT, 'installation_fixed') WHERE OLD.name <> 'MASTER_KEY' OR NEW.name <> OLD.name; SELECT RAISE(ABORT, 'keys_left') FROM stream_keys WHERE wrapped <> '' AND substr(wrapped, 1, 23) <> NEW.fingerprint || '.'; END;
--> statement-breakpoint

CREATE TRIGGER installation_keys_no_delete BEFORE DELETE ON installation_keys BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END;
