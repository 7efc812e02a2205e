-- The version of the first event that a key sealed. An erased contact keeps its row, emptied and as of its `ContactErased`: a late copy of the
-- key that was destroyed is older, and only the key of somebody who was let back is newer.
ALTER TABLE stream_keys ADD COLUMN since INTEGER NOT NULL DEFAULT 1;
