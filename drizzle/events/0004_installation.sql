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
CREATE TRIGGER installation_first BEFORE INSERT ON installation
BEGIN
  SELECT RAISE(IGNORE) FROM installation;
END;
--> statement-breakpoint

CREATE TRIGGER installation_no_update BEFORE UPDATE ON installation
BEGIN
  SELECT RAISE(ABORT, 'installation_fixed');
END;
--> statement-breakpoint

CREATE TRIGGER installation_no_delete BEFORE DELETE ON installation
BEGIN
  SELECT RAISE(ABORT, 'installation_fixed');
END;
--> statement-breakpoint

-- A log that is older than this table is in one database.
INSERT INTO installation (only, shard, shards) SELECT 1, 0, 1 WHERE EXISTS (SELECT 1 FROM events);
