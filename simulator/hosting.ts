// The simulated contacts Worker: the real ports over simulated objects with real hosts. All ports of an object go through the call gate.
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { policiesOf } from "../domain/policies.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { ClaimAnswer, ClickAnswer } from "../schema/answers.ts";
import type { Producers } from "../durable-objects/send-each.ts";
import { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import type { RefusedBody } from "../schema/refused-bodies.ts";
import type { Random } from "../domain/contact/seal.ts";
import { type ObjectVerbs, recorder } from "../durable-objects/host/object.ts";
import { guardBy, type Reach } from "../durable-objects/host/port.ts";
import type { Answered, Port } from "../schema/ports.ts";
import type { PortRole } from "../schema/roles.ts";
import type { ContactId, StreamId } from "../schema/ids.ts";
import { unfinishedRun } from "../domain/contact/state.ts";
import { adoptPolicy } from "../durable-objects/host/adopt-policy.ts";
import { stopSwitch } from "../durable-objects/host/stop-switch.ts";
import { logThrough, type RolePorts, type Surroundings } from "./consumers.ts";
import { noteWritten } from "../durable-objects/host/note-written.ts";
import { memoryNotes } from "../testing/twins/memory-notes.ts";
import { memoryLogRevision } from "../testing/twins/memory-log-revision.ts";
import { type Actor, anActor, type CallGate, through, Trouble } from "./call-gate.ts";
import { SHARDS } from "./databases.ts";
import { openObjects, type Objects } from "./objects.ts";
import { KEY_BYTES } from "../domain/contact/seal.ts";
import { bytesOf, chanceFor, chanceOf } from "../testing/seed.ts";

interface HostingOptions {
  /** The surroundings. A function, since they need these objects: it is called when an object wakes. */
  readonly around: () => Surroundings;
  readonly gate: CallGate;
  readonly now: () => number;
  readonly isForgetful: boolean;
  readonly happened: Set<string>;
}

/** The objects, each with the real host of a contact. */
export function hostedObjects({ around, gate, now, isForgetful, happened }: HostingOptions): Objects {
  /**
   * The random bytes of an object follow from what it has stored, not from what happened: a commit that is repeated after a crash draws the
   * same bytes, and a contact has the same key in every trial. A contact who returns after an erasure gets another one.
   */
  const randomOf = (streamId: StreamId): Random => {
    let [stored, drawn] = [-1, 0];
    return (bytes) => {
      const rows = objects.rowsOf(streamId);
      if (rows.length !== stored) [stored, drawn] = [rows.length, 0];
      drawn += 1;
      const erasures = rows.filter(({ body }) => body.includes('"ContactErased"')).length;
      const place = bytes === KEY_BYTES ? `key ${erasures}` : `${stored} ${drawn}`;
      return bytesOf(chanceFor(`${streamId} ${place}`))(bytes);
    };
  };
  const objects: Objects = openObjects(
    {
      gate,
      now,
      isForgetful,
      answered: (answers) => {
        for (const answer of Array.isArray(answers) ? (answers as readonly Answered<unknown>[]) : [])
          if (answer.ok) noteAnswer(happened, (answer.value ?? {}) as Partial<ClaimAnswer & ClickAnswer>);
      },
      wake: (ports, actor, streamId) => {
        const { system, ledger, policy, stores, crm } = around();
        return system.host.hostContact({
          ...ports,
          log: logThrough(around(), actor),
          list: through(gate, actor, "list", ledger.list),
          logRevision: through(gate, actor, "revision", memoryLogRevision(ledger.log)),
          dispatching: through(gate, actor, "dispatching", ledger.list.dispatching),
          record: (command, as) => gate.call(actor, "object.record", () => recorder(objects.stub, as)(command)),
          notes: (why) => gate.call(actor, "notes", () => memoryNotes(now)(why)),
          stores: through(gate, actor, "stores", stores),
          companies: through(gate, actor, "companies", crm),
          clearFiles: () => gate.call(actor, "files.clear", async () => void happened.add(filesCleared(streamId))),
          send: (messages) => system.sending.sendEach(producersOf(around(), actor), messages),
          now,
          random: randomOf(streamId),
          masterKey: around().masterKey(),
          signer: LOG_SIGNER,
          checkpoint: async () => null,
          policies: around().followed?.objects ?? policiesOf([samplePolicy, policy]),
          report: around().report,
        });
      },
    },
    () => around().masterKey(),
  );
  return objects;
}

/** What happened when the files of an object were cleared. */
export const filesCleared = (streamId: StreamId): string => `files of ${streamId} cleared`;

/** The queue bindings of an object, each named after its queue. */
function producersOf({ gate, put }: Surroundings, actor: Actor): Producers {
  const producer = (queue: Queue) => ({
    send: (body: Message | RefusedBody) => gate.call(actor, `${queue}.send`, () => put(queue, [body])),
  });
  // The type of `Object.fromEntries` loses the names of the keys.
  return Object.fromEntries(Queue.options.map((queue) => [queue.toUpperCase(), producer(queue)])) as Producers;
}

/** Adds the refusal, the resumed claim or the missing log of an answer to what happened. */
function noteAnswer(happened: Set<string>, { refusal, claim, logged }: Partial<ClaimAnswer & ClickAnswer>): void {
  if (refusal) happened.add(`refusal ${refusal.reason}`);
  if (claim?.resumed) happened.add(claim.settled ? "claim settled before" : "claim taken up again");
  if (logged === false) happened.add("click while the log is down");
}

/** Performs the errands of people: sending a dead letter again, and, with the real tables, wrapping keys anew. */
const errandThrough =
  (around: () => Surroundings, own: Actor, object: (streamId: StreamId) => ObjectVerbs): NonNullable<Reach["errand"]> =>
  async (errand) => {
    const { system, gate, crm, databases, letters, systemKey, masterKey, now } = around();
    if (errand.type === "NoteWritten") return noteWritten(errand, { crm: through(gate, own, "crm", crm), systemKey });
    if (errand.type === "Stop" || errand.type === "Resume") {
      const work = stopSwitch({
        notes: memoryNotes(now),
        object,
        record: recorder(object, "desk"),
        waiting: async () => ({ contacts: waitingIn(around().ledger), next: null }),
        report: around().report,
      });
      return errand.type === "Stop" ? work.stop(errand) : work.resume(errand);
    }
    const { followed } = around();
    if (errand.type === "AdoptPolicy" && followed)
      return adoptPolicy(errand, {
        policies: followed.objects,
        notes: memoryNotes(now),
        record: recorder(object, "desk"),
        guard: guardBy(object),
        refusesPlaceholders: false,
      });
    if (errand.type === "Redrive")
      return system.redriving.redrive(errand, {
        env: { ...producersOf(around(), own), MASTER_KEY: masterKey() },
        letters: through(gate, own, "letters", letters.store),
        at: new Date(now()).toISOString(),
      });
    if (errand.type !== "RewrapKeys" || !databases) throw new Error(`the simulation has no errand ${errand.type}`);
    return system.rewrap.rewrapKeys(errand, {
      keys: through(gate, own, "keys", databases.keys),
      shards: SHARDS,
      installation: through(gate, own, "installation", databases.installation),
      object,
      masterKey: masterKey(),
      random: bytesOf(chanceOf(gate.calls.length)),
    });
  };

/** The contacts whose approved message waits for its claim, by the log. */
const waitingIn = (ledger: Surroundings["ledger"]): readonly ContactId[] =>
  ledger
    .streams()
    .filter((id): id is ContactId => id.startsWith("ct_") && unfinishedRun(ledger.of(id).contact)?.step === "dispatch");

/** The ports over the simulated objects. The simulation rebuilds no object. */
export function portsOver(around: () => Surroundings, objects: Objects): RolePorts {
  return { open: (role, actor) => portThrough(around, objects, { role, actor }) };
}

/**
 * A port whose calls go through the gate as `actor`. A call is named after the role and what is in its batch: `ingest.ReceiveSignal`.
 * Each call is an invocation of the contacts Worker: an actor of its own, which calls objects and log through the gate. When it
 * crashes, its caller gets an error.
 */
function portThrough<R extends PortRole>(
  around: () => Surroundings,
  objects: Objects,
  { role, actor }: { readonly role: R; readonly actor: Actor },
): Port<R> {
  const nameOf = (batch: readonly { readonly type: string }[]): string =>
    `${role}.${[...new Set(batch.map(({ type }) => type))].join("+")}`;
  const invoke = <T>(batch: readonly { readonly type: string }[], work: (port: Port<R>) => Promise<T>): Promise<T> => {
    const { gate, system } = around();
    return gate.call(actor, nameOf(batch), async () => {
      const own = anActor(`port of the ${role}`);
      const object = (streamId: StreamId) => through(gate, own, "object", objects.stub(streamId));
      const revision = through(gate, own, "revision", memoryLogRevision(around().ledger.log));
      const errand = errandThrough(around, own, object);
      const port = system.port.openPort(role, {
        object,
        log: logThrough(around(), own),
        errand: (one) => (one.type === "ListRevision" ? revision.read() : errand(one)),
        noteReading: async () => undefined,
      });
      const answers = await Promise.race([work(port), own.died]).catch((error: unknown) => {
        throw own.isAlive() ? error : new Trouble("the port was reset");
      });
      if (!own.isAlive()) throw new Trouble("the port was reset");
      // Answers go to another Worker as copies: a promise among them is an error.
      return structuredClone(answers);
    });
  };
  return {
    ask: (queries) => invoke(queries, (port) => port.ask(queries)),
    perform: (commands) => invoke(commands, (port) => port.perform(commands)),
  };
}
