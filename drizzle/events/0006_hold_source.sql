-- Where a hold's run came from, so that the inbox can be grouped and narrowed by it, and one source that floods hides nobody else's holds.
ALTER TABLE holds ADD COLUMN source TEXT;

-- Of holds that are there already: the last signal that began a run, up to the beginning of theirs.
UPDATE holds SET source = (
  SELECT body ->> '$.payload.source' FROM events
  WHERE stream_id = holds.stream_id AND type = 'SignalReceived' AND body ->> '$.payload.runId' IS NOT NULL AND version <= (
    SELECT min(version) FROM events WHERE stream_id = holds.stream_id AND body ->> '$.payload.runId' = holds.run_id
  )
  ORDER BY version DESC LIMIT 1
);

-- The same index with the source in it: no row more, and a source is found without looking into the table.
DROP INDEX holds_open;
CREATE INDEX holds_open ON holds (opened_at, hold_id, source) WHERE state = 'open';
