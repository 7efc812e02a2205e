-- What a model said of messages, beside the rules: one row for each message of which a model was asked and answered, by its day. An installation
-- without a model has none. Messages of which a model was asked before this migration get their rows by a rebuild of the read models.
CREATE TABLE class_comparisons (
  at TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  by_rules TEXT NOT NULL,
  by_model TEXT NOT NULL,
  counted TEXT NOT NULL,
  PRIMARY KEY (at, stream_id, version)
) WITHOUT ROWID;
--> statement-breakpoint

-- `classRows` in SQL. The class of the message is the one that counts, and the first row of its evidence has the other one.
-- The trigger never refuses an event: a row that cannot be written is ignored.
CREATE TRIGGER events_class_comparison AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'SignalReceived' AND coalesce(NEW.body ->> '$.provenance.evidence[0][2].by_rules', NEW.body ->> '$.provenance.evidence[0][2].by_model') IS NOT NULL BEGIN INSERT OR IGNORE INTO class_comparisons (at, stream_id, version, source, by_rules, by_model, counted) SELECT NEW.body ->> '$.at', NEW.stream_id, NEW.version, NEW.body ->> '$.payload.source', coalesce(by_rules, class), (CASE WHEN by_rules IS NULL THEN by_model ELSE class END), (CASE WHEN by_rules IS NULL THEN 'rules' ELSE 'model' END) FROM (SELECT NEW.body ->> '$.payload.class' AS class, NEW.body ->> '$.provenance.evidence[0][2].by_rules' AS by_rules, NEW.body ->> '$.provenance.evidence[0][2].by_model' AS by_model); END;
