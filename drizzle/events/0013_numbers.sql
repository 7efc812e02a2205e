-- The rows that the numbers count: one for each run whose decision is complete, and one for each report of what became of a lead.
-- Both can be rebuilt from the log. `npx holdpoint rebuild --read-models` makes the rows of runs and reports that are older than this migration.

-- The key begins with the time at which the run began, so that the runs of some days are one range of the table and need no index.
CREATE TABLE runs (
  began_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  population TEXT NOT NULL,
  arm TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  hits TEXT NOT NULL,
  plan TEXT,
  decided_at TEXT NOT NULL,
  graded_at TEXT,
  verdict TEXT,
  ladder TEXT NOT NULL,
  vertical TEXT,
  tier TEXT,
  role_fit TEXT,
  scored_at TEXT,
  tokens INTEGER NOT NULL,
  micro_dollars INTEGER NOT NULL,
  preview_id TEXT,
  draft_hold_id TEXT,
  PRIMARY KEY (began_at, run_id)
) WITHOUT ROWID;
--> statement-breakpoint

-- `began_at` is that of the run that the report is about, or the empty text for a contact of whom no run was handed over.
CREATE TABLE reports (
  began_at TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  run_id TEXT,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (began_at, stream_id, version)
) WITHOUT ROWID;
--> statement-breakpoint

-- What the numbers group holds by. No index has them, so that a hold costs as many rows as before.
ALTER TABLE holds ADD COLUMN began_at TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN population TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN arm TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN template TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN writing TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN vertical TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN tier TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN role_fit TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN scored_at TEXT;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN micro_dollars INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE contact_flags ADD COLUMN sends TEXT NOT NULL DEFAULT '{}';
--> statement-breakpoint

UPDATE holds SET
  began_at = (SELECT min(body ->> '$.at') FROM events WHERE stream_id = holds.stream_id AND body ->> '$.payload.runId' = holds.run_id),
  population = (SELECT body ->> '$.payload.population' FROM events
    WHERE stream_id = holds.stream_id AND type = 'ActionDecided' AND body ->> '$.payload.runId' = holds.run_id),
  arm = (SELECT body ->> '$.payload.arm' FROM events
    WHERE stream_id = holds.stream_id AND type = 'ActionDecided' AND body ->> '$.payload.runId' = holds.run_id),
  template = (SELECT body ->> '$.payload.template' FROM events
    WHERE stream_id = holds.stream_id AND type = 'DraftHeld' AND body ->> '$.payload.holdId' = holds.hold_id),
  writing = (SELECT body ->> '$.payload.writing.outcome' FROM events
    WHERE stream_id = holds.stream_id AND type = 'DraftHeld' AND body ->> '$.payload.holdId' = holds.hold_id),
  edited = EXISTS (SELECT 1 FROM events
    WHERE stream_id = holds.stream_id AND type = 'DraftEdited' AND body ->> '$.payload.holdId' = holds.hold_id),
  tokens = (SELECT coalesce(sum((body ->> '$.payload.tokensIn') + (body ->> '$.payload.tokensOut')), 0) FROM events
    WHERE stream_id = holds.stream_id AND type = 'LlmCalled' AND body ->> '$.payload.runId' = holds.run_id AND version <= holds.version),
  micro_dollars = (SELECT coalesce(sum(body ->> '$.payload.costMicroDollars'), 0) FROM events
    WHERE stream_id = holds.stream_id AND type = 'LlmCalled' AND body ->> '$.payload.runId' = holds.run_id AND version <= holds.version);
--> statement-breakpoint

-- The last outcome of the dispatch of each run, with the runs in order.
UPDATE contact_flags SET sends = (
  SELECT coalesce(json_group_object(run, outcome), '{}') FROM (
    SELECT body ->> '$.payload.runId' AS run, max(version),
      (CASE type WHEN 'DispatchSucceeded' THEN 'sent' WHEN 'DispatchFailed' THEN 'failed' ELSE 'uncertain' END) AS outcome
    FROM events
    WHERE stream_id = contact_flags.stream_id AND type IN ('DispatchSucceeded', 'DispatchFailed', 'DispatchUncertain')
    GROUP BY 1 ORDER BY 1
  )
);
