// The Durable Object of one stream: passes the platform's storage, alarm and bindings to the host as ports. It decides nothing.
import { DurableObject } from "cloudflare:workers";
import type { Random } from "../domain/contact/seal.ts";
import type { StreamStore } from "../domain/contact/stream.ts";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1PersonalStores } from "../drizzle/d1-personal-stores.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { d1Dispatching } from "../drizzle/dispatching.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { d1StreamKeys } from "../drizzle/stream-keys.ts";
import type { RebuildAnswer } from "../schema/answers.ts";
import { fillerSql } from "../schema/filler.ts";
import { StreamId } from "../schema/ids.ts";
import type { RebuildObject } from "../schema/object-calls.ts";
import type { Failed } from "../schema/ports.ts";
import type { EventRow } from "../schema/shipment.ts";
import { type ContactHost, hostContact } from "./host/contact.ts";
import { keyDiffers } from "./host/installation-keys.ts";
import { logKeysIn, logKeyTrouble, logOf, signerOf } from "./host/log-of.ts";
import { noterOf } from "./host/note-unreadable.ts";
import { type HostCommand, type HostQuery, type ObjectVerbs, recorder, verbsOf } from "./host/object.ts";
import { logRevisionOf, objectsOf, report, unreadableOf } from "./host/objects.ts";
import { policiesIn, policiesNamedIn } from "./host/policies-of.ts";
import { rebuildObject, type Stored } from "./host/rebuild.ts";
import { nameOf } from "./host/report.ts";
import { ObjectUnreadable } from "./host/unreadable.ts";
import { clearFiles, type LocalFiles } from "./local-files.ts";
import { notesOf } from "./month-key.ts";
import { newestCheckpoint } from "./newest-checkpoint.ts";
import { sendEach } from "./send-each.ts";

/** The delay of a rebuilt object's first alarm, which checks which work is due. */
const FIRST_ALARM_MS = 1_000;

/** The delay until the alarm of an object is tried again whose Worker has a wrong key or no policy yet, or cannot find out. */
const KEY_ALARM_MS = 60_000;

/** One object per stream, named by the stream's id; reached only through this Worker's ports. */
export class ContactObject extends DurableObject<ContactsEnv & LocalFiles> {
  #host: { readonly contact: ContactHost } | { readonly trouble: unknown } = { trouble: new Error("it has not woken") };
  #store: ObjectStore;

  constructor(ctx: DurableObjectState, env: ContactsEnv & LocalFiles) {
    super(ctx, env);
    this.#store = storeOf(ctx.storage);
    void ctx.blockConcurrencyWhile(() => this.#wake(ctx.storage));
  }

  /** Never throws: an object whose constructor throws cannot be rebuilt. */
  async #wake(storage: DurableObjectStorage): Promise<void> {
    try {
      this.#open(this.#store, await storage.getAlarm());
    } catch (cause) {
      this.#host = { trouble: new ObjectUnreadable("storage", { cause }) };
    }
  }

  /** Opens the host. When the storage is damaged, every call throws, except a rebuild. */
  #open(store: ObjectStore, alarmAt: number | null): void {
    const { env } = this;
    this.#store = store;
    try {
      this.#host = {
        contact: hostContact({
          store,
          alarmAt,
          log: logOf(env),
          list: d1SuppressionList(env.CRM),
          logRevision: logRevisionOf(env, now),
          dispatching: d1Dispatching(env.CRM),
          record: (command, as) => recorder(objectsOf(env, now), as)(command),
          notes: notesOf(env, now, random),
          companies: d1Crm(env.CRM),
          stores: d1PersonalStores({ shards: eventShards(env), crm: env.CRM }),
          clearFiles: () => clearFiles(env, this.ctx.id.toString()),
          send: (messages) => sendEach(env, messages),
          now,
          random,
          masterKey: env.MASTER_KEY,
          signer: signerOf(env),
          checkpoint: () => newestCheckpoint(env.ROOTS, now),
          policies: policiesIn(env, now).known,
          report,
        }),
      };
    } catch (trouble) {
      this.#host = { trouble };
    }
  }

  get #contact(): ContactHost {
    if ("contact" in this.#host) return this.#host.contact;
    const { trouble } = this.#host;
    throw trouble instanceof ObjectUnreadable ? trouble : new Error("the object did not open", { cause: trouble });
  }

  #verbs = verbsOf(
    () => this.#contact,
    (command) => this.#rebuild(command),
  );

  // Methods, not properties: RPC sees only methods of the prototype.
  ask(queries: readonly HostQuery[]): ReturnType<ObjectVerbs["ask"]> {
    return this.#verbs.ask(queries);
  }
  async perform<const C extends HostCommand>(commands: readonly C[]): ReturnType<ObjectVerbs["perform"]> {
    if (this.#isContact) await policiesIn(this.env, now).with(policiesNamedIn(commands));
    return this.#verbs.perform(commands);
  }

  /** Other streams decide nothing by a policy. The platform may not give the name of an object. */
  get #isContact(): boolean {
    return this.ctx.id.name?.startsWith("ct_") ?? true;
  }

  #rebuild(query: RebuildObject): Promise<RebuildAnswer> {
    const shards = eventShards(this.env);
    return rebuildObject(query, {
      store: this.#store,
      log: logOf(this.env),
      keys: d1StreamKeys(shards),
      logKeys: () => logKeysIn(this.env),
      masterKey: this.env.MASTER_KEY,
      random,
      report,
      replace: (stored, isSound) => {
        const alarmAt = now() + FIRST_ALARM_MS;
        this.#store.replace(stored, alarmAt, isSound);
        this.#open(storeOf(this.ctx.storage), alarmAt);
      },
    });
  }

  /**
   * Events of a timer, too, are signed by a key in force, by a Worker with the installation's keys. The object of the log's keys has no timer:
   * it only ships.
   */
  async #keyTrouble(): Promise<Failed | null> {
    if (this.ctx.id.name === AUDIT_STREAM) return null;
    return (await keyDiffers(this.env)) ?? logKeyTrouble(this.env, objectsOf(this.env, now));
  }

  /** An object that cannot be read sets no alarm again, so that it is not woken for ever: it is noted, and a person rebuilds it. */
  override async alarm(): Promise<void> {
    const trouble = await this.#keyTrouble();
    if (trouble) {
      report({ reason: trouble.reason, streamId: this.ctx.id.name ?? null, detail: trouble.detail });
      return this.ctx.storage.setAlarm(now() + KEY_ALARM_MS);
    }
    try {
      if (this.#isContact) await policiesIn(this.env, now).inForce();
    } catch (cause) {
      report({ reason: "policy_unknown", streamId: this.ctx.id.name ?? null, detail: nameOf(cause) });
      return this.ctx.storage.setAlarm(now() + KEY_ALARM_MS);
    }
    try {
      await this.#contact.alarm();
    } catch (cause) {
      if (!(cause instanceof ObjectUnreadable)) throw cause;
      const streamId = StreamId.safeParse(this.ctx.id.name).data;
      // The platform does not give an alarm that was set long ago the name of its object.
      if (!streamId) return report({ reason: cause.reason, streamId: null, detail: cause.detail });
      await noterOf({ unreadable: unreadableOf(this.env), now, report })(streamId, cause.detail);
    }
  }
}

const now = (): number => Date.now();
const random: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

interface ObjectStore extends StreamStore {
  /** Whether SQLite finds no fault in the file. */
  isSound(): boolean;
  /**
   * Replaces everything, in a new file when the present one is not sound. The old store then refuses writes, because its holders
   * have an outdated state.
   */
  replace(stored: Stored, alarmAt: number, isSound: boolean): void;
}

/** Touches no storage before `load`, which throws when the storage is damaged. */
function storeOf(storage: DurableObjectStorage): ObjectStore {
  let isReplaced = false;
  /** Whether the last read has found no tables. */
  let isNew = false;
  const write = ({ rows, wrappedKey }: Stored): void => {
    if (wrappedKey !== null) storage.sql.exec("INSERT INTO stream_key (only, wrapped) VALUES (1, ?)", wrappedKey);
    for (const row of rows) {
      storage.sql.exec(
        "INSERT INTO events (version, stream_id, hash, body, sealed, signature) VALUES (?, ?, ?, ?, ?, ?)",
        row.version,
        row.streamId,
        row.hash,
        row.body,
        row.sealed,
        row.signature,
      );
    }
  };
  const read = (): Stored => {
    const rows = storage.sql
      .exec<Omit<EventRow, "streamId"> & { stream_id: EventRow["streamId"] }>(
        "SELECT version, stream_id, hash, body, sealed, signature FROM events ORDER BY version",
      )
      .toArray()
      .map(({ stream_id: streamId, ...row }) => ({ streamId, ...row }));
    const [key] = storage.sql.exec<{ wrapped: string }>("SELECT wrapped FROM stream_key").toArray();
    return { rows, wrappedKey: key?.wrapped ?? null };
  };

  return {
    load: () => {
      try {
        return read();
      } catch (cause) {
        if (!(cause instanceof Error && cause.message.startsWith("no such table"))) throw cause;
      }
      // Tables are made only after a read has shown that they are missing: when a read fails at a damaged page after a write in the same turn,
      // the runtime ends the object. A new object makes none before it has something to store: to ask about a contact that does not exist leaves
      // nothing behind.
      isNew =
        storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name IN ('events', 'stream_key')").toArray().length === 0;
      if (isNew) return { rows: [], wrappedKey: null };
      makeTables(storage.sql);
      return read();
    },
    isSound: () => {
      try {
        const found = storage.sql.exec<{ quick_check: string }>("PRAGMA quick_check").toArray();
        return found.every(({ quick_check }) => quick_check === "ok");
      } catch {
        return false;
      }
    },
    commit: ({ alarmAt, ...added }) => {
      if (isReplaced) throw new Error("the object was rebuilt meanwhile");
      if (isNew && (added.rows.length > 0 || added.wrappedKey !== null)) {
        makeTables(storage.sql);
        isNew = false;
      }
      storage.transactionSync(() => {
        write(added);
        // Inside the transaction, so that a failed commit also undoes its alarm.
        if (alarmAt !== null) void storage.setAlarm(alarmAt);
      });
    },
    replaceKey: (wrappedKey) => {
      if (isReplaced) throw new Error("the object was rebuilt meanwhile");
      if (!isNew) storage.sql.exec("UPDATE stream_key SET wrapped = ?", wrappedKey);
    },
    forgetKey: () => {
      if (isReplaced) throw new Error("the object was rebuilt meanwhile");
      if (!isNew) storage.sql.exec("DELETE FROM stream_key");
    },
    replace: (stored, alarmAt, isSound) => {
      // SQLite cannot delete from a damaged page, and the runtime then ends the object. `deleteAll` begins a new file, without
      // waiting for its promise: no other turn finds the storage empty.
      if (!isSound) void storage.deleteAll();
      makeTables(storage.sql);
      storage.transactionSync(() => {
        storage.sql.exec("DELETE FROM events");
        // Of a deleted row the bytes stay in the file.
        storage.sql.exec(["UPDATE stream_key SET wrapped =", fillerSql("wrapped")].join(" "));
        storage.sql.exec("DELETE FROM stream_key");
        write(stored);
        void storage.setAlarm(alarmAt);
      });
      isReplaced = true;
    },
  };
}

/** Only two tables, because each costs two rows in every new object. */
function makeTables(sql: SqlStorage): void {
  sql.exec(
    "CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, stream_id TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, sealed TEXT, signature TEXT)",
  );
  sql.exec("CREATE TABLE IF NOT EXISTS stream_key (only INTEGER PRIMARY KEY CHECK (only = 1), wrapped TEXT NOT NULL)");
}
