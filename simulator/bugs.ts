// Bugs that somebody could write, each planted by a wrapper round a port or as a mutant of the product's code, and the engine that has to
// find it. If one is not found, it is the simulator that is broken.
import { commandIdOf } from "../schema/ids.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import type { Transport } from "../workers/dispatcher/transports.ts";
import { inDisorder, manyApprove, twice } from "./any-order.ts";
import { crashPoints } from "./crash-points.ts";
import { erasedAfter, erasedOnceAt, tellErased } from "./erasure.ts";
import { outage } from "./call-gate.ts";
import { mutantSystem, type System, theSystem } from "./system.ts";
import { busy, disputed, happy, type Story } from "./stories.ts";
import { tell, type Trial } from "./trial.ts";
import { vetoAfter } from "./vetoes.ts";
import { DAY, HOUR, START } from "./moments.ts";
import { type Planted } from "./world.ts";

export interface Bug {
  readonly name: string;
  /** How the violation that gives it away begins. */
  readonly seen: string;
  /** Tells stories until it is found, or until there are no more. */
  hunt(): AsyncIterable<Trial>;
}

async function* one(trial: Promise<Trial>): AsyncGenerator<Trial> {
  yield await trial;
}

/** Waits for the mutant before it tells anything. */
async function* withMutant(
  name: Parameters<typeof mutantSystem>[0],
  hunt: (system: System) => AsyncIterable<Trial>,
): AsyncGenerator<Trial> {
  yield* hunt(await mutantSystem(name));
}

/** An entry on the list, at one point after the other. Flags take an open hold back by themselves; the list has to be asked. */
async function* listedAt(system: System): AsyncGenerator<Trial> {
  const { world } = await tell(happy);
  for (const { number } of world.gate.calls) yield await vetoAfter(happy, "list", number, { system });
}

const ORDERS = 100;

async function* manyTurns(system: System): AsyncGenerator<Trial> {
  for (let seed = 1; seed <= ORDERS; seed += 1) yield await tell(busy, { system, seed }, `turns by ${seed}`);
}

/** The list as a careless adapter reads it. */
const failOpen = (list: SuppressionList): SuppressionList => ({
  ...list,
  read: (digests) => list.read(digests).catch(() => ({ revision: 0, suppressed: [] })),
});

const transportOf = (change: (transport: Transport) => Transport): Planted => ({
  surroundings: (around) => ({ ...around, transport: (actor) => change(around.transport(actor)) }),
});

/** As far as the message that is sent: a run that is not ended by then never ends. */
const soon: Story = { ...happy, forMs: 2 * DAY };

/** Acknowledges the whole batch before it is appended. */
const hasty: System = {
  ...theSystem,
  stage: {
    runStage: (stage, deliveries, ports) =>
      theSystem.stage.runStage(stage, deliveries, {
        ...ports,
        log: {
          append: (shipments) => {
            for (const delivery of deliveries) delivery.ack();
            return ports.log.append(shipments);
          },
        },
      }),
  },
};

/** A new id for every attempt at a claim. */
function randomClaims(): Planted {
  let count = 0;
  return {
    surroundings: (around) => ({
      ...around,
      ports: {
        ...around.ports,
        dispatcher: (actor) => {
          const port = around.ports.dispatcher(actor);
          return {
            settle: (command) => port.settle(command),
            claim: (command) => {
              count += 1;
              return port.claim({ ...command, commandId: commandIdOf("ClaimDispatch", String(count)) });
            },
          };
        },
      },
    }),
  };
}

/** Sends again under another key when no answer came. */
const withANewKey = (transport: Transport): Transport => ({
  ...transport,
  send: (mail) =>
    transport
      .send(mail)
      .catch(() =>
        transport.send({ ...mail, idempotencyKey: `${mail.idempotencyKey}_again`, message: `${mail.message} ` }),
      ),
});

/** A list that nobody can read for an hour, behind a careless adapter. */
const failingOpen: Planted = {
  list: (list, world) =>
    failOpen({
      ...list,
      read: async (digests) => {
        if (world().now() < START + HOUR) throw new Error("unreadable");
        return list.read(digests);
      },
    }),
};

async function* logDown(system: System): AsyncGenerator<Trial> {
  const { world } = await tell(happy);
  const appends = world.gate.calls.filter(({ name }) => name === "log.append");
  for (const { number: from } of appends)
    yield await tell(happy, { system, faults: outage("log.append", from, 26 * HOUR) });
}

/** A port is down for two hours from the moment in which somebody asks for an erasure. */
async function* erasedWithout(port: string, system: System): AsyncGenerator<Trial> {
  const story = erasedOnceAt("draft");
  const { world } = await tellErased(story);
  const from = world.gate.calls.find(({ name }) => name === "desk.erase")?.number ?? 0;
  yield await tellErased(story, { system, faults: outage(port, from, 2 * HOUR) });
}

export const BUGS: readonly Bug[] = [
  { name: "a stage acknowledges before the log has it", seen: "I8", hunt: () => one(tell(happy, { system: hasty })) },
  {
    name: "a receipt is made at random",
    seen: "I1",
    hunt: () => withMutant("random-receipt", (system) => one(tell(twice, { system }))),
  },
  {
    name: "a claim's command id is made at random",
    seen: "I9",
    hunt: () => crashPoints(soon, { of: "dispatch", plant: randomClaims() }),
  },
  {
    name: "repeats are known from memory only",
    seen: "I9",
    hunt: () =>
      withMutant("memory-only-dedupe", (system) => crashPoints(soon, { of: "dispatch", system, isForgetful: true })),
  },
  {
    name: "an approval reads, awaits, and writes what it had read",
    seen: "I5",
    hunt: () => withMutant("read-await-write", (system) => one(tell(manyApprove("different people"), { system }))),
  },
  {
    name: "the object sends before it appends",
    seen: "I8",
    hunt: () => withMutant("object-sends-before-it-appends", (system) => one(tell(happy, { system }))),
  },
  {
    name: "a stage sends before it appends",
    seen: "I8",
    hunt: () => withMutant("stage-sends-before-it-appends", (system) => one(tell(happy, { system }))),
  },
  {
    name: "an effect is known from memory, not derived from the stream",
    seen: "I9",
    hunt: () => withMutant("effects-only-from-memory", (system) => crashPoints(soon, { of: "object", system })),
  },
  { name: "the alarm throws when the log is down", seen: "I9", hunt: () => withMutant("alarm-throws", logDown) },
  {
    name: "no veto where a draft is held",
    seen: "I4: DraftHeld",
    hunt: () => withMutant("no-veto-at-draft", (system) => listedAt(system)),
  },
  {
    name: "no veto at the approval",
    seen: "I4: DraftApproved",
    hunt: () => withMutant("no-veto-at-approval", (system) => listedAt(system)),
  },
  {
    name: "no veto at the dispatch",
    seen: "I4: DispatchClaimed",
    hunt: () => withMutant("no-veto-at-dispatch", (system) => listedAt(system)),
  },
  {
    name: "a list that cannot be read lets everybody pass",
    seen: "I4",
    hunt: () => one(tell(happy, { plant: failingOpen })),
  },
  {
    name: "a conflict in the log is taken for success",
    seen: "I8",
    hunt: () => withMutant("conflict-is-success", (system) => one(tell(disputed, { system }))),
  },
  {
    name: "a lost reply of a provider is taken for a failure and sent under another key",
    seen: "I4: ap_",
    hunt: () => crashPoints(happy, { of: "dispatch", plant: transportOf(withANewKey) }),
  },
  {
    name: "a claim is resumed at a provider that takes no key",
    seen: "I4: ap_",
    hunt: () =>
      crashPoints(happy, {
        of: "dispatch",
        transport: "cloudflare_email",
        plant: transportOf((transport) => ({ ...transport, idempotent: true })),
      }),
  },
  {
    name: "two consumers of one dispatch both take its claim for a fresh one",
    seen: "I4: ap_",
    hunt: () =>
      withMutant("every-claim-is-fresh", (system) =>
        one(inDisorder(happy, { copies: [[0, 0]], order: 1 }, { system, transport: "cloudflare_email" })),
      ),
  },
  {
    name: "a click sends what follows from a later one",
    seen: "I8",
    hunt: () => withMutant("effects-of-a-later-turn", manyTurns),
  },
  {
    name: "somebody is erased and put on no list",
    seen: "erasure: SignalReceived has words again",
    hunt: () => withMutant("erased-and-on-no-list", (system) => one(erasedAfter(40, { system }))),
  },
  {
    name: "an object destroys its own key before the other copies",
    seen: "erasure: ",
    hunt: () => withMutant("key-forgotten-first", (system) => erasedWithout("stores.destroy", system)),
  },
  {
    name: "an erasure destroys before the log has it",
    seen: "I8: a contact's words were destroyed",
    hunt: () => withMutant("destroys-before-the-log-knows", (system) => erasedWithout("log.append", system)),
  },
  {
    name: "nobody goes on with an erasure that was cut off",
    seen: "erasure: ",
    hunt: () => withMutant("nobody-finishes-an-erasure", (system) => erasedWithout("stores.destroy", system)),
  },
  {
    name: "words of somebody erased are sealed under a new key",
    seen: "erasure: SignalReceived has words again",
    hunt: () => withMutant("a-new-key-for-the-erased", (system) => one(erasedAfter(40, { system }))),
  },
];
