-- The runs that wait too long for a stage or a provider, for one list of all of them. The alarm of the object of a contact writes a row when it finds that a
-- step takes longer than the first patience of the policy, and the events that move the run on remove it: no row for a run that goes its way. The key begins
-- with the time, so that the list is one range of the table.
CREATE TABLE runs_under_way (
  began_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  step TEXT NOT NULL,
  since TEXT NOT NULL,
  step_version INTEGER NOT NULL,
  PRIMARY KEY (began_at, run_id)
) WITHOUT ROWID;
