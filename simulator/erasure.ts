// Stories that erase a contact at any moment of a run, and the check that none of the contact's words is stored anywhere
// afterwards.
import { ADOPTION } from "../testing/log-keys.ts";
import { performOne } from "../schema/only-answer.ts";
import { isFiller } from "../schema/filler.ts";
import { commandIdOf } from "../schema/ids.ts";
import { unfinishedRun } from "../domain/contact/state.ts";
import { neverContact } from "../replay/never-contact.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { type Databases, openDatabases } from "./databases.ts";
import { filesCleared } from "./hosting.ts";
import { anActor, faultAt, type FaultKind } from "./call-gate.ts";
import { MASTER_KEY } from "../testing/people.ts";
import { DAY, HOUR, SECOND } from "./moments.ts";
import { releasing, type Story } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import { contactOf, type Reviewer, type World, type WorldOptions } from "./world.ts";
import { beginning } from "../schema/cause.ts";

/** This text is in every field that the contact wrote or that is about the contact, and nowhere else. */
const CANARY = "zqcanary";
const EMAIL = `${CANARY}.ada@${CANARY}-works.example`;
/** The telephone number as the contact wrote it, and as it is stored. */
const PHONES = ["777 123 4567", "7771234567"] as const;
const TRACES: readonly string[] = [CANARY, ...PHONES];
export const person = contactOf(EMAIL);

export const lead = (id: string) => ({
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

/** A dead letter about the contact. */
export const letter = (name: string) => ({
  queue: "dead-letters" as const,
  origin: "ingest",
  reason: "retries_exhausted",
  body: JSON.stringify({ queue: "ingest", contactId: person, name, signal: lead(name).signal }),
});

/** A reviewer who confirms, edits and approves, and names the contact in every text and reason. */
export const naming: Reviewer = (contactId, contact, world) => {
  const click = releasing()(contactId, contact, world);
  const words = click?.does === "edit" ? { subject: `For ${CANARY}`, body: `Hello ${CANARY},\n\nmay I call you?` } : {};
  return click && { ...click, input: { ...click.input, ...words, why: `${CANARY} asked for it` } };
};

const WHY = "asked by letter";

/** A whole run, a reply, and dead letters at several times; then, long after the erasure, another lead of the same address. */
export const remembered: Story = {
  name: "an erased contact",
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

/** The steps of a run in the log; `sent` is after the first message. */
export const STEPS = ["plan", "grade", "preview", "compose", "draft", "dispatch", "claimed", "sent"] as const;
type StepName = (typeof STEPS)[number];

/** When the log shows the step, each of these people erases the contact once, while the releasing reviewer continues. */
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

/** Two people erase at the same time; the rest of the story continues. */
export const erasedAt = (step: StepName): Story => erasing(step, ["grace", "linus"], remembered);

/** Long enough for the alarm's retries after one minute, two, four and so on up to an hour. */
const SOON = 8 * HOUR;

/** One person erases once, and no signal follows. The object must finish the erasure by itself. */
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
  /** The step of the run at the erasure; null when the contact was not erased. */
  readonly step: string | null;
}

const stepOf = ({ objects }: World): string => unfinishedRun(objects.stateOf(person))?.step ?? "none";
const typesOf = ({ ledger }: World): readonly string[] => ledger.of(person).events.map(({ type }) => type);

/** Plays a story with tables, and checks what is left of the contact. `forgets`: statements that a planted bug leaves out. */
export async function playErased(
  story: Story,
  { forgets, ...options }: WorldOptions & { readonly forgets?: RegExp } = {},
  label = "nothing",
): Promise<ErasureTrial> {
  const databases = openDatabases(MASTER_KEY, forgets);
  const trial = await playStory(story, { ...options, databases }, label);
  const step = typesOf(trial.world).includes("ContactErased") ? story.name : null;
  return { ...trial, step, violations: [...trial.violations, ...(await judgeErasure(trial.world, databases))] };
}

/** Erases after one port call, before any other actor does anything; or later, as soon as the contact is known. */
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
      const answer = await performOne(desk, {
        type: "EraseContact",
        ...cause,
        by: "grace",
        reason: "person_asked",
        why: WHY,
      });
      if (answer.refusal) return;
      step = at;
      if (!answer.isComplete) atOnce.push("erasure: it was answered as unfinished");
      atOnce.push(...tracesOf(world, databases).map((trace) => `${trace}, at once`));
    });
  };
  const trial = await playStory(remembered, { ...options, databases, after }, `erased after call ${point}`);
  const later = await judgeErasure(trial.world, databases);
  return { ...trial, step, violations: [...trial.violations, ...atOnce, ...later] };
}

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

/** One trial for every fault at every call from the beginning of the erasure to its last call. */
export async function* crashedErasures(
  step: StepName,
  { every, ...options }: WorldOptions & { readonly every: number },
): AsyncGenerator<ErasureTrial> {
  const story = erasedOnceAt(step);
  const plain = await playErased(story, options);
  yield plain;
  const { calls } = plain.world.gate;
  const first = calls.findIndex(({ name }) => name === "desk.EraseContact");
  const last = calls.findLastIndex(({ name }) => name === "store.forget" || name === "stores.destroy");
  const points = calls.slice(first, last + 1).flatMap(({ number }) => FAULTS.map((kind) => ({ number, kind })));
  for (const { number, kind } of points.filter((_, index) => index % every === 0))
    yield await playErased(
      story,
      { ...options, faults: faultAt(number, kind) },
      `${kind} at call ${number} (${calls[number - 1]?.actor} ${calls[number - 1]?.name})`,
    );
}

/** The violations after an erasure without a later lift: stored words, a key, or a passed gate. The log must still verify. */
export async function judgeErasure(world: World, databases: Databases): Promise<readonly string[]> {
  const { ledger } = world;
  const events = ledger.of(person).events;
  const since = events.slice(events.findIndex(({ type }) => type === "ContactErased") + 1);
  if (since.length === events.length) return [];
  const sealed = since.filter((event) => event.sealed !== null).map(({ type }) => `erasure: ${type} has words again`);
  const passed = since
    .filter((event) => "gate" in event.payload && event.payload.gate)
    .map(({ type }) => `erasure: ${type} after it`);
  const source = memorySource([ADOPTION, ...ledger.streams().flatMap((id) => ledger.of(id).rows)]);
  const { faults } = await verifyLog(source);
  const { violations } = await neverContact(source);
  return [
    ...tracesOf(world, databases),
    ...unfinished(world),
    ...sealed,
    ...passed,
    ...faults.map((fault) => `erasure: the log has a fault: ${JSON.stringify(fault)}`),
    ...(violations > 0 ? ["erasure: a suppressed contact was contacted"] : []),
  ];
}

/** What an erasure must have done before it counts as complete, which is when the object has no key. */
function unfinished({ ledger, objects, happened }: World): readonly string[] {
  if (objects.stored(person).wrappedKey !== null) return [];
  const logged = new Set(
    ledger
      .streams()
      .flatMap((id) => ledger.of(id).events)
      .flatMap((event) => (event.type === "SuppressionAdded" ? event.payload.entries : []))
      .map(({ revision }) => revision),
  );
  const unlogged = ledger.list.rows().filter(({ kind, revision }) => kind === "legal" && !logged.has(revision));
  return [
    ...unlogged.map(({ revision }) => `erasure: row ${revision} of the list has no event`),
    ...(happened.has(filesCleared(person)) ? [] : ["erasure: the files were not cleared"]),
  ];
}

/** Words of the contact in a table, an object's storage or a report; keys that are still stored; and what the disk keeps of removed texts. */
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
  const ownLeftovers = objects.stored(person).leftovers.map((text) => [`object ${person}`, text] as const);
  const left = [...databases.leftovers, ...ownLeftovers].filter(([, text]) => text !== "" && !isFiller(text));
  const isKeyKept = objects.stored(person).wrappedKey !== null;
  return [
    ...found,
    ...new Set(left.map(([place]) => `erasure: the disk has the bytes of what was removed from ${place}`)),
    ...(isKeyKept ? ["erasure: the object has its key"] : []),
    ...(databases.keyOf(person) ? ["erasure: the log has the key"] : []),
  ];
}
