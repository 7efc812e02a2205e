-- The version of the first event that a key sealed. An erasure empties the row and sets `since` to the version of `ContactErased`: a late copy of
-- the destroyed key has a lower version and is refused. The new key of a readmitted contact has a higher one.
ALTER TABLE stream_keys ADD COLUMN since INTEGER NOT NULL DEFAULT 1;
