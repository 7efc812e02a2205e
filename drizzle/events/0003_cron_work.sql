-- Where the cron's work stands between two of its turns. Only EVENTS_0 uses it. None of it is about a person, and it can be begun anew.
CREATE TABLE cron_work (
  name TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
