-- The progress of each cron job between two of its turns. Only EVENTS_0 uses it. It has no personal data, and a job can start again without it.
CREATE TABLE cron_work (
  name TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
