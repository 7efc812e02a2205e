-- What a plan in the shadow would have made of a run, beside what the rules made of it: one row a run that a model planned in the shadow, so that
-- the desk walks these alone. The scripted path writes none. No release has written a plan before this; what is in a log all the same comes with a
-- rebuild of the read models.
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

-- Newest first, and counted by day, without looking into the table. One row more a comparison.
CREATE INDEX plan_comparisons_at ON plan_comparisons (at, run_id, result);

-- `actionUnderPlan`, in SQL. The object writes a plan right before the decision, unless a veto comes between: then there is nothing to compare.
-- A comparison never refuses an event: what cannot be a row is none.
CREATE TRIGGER events_plan_comparison AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'ActionDecided'
BEGIN
  INSERT OR IGNORE INTO plan_comparisons (run_id, stream_id, version, at, result, action, reason, plan_reason, plan_source)
  SELECT
    NEW.body ->> '$.payload.runId',
    NEW.stream_id,
    NEW.version,
    NEW.body ->> '$.at',
    CASE
      WHEN body ->> '$.payload.fallback' THEN 'no_plan'
      WHEN NEW.body ->> '$.payload.action' <> 'skip'
        AND (body -> '$.payload.stages' LIKE '%"skip"%' OR body -> '$.payload.stages' NOT LIKE '%"compose"%')
      THEN 'differs'
      ELSE 'agrees'
    END,
    NEW.body ->> '$.payload.action',
    NEW.body ->> '$.payload.reason',
    body ->> '$.provenance.reason',
    body ->> '$.provenance.source'
  FROM events
  WHERE stream_id = NEW.stream_id AND version = NEW.version - 1
    AND body ->> '$.type' = 'PlanProposed' AND body ->> '$.payload.arm' = 'shadow';
END;
