// A new master key while the system runs: a deployment with the new key and the one before it, then an errand that wraps all keys anew and is
// tried again until it is complete. Contacts are new, written to and erased meanwhile. At the end every key opens with the new master key alone.
import { openStream, type StreamStore } from "../domain/contact/stream.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import type { RewrapAnswer } from "../schema/answers.ts";
import { beginning } from "../schema/cause.ts";
import { commandIdOf, type ContactId } from "../schema/ids.ts";
import { fingerprintsIn } from "../schema/installation-keys.ts";
import { performOne } from "../schema/only-answer.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { keyOf, MASTER_KEY } from "../testing/people.ts";
import { type Actor, anActor, faultAt, type FaultKind } from "./call-gate.ts";
import { type Databases, openDatabases } from "./databases.ts";
import { judgeErasure, lead, letter, naming, person } from "./erasure.ts";
import { DAY, HOUR, SECOND } from "./moments.ts";
import { releasing, type Story } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import type { World, WorldOptions } from "./world.ts";

const NEW_KEY = keyOf(31);
const [to = ""] = fingerprintsIn("MASTER_KEY", NEW_KEY);
const BOTH = `${NEW_KEY} ${MASTER_KEY}`;

/** The second at which the new key is deployed: the first contacts wait at a hold, and others are new. */
const DEPLOYED_AT = 20;
/** A page of the errand: small, so that there are several in each database. */
const LIMIT = 2;

const other = (name: string) => ({
  id: `lead-${name}`,
  signal: { kind: "lead" as const, email: `${name}@${name}-works.example`, name, text: "Please call me." },
});

/** How an erasure comes into it: a click beside the errand, or as a whole between two calls. */
export type Erased = "beside" | { readonly afterCall: number } | null;

/** Contacts of before, of the same moment and of later, and a letter under a key of its month. */
const rotation = (databases: Databases, erased: Erased): Story => ({
  name: "a new master key",
  // Only the texts about the erased contact have its name.
  reviewer: (contactId, contact, world) => (contactId === person ? naming : releasing())(contactId, contact, world),
  forMs: DAY,
  begin: async (world) => {
    await databases.installation.stored({
      MASTER_KEY: fingerprintsIn("MASTER_KEY", MASTER_KEY)[0] ?? "",
      SYSTEM_KEY: fingerprintsIn("SYSTEM_KEY", world.systemKey)[0] ?? "",
    });
    world.send(lead("first"));
    for (const name of ["bea", "cy", "dee"]) world.send(other(name));
    world.letter(letter("early"));
    world.letter({ queue: "dead-letters", origin: "ingest", reason: "retries_exhausted", body: "{}" });
    for (const [index, name] of ["eli", "fay"].entries()) world.send(other(name), (DEPLOYED_AT + index) * SECOND);
    world.errands.add({
      name: "rewrap",
      at: world.now() + DEPLOYED_AT * SECOND,
      attempt: (actor) => rewrapOnce(world, databases, actor),
    });
    if (erased === "beside")
      world.click(
        { does: "erase", id: person, by: "grace", input: { seen: 0, why: "asked by letter" } },
        DEPLOYED_AT * SECOND,
      );
    world.send(lead("again"), 4 * HOUR);
  },
});

/** Deploys, which ends instances that do nothing, and goes through all pages. Returns whether every key is under the new one. */
async function rewrapOnce(world: World, databases: Databases, actor: Actor): Promise<boolean> {
  databases.deploy(BOTH);
  world.objects.evict();
  for (let after: string | null = null; ;) {
    const answer: RewrapAnswer = await performOne(world.desk(actor), { type: "RewrapKeys", to, after, limit: LIMIT });
    if (answer.refusal !== null) return false;
    if (answer.next === null && answer.others === 0 && (await databases.installation.read()).get("MASTER_KEY") !== to)
      world.ledger.violations.push("rewrap: it was answered as done, and the installation has another master key");
    if (answer.next === null) return answer.others === 0;
    after = answer.next;
  }
}

export interface RewrapOptions extends WorldOptions {
  readonly erased?: Erased;
  /** Replaces the tables' adapters by ones with a planted bug. */
  readonly bug?: (databases: Databases) => Databases;
}

export async function playRewrap(options: RewrapOptions = {}, label = "nothing"): Promise<Trial> {
  const { erased = null, bug = (databases) => databases, ...rest } = options;
  const databases = bug(openDatabases(MASTER_KEY));
  const trial = await playStory(
    rotation(databases, erased),
    { ...rest, databases, after: typeof erased === "object" && erased ? erasing(erased.afterCall) : () => undefined },
    label,
  );
  const { world } = trial;
  // As the manual says: once more when no instance with the key before is left.
  await world.gate.runInterludes();
  const again = openAgain(world, databases);
  world.errands.add({ name: "once more", at: world.now(), attempt: again });
  await world.run(HOUR);
  return {
    ...trial,
    violations: [...trial.violations, ...(await judgeErasure(world, databases)), ...judgeKeys(world, databases)],
  };
}

const openAgain = (world: World, databases: Databases) => (actor: Actor) => rewrapOnce(world, databases, actor);

/** Erases between two calls, before any other actor does anything; or later, as soon as the contact is known. */
function erasing(afterCall: number): NonNullable<WorldOptions["after"]> {
  let isDone = false;
  const commandId = commandIdOf("EraseContact", String(afterCall));
  const wish = {
    ...beginning(commandId),
    contactId: person,
    by: "grace",
    reason: "other" as const,
    why: "asked by letter",
  };
  return ({ number }, world) => {
    if (number < afterCall || isDone) return;
    world.gate.interrupt(async () => {
      if (isDone) return;
      const { refusal } = await performOne(world.desk(anActor("a person")), { type: "EraseContact", ...wish });
      isDone = refusal === null;
    });
  };
}

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

/** The calls from the first page to the end of the errand. */
const callsOfRewrap = ({ gate }: World): readonly number[] => {
  const { calls } = gate;
  const first = calls.findIndex(({ name }) => name === "desk.RewrapKeys");
  const last = calls.findLastIndex(({ name }) => name === "installation.replaceMaster");
  return calls.slice(first, last + 1).map(({ number }) => number);
};

/** One trial for every fault at every call of the errand. */
export async function* crashedRewraps({
  every,
  ...options
}: RewrapOptions & { readonly every: number }): AsyncGenerator<Trial> {
  const plain = await playRewrap(options);
  yield plain;
  const points = callsOfRewrap(plain.world).flatMap((number) => FAULTS.map((kind) => ({ number, kind })));
  for (const { number, kind } of points.filter((_, index) => index % every === 0))
    yield await playRewrap({ ...options, faults: faultAt(number, kind) }, `${kind} at call ${number}`);
}

/** One trial for an erasure after every call of the errand. */
export async function* erasedWhileWrapped({
  every = 1,
  ...options
}: RewrapOptions & { readonly every?: number } = {}): AsyncGenerator<Trial> {
  const calls = callsOfRewrap((await playRewrap()).world);
  for (const afterCall of calls.filter((_, index) => index % every === 0))
    yield await playRewrap({ ...options, erased: { afterCall } }, `erased after call ${afterCall}`);
}

/** Every key that was not destroyed opens with the new master key alone, in the object and in the log; and it is the installation's. */
function judgeKeys({ objects, ledger }: World, databases: Databases): readonly string[] {
  const contacts = objects.ids().filter((id): id is ContactId => id.startsWith("ct_"));
  const wrong = contacts.flatMap((id) => {
    const { keyVersion, erased } = ledger.of(id).contact;
    const { rows, wrappedKey } = objects.stored(id);
    const logged = databases.keyOf(id);
    if (erased || keyVersion === null) return wrappedKey || logged ? [`rewrap: ${id} has a key again`] : [];
    try {
      const keys = [wrappedKey ?? "", logged ?? ""].map((one) => String(unwrapKey(NEW_KEY, id, one)));
      if (keys[0] !== keys[1]) return [`rewrap: ${id} has two keys`];
      const stream = openStream({ store: readOnly(rows, wrappedKey), masterKey: NEW_KEY, ...NOTHING_WRITTEN });
      return stream.open(keyVersion) === null ? [`rewrap: the words of ${id} do not open`] : [];
    } catch (cause) {
      return [`rewrap: ${id}: ${String(cause)}`];
    }
  });
  const dump = String(databases.dump());
  return [
    ...wrong,
    ...(dump.includes(`${fingerprintsIn("MASTER_KEY", MASTER_KEY)[0]}.`)
      ? ["rewrap: a key is under the master key before"]
      : []),
    ...(dump.includes(to) ? [] : ["rewrap: the installation has another master key"]),
  ];
}

const NOTHING_WRITTEN = { signer: LOG_SIGNER, random: () => new Uint8Array() };
const readOnly = (rows: ReturnType<StreamStore["load"]>["rows"], wrappedKey: string | null): StreamStore => ({
  load: () => ({ rows, wrappedKey }),
  commit: () => undefined,
  replaceKey: () => undefined,
  forgetKey: () => undefined,
});
