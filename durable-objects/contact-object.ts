// The Durable Object of one stream: passes the platform's storage, alarm and bindings to the host as ports. It decides nothing.
import { DurableObject } from "cloudflare:workers";
import { d1PersonalStores } from "../drizzle/d1-personal-stores.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { d1StreamKeys } from "../drizzle/stream-keys.ts";
import type { RebuildAnswer } from "../schema/answers.ts";
import type { RebuildObject } from "../schema/object-calls.ts";
import type { EventRow } from "../schema/shipment.ts";
import { type ContactHost, hostContact } from "./host/contact.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { installedLog } from "../drizzle/installation.ts";
import { type HostCommand, type HostQuery, type ObjectVerbs, recorder, verbsOf } from "./host/object.ts";
import { rebuildObject, type Stored } from "./host/rebuild.ts";
import type { Report } from "./host/report.ts";
import type { Random } from "../domain/contact/seal.ts";
import { objectsOf } from "./host/objects.ts";
import { sendEach } from "./send-each.ts";
import type { StreamStore } from "../domain/contact/stream.ts";

/** The delay of a rebuilt object's first alarm, which checks which work is due. */
const FIRST_ALARM_MS = 1_000;

/** One object per stream, named by the stream's id; reached only through this Worker's ports. */
export class ContactObject extends DurableObject<ContactsEnv> {
  #host: { readonly contact: ContactHost } | { readonly trouble: unknown } = { trouble: new Error("it has not woken") };
  #store: ObjectStore;

  constructor(ctx: DurableObjectState, env: ContactsEnv) {
    super(ctx, env);
    this.#store = storeOf(ctx.storage);
    void ctx.blockConcurrencyWhile(async () => this.#open(this.#store, await ctx.storage.getAlarm()));
  }

  /** Opens the host. When the storage cannot be parsed, every call throws, except a rebuild. */
  #open(store: ObjectStore, alarmAt: number | null): void {
    const { env } = this;
    this.#store = store;
    try {
      this.#host = {
        contact: hostContact({
          store,
          alarmAt,
          log: installedLog(eventShards(env)),
          list: d1SuppressionList(env.CRM),
          record: recorder(objectsOf(env), "desk"),
          stores: d1PersonalStores({ shards: eventShards(env), crm: env.CRM }),
          send: (messages) => sendEach(env, messages),
          now: () => Date.now(),
          random,
          masterKey: env.MASTER_KEY,
          policy: defaultPolicy,
          report,
        }),
      };
    } catch (trouble) {
      this.#host = { trouble };
    }
  }

  get #contact(): ContactHost {
    if ("trouble" in this.#host) throw new Error("the object cannot be read", { cause: this.#host.trouble });
    return this.#host.contact;
  }

  #verbs = verbsOf(
    () => this.#contact,
    (command) => this.#rebuild(command),
  );

  // Methods, not properties: RPC sees only methods of the prototype.
  ask(queries: readonly HostQuery[]): ReturnType<ObjectVerbs["ask"]> {
    return this.#verbs.ask(queries);
  }
  perform(commands: readonly HostCommand[]): ReturnType<ObjectVerbs["perform"]> {
    return this.#verbs.perform(commands);
  }

  #rebuild(query: RebuildObject): Promise<RebuildAnswer> {
    const shards = eventShards(this.env);
    return rebuildObject(query, {
      store: this.#store,
      log: installedLog(shards),
      keys: d1StreamKeys(shards),
      masterKey: this.env.MASTER_KEY,
      random,
      report,
      replace: (stored) => {
        const alarmAt = Date.now() + FIRST_ALARM_MS;
        this.#store.replace(stored, alarmAt);
        this.#open(storeOf(this.ctx.storage), alarmAt);
      },
    });
  }

  override alarm(): Promise<void> {
    return this.#contact.alarm();
  }
}

const random: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
const report: Report = (incident) => console.warn(JSON.stringify({ level: "warn", ...incident }));

interface ObjectStore extends StreamStore {
  /** Replaces everything. The old store then refuses writes, because its holders have an outdated state. */
  replace(stored: Stored, alarmAt: number): void;
}

/** Only two tables, because each costs two rows in every new object. */
function storeOf(storage: DurableObjectStorage): ObjectStore {
  let isReplaced = false;
  storage.sql.exec(
    "CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, stream_id TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL)",
  );
  storage.sql.exec(
    "CREATE TABLE IF NOT EXISTS stream_key (only INTEGER PRIMARY KEY CHECK (only = 1), wrapped TEXT NOT NULL)",
  );
  const write = ({ rows, wrappedKey }: Stored): void => {
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
  };
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
    commit: ({ alarmAt, ...added }) => {
      if (isReplaced) throw new Error("the object was rebuilt meanwhile");
      storage.transactionSync(() => {
        write(added);
        // Inside the transaction, so that a failed commit also undoes its alarm.
        if (alarmAt !== null) void storage.setAlarm(alarmAt);
      });
    },
    forgetKey: () => {
      if (isReplaced) throw new Error("the object was rebuilt meanwhile");
      storage.sql.exec("DELETE FROM stream_key");
    },
    replace: (stored, alarmAt) => {
      storage.transactionSync(() => {
        storage.sql.exec("DELETE FROM events");
        storage.sql.exec("DELETE FROM stream_key");
        write(stored);
        void storage.setAlarm(alarmAt);
      });
      isReplaced = true;
    },
  };
}
