-- What the numbers count about edited and rejected drafts. No index has these columns, so that a hold costs as many rows as before. Events before
-- this release have none of it, so the rows that are there stay as they are.
ALTER TABLE holds ADD COLUMN words INTEGER;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN changed_words INTEGER;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN sentences INTEGER;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN deleted_sentences INTEGER;
--> statement-breakpoint
ALTER TABLE holds ADD COLUMN rejection TEXT;
