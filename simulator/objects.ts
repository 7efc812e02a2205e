// Simulated durable objects: storage survives a crash, memory does not; each object has one alarm and one writer.
import { LOG_SIGNER } from "../testing/log-keys.ts";
import type { ContactHost, ContactPorts } from "../durable-objects/host/contact.ts";
import { type ObjectVerbs, verbsOf } from "../durable-objects/host/object.ts";
import { openStream, type Stream, type StreamStore } from "../domain/contact/stream.ts";
import type { Contact } from "../domain/contact/state.ts";
import type { StreamId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { type Actor, anActor, type CallGate, Trouble } from "./call-gate.ts";

/** The platform runs a failed alarm handler again after two seconds, doubling the wait, six times. Then the alarm is gone. */
const ALARM_RETRIES = 6;
const ALARM_RETRY_MS = 2_000;

interface Disk {
  rows: readonly EventRow[];
  wrappedKey: string | null;
  /** The keys whose bytes are still on the disk after they were removed: only a form of the same length is written in their place. */
  readonly leftovers: string[];
  alarmAt: number | null;
  /** The time of the next retry of a failed alarm handler, and its number. */
  retry: { readonly at: number; readonly count: number } | null;
}

interface Instance {
  readonly actor: Actor;
  readonly host: ContactHost;
  calls: number;
}

interface StoredObject {
  readonly disk: Disk;
  instance: Instance | null;
}

export interface ObjectsOptions {
  readonly gate: CallGate;
  readonly now: () => number;
  /** Makes the host of an object, whose ports are called as `actor`. */
  readonly wake: (ports: Pick<ContactPorts, "store" | "alarmAt">, actor: Actor, streamId: StreamId) => ContactHost;
  /** Whether an object loses its memory whenever no call is open. */
  readonly isForgetful: boolean;
  /** Called with an object's answers to each batch. */
  readonly answered: (answers: unknown) => void;
}

export interface Objects {
  stub(streamId: StreamId): ObjectVerbs;
  ids(): readonly StreamId[];
  rowsOf(streamId: StreamId): readonly EventRow[];
  /** The storage of an object. */
  stored(streamId: StreamId): Pick<Disk, "rows" | "wrappedKey" | "leftovers">;
  /** The stream of an object that wakes now, with its words. */
  streamOf(streamId: StreamId): Stream;
  /** Changes the storage of an object behind its back, as damage or a person with a handle does. The object then wakes again. */
  tamper(streamId: StreamId, change: (rows: readonly EventRow[]) => readonly EventRow[]): void;
  /** The state of the contact in an object that wakes now. */
  stateOf(streamId: StreamId): Contact;
  /** The time of the earliest alarm; null when none is set. */
  nextAlarm(): number | null;
  /** The objects whose alarm is due. */
  dueAlarms(): readonly StreamId[];
  /** Runs an object's alarm. Never throws: a failed alarm is retried, as the platform does. */
  runAlarm(streamId: StreamId): Promise<void>;
  /** Drops the memory of every object without an open call. */
  evict(): void;
}

export function openObjects(
  { gate, now, wake, isForgetful, answered }: ObjectsOptions,
  masterKey: () => string,
): Objects {
  const objects = new Map<StreamId, StoredObject>();
  const running = new Set<StreamId>();

  const objectOf = (streamId: StreamId): StoredObject => {
    const stored = objects.get(streamId);
    if (stored) return stored;
    const disk = { rows: [], wrappedKey: null, leftovers: [], alarmAt: null, retry: null };
    const made: StoredObject = { disk, instance: null };
    objects.set(streamId, made);
    return made;
  };

  const storeOf = (disk: Disk, actor: Actor): StreamStore => ({
    load: () => ({ rows: disk.rows, wrappedKey: disk.wrappedKey }),
    commit: (change) => gate.callNow(actor, "store.commit", () => commit(disk, change), "crash"),
    replaceKey: (wrapped) => gate.callNow(actor, "store.rewrap", () => replaceKey(disk, wrapped), "crash"),
    forgetKey: () => gate.callNow(actor, "store.forget", () => replaceKey(disk, null), "crash"),
  });

  const wakeUp = (streamId: StreamId, object: StoredObject): Instance => {
    const actor = anActor(`object ${streamId}`);
    return {
      actor,
      host: openedHost(streamId, { store: storeOf(object.disk, actor), alarmAt: object.disk.alarmAt }, actor),
      calls: 0,
    };
  };
  /** As in the product, an object that cannot be read wakes, and every call of it throws. */
  const openedHost = (
    streamId: StreamId,
    ports: Pick<ContactPorts, "store" | "alarmAt">,
    actor: Actor,
  ): ContactHost => {
    try {
      return wake(ports, actor, streamId);
    } catch (cause) {
      const fails = () => Promise.reject(cause);
      return { ask: fails, perform: fails, alarm: fails };
    }
  };

  async function invoke<T>(streamId: StreamId, work: (host: ContactHost) => T | Promise<T>): Promise<T> {
    const object = objectOf(streamId);
    const instance = object.instance?.actor.isAlive() ? object.instance : wakeUp(streamId, object);
    object.instance = instance;
    instance.calls += 1;
    try {
      const result = await Promise.race([work(instance.host), instance.actor.died]);
      if (!instance.actor.isAlive()) throw new Trouble("the object was reset");
      answered(result);
      return structuredClone(result);
    } catch (error) {
      // Whatever the result was, the caller of a reset object gets only this error.
      if (!instance.actor.isAlive()) throw new Trouble("the object was reset");
      throw error;
    } finally {
      instance.calls -= 1;
      if (isForgetful && instance.calls === 0 && object.instance === instance) object.instance = null;
    }
  }

  const streamOf = (streamId: StreamId): Stream => {
    const { rows, wrappedKey } = objectOf(streamId).disk;
    const store = {
      load: () => ({ rows, wrappedKey }),
      commit: () => undefined,
      replaceKey: () => undefined,
      forgetKey: () => undefined,
    };
    return openStream({ store, masterKey: masterKey(), signer: LOG_SIGNER, random: () => new Uint8Array() });
  };

  const alarmOf = ({ alarmAt, retry }: Disk): number | null =>
    alarmAt === null ? (retry?.at ?? null) : retry === null ? alarmAt : Math.min(alarmAt, retry.at);

  return {
    stub: (streamId) => ({
      ask: (queries) => invoke(streamId, (host) => verbsOf(() => host).ask(queries)),
      perform: (commands) => invoke(streamId, (host) => verbsOf(() => host).perform(structuredClone(commands))),
    }),
    ids: () => [...objects.keys()],
    rowsOf: (streamId) => objectOf(streamId).disk.rows,
    stored: (streamId) => objectOf(streamId).disk,
    streamOf,
    stateOf: (streamId) => streamOf(streamId).contact,
    tamper: (streamId, change) => {
      const object = objectOf(streamId);
      object.disk.rows = change(object.disk.rows);
      object.instance = null;
    },
    nextAlarm: () => {
      const times = [...objects].flatMap(([id, { disk }]) => (running.has(id) ? [] : (alarmOf(disk) ?? [])));
      return times.length === 0 ? null : Math.min(...times);
    },
    dueAlarms: () =>
      [...objects]
        .filter(([id, { disk }]) => !running.has(id) && (alarmOf(disk) ?? Infinity) <= now())
        .map(([id]) => id),
    async runAlarm(streamId) {
      const { disk } = objectOf(streamId);
      running.add(streamId);
      const count = (disk.retry?.count ?? 0) + 1;
      try {
        await gate.call(anActor("platform"), "alarm.run", () => {
          // The alarm is cleared before its handler runs; the handler sets the next one.
          disk.alarmAt = null;
          disk.retry = null;
          return invoke(streamId, (host) => host.alarm());
        });
      } catch {
        disk.retry = count > ALARM_RETRIES ? null : { at: now() + ALARM_RETRY_MS * 2 ** (count - 1), count };
      } finally {
        running.delete(streamId);
      }
    },
    evict: () => {
      for (const object of objects.values()) if (object.instance?.calls === 0) object.instance = null;
    },
  };
}

/** Replaces a stored key, or deletes it. Of a key that is deleted, or replaced by one of another length, the bytes stay. */
function replaceKey(disk: Disk, wrapped: string | null): void {
  const { wrappedKey: before } = disk;
  if (before === null) return;
  if (before.length !== wrapped?.length) disk.leftovers.push(before);
  disk.wrappedKey = wrapped;
}

/** One transaction: stores rows, key and alarm together or not at all. Each version is written once. */
function commit(disk: Disk, { rows, wrappedKey, alarmAt }: Parameters<StreamStore["commit"]>[0]): void {
  rows.forEach((row, index) => {
    if (row.version !== disk.rows.length + index + 1)
      throw new Error(`version ${row.version} is taken or leaves a gap`);
  });
  disk.rows = [...disk.rows, ...rows];
  disk.wrappedKey = disk.wrappedKey ?? wrappedKey;
  disk.alarmAt = alarmAt ?? disk.alarmAt;
}
