-- The runs that ended without a message, for one list of all of them. Two rows for such a run (the row and the index of reasons), none for a run
-- with a message. Runs that ended before this migration get their rows by a rebuild of the read models.

-- The key begins with the time of the end, so that the newest are one range of the table.
CREATE TABLE unwritten_runs (
  ended_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  action TEXT,
  ended_by TEXT,
  PRIMARY KEY (ended_at, run_id)
) WITHOUT ROWID;
--> statement-breakpoint

-- The list of one reason. One row more for each row, which never changes.
CREATE INDEX unwritten_runs_reason ON unwritten_runs (reason, ended_at, run_id);
