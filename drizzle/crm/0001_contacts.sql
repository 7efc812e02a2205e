-- Contacts and their companies. These rows are not derived from the log: a stage writes them by id before it causes an event, and a repeat is
-- harmless.

CREATE TABLE contacts (
  id TEXT PRIMARY KEY NOT NULL,
  email TEXT NOT NULL,
  name TEXT,
  company_name TEXT,
  title TEXT,
  phone TEXT,
  domain TEXT,
  seniority TEXT,
  seniority_source TEXT,
  company_id TEXT,
  updated_at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

CREATE TABLE companies (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  domain TEXT UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('known', 'blocked', 'unknown')),
  updated_at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- Clustered by company, because facts are read by company.
CREATE TABLE company_facts (
  company_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  observed_at TEXT NOT NULL,
  expires_at TEXT,
  found INTEGER NOT NULL,
  PRIMARY KEY (company_id, id)
) WITHOUT ROWID;
--> statement-breakpoint

-- The addresses and phone numbers of contacts. Each one belongs to the first contact that claimed it.
CREATE TABLE identities (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) WITHOUT ROWID;
--> statement-breakpoint

-- The body that was accepted under each receipt. The first body is kept, another one is a conflict.
CREATE TABLE receipts (
  receipt TEXT PRIMARY KEY NOT NULL,
  contact_id TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  source TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
