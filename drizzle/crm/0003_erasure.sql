-- When a contact was erased. The emptied row stays, and no write fills it until a person readmits the contact.
ALTER TABLE contacts ADD COLUMN erased_at TEXT;
