-- The progress of each cron job between two of its turns. Only EVENTS_0 uses it. It has no personal data, and a job can start again without it.
CREATE TABLE cron_work (
  name TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- Who read personal words of which contact on a day (UTC), until the cron has recorded the day. Only EVENTS_0 uses it. The contact is a
-- pseudonym. If a row is lost, the event of the day counts one contact less.
CREATE TABLE words_read (
  day TEXT NOT NULL,
  reader TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  opened INTEGER NOT NULL,
  PRIMARY KEY (day, reader, contact_id)
) WITHOUT ROWID;
