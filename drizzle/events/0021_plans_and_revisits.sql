-- The plan of a run as the list of all plans shows it, where a model was asked for one, and all null on the scripted path, whose runs cost as many rows as
-- before. `npx holdpoint rebuild --read-models` completes the rows that are older than this migration.
ALTER TABLE runs ADD COLUMN plan_arm TEXT;
--> statement-breakpoint
ALTER TABLE runs ADD COLUMN shown_plan TEXT;
--> statement-breakpoint
ALTER TABLE runs ADD COLUMN skip_reason TEXT;
--> statement-breakpoint
ALTER TABLE runs ADD COLUMN compared TEXT;
--> statement-breakpoint

-- The runs of an arm. One row more for a run for which a model was asked.
CREATE INDEX runs_plan_arm ON runs (plan_arm, began_at, run_id) WHERE plan_arm IS NOT NULL;
--> statement-breakpoint

-- The runs whose plan says why no message is to be written. One row more for each.
CREATE INDEX runs_skip_reason ON runs (skip_reason, began_at, run_id) WHERE skip_reason IS NOT NULL;
--> statement-breakpoint

-- The runs whose plan differs from the rules, and those without a usable plan. One row more for each.
CREATE INDEX runs_compared ON runs (compared, began_at, run_id) WHERE compared <> 'agrees';
--> statement-breakpoint

-- The day on which a run that ended without a message is to be run again, and who wants it.
ALTER TABLE unwritten_runs ADD COLUMN revisit_on TEXT;
--> statement-breakpoint
ALTER TABLE unwritten_runs ADD COLUMN revisit_by TEXT;
--> statement-breakpoint

-- The list of those that have a day. One row more while a run has one.
CREATE INDEX unwritten_runs_revisit ON unwritten_runs (ended_at, run_id) WHERE revisit_on IS NOT NULL;
