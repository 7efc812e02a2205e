-- Who the leads are and where they work. Nothing here is derived from contact streams; rows are written first, by id, idempotently.

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

CREATE TABLE companies (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  domain TEXT UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('known', 'blocked', 'unknown')),
  updated_at TEXT NOT NULL
) WITHOUT ROWID;

-- Clustered by company, which is how it is read.
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

-- By which address or number a contact is known. The first contact that claims one keeps it.
CREATE TABLE identities (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) WITHOUT ROWID;

-- What was accepted under which receipt. The first body stands; another one is a conflict.
CREATE TABLE receipts (
  receipt TEXT PRIMARY KEY NOT NULL,
  contact_id TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  source TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
