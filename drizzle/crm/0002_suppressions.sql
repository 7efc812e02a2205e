-- The suppression list, by keyed digest. The table is written by hand and append-only like the log: a digest is lifted by a row with
-- the `op` lift, and the latest row of a digest is valid. `revision` is the order of the whole list.

-- No AUTOINCREMENT is needed: no row is ever removed, so a revision is never used twice, and an ignored repeat writes nothing.
-- `at` is for people to read. Nothing is decided by it: the order is that of the revisions.
CREATE TABLE suppressions (
  revision INTEGER PRIMARY KEY NOT NULL CHECK (revision >= 1),
  op TEXT NOT NULL CHECK (op IN ('add', 'lift')),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 22),
  cause TEXT NOT NULL,
  by TEXT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  command_key TEXT NOT NULL
);
--> statement-breakpoint

-- Finds the rows of a digest, and makes the row of a command unique. One row more for each entry.
CREATE UNIQUE INDEX suppressions_command ON suppressions (digest, command_key);
--> statement-breakpoint

-- The repeat of a command is ignored, a revision that exists is refused, with any kind of INSERT.
CREATE TRIGGER suppressions_append BEFORE INSERT ON suppressions BEGIN SELECT RAISE(IGNORE) FROM suppressions WHERE digest = NEW.digest AND command_key = NEW.command_key AND op = NEW.op AND kind = NEW.kind; SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE digest = NEW.digest AND command_key = NEW.command_key; SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE revision = NEW.revision; END;
--> statement-breakpoint

-- A revision below the highest is refused: gates have already read the list up to the highest. Only a row that a rebuild makes again from
-- its event may fill the place of a lost one: its command key says so.
CREATE TRIGGER suppressions_in_order AFTER INSERT ON suppressions WHEN NEW.command_key <> 'rebuilt:' || NEW.revision BEGIN SELECT RAISE(ABORT, 'suppressions_order') WHERE NEW.revision < (SELECT max(revision) FROM suppressions); END;
--> statement-breakpoint

CREATE TRIGGER suppressions_no_update BEFORE UPDATE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions_append_only'); END;
--> statement-breakpoint

CREATE TRIGGER suppressions_no_delete BEFORE DELETE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions_append_only'); END;
