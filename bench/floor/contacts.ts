// The floor's Worker with the objects: one object with SQLite a contact, and the port that appends to the log. It decides nothing: each step stores
// the events that the product stores, and as many rows (schema/lead-rows.ts). What it leaves out is what the product is for.
import { createHash } from "node:crypto";
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import type { Answer, Call, Hold, LogRow, Shipment, Step } from "./calls.ts";

interface Env {
  readonly CONTACT: DurableObjectNamespace<FloorContact>;
  readonly LOG: D1Database;
  readonly COMPOSE: Queue;
}

const EVENTS: Readonly<Record<Step, readonly string[]>> = {
  receive: ["SignalReceived"],
  decide: ["ActionDecided"],
  grade: ["ContactScored", "QualificationGraded", "OpportunityAnalyzed", "PreviewHeld"],
  confirm: ["PreviewConfirmed"],
  draft: ["DraftHeld"],
};
/** The steps that set the object's alarm, and how long it waits, in milliseconds: it watches the run, then the hold. */
const ALARMS: Partial<Readonly<Record<Step, number>>> = { receive: 60_000, grade: 120_000, confirm: 60_000 };

/** The billed rows since the start: this isolate runs the objects and the port. */
const written = { object: 0, log: 0 };

export class FloorContact extends DurableObject<Env> {
  #height = 0;
  #head = "";

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const isStored = this.#sql("SELECT 1 FROM sqlite_master WHERE name = 'events'").length > 0;
    for (const row of isStored ? this.#sql("SELECT version, hash FROM events ORDER BY version") : [])
      [this.#height, this.#head] = [Number(row["version"]), String(row["hash"])];
  }

  history(): number {
    return this.#height;
  }

  take({ step, contactId, runId, words }: Call): Shipment {
    const first = this.#height === 0;
    const at = new Date().toISOString();
    const rows: LogRow[] = [];
    this.ctx.storage.transactionSync(() => {
      if (first) this.#begin();
      for (const type of EVENTS[step]) {
        this.#height += 1;
        const version = this.#height;
        const body = JSON.stringify({ type, at, contactId, runId, version, words, provenance: PROVENANCE });
        this.#head = createHash("sha256").update(this.#head).update(body).digest("hex");
        rows.push({ streamId: contactId, version, hash: this.#head, body });
        this.#sql("INSERT INTO events (version, hash, body) VALUES (?, ?, ?)", version, this.#head, body);
      }
      const milliseconds = ALARMS[step];
      if (milliseconds !== undefined) {
        void this.ctx.storage.setAlarm(Date.now() + milliseconds);
        written.object += 1;
      }
    });
    return { contactId, rows, key: first ? KEY : null, hold: holdOf(step, { contactId, runId, at }) };
  }

  override alarm(): void {}

  #begin(): void {
    this.#sql("CREATE TABLE events (version INTEGER PRIMARY KEY, hash TEXT NOT NULL, body TEXT NOT NULL)");
    this.#sql("CREATE TABLE stream_key (only INTEGER PRIMARY KEY, wrapped TEXT NOT NULL)");
    this.#sql("INSERT INTO stream_key VALUES (1, ?)", KEY);
  }

  #sql(query: string, ...values: readonly SqlStorageValue[]): Record<string, SqlStorageValue>[] {
    const cursor = this.ctx.storage.sql.exec(query, ...values);
    const rows = cursor.toArray();
    written.object += cursor.rowsWritten;
    return rows;
  }
}

/** As long as a wrapped key is. */
const KEY = "k".repeat(80);
const PROVENANCE = { confidence: 1, reason: "floor", source: "rule:floor", evidence: [{ table: "contacts", id: "1" }] };

function holdOf(step: Step, { contactId, runId, at }: Omit<Hold, "holdId" | "kind" | "state">): Hold | null {
  const common = { contactId, runId, at };
  if (step === "grade") return { ...common, holdId: `hd_p_${runId}`, kind: "preview", state: "open" };
  if (step === "confirm") return { ...common, holdId: `hd_p_${runId}`, kind: "preview", state: "confirmed" };
  if (step === "draft") return { ...common, holdId: `hd_d_${runId}`, kind: "draft", state: "open" };
  return null;
}

/** What the stages and the door call. What it answers is in the log. */
export class FloorPort extends WorkerEntrypoint<Env> {
  async ask(contactIds: readonly string[]): Promise<readonly number[]> {
    return Promise.all(contactIds.map((id) => this.env.CONTACT.getByName(id).history()));
  }

  async perform(calls: readonly Call[]): Promise<readonly Answer[]> {
    const shipments = await Promise.all(calls.map((call) => this.env.CONTACT.getByName(call.contactId).take(call)));
    await this.#append(shipments, calls[0]?.step);
    return shipments.map(({ contactId, rows }) => ({ contactId, version: rows.at(-1)?.version ?? 0 }));
  }

  /** A person's click. The message follows after the event is in the log. */
  async confirm(call: Call): Promise<readonly Answer[]> {
    const answers = await this.perform([call]);
    const { contactId, runId } = call;
    await this.env.COMPOSE.send({ contactId, runId });
    return answers;
  }

  /** The billed rows since the start. */
  written(): { readonly object: number; readonly log: number } {
    return { ...written };
  }

  /** One batch for all shipments: the events, and the rows that pages read. */
  async #append(shipments: readonly Shipment[], step: Step | undefined): Promise<void> {
    const bound = (query: string, rows: readonly unknown[]) =>
      rows.length === 0 ? [] : [this.env.LOG.prepare(query).bind(JSON.stringify(rows))];
    const held = shipments.flatMap(({ hold }) => hold ?? []);
    const results = await this.env.LOG.batch([
      ...bound(
        INSERT_EVENTS,
        shipments.flatMap(({ rows }) => rows),
      ),
      ...bound(
        INSERT_KEYS,
        shipments.filter(({ key }) => key !== null),
      ),
      ...bound(UPSERT_HOLDS, held),
      ...(step === "grade" ? [...bound(INSERT_SCORES, held), ...bound(INSERT_RUNS, held)] : []),
    ]);
    for (const { meta } of results) written.log += meta.rows_written;
  }
}

const INSERT_EVENTS = `INSERT INTO events (stream_id, version, hash, body)
  SELECT value ->> 'streamId', value ->> 'version', value ->> 'hash', value ->> 'body' FROM json_each(?1)`;
const INSERT_KEYS = `INSERT INTO stream_keys (stream_id, wrapped)
  SELECT value ->> 'contactId', value ->> 'key' FROM json_each(?1)`;
const UPSERT_HOLDS = `INSERT INTO holds (hold_id, stream_id, run_id, kind, state, opened_at)
  SELECT value ->> 'holdId', value ->> 'contactId', value ->> 'runId', value ->> 'kind', value ->> 'state', value ->> 'at'
  FROM json_each(?1) WHERE true ON CONFLICT (hold_id) DO UPDATE SET state = excluded.state`;
const INSERT_SCORES = `INSERT INTO scores (stream_id, composite)
  SELECT value ->> 'contactId', 5000 FROM json_each(?1)`;
const INSERT_RUNS = `INSERT INTO runs (run_id, stream_id, began_at)
  SELECT value ->> 'runId', value ->> 'contactId', value ->> 'at' FROM json_each(?1)`;

// The runtime needs a default handler. No route leads here.
export default { fetch: () => new Response("Not found", { status: 404 }) };
