// The consumers of the queues. Each invocation of a stage has ports of its own, so that a crash ends only this invocation.
import type { Policies } from "../domain/policies.ts";
import type { Crm } from "../drizzle/crm.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import type { PersonalStores } from "../drizzle/personal-stores.ts";
import type { Report } from "../durable-objects/host/report.ts";
import { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import type { RefusedBody } from "../schema/refused-bodies.ts";
import type { Policy } from "../schema/policy.ts";
import type { Port } from "../schema/ports.ts";
import type { PortRole, StageRole } from "../schema/roles.ts";
import type { Model } from "../workers/model/model.ts";
import { isRefusedBody } from "../workers/ingest/take-again.ts";
import type { Delivery } from "../workers/stage/delivery.ts";
import { type Kept, openKept } from "../workers/stage/kept.ts";
import type { UnsubscribeKeys } from "../domain/unsubscribe-token.ts";
import { bytesOf, chanceOf } from "../testing/seed.ts";
import type { Models, StageRim } from "../testing/stages-over.ts";
import { type Actor, Crash, type CallGate, through, Trouble } from "./call-gate.ts";
import type { Databases } from "./databases.ts";
import { sourcesOf } from "./form-sources.ts";
import type { Ledger } from "./ledger.ts";
import type { Letters } from "./letters.ts";
import type { Objects } from "./objects.ts";
import type { TransportFor } from "./mail.ts";
import type { Consumer } from "./queues.ts";
import type { System } from "./system.ts";

/** The ports of the roles. Each function returns the port for the calls of one actor. */
export interface RolePorts {
  open<R extends PortRole>(role: R, actor: Actor): Port<R>;
}

/** For the ids and markers of all stages. */
const RANDOM_SEED = 12;
/** For the seals and delays of dead letters. */
const LETTERS_SEED = 77;

/** The name of the simulated models. */
export const MODEL_NAME = "simulated";

export interface Followed {
  /** What an object knows: it reads the log for a digest that it does not know. */
  readonly objects: Policies;
  /** The policy of a batch that begins now. */
  readonly ofBatch: () => Policy;
}

/** Everything that objects, stages and doors of a world need. */
export interface Surroundings {
  readonly system: System;
  readonly gate: CallGate;
  readonly ledger: Ledger;
  readonly letters: Letters;
  readonly crm: Crm;
  /** The stores that an erasure empties, besides the object's own key. */
  readonly stores: PersonalStores;
  readonly report: Report;
  readonly ports: RolePorts;
  readonly policy: Policy;
  /** What objects and stages follow in a world in which policies are adopted; then in place of `policy`. */
  readonly followed?: Followed;
  readonly unsubscribeKeys: UnsubscribeKeys;
  readonly systemKey: string;
  /** The value of MASTER_KEY as of the last deployment: an object that wakes has it. */
  readonly masterKey: () => string;
  /** The tables of the log, in a world that has them. */
  readonly databases: Databases | undefined;
  readonly transport: TransportFor;
  /** The models of the stages that have one, as one invocation calls them. With one, the planner's flag is on. */
  readonly models?: Partial<Readonly<Record<"planner" | "composer" | "ingest" | "scorer", (actor: Actor) => Model>>>;
  readonly now: () => number;
  readonly random: () => number;
  /** Whether the person who runs the sources has added the labels of the form. */
  readonly mapping: { isAdded: boolean };
  /** Puts messages into a queue, or a refused body that a person sends again. */
  put(queue: Queue, messages: readonly (Message | RefusedBody)[]): void;
  /** Puts a message into the queue of dead letters: what a stage makes of it, or the message itself, as the platform does. */
  deadLetter(body: unknown): void;
}

/** The log as one actor calls it. A failed append returns a report instead of throwing, as the real adapter does. */
export function logThrough({ gate, ledger }: Pick<Surroundings, "gate" | "ledger">, actor: Actor): EventLog {
  const { log } = ledger;
  return {
    read: (query) => gate.call(actor, "log.read", () => log.read(query)),
    async append(shipments) {
      try {
        return await gate.call(actor, "log.append", () => log.append(shipments));
      } catch (error) {
        if (error instanceof Crash || !(error instanceof Trouble)) throw error;
        const streamIds = [...new Set(shipments.map(({ streamId }) => streamId))];
        return { appended: [], conflicts: [], failed: [{ shard: 0, reason: "no_answer", streamIds }] };
      }
    },
  };
}

/** What every stage has; its dead letters may be what ingest says of a refused body. */
type Rim = Omit<StageRim, "deadLetter"> & { readonly deadLetter: (letter: object) => Promise<void> };

function rimOf(around: Surroundings, actor: Actor): Rim {
  const { gate } = around;
  return {
    send: (queue, messages) => gate.call(actor, `${queue}.send`, () => around.put(queue, messages)),
    deadLetter: (poison) => gate.call(actor, "dead-letters.send", () => around.deadLetter(poison)),
    random: around.random,
    report: around.letters.reported,
  };
}

type Random = (bytes: number) => Uint8Array;

function modelsOf({ gate, ledger, models = {}, policy, now }: Surroundings, actor: Actor, random: Random): Models {
  const { planner, composer, ingest, scorer } = models;
  const rim = { spend: through(gate, actor, "spend", ledger.spend), random, now: () => new Date(now()) };
  return {
    reasoning: planner && {
      ...rim,
      flag: { kind: "on", percent: 100, onlyLowRisk: false },
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
      model: planner(actor),
    },
    writer: composer && { ...rim, model: composer(actor) },
    judge: scorer && {
      ...rim,
      model: scorer(actor),
      name: MODEL_NAME,
      fits: through(gate, actor, "fits", ledger.fits),
      list: through(gate, actor, "list", ledger.list),
    },
    classifier: ingest && { ...rim, model: ingest(actor), policy: policy.model },
  };
}

/** What a role's stages keep, as one invocation uses it: a crashed invocation keeps nothing more. */
const keptBy = <R extends StageRole>(actor: Actor, kept: Kept<R>): Kept<R> => ({
  ...kept,
  add: (work) => void (actor.isAlive() && kept.add(work)),
});

/** The product's consumer of dead letters. The simulation notes no unreadable object, so no letter has one as its reason. */
function lettersConsumer({ system, gate, ledger, ...around }: Surroundings, objects: Objects): Consumer {
  const random = bytesOf(chanceOf(LETTERS_SEED));
  return {
    queue: "dead-letters",
    run: (deliveries, actor) =>
      system.letters.keepEach(deliveries, {
        letters: through(gate, actor, "letters", around.letters.store),
        unreadable: through(gate, actor, "unreadable", { find: async () => null }),
        object: (streamId) => through(gate, actor, "object", objects.stub(streamId)),
        head: (streamId) => gate.call(actor, "head.read", () => ledger.of(streamId).rows.at(-1) ?? null),
        masterKey: around.masterKey(),
        systemKey: around.systemKey,
        random,
        report: () => undefined,
      }),
  };
}

export function consumersOf(around: Surroundings, objects: Objects): Consumer[] {
  const { system, gate, ledger, policy, systemKey, unsubscribeKeys } = around;
  const random = bytesOf(chanceOf(RANDOM_SEED));
  // An isolate lives longer than its invocations. What each role keeps is of its own type.
  const kept = new Map<StageRole, unknown>();
  const keptOf = <R extends StageRole>(role: R, actor: Actor): Kept<R> => {
    const own = kept.get(role) ?? openKept<R>();
    kept.set(role, own);
    return keptBy(actor, own as Kept<R>);
  };
  const stagesOf = (actor: Actor) =>
    system.stages.stagesOver({
      port: (role) => around.ports.open(role, actor),
      crm: through(gate, actor, "crm", around.crm),
      list: through(gate, actor, "list", ledger.list),
      policy: around.followed?.ofBatch() ?? policy,
      now: () => new Date(around.now()),
      transport: around.transport(actor),
      systemKey,
      unsubscribeKeys,
      ...modelsOf(around, actor, random),
      kept: (role) => keptOf(role, actor),
      runStage: system.stage.runStage,
    });
  const takeAgain = (deliveries: readonly Delivery[], actor: Actor): Promise<void> => {
    const { send, deadLetter } = rimOf(around, actor);
    return system.again.takeAgain(deliveries, {
      systemKey,
      policy: policy.ingest,
      sender: policy.compose.sender.address,
      now: () => new Date(around.now()),
      sources: async () => sourcesOf(around),
      statements: { port: around.ports.open("ingest", actor), crm: through(gate, actor, "crm", around.crm), systemKey },
      checkKey: async () => "agrees",
      send: (message) => send("ingest", [message]),
      keep: deadLetter,
      random: around.random,
      report: () => undefined,
    });
  };
  const stages = Queue.options.map((queue): Consumer => ({
    queue,
    // As the Worker does: refused bodies first, then the stage's messages.
    async run(deliveries, actor) {
      const { again = [], others = [] } = Object.groupBy(deliveries, (one) =>
        isRefusedBody(one) ? "again" : "others",
      );
      await takeAgain(again, actor);
      if (others.length > 0) await stagesOf(actor)(queue, others, rimOf(around, actor));
    },
  }));
  return [...stages, lettersConsumer(around, objects)];
}
