-- The webhook source of the run of a hold, so that the inbox can be grouped and filtered by source, and one source with many holds does not hide others.
ALTER TABLE holds ADD COLUMN source TEXT;
--> statement-breakpoint

-- Existing holds get the source of the last signal that began a run, up to the beginning of the run of the hold itself.
UPDATE holds SET source = (
  SELECT body ->> '$.payload.source' FROM events
  WHERE stream_id = holds.stream_id AND type = 'SignalReceived' AND body ->> '$.payload.runId' IS NOT NULL AND version <= (
    SELECT min(version) FROM events WHERE stream_id = holds.stream_id AND body ->> '$.payload.runId' = holds.run_id
  )
  ORDER BY version DESC LIMIT 1
);
--> statement-breakpoint

-- The same index with the source added: it costs no further row, and the holds of a source are found without reading the table.
DROP INDEX holds_open;
--> statement-breakpoint
CREATE INDEX holds_open ON holds (opened_at, hold_id, source) WHERE state = 'open';
