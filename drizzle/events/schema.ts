// The tables of an EVENTS database that drizzle-orm reads and writes. `events` itself is only in its migration and in d1-event-log.ts.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const flag = (name: string) => integer(name, { mode: "boolean" }).notNull();

/** A contact's holds, each as of the last event that changed it: `HoldRow`. */
export const holds = sqliteTable("holds", {
  holdId: text("hold_id").primaryKey().notNull(),
  streamId: text("stream_id").notNull(),
  version: integer("version").notNull(),
  runId: text("run_id").notNull(),
  kind: text("kind").notNull(),
  state: text("state").notNull(),
  action: text("action").notNull(),
  reason: text("reason").notNull(),
  verdict: text("verdict"),
  qualifyBasisPoints: integer("qualify_basis_points"),
  analyzeBasisPoints: integer("analyze_basis_points"),
  arithmetic: text("arithmetic").notNull(),
  openedAt: text("opened_at").notNull(),
  expiresAt: text("expires_at").notNull(),
  snoozedUntil: text("snoozed_until"),
  assignedTo: text("assigned_to"),
  marked: flag("marked"),
  endedAt: text("ended_at"),
  endedBy: text("ended_by"),
  draftId: text("draft_id"),
  digest: text("digest"),
  shown: text("shown").notNull(),
  source: text("source"),
  beganAt: text("began_at"),
  population: text("population"),
  arm: text("arm"),
  template: text("template"),
  writing: text("writing"),
  edited: flag("edited"),
  vertical: text("vertical"),
  tier: text("tier"),
  roleFit: text("role_fit"),
  scoredAt: text("scored_at"),
  tokens: integer("tokens").notNull(),
  microDollars: integer("micro_dollars").notNull(),
  words: integer("words"),
  changedWords: integer("changed_words"),
  sentences: integer("sentences"),
  deletedSentences: integer("deleted_sentences"),
  rejection: text("rejection"),
  plan: text("plan"),
});

/** Runs whose decision is complete, by the time at which they began: `RunRow`. */
export const runs = sqliteTable(
  "runs",
  {
    beganAt: text("began_at").notNull(),
    runId: text("run_id").notNull(),
    streamId: text("stream_id").notNull(),
    version: integer("version").notNull(),
    startedBy: text("started_by").notNull(),
    source: text("source"),
    population: text("population").notNull(),
    arm: text("arm").notNull(),
    action: text("action").notNull(),
    reason: text("reason").notNull(),
    hits: text("hits").notNull(),
    plan: text("plan"),
    decidedAt: text("decided_at").notNull(),
    gradedAt: text("graded_at"),
    verdict: text("verdict"),
    ladder: text("ladder").notNull(),
    vertical: text("vertical"),
    tier: text("tier"),
    roleFit: text("role_fit"),
    scoredAt: text("scored_at"),
    tokens: integer("tokens").notNull(),
    microDollars: integer("micro_dollars").notNull(),
    previewId: text("preview_id"),
    draftHoldId: text("draft_hold_id"),
    planArm: text("plan_arm"),
    shownPlan: text("shown_plan"),
    skipReason: text("skip_reason"),
    compared: text("compared"),
  },
  ({ beganAt, runId }) => [primaryKey({ columns: [beganAt, runId] })],
);

/** What was reported of runs, by the time at which the run began: `ReportRow`. */
export const reports = sqliteTable(
  "reports",
  {
    beganAt: text("began_at").notNull(),
    streamId: text("stream_id").notNull(),
    version: integer("version").notNull(),
    runId: text("run_id"),
    kind: text("kind").notNull(),
    at: text("at").notNull(),
  },
  ({ beganAt, streamId, version }) => [primaryKey({ columns: [beganAt, streamId, version] })],
);

/** Tasks for people: `TaskRow`. */
export const tasks = sqliteTable("tasks", {
  taskId: text("task_id").primaryKey().notNull(),
  streamId: text("stream_id").notNull(),
  version: integer("version").notNull(),
  kind: text("kind").notNull(),
  about: text("about").notNull(),
  runId: text("run_id"),
  raisedAt: text("raised_at").notNull(),
  closedAt: text("closed_at"),
  closedBy: text("closed_by"),
  how: text("how"),
});

/** Comparisons of shadow plans with the rules' decisions, written by a trigger: `PlanComparisonRow`. */
export const planComparisons = sqliteTable("plan_comparisons", {
  runId: text("run_id").primaryKey().notNull(),
  streamId: text("stream_id").notNull(),
  version: integer("version").notNull(),
  at: text("at").notNull(),
  result: text("result").notNull(),
  action: text("action").notNull(),
  reason: text("reason").notNull(),
  planReason: text("plan_reason").notNull(),
  planSource: text("plan_source").notNull(),
});

/** What a model said of messages, beside the rules, written by a trigger: `ClassComparisonRow`. */
export const classComparisons = sqliteTable(
  "class_comparisons",
  {
    at: text("at").notNull(),
    streamId: text("stream_id").notNull(),
    version: integer("version").notNull(),
    source: text("source").notNull(),
    byRules: text("by_rules").notNull(),
    byModel: text("by_model").notNull(),
    counted: text("counted").notNull(),
  },
  ({ at, streamId, version }) => [primaryKey({ columns: [at, streamId, version] })],
);

/** Runs that wait too long for a stage or a provider, by when they began: `UnderWayRow`. */
export const runsUnderWay = sqliteTable(
  "runs_under_way",
  {
    beganAt: text("began_at").notNull(),
    runId: text("run_id").notNull(),
    streamId: text("stream_id").notNull(),
    version: integer("version").notNull(),
    startedBy: text("started_by").notNull(),
    source: text("source"),
    step: text("step").notNull(),
    since: text("since").notNull(),
    stepVersion: integer("step_version").notNull(),
  },
  ({ beganAt, runId }) => [primaryKey({ columns: [beganAt, runId] })],
);

/** Runs that ended without a message, by the time of their end: `UnwrittenRow`. */
export const unwrittenRuns = sqliteTable(
  "unwritten_runs",
  {
    endedAt: text("ended_at").notNull(),
    runId: text("run_id").notNull(),
    streamId: text("stream_id").notNull(),
    version: integer("version").notNull(),
    reason: text("reason").notNull(),
    startedBy: text("started_by").notNull(),
    source: text("source"),
    action: text("action"),
    endedBy: text("ended_by"),
    revisitOn: text("revisit_on"),
    revisitBy: text("revisit_by"),
  },
  ({ endedAt, runId }) => [primaryKey({ columns: [endedAt, runId] })],
);

/** Flags and sequence of a contact: `ContactRow`. */
export const contactFlags = sqliteTable("contact_flags", {
  streamId: text("stream_id").primaryKey().notNull(),
  version: integer("version").notNull(),
  doNotContact: flag("do_not_contact"),
  bounced: flag("bounced"),
  unsubscribed: flag("unsubscribed"),
  replied: flag("replied"),
  sequence: integer("sequence").notNull(),
  lastSentAt: text("last_sent_at"),
  sequenceClosed: flag("sequence_closed"),
  erased: flag("erased"),
  sends: text("sends").notNull(),
});

/** The score of a contact: `ScoreRow`. */
export const contactScores = sqliteTable("contact_scores", {
  streamId: text("stream_id").primaryKey().notNull(),
  version: integer("version").notNull(),
  vertical: text("vertical"),
  tier: text("tier"),
  composite: integer("composite"),
  roleFit: text("role_fit"),
  scoredAt: text("scored_at"),
  until: text("until"),
  policy: text("policy"),
});

export const streamKeys = sqliteTable("stream_keys", {
  streamId: text("stream_id").primaryKey().notNull(),
  wrapped: text("wrapped").notNull(),
  since: integer("since").notNull(),
});

export const outbox = sqliteTable("outbox", {
  idempotencyKey: text("idempotency_key").primaryKey().notNull(),
  streamId: text("stream_id").notNull(),
  approvalId: text("approval_id").notNull(),
  recipient: text("recipient").notNull(),
  subject: text("subject").notNull(),
  message: text("message").notNull(),
  at: text("at").notNull(),
});

export const deadLetters = sqliteTable("dead_letters", {
  id: text("id").primaryKey().notNull(),
  origin: text("origin").notNull(),
  reason: text("reason").notNull(),
  contactId: text("contact_id"),
  bodySealed: text("body_sealed"),
  keyId: text("key_id").notNull(),
  receivedAt: text("received_at").notNull(),
  redrivenAt: text("redriven_at"),
  redrivenBy: text("redriven_by"),
  source: text("source"),
  receipt: text("receipt"),
  discarded: text("discarded"),
});

export const cronWork = sqliteTable("cron_work", {
  name: text("name").primaryKey().notNull(),
  state: text("state").notNull(),
  at: text("at").notNull(),
});

/** Who read words of whom on a day: `WordsRead`. */
export const wordsRead = sqliteTable(
  "words_read",
  {
    day: text("day").notNull(),
    reader: text("reader").notNull(),
    contactId: text("contact_id").notNull(),
    opened: integer("opened").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.reader, table.contactId] })],
);

/** Streams whose object cannot be read: `UnreadableObject`. */
export const unreadableObjects = sqliteTable("unreadable_objects", {
  streamId: text("stream_id").primaryKey().notNull(),
  detail: text("detail").notNull(),
  firstAt: text("first_at").notNull(),
  lastAt: text("last_at").notNull(),
});

/** Sessions of the desk that were ended by signing out: `EndedSession`. */
export const endedSessions = sqliteTable("ended_sessions", {
  sessionId: text("session_id").primaryKey().notNull(),
  expiresAt: text("expires_at").notNull(),
});

export const traces = sqliteTable("traces", {
  streamId: text("stream_id").primaryKey().notNull(),
  version: integer("version").notNull(),
  tries: integer("tries").notNull(),
});

/** Counts of `LlmCalled` events by day and source, written by a trigger: `SourceSpend`. */
export const modelSpend = sqliteTable(
  "model_spend",
  {
    day: text("day").notNull(),
    source: text("source").notNull(),
    calls: integer("calls").notNull(),
    tokens: integer("tokens").notNull(),
    microDollars: integer("micro_dollars").notNull(),
  },
  ({ day, source }) => [primaryKey({ columns: [day, source] })],
);
