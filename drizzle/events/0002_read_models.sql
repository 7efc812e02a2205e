-- What the desk reads. All of it but the outbox and the dead letters can be rebuilt from the log.
-- Text keys WITHOUT ROWID: one billed row a write. Each index says what it costs beside that.

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
) WITHOUT ROWID;

-- The inbox. One row more when a hold opens or changes while open; leaving the index costs nothing.
CREATE INDEX holds_open ON holds (opened_at, hold_id) WHERE state = 'open';

-- Decided holds. One row more when a hold ends. A confirmed preview is left out: it goes on as the draft hold of its run.
CREATE INDEX holds_ended ON holds (ended_at, hold_id, stream_id) WHERE state NOT IN ('open', 'confirmed');

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
) WITHOUT ROWID;

-- One row more when a task is raised; leaving the index costs nothing.
CREATE INDEX tasks_open ON tasks (raised_at, task_id) WHERE closed_at IS NULL;

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
) WITHOUT ROWID;

-- Messages of the `outbox` transport. No index: it stands in for a mail provider on one machine, and a row is all a send may cost.
CREATE TABLE outbox (
  idempotency_key TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  approval_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;

-- Messages nobody could work on. The body is sealed under the key of its stream, or of the month; erasure empties it.
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
) WITHOUT ROWID;

-- One row more per letter; there should be none.
CREATE INDEX dead_letters_received ON dead_letters (received_at, id);
