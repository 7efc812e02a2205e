// Stories about dead letters: a person sends them again, their consumer fails, and their contact is erased while they are kept.
import { beginning } from "../schema/cause.ts";
import { commandIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { ada as stranger } from "../testing/people.ts";
import { lead } from "../testing/contact/scenario.ts";
import { twoBodies } from "./any-order.ts";
import { anActor, type Call, faultAt, type FaultKind, type Faults, outage } from "./call-gate.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./moments.ts";
import { ADA, leadOf, releasing, type Story } from "./stories.ts";
import type { System } from "./system.ts";
import { playStory, type Trial } from "./trial.ts";
import type { Reviewer, World, WorldOptions } from "./world.ts";

/** A reviewer who releases one message to each contact, and sends each letter again about which a contact has a task. */
const redriving: Reviewer = (contactId, contact, world) => {
  const task = Object.values(contact.tasks).find(({ closed, about }) => !closed && about.startsWith("dl_"));
  if (task) world.click({ by: "rosa", does: "redrive", id: task.about, input: {} }, SECOND);
  return releasing({ edits: false })(contactId, contact, world);
};

/** The second body of a receipt is kept as a letter, and a person sends it again: it is recorded under a receipt of its own. */
export const sentAgain: Story = { ...twoBodies, name: "a letter that is sent again", reviewer: redriving };

/** A person sends every refused body again. Clicks with another `copy` are other clicks. */
const redriveAll = (world: World, copy: number): void => {
  for (const { id } of world.letters.sent.filter(({ refused }) => refused))
    world.click({ by: "rosa", does: "redrive", id, input: {}, copy }, SECOND);
};

/** A form is refused; sent again it is refused again; after a mapping was added it is the lead, and sent once more it is no second one. */
const refusedStory = (clicks: readonly number[]): Story => ({
  name: "a refused body that is sent again",
  reviewer: releasing({ edits: false }),
  begin: async (world) => {
    world.send({ ...leadOf(ADA), source: "form", isUnmapped: true });
    await world.run(HOUR);
    redriveAll(world, 1);
    await world.run(HOUR);
    world.mapping.isAdded = true;
    for (const copy of clicks) redriveAll(world, copy);
  },
});
export const refusedBody = refusedStory([2, 3]);
/** With one click after the mapping was added, no second one repairs what a fault lost. */
const refusedOnce = refusedStory([2]);

/** A trial without a fault, and one for every fault at every call until the lead is recorded. */
/** Every `every`-th call is tried with each fault. */
export async function* refusedWithFaults(system?: System, every = 1): AsyncGenerator<Trial> {
  const options = system ? { system } : {};
  const plain = await playStory(refusedOnce, options);
  yield plain;
  const { calls } = plain.world.gate;
  const recorded = calls.findIndex(({ name }) => name.endsWith(".ReceiveSignal"));
  for (const { number, name } of calls.slice(0, recorded + 1).filter((_, at) => at % every === 0))
    for (const kind of FAULTS)
      yield await playStory(refusedOnce, { ...options, faults: faultAt(number, kind) }, `${kind} at ${number} ${name}`);
}

/** How long the CRM is down in `usedUp`: longer than a message is tried. */
const LONG_OUTAGE_MS = 40 * HOUR;

/** The tries of a message are used up in an outage; when it is over, a person sends each waiting letter again. */
const usedUp: Story = {
  name: "a message whose tries were used up",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(LONG_OUTAGE_MS + HOUR);
    for (const { id } of world.letters.sent.filter(world.letters.isParked))
      world.click({ by: "rosa", does: "redrive", id, input: {} }, MINUTE);
  },
};

export const playUsedUp = (options: WorldOptions = {}): Promise<Trial> =>
  playStory(usedUp, { ...options, faults: outage("crm.hydrate", 1, LONG_OUTAGE_MS) });

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

/** The calls of the consumer and of sending a letter again. */
const isOfLetters = ({ actor, name }: Call): boolean =>
  actor === "dead-letters stage" || actor === "port of the desk" || name === "desk.Redrive";

/** A trial without a fault, and one for every fault at every call about a letter. */
export async function* lettersWithFaults(system?: System, every = 1): AsyncGenerator<Trial> {
  const options = system ? { system } : {};
  const plain = await playStory(sentAgain, options);
  yield plain;
  // The last first: sending again is shorter than keeping.
  const calls = plain.world.gate.calls.filter(isOfLetters).toReversed();
  for (const { number, name } of calls.filter((_, at) => at % every === 0))
    for (const kind of FAULTS)
      yield await playStory(sentAgain, { ...options, faults: faultAt(number, kind) }, `${kind} at ${number} ${name}`);
}

/** Each call of the consumer is down for a day from its first call on. */
export async function* lettersWithoutPort(system?: System): AsyncGenerator<Trial> {
  const options = system ? { system } : {};
  const { world } = await playStory(sentAgain, options);
  const own = world.gate.calls.filter(({ actor, name }) => actor === "dead-letters stage" && name.includes("."));
  for (const [name, number] of new Map(own.map((call) => [call.name, call.number]).toReversed() as [string, number][]))
    if (!name.startsWith("dead-letters."))
      yield await playStory(sentAgain, { ...options, faults: outage(name, number, 26 * HOUR) }, `${name} down`);
}

/** A letter of a contact whom no object knows yet. */
const early: Story = {
  name: "a letter of a contact who is recorded and erased while it is kept",
  reviewer: () => null,
  forMs: HOUR,
  begin: (world) => world.letter({ queue: "ingest", contactId: stranger, text: "hello" }),
};

/** The contact is recorded and erased after the consumer's first reading of the contact's key, before any other actor does anything. */
function erasedMeanwhile(): NonNullable<WorldOptions["after"]> {
  let isDone = false;
  return ({ name }, world) => {
    if (name !== "letters.key" || isDone) return;
    isDone = true;
    world.gate.interrupt(() => recordAndErase(world));
  };
}

async function recordAndErase(world: World): Promise<void> {
  await performOne(world.ports.open("ingest", anActor("ingest")), lead());
  const cause = beginning(commandIdOf("EraseContact", "meanwhile"));
  const wish = { by: "grace", reason: "other", why: "asked" } as const;
  await performOne(world.desk(anActor("a person")), { type: "EraseContact", ...cause, contactId: stranger, ...wish });
}

/** The first call of each of these names has this fault. */
function atFirst(wanted: Readonly<Record<string, FaultKind>>): Faults {
  const seen = new Set<string>();
  return ({ name }) => {
    const kind = seen.has(name) ? undefined : wanted[name];
    seen.add(name);
    return kind ?? null;
  };
}

/** The letter is emptied in the same try, or, when that was cut after it was stored, in the next one; and each call that empties it may fail. */
export async function* erasedWhileKept(system?: System): AsyncGenerator<Trial> {
  const options = system ? { system } : {};
  const cut = { "letters.put": "crash_after" } as const;
  const empties = FAULTS.map((kind) => ({ "letters.empty": kind }));
  for (const wanted of [{}, ...empties, cut, ...empties.map((one) => ({ ...cut, ...one }))])
    yield await playStory(
      early,
      { ...options, after: erasedMeanwhile(), faults: atFirst(wanted) },
      JSON.stringify(wanted),
    );
}
