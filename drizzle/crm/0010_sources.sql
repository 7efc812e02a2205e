-- Webhook sources are the read model of the stream `ad_sources`: a row has the version of the event that made it. `secrets` are sealed under the key of
-- a month, which the master key wraps. `kinds`, `labels` and `secrets` are JSON.
CREATE TABLE sources (
  name TEXT PRIMARY KEY NOT NULL,
  type TEXT NOT NULL,
  trust TEXT NOT NULL,
  kinds TEXT NOT NULL,
  sends TEXT NOT NULL,
  makes_ids INTEGER NOT NULL,
  labels TEXT NOT NULL,
  daily_budget INTEGER,
  enabled INTEGER NOT NULL,
  secrets TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- How many bodies of a source were over a budget on a day (UTC). The door adds what it counted at most every 10 seconds, so that a flood costs no row each.
CREATE TABLE source_overruns (
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  bodies INTEGER NOT NULL,
  PRIMARY KEY (day, source)
) WITHOUT ROWID;
