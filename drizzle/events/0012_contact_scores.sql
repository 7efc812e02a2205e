-- The score of each contact, as its last event says, for ranking, for the desk, and for making scores anew. One row for each score, without an
-- index: a ranking reads the scores in the order of their keys. An erasure leaves a row without a score.
CREATE TABLE contact_scores (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  vertical TEXT,
  tier TEXT,
  composite INTEGER,
  role_fit TEXT,
  scored_at TEXT,
  until TEXT,
  policy TEXT
) WITHOUT ROWID;
