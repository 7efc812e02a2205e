// The schema of every installation, as `sqlite_master` reports it. A migration that changes the schema must change this file by hand in the same
// commit, so that a migration cannot silently rebuild `events` or `suppressions` without their triggers and WITHOUT ROWID.

export const FROZEN_SCHEMA = {
  events: `-- table class_comparisons
CREATE TABLE class_comparisons (
  at TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  source TEXT NOT NULL,
  by_rules TEXT NOT NULL,
  by_model TEXT NOT NULL,
  counted TEXT NOT NULL,
  PRIMARY KEY (at, stream_id, version)
) WITHOUT ROWID

-- table contact_flags
CREATE TABLE contact_flags (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  do_not_contact INTEGER NOT NULL,
  bounced INTEGER NOT NULL,
  unsubscribed INTEGER NOT NULL,
  replied INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  last_sent_at TEXT,
  sequence_closed INTEGER NOT NULL,
  erased INTEGER NOT NULL
, sends TEXT NOT NULL DEFAULT '{}') WITHOUT ROWID

-- table contact_scores
CREATE TABLE contact_scores (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  vertical TEXT,
  tier TEXT,
  composite INTEGER,
  role_fit TEXT,
  scored_at TEXT,
  until TEXT,
  policy TEXT
) WITHOUT ROWID

-- table cron_work
CREATE TABLE cron_work (
  name TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID

-- table dead_letters
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  contact_id TEXT,
  body_sealed TEXT,
  key_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  redriven_at TEXT,
  redriven_by TEXT
, source TEXT, receipt TEXT, discarded TEXT) WITHOUT ROWID

-- index dead_letters_received
CREATE INDEX dead_letters_received ON dead_letters (received_at, id) WHERE source IS NULL

-- index dead_letters_refused
CREATE INDEX dead_letters_refused ON dead_letters (source, reason, received_at, id, redriven_at) WHERE source IS NOT NULL AND redriven_at IS NULL

-- index dead_letters_settled
CREATE INDEX dead_letters_settled ON dead_letters (received_at, id) WHERE source IS NOT NULL AND redriven_at IS NOT NULL

-- table desk_tokens
CREATE TABLE desk_tokens (
  token_id TEXT PRIMARY KEY NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  revoked_by TEXT,
  revoked_at TEXT
) WITHOUT ROWID

-- table ended_sessions
CREATE TABLE ended_sessions (
  session_id TEXT PRIMARY KEY NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID

-- trigger events_append
CREATE TRIGGER events_append BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE) FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version AND hash = NEW.hash; SELECT RAISE(ABORT, 'events_conflict') FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version; SELECT RAISE(ABORT, 'events_gap') WHERE NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1); SELECT RAISE(ABORT, 'events_evidence') FROM json_each(NEW.body, '$.provenance.evidence') AS row WHERE row.type <> 'array' OR coalesce(row.value ->> '$[0]', '') NOT IN ('events', 'contacts', 'companies', 'company_facts', 'identities', 'suppressions', 'receipts', 'policy', 'flags') OR coalesce(row.value ->> '$[1]', '') = ''; END

-- trigger events_class_comparison
CREATE TRIGGER events_class_comparison AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'SignalReceived' AND coalesce(NEW.body ->> '$.provenance.evidence[0][2].by_rules', NEW.body ->> '$.provenance.evidence[0][2].by_model') IS NOT NULL BEGIN INSERT OR IGNORE INTO class_comparisons (at, stream_id, version, source, by_rules, by_model, counted) SELECT NEW.body ->> '$.at', NEW.stream_id, NEW.version, NEW.body ->> '$.payload.source', coalesce(by_rules, class), (CASE WHEN by_rules IS NULL THEN by_model ELSE class END), (CASE WHEN by_rules IS NULL THEN 'rules' ELSE 'model' END) FROM (SELECT NEW.body ->> '$.payload.class' AS class, NEW.body ->> '$.provenance.evidence[0][2].by_rules' AS by_rules, NEW.body ->> '$.provenance.evidence[0][2].by_model' AS by_model); END

-- trigger events_list_revision
CREATE TRIGGER events_list_revision AFTER INSERT ON events WHEN NEW.body ->> '$.type' IN ('SuppressionAdded', 'SuppressionLifted') BEGIN INSERT INTO list_revisions (stream_id, revision) VALUES (NEW.stream_id, max(coalesce(NEW.body ->> '$.payload.revision', 0), coalesce((SELECT max(value ->> '$.revision') FROM json_each(NEW.body, '$.payload.entries')), 0))) ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision WHERE excluded.revision > list_revisions.revision; END

-- trigger events_model_spend
CREATE TRIGGER events_model_spend AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'LlmCalled' BEGIN INSERT INTO model_spend (day, source, calls, tokens, micro_dollars) VALUES (coalesce(substr(NEW.body ->> '$.at', 1, 10), ''), coalesce(NEW.body ->> '$.payload.source', ''), 1, coalesce(NEW.body ->> '$.payload.tokensIn', 0) + coalesce(NEW.body ->> '$.payload.tokensOut', 0), coalesce(NEW.body ->> '$.payload.costMicroDollars', 0)) ON CONFLICT (day, source) DO UPDATE SET calls = calls + 1, tokens = tokens + excluded.tokens, micro_dollars = micro_dollars + excluded.micro_dollars; END

-- trigger events_no_delete
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events_append_only'); END

-- trigger events_no_update
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events_append_only'); END

-- trigger events_plan_comparison
CREATE TRIGGER events_plan_comparison AFTER INSERT ON events WHEN NEW.body ->> '$.type' = 'ActionDecided' BEGIN INSERT OR IGNORE INTO plan_comparisons (run_id, stream_id, version, at, result, action, reason, plan_reason, plan_source) SELECT NEW.body ->> '$.payload.runId', NEW.stream_id, NEW.version, NEW.body ->> '$.at', (CASE WHEN body ->> '$.payload.fallback' THEN 'no_plan' WHEN NEW.body ->> '$.payload.action' <> 'skip' AND (body -> '$.payload.stages' LIKE '%"skip"%' OR body -> '$.payload.stages' NOT LIKE '%"compose"%') THEN 'differs' ELSE 'agrees' END), NEW.body ->> '$.payload.action', NEW.body ->> '$.payload.reason', body ->> '$.provenance.reason', body ->> '$.provenance.source' FROM events WHERE stream_id = NEW.stream_id AND version = NEW.version - 1 AND body ->> '$.type' = 'PlanProposed' AND body ->> '$.payload.arm' = 'shadow'; END

-- trigger events_role_changed
CREATE TRIGGER events_role_changed AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'RoleChanged' BEGIN INSERT INTO people (identity, role, version, changed_by, at) VALUES (coalesce(NEW.body ->> '$.payload.identity', ''), coalesce(NEW.body ->> '$.payload.role', ''), NEW.version, coalesce(NEW.body ->> '$.payload.by', ''), coalesce(NEW.body ->> '$.at', '')) ON CONFLICT (identity) DO UPDATE SET role = excluded.role, version = excluded.version, changed_by = excluded.changed_by, at = excluded.at WHERE excluded.version > people.version; END

-- trigger events_token_issued
CREATE TRIGGER events_token_issued AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'TokenIssued' BEGIN INSERT INTO desk_tokens (token_id, digest, name, scopes, expires_at, issued_by, issued_at) VALUES (coalesce(NEW.body ->> '$.payload.tokenId', ''), coalesce(NEW.body ->> '$.payload.digest', ''), coalesce(NEW.body ->> '$.payload.name', ''), coalesce(NEW.body -> '$.payload.scopes', '[]'), coalesce(NEW.body ->> '$.payload.expiresAt', ''), coalesce(NEW.body ->> '$.payload.by', ''), coalesce(NEW.body ->> '$.at', '')) ON CONFLICT (token_id) DO NOTHING; END

-- trigger events_token_revoked
CREATE TRIGGER events_token_revoked AFTER INSERT ON events WHEN NEW.stream_id = 'ad_people' AND NEW.body ->> '$.type' = 'TokenRevoked' BEGIN UPDATE desk_tokens SET revoked_by = coalesce(NEW.body ->> '$.payload.by', ''), revoked_at = coalesce(NEW.body ->> '$.at', '') WHERE token_id = NEW.body ->> '$.payload.tokenId' AND revoked_at IS NULL; END

-- table events
CREATE TABLE events (
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,
  body TEXT NOT NULL,
  sealed BLOB,
  signature BLOB,
  type TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  confidence REAL NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.confidence') VIRTUAL,
  reason TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.reason') VIRTUAL,
  source TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.source') VIRTUAL,
  evidence TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.provenance.evidence') VIRTUAL,
  PRIMARY KEY (stream_id, version),
  CONSTRAINT events_version CHECK (version >= 1),
  CONSTRAINT events_hash CHECK (typeof(hash) = 'blob' AND length(hash) = 32),
  CONSTRAINT events_sealed CHECK (sealed IS NULL OR (typeof(sealed) = 'blob' AND length(sealed) > 0)),
  CONSTRAINT events_signature CHECK (signature IS NULL OR (typeof(signature) = 'blob' AND length(signature) = 64)),
  CONSTRAINT events_confidence CHECK (confidence BETWEEN 0 AND 1),
  CONSTRAINT events_reason CHECK (reason GLOB '[a-z]*' AND reason NOT GLOB '*[^a-z0-9_.:-]*' AND length(reason) <= 80),
  CONSTRAINT events_source CHECK (
    (source IN ('timer', 'rule_based_fallback') OR source GLOB 'rule:?*' OR source GLOB 'llm:?*@?*' OR source GLOB 'template:?*'
      OR source GLOB 'human:?*' OR source GLOB 'webhook:?*')
    AND source NOT GLOB '*[^A-Za-z0-9_.:@/+-]*' AND length(source) <= 200),
  CONSTRAINT events_evidence CHECK (json_array_length(evidence) > 0)
) WITHOUT ROWID

-- table holds
CREATE TABLE holds (
  hold_id TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  run_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  verdict TEXT,
  qualify_basis_points INTEGER,
  analyze_basis_points INTEGER,
  arithmetic TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  snoozed_until TEXT,
  assigned_to TEXT,
  marked INTEGER NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  draft_id TEXT,
  digest TEXT,
  shown TEXT NOT NULL
, source TEXT, began_at TEXT, population TEXT, arm TEXT, template TEXT, writing TEXT, edited INTEGER NOT NULL DEFAULT 0, vertical TEXT, tier TEXT, role_fit TEXT, scored_at TEXT, tokens INTEGER NOT NULL DEFAULT 0, micro_dollars INTEGER NOT NULL DEFAULT 0, words INTEGER, changed_words INTEGER, sentences INTEGER, deleted_sentences INTEGER, rejection TEXT, plan TEXT) WITHOUT ROWID

-- index holds_company
CREATE INDEX holds_company ON holds ((CASE WHEN json_valid(arithmetic) THEN substr(arithmetic ->> '$.company', 1, instr(arithmetic ->> '$.company', '@') - 1) END), opened_at, hold_id) WHERE instr(arithmetic, '"company":"co_') > 0 AND state NOT IN ('open', 'confirmed') AND shown <> ''

-- index holds_ended
CREATE INDEX holds_ended ON holds (ended_at, hold_id, stream_id) WHERE state NOT IN ('open', 'confirmed')

-- index holds_open
CREATE INDEX holds_open ON holds (opened_at, hold_id, source) WHERE state = 'open'

-- trigger installation_first
CREATE TRIGGER installation_first BEFORE INSERT ON installation BEGIN SELECT RAISE(IGNORE) FROM installation; END

-- trigger installation_no_delete
CREATE TRIGGER installation_no_delete BEFORE DELETE ON installation BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END

-- trigger installation_no_update
CREATE TRIGGER installation_no_update BEFORE UPDATE ON installation BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END

-- table installation
CREATE TABLE installation (
  only INTEGER PRIMARY KEY NOT NULL,
  shard INTEGER NOT NULL,
  shards INTEGER NOT NULL,
  CONSTRAINT installation_only CHECK (only = 1),
  CONSTRAINT installation_place CHECK (shard >= 0 AND shard < shards)
)

-- trigger installation_keys_first
CREATE TRIGGER installation_keys_first BEFORE INSERT ON installation_keys BEGIN SELECT RAISE(IGNORE) FROM installation_keys WHERE name = NEW.name; END

-- trigger installation_keys_no_delete
CREATE TRIGGER installation_keys_no_delete BEFORE DELETE ON installation_keys BEGIN SELECT RAISE(ABORT, 'installation_fixed'); END

-- trigger installation_keys_update
CREATE TRIGGER installation_keys_update BEFORE UPDATE ON installation_keys BEGIN SELECT RAISE(ABORT, 'installation_fixed') WHERE OLD.name <> 'MASTER_KEY' OR NEW.name <> OLD.name; SELECT RAISE(ABORT, 'keys_left') FROM stream_keys WHERE wrapped <> '' AND substr(wrapped, 1, 23) <> NEW.fingerprint || '.'; END

-- table installation_keys
CREATE TABLE installation_keys (
  name TEXT PRIMARY KEY NOT NULL,
  fingerprint TEXT NOT NULL,
  CONSTRAINT installation_keys_name CHECK (name IN ('MASTER_KEY', 'SYSTEM_KEY')),
  CONSTRAINT installation_keys_fingerprint CHECK (length(fingerprint) = 22)
) WITHOUT ROWID

-- table list_revisions
CREATE TABLE list_revisions (
  stream_id TEXT PRIMARY KEY NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID

-- table model_spend
CREATE TABLE model_spend (
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  micro_dollars INTEGER NOT NULL,
  PRIMARY KEY (day, source)
) WITHOUT ROWID

-- table outbox
CREATE TABLE outbox (
  idempotency_key TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  approval_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID

-- table people
CREATE TABLE people (
  identity TEXT PRIMARY KEY NOT NULL,
  role TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID

-- table plan_comparisons
CREATE TABLE plan_comparisons (
  run_id TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  result TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  plan_reason TEXT NOT NULL,
  plan_source TEXT NOT NULL
) WITHOUT ROWID

-- index plan_comparisons_at
CREATE INDEX plan_comparisons_at ON plan_comparisons (at, run_id, result)

-- table reports
CREATE TABLE reports (
  began_at TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  run_id TEXT,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (began_at, stream_id, version)
) WITHOUT ROWID

-- table runs
CREATE TABLE runs (
  began_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  population TEXT NOT NULL,
  arm TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  hits TEXT NOT NULL,
  plan TEXT,
  decided_at TEXT NOT NULL,
  graded_at TEXT,
  verdict TEXT,
  ladder TEXT NOT NULL,
  vertical TEXT,
  tier TEXT,
  role_fit TEXT,
  scored_at TEXT,
  tokens INTEGER NOT NULL,
  micro_dollars INTEGER NOT NULL,
  preview_id TEXT,
  draft_hold_id TEXT, plan_arm TEXT, shown_plan TEXT, skip_reason TEXT, compared TEXT,
  PRIMARY KEY (began_at, run_id)
) WITHOUT ROWID

-- index runs_compared
CREATE INDEX runs_compared ON runs (compared, began_at, run_id) WHERE compared <> 'agrees'

-- index runs_plan_arm
CREATE INDEX runs_plan_arm ON runs (plan_arm, began_at, run_id) WHERE plan_arm IS NOT NULL

-- index runs_skip_reason
CREATE INDEX runs_skip_reason ON runs (skip_reason, began_at, run_id) WHERE skip_reason IS NOT NULL

-- table runs_under_way
CREATE TABLE runs_under_way (
  began_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  step TEXT NOT NULL,
  since TEXT NOT NULL,
  step_version INTEGER NOT NULL,
  PRIMARY KEY (began_at, run_id)
) WITHOUT ROWID

-- table stream_keys
CREATE TABLE stream_keys (
  stream_id TEXT PRIMARY KEY NOT NULL,
  wrapped TEXT NOT NULL
, since INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID

-- table tasks
CREATE TABLE tasks (
  task_id TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  run_id TEXT,
  raised_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT,
  how TEXT
) WITHOUT ROWID

-- index tasks_open
CREATE INDEX tasks_open ON tasks (raised_at, task_id) WHERE closed_at IS NULL

-- table traces
CREATE TABLE traces (
  stream_id TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL,
  tries INTEGER NOT NULL
) WITHOUT ROWID

-- table unreadable_objects
CREATE TABLE unreadable_objects (
  stream_id TEXT PRIMARY KEY NOT NULL,
  detail TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL
) WITHOUT ROWID

-- table unwritten_runs
CREATE TABLE unwritten_runs (
  ended_at TEXT NOT NULL,
  run_id TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  started_by TEXT NOT NULL,
  source TEXT,
  action TEXT,
  ended_by TEXT, revisit_on TEXT, revisit_by TEXT,
  PRIMARY KEY (ended_at, run_id)
) WITHOUT ROWID

-- index unwritten_runs_reason
CREATE INDEX unwritten_runs_reason ON unwritten_runs (reason, ended_at, run_id)

-- index unwritten_runs_revisit
CREATE INDEX unwritten_runs_revisit ON unwritten_runs (ended_at, run_id) WHERE revisit_on IS NOT NULL

-- table words_read
CREATE TABLE words_read (
  day TEXT NOT NULL,
  reader TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  opened INTEGER NOT NULL,
  PRIMARY KEY (day, reader, contact_id)
) WITHOUT ROWID`,

  crm: `-- table companies
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
, merged_into TEXT) WITHOUT ROWID

-- index companies_merged_into
CREATE INDEX companies_merged_into ON companies (merged_into, id) WHERE merged_into IS NOT NULL

-- index companies_name
CREATE INDEX companies_name ON companies (name, id)

-- table company_domains
CREATE TABLE company_domains (
  domain TEXT NOT NULL,
  place INTEGER NOT NULL,
  company_id TEXT NOT NULL,
  PRIMARY KEY (domain, place, company_id)
) WITHOUT ROWID

-- table company_facts
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
) WITHOUT ROWID

-- table company_merges
CREATE TABLE company_merges (
  company_id TEXT PRIMARY KEY NOT NULL,
  into_id TEXT NOT NULL
) WITHOUT ROWID

-- table contacts
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
, erased_at TEXT, profile TEXT, placed_version INTEGER, corrected_name TEXT, corrected_company_name TEXT, corrected_title TEXT, corrected_version INTEGER, title_version INTEGER) WITHOUT ROWID

-- table dispatching
CREATE TABLE dispatching (
  only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
  stopped INTEGER NOT NULL CHECK (stopped IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 0),
  command_id TEXT,
  since TEXT,
  by TEXT,
  reason TEXT,
  note TEXT,
  CHECK (stopped = 0 OR command_id IS NOT NULL)
)

-- table identities
CREATE TABLE identities (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  since TEXT NOT NULL, written_at TEXT,
  PRIMARY KEY (kind, value)
) WITHOUT ROWID

-- index identities_subjects
CREATE INDEX identities_subjects ON identities (contact_id) WHERE kind = 'subject' AND contact_id <> ''

-- table receipts
CREATE TABLE receipts (
  receipt TEXT PRIMARY KEY NOT NULL,
  contact_id TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  source TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID

-- table role_fits
CREATE TABLE role_fits (
  question TEXT PRIMARY KEY NOT NULL,
  basis_points INTEGER NOT NULL,
  reason TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_digest TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID

-- table source_overruns
CREATE TABLE source_overruns (
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  bodies INTEGER NOT NULL,
  PRIMARY KEY (day, source)
) WITHOUT ROWID

-- table sources
CREATE TABLE sources (
  name TEXT PRIMARY KEY NOT NULL,
  type TEXT NOT NULL,
  trust TEXT NOT NULL,
  kinds TEXT NOT NULL,
  sends TEXT NOT NULL,
  makes_ids INTEGER NOT NULL,
  labels TEXT NOT NULL,
  daily_budget INTEGER,
  enabled INTEGER NOT NULL,
  secrets TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL
) WITHOUT ROWID

-- trigger suppressions_append
CREATE TRIGGER suppressions_append BEFORE INSERT ON suppressions BEGIN SELECT RAISE(IGNORE) FROM suppressions WHERE digest = NEW.digest AND command_key = NEW.command_key AND op = NEW.op AND kind = NEW.kind; SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE digest = NEW.digest AND command_key = NEW.command_key; SELECT RAISE(ABORT, 'suppressions_conflict') FROM suppressions WHERE revision = NEW.revision; END

-- trigger suppressions_in_order
CREATE TRIGGER suppressions_in_order AFTER INSERT ON suppressions WHEN NEW.command_key <> 'rebuilt:' || NEW.revision BEGIN SELECT RAISE(ABORT, 'suppressions_order') WHERE NEW.revision < (SELECT max(revision) FROM suppressions); END

-- trigger suppressions_no_delete
CREATE TRIGGER suppressions_no_delete BEFORE DELETE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions_append_only'); END

-- trigger suppressions_no_update
CREATE TRIGGER suppressions_no_update BEFORE UPDATE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions_append_only'); END

-- table suppressions
CREATE TABLE suppressions (
  revision INTEGER PRIMARY KEY NOT NULL CHECK (revision >= 1),
  op TEXT NOT NULL CHECK (op IN ('add', 'lift')),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 22),
  cause TEXT NOT NULL,
  by TEXT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  command_key TEXT NOT NULL
)

-- index suppressions_command
CREATE UNIQUE INDEX suppressions_command ON suppressions (digest, command_key)`,
};
