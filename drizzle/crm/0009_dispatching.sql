-- The stop switch: whether messages may be dispatched. It has one row, which every claim reads in the statement that reads the suppression list.
-- `version` is that of its event in the stream ad_dispatch, and 0 while nobody has ever stopped dispatching. The columns after it are of the last stop,
-- from which its event can be made again.
CREATE TABLE dispatching (
  only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
  stopped INTEGER NOT NULL CHECK (stopped IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 0),
  command_id TEXT,
  since TEXT,
  by TEXT,
  reason TEXT,
  note TEXT,
  CHECK (stopped = 0 OR command_id IS NOT NULL)
);
--> statement-breakpoint

INSERT INTO dispatching (only, stopped, version) VALUES (1, 0, 0);
