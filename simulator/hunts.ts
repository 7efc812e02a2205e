// Hunts: stories that are played with a changed system until one of them breaks an invariant. The cheapest are first. Each hunt is
// silent with the product's own code; the tests of the stories show that, and awaits.test.ts shows it again for each one's first trial.
import { acrossTheEdge, crowd, guessed, inDisorder, manyApprove, twice, twoBodies } from "./any-order.ts";
import { type Call, faultAt, type FaultKind, outage } from "./call-gate.ts";
import { campaign } from "./campaign.ts";
import { crashPoints } from "./crash-points.ts";
import { fellBehind, tampered, wentBack } from "./damage.ts";
import { crashedErasures, erasedAfter, erasedAt, erasedOnceAt, playErased, remembered, STEPS } from "./erasure.ts";
import { HOUR, SECOND } from "./moments.ts";
import { portRefuses } from "./paid-bugs.ts";
import { payingModel } from "./paying-model.ts";
import { erasedWhileKept, lettersWithFaults, refusedWithFaults, sentAgain } from "./redriven.ts";
import { crashedRewraps, erasedWhileWrapped } from "./rewrap.ts";
import {
  ADA,
  ada,
  asked,
  busy,
  claimedPhone,
  disputed,
  happy,
  leadOf,
  optOutRace,
  type Story,
  tooOld,
  vetoed,
} from "./stories.ts";
import type { System } from "./system.ts";
import { endOf } from "./ends.ts";
import { playStory, type Trial, withEnd } from "./trial.ts";
import { vetoAfter } from "./vetoes.ts";
import type { Planted, World, WorldOptions } from "./world.ts";

type Hunt = (system: System) => AsyncIterable<Pick<Trial, "violations">>;

const PLAIN = [
  happy,
  vetoed,
  optOutRace,
  busy,
  tooOld,
  twice,
  guessed,
  sentAgain,
  acrossTheEdge,
  crowd,
  claimedPhone,
  asked,
  wentBack,
];

async function* plainStories(system: System): AsyncGenerator<Trial> {
  for (const story of PLAIN) yield await playStory(story, { system });
}

/** Objects whose storage differs from the log: their runs rightly stand still, so only these rules count. */
async function* damaged(system: System): AsyncGenerator<Pick<Trial, "violations">> {
  for (const story of [tampered, fellBehind, disputed]) {
    const { violations } = await playStory(story, { system });
    yield { violations: violations.filter((one) => one.startsWith("I4") || one.startsWith("I8")) };
  }
}

async function* plainErasures(system: System): AsyncGenerator<Trial> {
  for (const step of STEPS) {
    yield await playErased(erasedOnceAt(step), { system });
    yield await playErased(erasedAt(step), { system, isForgetful: true });
  }
}

/** Each of these faults at each call of the story. */
async function* faultsIn(
  story: Story,
  options: WorldOptions,
  isTried: (call: Call, kind: FaultKind) => boolean = () => true,
): AsyncGenerator<Trial> {
  const { world } = await playStory(story, options);
  for (const call of world.gate.calls)
    for (const kind of ["refused", "crash_before", "reply_lost", "crash_after"] as const)
      if (isTried(call, kind))
        yield await playStory(story, { ...options, faults: faultAt(call.number, kind) }, `${kind} at ${call.number}`);
}

/** Each port down for a while, from each of its first calls on. */
async function* outages(system: System): AsyncGenerator<Trial> {
  const plain = await playStory(happy, { system });
  const { calls } = plain.world.gate;
  const DOWN = ["log.append", "revision.read", "list.read", "crm.upsertContacts", "outbox.put"];
  const ports = [...DOWN, ...new Set(calls.map(({ name }) => name).filter((name) => name.endsWith(".send")))];
  for (const port of ports)
    for (const { number } of calls.filter(({ name }) => name === port))
      yield withEnd(
        await playStory(happy, { system, faults: outage(port, number, 26 * HOUR) }, `${port} from ${number}`),
        endOf(plain.world),
      );
}

/** A port is down for two hours from the moment of an erasure on. */
async function* erasuresWithout(system: System): AsyncGenerator<Trial> {
  for (const story of [erasedOnceAt("draft"), erasedOnceAt("sent")]) {
    const { world } = await playErased(story, { system });
    const from = world.gate.calls.find(({ name }) => name === "desk.EraseContact")?.number ?? 0;
    const names = new Set(world.gate.calls.slice(from - 1).map(({ name }) => name));
    // The platform itself is never down: a refused alarm would be due again at once.
    names.delete("alarm.run");
    for (const port of names)
      yield await playErased(story, { system, faults: outage(port, from, 2 * HOUR) }, `${port} down`);
  }
}

async function* erasedAnywhere(system: System): AsyncGenerator<Trial> {
  const { world } = await playErased(remembered, { system });
  for (let point = 1; point <= world.gate.calls.length; point += 3) yield await erasedAfter(point, { system });
}

async function* crashesOfErasures(system: System): AsyncGenerator<Trial> {
  for (const step of ["draft", "sent", "claimed", "preview"] as const)
    yield* crashedErasures(step, { system, every: 1 });
}

async function* orders(system: System): AsyncGenerator<Trial> {
  for (const story of [busy, manyApprove("different people"), happy, optOutRace, crowd])
    for (let order = 1; order <= ORDERS; order += 1)
      yield await inDisorder(story, { copies: [[0], [0, 0], [0, 2 * HOUR]], order }, { system });
}
const ORDERS = 15;

async function* vetoes(system: System): AsyncGenerator<Trial> {
  const { world } = await playStory(happy, { system });
  for (const veto of ["list", "do_not_contact"] as const)
    for (const { number } of world.gate.calls) yield await vetoAfter(happy, veto, number, { system });
}

async function* campaigns(system: System) {
  for (let seed = 1; seed <= CAMPAIGNS; seed += 1) yield await campaign(seed, { system });
}
const CAMPAIGNS = 60;

/** A provider reports that the contact opted out, while the lead's preview waits. */
const reportedOptOut: Story = {
  ...happy,
  name: "a reported opt-out",
  begin: (world) => {
    world.send(leadOf(ADA));
    world.send({ id: "opt_out", signal: { kind: "unsubscribe", email: ADA } }, HOUR);
  },
};

/** The contact opts out in a message. */
const readOptOut: Story = {
  ...happy,
  name: "an opt-out in a message",
  begin: (world) => {
    world.send(leadOf(ADA));
    world.send({ id: "m1", signal: { kind: "message", email: ADA, text: "Please unsubscribe me." } }, HOUR);
  },
};

/** The policy confirms every preview by itself. */
const confirms: Planted = {
  surroundings: (around) => ({
    ...around,
    policy: {
      ...around.policy,
      hold: { ...around.policy.hold, autoConfirm: { actions: ["reply", "initial", "followup"], sources: [] } },
    },
  }),
};

/** A model that asks for nothing less than its port for an hour: what was paid for is kept meanwhile. */
async function* paidWhileDown(system: System): AsyncGenerator<Trial> {
  const { world } = await playStory(asked, { ...pays, system });
  const names = [".Record", ".Hold", ".ReceiveSignal", "list.", "spend.", ".Propose"];
  for (const { number, name } of world.gate.calls.filter((call) => names.some((part) => call.name.includes(part))))
    yield await playStory(asked, { ...pays, system, faults: outage(name, number, HOUR) }, `${name} from ${number}`);
}

/** How much later a step may be that failed once: more than its message's first retry, less than the patience of the object's alarm. */
const LATE_MS = 40 * SECOND;

/** A call of a stage is refused once. The message is delivered again at once, so nothing waits for the object's alarm. */
async function* prompt(system: System): AsyncGenerator<Pick<Trial, "violations">> {
  for (const [story, options] of [[happy, {}] as const, [asked, pays] as const]) {
    const { world } = await playStory(story, { ...options, system });
    for (const { number, name, actor } of world.gate.calls.filter((call) => !call.actor.startsWith("object"))) {
      if (!name.endsWith(".send") && !name.startsWith("spend.")) continue;
      // Without the count of what was spent the rules plan, so nothing waits for it however long it is away.
      const faults = name.startsWith("spend.") ? outage(name, number, HOUR) : faultAt(number, "refused");
      const trial = await playStory(story, { ...options, system, faults });
      const late =
        endedAt(trial.world) > endedAt(world) + LATE_MS ? [`late: ${name} of ${actor} was refused once`] : [];
      yield { violations: [...trial.violations, ...late] };
    }
  }
}

const endedAt = ({ ledger }: World): number => Date.parse(ledger.of(ada).events.at(-1)?.at ?? "");

const pays = { plant: { surroundings: payingModel } } satisfies WorldOptions;

/** By name, in the order in which they are tried. */
export const HUNTS = {
  "plain stories": plainStories,
  "damaged objects": damaged,
  "plain erasures": plainErasures,
  "an erasure while a port is down": erasuresWithout,
  "one refused call of a stage": prompt,
  "a port is down": outages,
  "crash points of the happy story": (system) => crashPoints(happy, { system, isSameEnd: true }),
  "crash points of an object that forgets": (system) => crashPoints(happy, { system, isForgetful: true, every: 3 }),
  "crash points without keys of the provider": (system) =>
    crashPoints(happy, { system, transport: "cloudflare_email", of: "dispatch" }),
  "refused calls": (system) => faultsIn(happy, { system }, (_, kind) => kind === "refused"),
  "crash points of an unsubscribe": (system) => faultsIn(optOutRace, { system }),
  "two bodies with faults": (system) => faultsIn(twoBodies, { system }),
  "a paying model with faults": (system) => faultsIn(asked, { ...pays, system }),
  "a paying model whose port refuses": portRefuses,
  "a paying model whose port is down": paidWhileDown,
  "faults of a reported opt-out": (system) => faultsIn(reportedOptOut, { system }),
  "the list refuses an opt-out in a message": (system) =>
    faultsIn(readOptOut, { ...pays, system }, ({ name }) => name.startsWith("list.")),
  "faults while the policy confirms": (system) => faultsIn(happy, { system, plant: confirms }),
  "crash points of an erasure": crashesOfErasures,
  "an erasure after every call": erasedAnywhere,
  "vetoes after every call": vetoes,
  "any order": orders,
  "an erasure while a letter is kept": erasedWhileKept,
  "dead letters with faults": lettersWithFaults,
  "refused bodies with faults": refusedWithFaults,
  "crash points of wrapping keys anew": (system) => crashedRewraps({ system, every: 11 }),
  "erasures while keys are wrapped anew": (system) => erasedWhileWrapped({ system, every: 5 }),
  campaigns,
} as const satisfies Readonly<Record<string, Hunt>>;

export type HuntName = keyof typeof HUNTS;

/** What a hunt found: its first violation, and the number of its trials until then; null when none of the first `most` broke an invariant. */
export async function hunted(
  name: HuntName,
  system: System,
  most = Infinity,
): Promise<{ readonly violation: string; readonly trials: number } | null> {
  let trials = 0;
  for await (const { violations } of HUNTS[name](system)) {
    trials += 1;
    const [violation] = violations;
    if (violation !== undefined) return { violation, trials };
    if (trials >= most) break;
  }
  return null;
}
