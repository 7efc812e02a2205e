-- Refused bodies: what a source signed and no signal could be read from. They stand with the dead letters, by their source, so that one source with
-- many of them hides no other, and none of them hides a message between stages.
ALTER TABLE dead_letters ADD COLUMN source TEXT;
--> statement-breakpoint
-- The receipt of the signal that was read from the body when it was sent again.
ALTER TABLE dead_letters ADD COLUMN receipt TEXT;
--> statement-breakpoint
-- Why a person discarded the body.
ALTER TABLE dead_letters ADD COLUMN discarded TEXT;
--> statement-breakpoint

-- Each letter is in one of three indexes. The second has every column that the counts read, so that they pass over no body.
DROP INDEX dead_letters_received;
--> statement-breakpoint
CREATE INDEX dead_letters_received ON dead_letters (received_at, id) WHERE source IS NULL;
--> statement-breakpoint
CREATE INDEX dead_letters_refused ON dead_letters (source, reason, received_at, id, redriven_at) WHERE source IS NOT NULL AND redriven_at IS NULL;
--> statement-breakpoint
CREATE INDEX dead_letters_settled ON dead_letters (received_at, id) WHERE source IS NOT NULL AND redriven_at IS NOT NULL;
