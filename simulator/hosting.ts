// The simulated contacts Worker: the real entrypoints over simulated objects with real hosts. All ports of an object go through the call gate.
import type { ClaimAnswer, ClickAnswer } from "../schema/answers.ts";
import type { Producers } from "../durable-objects/send-each.ts";
import type { Message } from "../schema/messages.ts";
import type { Random } from "../domain/contact/seal.ts";
import { logThrough, type RolePorts, type Surroundings } from "./consumers.ts";
import { type Actor, type CallGate, through } from "./call-gate.ts";
import { openObjects, type Objects } from "./objects.ts";
import { bytesOf, chanceOf } from "./seed.ts";
import type { System } from "./system.ts";

export const MASTER_KEY = Buffer.alloc(32, 7).toString("base64");

interface HostingOptions {
  /** The surroundings. A function, since they need these objects: it is called when an object wakes. */
  readonly around: () => Surroundings;
  readonly gate: CallGate;
  readonly now: () => number;
  readonly isForgetful: boolean;
  readonly met: Set<string>;
}

/** The objects, each with the real host of a contact. */
export function hostedObjects({ around, gate, now, isForgetful, met }: HostingOptions): Objects {
  // The random bytes of an object do not depend on how often it woke, so an object that loses its memory writes the same bytes.
  const randoms = new Map<string, Random>();
  const randomOf = (name: string): Random => {
    const random = randoms.get(name) ?? bytesOf(chanceOf(randoms.size));
    randoms.set(name, random);
    return random;
  };
  const objects: Objects = openObjects(
    {
      gate,
      now,
      isForgetful,
      answered: (answer) => {
        const { refusal, claim, logged } = (answer ?? {}) as Partial<ClaimAnswer & ClickAnswer>;
        if (refusal) met.add(`refusal ${refusal.reason}`);
        if (claim?.resumed) met.add(claim.settled ? "claim settled before" : "claim taken up again");
        if (logged === false) met.add("click while the log is down");
      },
      wake: (ports, actor) => {
        const { system, ledger, policy, stores } = around();
        return system.host.hostContact({
          ...ports,
          log: logThrough(around(), actor),
          list: through(gate, actor, "list", ledger.list),
          record: (command) =>
            gate.call(actor, "object.record", () => objects.stub(command.streamId).record(command, "desk")),
          stores: through(gate, actor, "stores", stores),
          send: (messages) => system.sending.sendEach(producersOf(around(), actor), messages),
          now,
          random: randomOf(actor.name),
          masterKey: MASTER_KEY,
          policy,
          report: around().report,
        });
      },
    },
    MASTER_KEY,
  );
  return objects;
}

/** The queue bindings of an object. */
function producersOf({ gate, put }: Surroundings, actor: Actor): Producers {
  const producer = (queue: Message["queue"]) => ({
    send: (body: Message) => gate.call(actor, `${queue}.send`, () => put(queue, [body])),
  });
  return {
    INGEST: producer("ingest"),
    PLAN: producer("plan"),
    QUALIFY: producer("qualify"),
    COMPOSE: producer("compose"),
    DISPATCH: producer("dispatch"),
  };
}

/** The entrypoints. Their bindings are the namespace of the objects and the key for ids. */
export function entrypoints(system: System, gate: CallGate, objects: Objects, systemKey: string): RolePorts {
  const env = {
    CONTACT: { idFromName: (name: string) => name, get: objects.stub },
    SYSTEM_KEY: systemKey,
  } as unknown as ContactsEnv;
  const context = undefined as unknown as ExecutionContext;
  const { IngestPort, PlannerPort, QualifierPort, ComposerPort, DispatcherPort, DeskPort } = system.ports;
  return {
    ingest: (actor) => through(gate, actor, "port", new IngestPort(context, env)),
    planner: (actor) => through(gate, actor, "port", new PlannerPort(context, env)),
    qualifier: (actor) => through(gate, actor, "port", new QualifierPort(context, env)),
    composer: (actor) => through(gate, actor, "port", new ComposerPort(context, env)),
    dispatcher: (actor) => through(gate, actor, "port", new DispatcherPort(context, env)),
    desk: (actor) => through(gate, actor, "desk", new DeskPort(context, env)),
  };
}
