// The calls between the floor's Workers, and its tables.

/** The key of the door's signatures. The floor is only reached from this machine. */
export const DOOR_KEY = "floor";

export type Step = "receive" | "decide" | "grade" | "confirm" | "draft";

export interface Call {
  readonly step: Step;
  readonly contactId: string;
  readonly runId: string;
  /** What the person wrote, where the step has it. */
  readonly words: string | null;
}

export interface Answer {
  readonly contactId: string;
  readonly version: number;
}

export interface LogRow {
  readonly streamId: string;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
}

export interface Hold {
  readonly holdId: string;
  readonly contactId: string;
  readonly runId: string;
  readonly kind: "preview" | "draft";
  readonly state: "open" | "confirmed";
  readonly at: string;
}

/** What a step adds to the log. */
export interface Shipment {
  readonly contactId: string;
  readonly rows: readonly LogRow[];
  readonly key: string | null;
  readonly hold: Hold | null;
}

/** The lead as the door accepted it. */
export interface Lead {
  readonly contactId: string;
  readonly runId: string;
  readonly email: string;
  readonly name: string;
  readonly message: string;
}

/** Each row of the log costs as many billed rows as the product's row of the same kind. */
export const LOG_TABLES = [
  "CREATE TABLE events (stream_id TEXT, version INTEGER, hash TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (stream_id, version)) WITHOUT ROWID",
  "CREATE TABLE stream_keys (stream_id TEXT PRIMARY KEY, wrapped TEXT NOT NULL) WITHOUT ROWID",
  "CREATE TABLE holds (hold_id TEXT PRIMARY KEY, stream_id TEXT NOT NULL, run_id TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, opened_at TEXT NOT NULL, digest TEXT) WITHOUT ROWID",
  "CREATE INDEX holds_open ON holds (opened_at, hold_id) WHERE state = 'open'",
  "CREATE TABLE scores (stream_id TEXT PRIMARY KEY, composite INTEGER NOT NULL) WITHOUT ROWID",
  "CREATE TABLE runs (run_id TEXT PRIMARY KEY, stream_id TEXT NOT NULL, began_at TEXT NOT NULL) WITHOUT ROWID",
];

export const CRM_TABLES = [
  "CREATE TABLE receipts (receipt TEXT PRIMARY KEY, contact_id TEXT NOT NULL) WITHOUT ROWID",
  "CREATE TABLE contacts (contact_id TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
  "CREATE TABLE identities (mailbox TEXT PRIMARY KEY, contact_id TEXT NOT NULL) WITHOUT ROWID",
];
