// A person who is erased at any moment of their lead's way, with whatever was under way then, and what must be nowhere afterwards.
import { commandIdOf } from "../schema/ids.ts";
import { unfinishedRun } from "../domain/contact/state.ts";
import { neverContact } from "../replay/never-contact.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { type Databases, openDatabases } from "./databases.ts";
import { anActor, faultAt, type FaultKind } from "./call-gate.ts";
import { MASTER_KEY } from "./hosting.ts";
import { DAY, HOUR, SECOND } from "./moments.ts";
import { releasing, type Story } from "./stories.ts";
import { tell, type Trial } from "./trial.ts";
import { contactOf, type Reviewer, type World, type WorldOptions } from "./world.ts";
import { beginning } from "../schema/cause.ts";

/** In every word that is the person's or about them, and nowhere else. */
const CANARY = "zqcanary";
const EMAIL = `${CANARY}.ada@${CANARY}-works.example`;
/** As it was written, and as it is stored. */
const PHONES = ["777 123 4567", "7771234567"] as const;
const TRACES: readonly string[] = [CANARY, ...PHONES];
const person = contactOf(EMAIL);

const lead = (id: string) => ({
  id,
  signal: {
    kind: "lead" as const,
    email: EMAIL,
    name: `Ada ${CANARY}`,
    company: `${CANARY} Ltd`,
    title: `Director of ${CANARY}`,
    phone: `+49 30 ${PHONES[0]}`,
    text: `Please call ${CANARY}.`,
  },
});
const reply = (id: string) => ({
  id,
  signal: { kind: "message" as const, email: EMAIL, subject: `Re: ${CANARY}`, text: `I am interested. ${CANARY}` },
});

/** A message about the person that nobody could work on. */
const letter = (name: string) => ({
  queue: "dead-letters" as const,
  origin: "ingest",
  reason: "retries_exhausted",
  body: JSON.stringify({ queue: "ingest", contactId: person, name, signal: lead(name).signal }),
});

/** Releases what comes, naming the person in every text and every reason. */
const naming: Reviewer = (contactId, contact, world) => {
  const click = releasing()(contactId, contact, world);
  const words = click?.does === "edit" ? { subject: `For ${CANARY}`, body: `Hello ${CANARY},\n\nmay I call you?` } : {};
  return click && { ...click, input: { ...click.input, ...words, why: `${CANARY} asked for it` } };
};

const WHY = "asked by letter";

/** The whole way, an answer, dead letters at its beginning and later; and long after, when all of that is over, another lead. */
export const remembered: Story = {
  name: "somebody who is erased",
  reviewer: naming,
  begin: (world) => {
    world.send(lead("first"));
    world.send(reply("answer"), 5 * DAY);
    world.letter(letter("early"));
    for (const seconds of [1, 2]) world.letter(letter(`meanwhile ${seconds}`), seconds * SECOND);
    world.letter(letter("late"), 12 * DAY);
    world.letter(letter("early"), 13 * DAY);
    world.send(lead("again"), 30 * DAY);
  },
};

/** The steps a run can be at, as the log shows them; `sent` is after the first message. */
export const STEPS = ["plan", "grade", "preview", "compose", "draft", "dispatch", "claimed", "sent"] as const;
type StepName = (typeof STEPS)[number];

/** As soon as the log shows the step, these people erase, once each, while whoever releases goes on. */
const erasing = (step: StepName, people: readonly string[], story: Story): Story => ({
  ...story,
  name: `erased at ${step}`,
  reviewer: (contactId, contact, world) => {
    const at = contact.sends.some(({ state }) => state === "sent") ? "sent" : unfinishedRun(contact)?.step;
    if (at === step && !contact.erased) {
      const click = { does: "erase", id: person, input: { seen: 0, why: WHY } };
      for (const by of people) world.click({ ...click, by }, SECOND);
    }
    return naming(contactId, contact, world);
  },
});

/** Two people at once, and everything else that comes. */
export const erasedAt = (step: StepName): Story => erasing(step, ["grace", "linus"], remembered);

/** Whoever looks again after a minute, two, four … up to an hour has been at it by then. */
const SOON = 8 * HOUR;

/** One person, once, and nothing comes afterwards: whatever is left to do, the object must do by itself. */
export const erasedOnceAt = (step: StepName): Story =>
  erasing(step, ["grace"], {
    ...remembered,
    forMs: SOON,
    begin: (world) => {
      world.send(lead("first"));
      world.letter(letter("early"));
    },
  });

export interface ErasureTrial extends Trial {
  /** The run's step when the erasure came; null when nobody was erased. */
  readonly step: string | null;
}

const stepOf = ({ objects }: World): string => unfinishedRun(objects.stateOf(person))?.step ?? "none";
const typesOf = ({ ledger }: World): readonly string[] => ledger.of(person).events.map(({ type }) => type);

/** Tells a story over tables, and judges what is left of the person. */
export async function tellErased(story: Story, options: WorldOptions = {}, label = "nothing"): Promise<ErasureTrial> {
  const databases = openDatabases(MASTER_KEY);
  const trial = await tell(story, { ...options, databases }, label);
  const step = typesOf(trial.world).includes("ContactErased") ? story.name : null;
  return { ...trial, step, violations: [...trial.violations, ...(await judgeErasure(trial.world, databases))] };
}

/** Erases after one port call, whole, before anybody else does anything; as soon as somebody of that address is known. */
export async function erasedAfter(point: number, options: WorldOptions = {}): Promise<ErasureTrial> {
  let step: string | null = null;
  const atOnce: string[] = [];
  const databases = openDatabases(MASTER_KEY);
  const commandId = commandIdOf("EraseContact", String(point));
  const cause = { ...beginning(commandId), contactId: person };
  const after: WorldOptions["after"] = ({ number }, world) => {
    if (number < point || step !== null) return;
    world.gate.interrupt(async () => {
      if (step !== null) return;
      const at = stepOf(world);
      const desk = world.desk(anActor("a person"));
      const answer = await desk.erase({ type: "EraseContact", ...cause, by: "grace", why: WHY });
      if (answer.refusal) return;
      step = at;
      if (!answer.isComplete) atOnce.push("erasure: it was answered as unfinished");
      atOnce.push(...tracesOf(world, databases).map((trace) => `${trace}, at once`));
    });
  };
  const trial = await tell(remembered, { ...options, databases, after }, `erased after call ${point}`);
  const later = await judgeErasure(trial.world, databases);
  return { ...trial, step, violations: [...trial.violations, ...atOnce, ...later] };
}

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

/** Every fault at every call of the erasure and of what goes on beside it, one after the other. */
export async function* crashedErasures(
  step: StepName,
  { every, ...options }: WorldOptions & { readonly every: number },
): AsyncGenerator<ErasureTrial> {
  const story = erasedOnceAt(step);
  const plain = await tellErased(story, options);
  yield plain;
  const { calls } = plain.world.gate;
  const first = calls.findIndex(({ name }) => name === "desk.erase");
  const last = calls.findLastIndex(({ name }) => name === "store.forget" || name === "stores.destroy");
  const points = calls.slice(first, last + 1).flatMap(({ number }) => FAULTS.map((kind) => ({ number, kind })));
  for (const { number, kind } of points.filter((_, index) => index % every === 0))
    yield await tellErased(
      story,
      { ...options, faults: faultAt(number, kind) },
      `${kind} at call ${number} (${calls[number - 1]?.actor} ${calls[number - 1]?.name})`,
    );
}

/** What somebody who was erased, and whom nobody let back, must not have: words, a key, a way on. The log must hold all the same. */
async function judgeErasure(world: World, databases: Databases): Promise<readonly string[]> {
  const { ledger } = world;
  const events = ledger.of(person).events;
  const since = events.slice(events.findIndex(({ type }) => type === "ContactErased") + 1);
  if (since.length === events.length) return [];
  const sealed = since.filter((event) => event.sealed !== null).map(({ type }) => `erasure: ${type} has words again`);
  const passed = since
    .filter((event) => "gate" in event.payload && event.payload.gate)
    .map(({ type }) => `erasure: ${type} after it`);
  const source = memorySource(ledger.streams().flatMap((id) => ledger.of(id).rows));
  const { faults } = await verifyLog(source);
  const { violations } = await neverContact(source);
  return [
    ...tracesOf(world, databases),
    ...sealed,
    ...passed,
    ...faults.map((fault) => `erasure: the log does not hold: ${JSON.stringify(fault)}`),
    ...(violations > 0 ? ["erasure: somebody was contacted who must not be"] : []),
  ];
}

/** Words of the person in a table, an object's storage or a report; or a key to them. */
function tracesOf({ objects, reports }: World, databases: Databases): readonly string[] {
  const stored = objects.ids().map((id) => [`object ${id}`, JSON.stringify(objects.stored(id))] as const);
  const places = [...databases.dump(), ...stored, ["what was reported", JSON.stringify(reports)] as const];
  const found = places.flatMap(([place, text]) => {
    const small = text.toLowerCase();
    return TRACES.filter((trace) => small.includes(trace)).map((trace) => {
      const at = small.indexOf(trace);
      return `erasure: ${place} has …${small.slice(Math.max(0, at - 100), at + trace.length)}`;
    });
  });
  const isKeyKept = objects.stored(person).wrappedKey !== null;
  return [
    ...found,
    ...(isKeyKept ? ["erasure: the object has its key"] : []),
    ...(databases.keyOf(person) ? ["erasure: the log has the key"] : []),
  ];
}
