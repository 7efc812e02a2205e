-- Comparisons of shadow plans with the decisions of the rules: one row for each run with a shadow plan, so that the desk reads only these. No release
-- before this migration wrote plans. If a log has some, a rebuild of the read models adds their rows.
CREATE TABLE plan_comparisons (
  run_id TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  result TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  plan_reason TEXT NOT NULL,
  plan_source TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- Lists newest first and counts by day without reading the table. One row more for each comparison.
CREATE INDEX plan_comparisons_at ON plan_comparisons (at, run_id, result);
--> statement-breakpoint

-- `actionUnderPlan` in SQL. A plan is the event right before the decision. When a veto is between them, no row is written.
-- The trigger never refuses an event: a row that cannot be written is ignored.
CREATE TRIGGER events_plan_comparison AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'ActionDecided' BEGIN INSERT OR IGNORE INTO plan_comparisons (run_id, stream_id, version, at, result, action, reason, plan_reason, plan_source) SELECT NEW.body ->> '$.payload.runId', NEW.stream_id, NEW.version, NEW.body ->> '$.at', (CASE WHEN body ->> '$.payload.fallback' THEN 'no_plan' WHEN NEW.body ->> '$.payload.action' <> 'skip' AND (body -> '$.payload.stages' LIKE '%"skip"%' OR body -> '$.payload.stages' NOT LIKE '%"compose"%') THEN 'differs' ELSE 'agrees' END), NEW.body ->> '$.payload.action', NEW.body ->> '$.payload.reason', body ->> '$.provenance.reason', body ->> '$.provenance.source' FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1 AND body ->> '$.type' = 'PlanProposed' AND body ->> '$.payload.arm' = 'shadow'; END;
