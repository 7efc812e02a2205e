-- The read models of the desk. All of them except the outbox and the dead letters can be rebuilt from the log.
-- Tables are WITHOUT ROWID with text keys, so that a write costs one billed row. The comment of each index says what the index costs.

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
--> statement-breakpoint

-- The inbox. One row more when a hold opens or changes while it is open, and none when the hold leaves the index.
CREATE INDEX holds_open ON holds (opened_at, hold_id) WHERE state = 'open';
--> statement-breakpoint

-- Decided holds. One row more when a hold ends. A confirmed preview is left out, because the draft hold of its run continues it.
CREATE INDEX holds_ended ON holds (ended_at, hold_id, stream_id) WHERE state NOT IN ('open', 'confirmed');
--> statement-breakpoint

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
--> statement-breakpoint

-- One row more when a task is raised, and none when the task leaves the index.
CREATE INDEX tasks_open ON tasks (raised_at, task_id) WHERE closed_at IS NULL;
--> statement-breakpoint

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
--> statement-breakpoint

-- Messages of the `outbox` transport, which an installation without a mail provider uses. No index, so that a message costs one row.
CREATE TABLE outbox (
  idempotency_key TEXT PRIMARY KEY NOT NULL,
  stream_id TEXT NOT NULL,
  approval_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint

-- Messages that no stage could process. The body is sealed under the key of its stream, or of the month. An erasure empties it.
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
--> statement-breakpoint

-- One row more for each letter. Dead letters are rare.
CREATE INDEX dead_letters_received ON dead_letters (received_at, id);
