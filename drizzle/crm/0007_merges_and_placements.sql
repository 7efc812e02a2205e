-- A company that was merged names the one that goes on for it. Its contacts are found by its own domains, and graded by the rows of the other.
ALTER TABLE companies ADD COLUMN merged_into TEXT;
--> statement-breakpoint

-- For the companies that were merged into one.
CREATE INDEX companies_merged_into ON companies (merged_into, id) WHERE merged_into IS NOT NULL;
--> statement-breakpoint

-- Which company is merged into which. A row is written before the event, by one statement that looks at both companies, so that two merges at the
-- same moment never make a circle.
CREATE TABLE company_merges (
  company_id TEXT PRIMARY KEY NOT NULL,
  into_id TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- The version of the event that placed the contact at the company of `company_id`, or at none: a row of an earlier version replaces none of a later.
ALTER TABLE contacts ADD COLUMN placed_version INTEGER;
