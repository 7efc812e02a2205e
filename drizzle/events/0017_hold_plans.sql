-- The plan of the run of a hold as its card shows it: the order of the stages and who planned. Only runs for which a model was asked have it, so that a
-- hold costs as many rows as before. `npx holdpoint rebuild --read-models` completes the rows that are older than this migration.
ALTER TABLE holds ADD COLUMN plan TEXT;
