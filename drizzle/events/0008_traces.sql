-- Up to which event a stream's traces were sent, and how often in a row sending failed. Written only where tracing is on; forgotten, it is sent
-- again under the same ids.
CREATE TABLE traces (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  tries INTEGER NOT NULL
) WITHOUT ROWID;
