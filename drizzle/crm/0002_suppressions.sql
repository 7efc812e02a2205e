-- Who must not be written to, by keyed digest. Written by hand and append-only like the log: a person is taken off by a row that
-- says so, and the latest row of a digest stands. `revision` is the order of the whole list.

-- No AUTOINCREMENT: no row is ever removed, so the next highest number is never used twice, and a repeat writes nothing.
CREATE TABLE suppressions (
  revision INTEGER PRIMARY KEY NOT NULL CHECK (revision >= 1),
  op TEXT NOT NULL CHECK (op IN ('add', 'lift')),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  cause TEXT NOT NULL,
  by TEXT,
  -- For people to read. Nothing is decided by it; the order is the revision's.
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  command_key TEXT NOT NULL
);

-- Finds a digest's rows, and makes a command's row one of a kind. One row more per entry.
CREATE UNIQUE INDEX suppressions_command ON suppressions (digest, command_key);

-- A command's repeat is ignored; a number that is taken is refused, however it is inserted.
CREATE TRIGGER suppressions_append BEFORE INSERT ON suppressions
BEGIN
  SELECT RAISE(IGNORE) FROM suppressions
    WHERE digest = NEW.digest AND command_key = NEW.command_key AND op = NEW.op AND kind = NEW.kind;
  SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE digest = NEW.digest AND command_key = NEW.command_key;
  SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE revision = NEW.revision;
END;

-- A number chosen by hand may not go behind the list: gates have already read past it.
CREATE TRIGGER suppressions_in_order AFTER INSERT ON suppressions
BEGIN
  SELECT RAISE(ABORT, 'suppressions_order') WHERE NEW.revision < (SELECT max(revision) FROM suppressions);
END;

CREATE TRIGGER suppressions_no_update BEFORE UPDATE ON suppressions
BEGIN
  SELECT RAISE(ABORT, 'suppressions_append_only');
END;

CREATE TRIGGER suppressions_no_delete BEFORE DELETE ON suppressions
BEGIN
  SELECT RAISE(ABORT, 'suppressions_append_only');
END;
