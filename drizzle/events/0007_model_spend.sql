-- The cost of calls of models, by day (UTC) and webhook source, which is empty for calls that no source caused.
-- The table is derived from the log: each `LlmCalled` event is counted once, in the transaction that appends it.
CREATE TABLE model_spend (
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  micro_dollars INTEGER NOT NULL,
  PRIMARY KEY (day, source)
) WITHOUT ROWID;
--> statement-breakpoint

-- Counts the calls that are in the log already.
INSERT INTO model_spend (day, source, calls, tokens, micro_dollars)
SELECT
  coalesce(substr(body ->> '$.at', 1, 10), ''),
  coalesce(body ->> '$.payload.source', ''),
  count(*),
  sum(coalesce(body ->> '$.payload.tokensIn', 0) + coalesce(body ->> '$.payload.tokensOut', 0)),
  sum(coalesce(body ->> '$.payload.costMicroDollars', 0))
FROM events WHERE type = 'LlmCalled' GROUP BY 1, 2;
--> statement-breakpoint

-- An equal repeat of an event is ignored before this trigger runs. The trigger never refuses an event: a missing field counts as 0.
CREATE TRIGGER events_model_spend AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'LlmCalled' BEGIN INSERT INTO model_spend (day, source, calls, tokens, micro_dollars) VALUES (coalesce(substr(NEW.body ->> '$.at', 1, 10), ''), coalesce(NEW.body ->> '$.payload.source', ''), 1, coalesce(NEW.body ->> '$.payload.tokensIn', 0) + coalesce(NEW.body ->> '$.payload.tokensOut', 0), coalesce(NEW.body ->> '$.payload.costMicroDollars', 0)) ON CONFLICT (day, source) DO UPDATE SET calls = calls + 1, tokens = tokens + excluded.tokens, micro_dollars = micro_dollars + excluded.micro_dollars; END;
