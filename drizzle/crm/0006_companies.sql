-- Companies and their facts are the read model of the streams of companies (`co_…`): every row has the version of the event that made it. Until now
-- only the samples of a local installation wrote such rows, beside the log. The samples are recorded again through it.
DROP TABLE company_facts;
--> statement-breakpoint

DROP TABLE companies;
--> statement-breakpoint

-- `version` is that of the event that recorded the row, `head` that of the last event of the stream: rows of an earlier head replace none of a later.
CREATE TABLE companies (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  domain TEXT,
  domains TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('known', 'blocked', 'unknown')),
  industry TEXT,
  size TEXT,
  version INTEGER NOT NULL,
  head INTEGER NOT NULL,
  updated_at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- For the list of companies on the desk.
CREATE INDEX companies_name ON companies (name, id);
--> statement-breakpoint

-- Finds the company of the domain of a contact. Of several, the one whose main domain it is comes first.
CREATE TABLE company_domains (
  domain TEXT NOT NULL,
  place INTEGER NOT NULL,
  company_id TEXT NOT NULL,
  PRIMARY KEY (domain, place, company_id)
) WITHOUT ROWID;
--> statement-breakpoint

-- Clustered by company, because facts are read by company.
CREATE TABLE company_facts (
  company_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  method TEXT NOT NULL,
  confidence INTEGER NOT NULL,
  observed_at TEXT NOT NULL,
  expires_at TEXT,
  found INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (company_id, id)
) WITHOUT ROWID;
