// The thin shell round a contact: the platform's storage, alarm and bindings as ports. Nothing is decided here.
import { DurableObject } from "cloudflare:workers";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Answer, BriefAnswer, ClaimAnswer, ClickAnswer, HistoryAnswer, Timeline } from "../schema/answers.ts";
import type { AdminCommand, CommandOf, ContactCommand, DeskWish } from "../schema/commands.ts";
import type { Queue, Writer } from "../schema/lists.ts";
import type { StepQuery } from "../schema/ports.ts";
import type { EventRow } from "../schema/shipment.ts";
import type { Compared, LogHead } from "./compare-head.ts";
import { type ContactHost, hostContact } from "./contact.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { installedLog } from "../drizzle/installation.ts";
import { sendEach } from "./send-each.ts";
import type { StreamStore } from "./stream.ts";

/** One object per stream, named after it; reached only through the ports of this Worker. */
export class ContactObject extends DurableObject<ContactsEnv> {
  #host: ContactHost | undefined;

  constructor(ctx: DurableObjectState, env: ContactsEnv) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      const alarmAt = await ctx.storage.getAlarm();
      this.#host = hostContact({
        store: storeOf(ctx.storage),
        alarmAt,
        log: installedLog(eventShards(env)),
        list: d1SuppressionList(env.CRM),
        send: (messages) => sendEach(env, messages),
        now: () => Date.now(),
        random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
        masterKey: env.MASTER_KEY,
        policy: defaultPolicy,
        report: (incident) => console.warn(JSON.stringify({ level: "warn", ...incident })),
      });
    });
  }

  get #contact(): ContactHost {
    if (!this.#host) throw new Error("the object has not read its storage");
    return this.#host;
  }

  // Methods, not properties: RPC reaches only what is on the prototype.
  perform(command: ContactCommand, sends: Queue | null): Promise<Answer> {
    return this.#contact.perform(command, sends);
  }
  administer(command: AdminCommand, writer: Writer): Promise<Answer> {
    return this.#contact.administer(command, writer);
  }
  record(command: AdminCommand, writer: Writer): Promise<ClickAnswer> {
    return this.#contact.record(command, writer);
  }
  history(query: StepQuery): Promise<HistoryAnswer> {
    return this.#contact.history(query);
  }
  brief(query: StepQuery): Promise<BriefAnswer> {
    return this.#contact.brief(query);
  }
  claim(command: CommandOf<"ClaimDispatch">): Promise<ClaimAnswer> {
    return this.#contact.claim(command);
  }
  click(command: DeskWish): Promise<ClickAnswer> {
    return this.#contact.click(command);
  }
  wake(): Promise<ClickAnswer> {
    return this.#contact.wake();
  }
  compare(head: LogHead | null): Promise<Compared> {
    return this.#contact.compare(head);
  }
  unlisted(revisions: readonly number[]): readonly number[] {
    return this.#contact.unlisted(revisions);
  }
  timeline(): Timeline {
    return this.#contact.timeline();
  }

  override alarm(): Promise<void> {
    return this.#contact.alarm();
  }
}

/** Two tables: each costs two rows in every new object, so there are no more. */
function storeOf(storage: DurableObjectStorage): StreamStore {
  storage.sql.exec(
    "CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, stream_id TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL)",
  );
  storage.sql.exec(
    "CREATE TABLE IF NOT EXISTS stream_key (only INTEGER PRIMARY KEY CHECK (only = 1), wrapped TEXT NOT NULL)",
  );
  return {
    load: () => ({
      rows: storage.sql
        .exec<{ version: number; stream_id: EventRow["streamId"]; hash: string; body: string }>(
          "SELECT version, stream_id, hash, body FROM events ORDER BY version",
        )
        .toArray()
        .map(({ version, stream_id, hash, body }) => ({ streamId: stream_id, version, hash, body })),
      wrappedKey: storage.sql.exec<{ wrapped: string }>("SELECT wrapped FROM stream_key").toArray()[0]?.wrapped ?? null,
    }),
    commit: ({ rows, wrappedKey, alarmAt }) =>
      storage.transactionSync(() => {
        if (wrappedKey !== null) storage.sql.exec("INSERT INTO stream_key (only, wrapped) VALUES (1, ?)", wrappedKey);
        for (const row of rows) {
          storage.sql.exec(
            "INSERT INTO events (version, stream_id, hash, body) VALUES (?, ?, ?, ?)",
            row.version,
            row.streamId,
            row.hash,
            row.body,
          );
        }
        // Inside the transaction: a commit that fails takes its alarm back too.
        if (alarmAt !== null) void storage.setAlarm(alarmAt);
      }),
  };
}
