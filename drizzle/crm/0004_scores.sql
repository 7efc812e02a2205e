-- The address of the public profile of a contact, which a form or an import states.
ALTER TABLE contacts ADD COLUMN profile TEXT;
--> statement-breakpoint

-- Answers of a model to the question how a role fits a vertical. A question has no personal data: a recognised title, its department, the vertical
-- and the prompt. Contacts with the same question share its answer. The table may be emptied: the model is then asked again.
CREATE TABLE role_fits (
  question TEXT PRIMARY KEY NOT NULL,
  basis_points INTEGER NOT NULL,
  reason TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_digest TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
