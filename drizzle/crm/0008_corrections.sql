-- What a person corrected of a contact counts before what forms and imports say, which stays in its own columns.
ALTER TABLE contacts ADD COLUMN corrected_name TEXT;
--> statement-breakpoint
ALTER TABLE contacts ADD COLUMN corrected_company_name TEXT;
--> statement-breakpoint
ALTER TABLE contacts ADD COLUMN corrected_title TEXT;
--> statement-breakpoint

-- The version of the last event that changed a correction: a row of an earlier version replaces none of a later.
ALTER TABLE contacts ADD COLUMN corrected_version INTEGER;
--> statement-breakpoint

-- The version of the event that corrected the title, which a grade cites.
ALTER TABLE contacts ADD COLUMN title_version INTEGER;
