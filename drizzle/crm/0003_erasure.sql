-- When a contact was erased. Its row stays, emptied, and nobody fills it until a person takes the mark off.
ALTER TABLE contacts ADD COLUMN erased_at TEXT;
