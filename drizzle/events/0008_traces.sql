-- The version up to which the traces of a stream were sent, and how often in a row sending failed. Written only when tracing is on. If a row is lost,
-- the traces are sent again under the same ids.
CREATE TABLE traces (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  tries INTEGER NOT NULL
) WITHOUT ROWID;
