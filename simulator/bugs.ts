// Bugs that a developer could write. Each is planted by a wrapper around a port or as a mutant of the product's code, and each names the
// stories that must find it. If a bug is not found, the simulator is broken.
import { commandIdOf, StreamId } from "../schema/ids.ts";
import { RECEIPT_CONFLICT } from "../schema/messages.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import type { Transport } from "../workers/dispatcher/transports.ts";
import { acrossTheEdge, guessed, inDisorder, manyApprove, twice } from "./any-order.ts";
import { crashPoints } from "./crash-points.ts";
import { erasedAfter, erasedOnceAt, playErased } from "./erasure.ts";
import { faultAt, outage } from "./call-gate.ts";
import { fellBehind, tampered, wentBack } from "./damage.ts";
import { mutantSystem, type System, theSystem } from "./system.ts";
import { listedMeanwhile, recordedLate, recordedTwice } from "./companies-stories.ts";
import { busy, claimedPhone, disputed, happy, type Story, tooOld } from "./stories.ts";
import { lettersWithFaults, sentAgain } from "./redriven.ts";
import { listedScores, pays, scored, scoredAgain, withAndWithoutScores } from "./scores.ts";
import { swappedRows } from "./swapped-rows.ts";
import { stopAfter } from "./stops.ts";
import { playStory, type Trial } from "./trial.ts";
import { type Veto, vetoAfter } from "./vetoes.ts";
import type { Databases } from "./databases.ts";
import { erasedWhileWrapped } from "./rewrap.ts";
import { forgetful, paidTwice, portRefuses, sameCommandIds, supersededWhileAsked } from "./paid-bugs.ts";
import { START } from "../testing/people.ts";
import { DAY, HOUR } from "./moments.ts";
import { type Planted } from "./world.ts";

export interface Bug {
  readonly name: string;
  /** The beginning of the violation that shows the bug. */
  readonly seen: string;
  /** Plays stories, one trial at a time. The test stops at the first trial that shows the bug. */
  hunt(): AsyncIterable<Trial>;
}

async function* one(trial: Promise<Trial>): AsyncGenerator<Trial> {
  yield await trial;
}

/** Loads the mutant first, then plays the stories with it. */
async function* withMutant(
  name: Parameters<typeof mutantSystem>[0],
  hunt: (system: System) => AsyncIterable<Trial>,
): AsyncGenerator<Trial> {
  yield* hunt(await mutantSystem(name));
}

/** Adds a list entry after each call of the happy story. A flag voids open holds by itself, so only the list tests that a gate reads it. */
async function* listedAt(system: System, veto: Veto = "list"): AsyncGenerator<Trial> {
  const { world } = await playStory(happy);
  for (const { number } of world.gate.calls) yield await vetoAfter(happy, veto, number, { system });
}

async function* stoppedAt(system: System): AsyncGenerator<Trial> {
  const { world } = await playStory(happy);
  for (const { number } of world.gate.calls) yield await stopAfter(happy, number, { system });
}

const ORDERS = 100;

async function* manyTurns(system: System): AsyncGenerator<Trial> {
  for (let seed = 1; seed <= ORDERS; seed += 1) yield await playStory(busy, { system, seed }, `turns by ${seed}`);
}

/** A list whose adapter answers "not listed" when reading fails. */
const failOpen = (list: SuppressionList): SuppressionList => ({
  ...list,
  read: (digests, atLeast) => list.read(digests, atLeast).catch(() => ({ revision: 0, suppressed: [] })),
});

/** A log that gets each shipment without its signature, as from an object that signs nothing, and appends it nevertheless. */
const unsigning = (log: EventLog): EventLog => ({
  ...log,
  append: (shipments) =>
    log.append(shipments.map((one) => ({ ...one, events: one.events.map((row) => ({ ...row, signature: null })) }))),
});

const transportOf = (change: (transport: Transport) => Transport): Planted => ({
  surroundings: (around) => ({ ...around, transport: (actor) => change(around.transport(actor)) }),
});

/** The model answers nobody. */
const judgeIsDown = (system: System): AsyncGenerator<Trial> =>
  one(playStory(scored, { ...pays, system, faults: outage("model.call", 1, 30 * DAY) }));

/** The happy story for two days: a run that has not ended by then never ends. */
const soon: Story = { ...happy, forMs: 2 * DAY };

/** A stage that acknowledges the whole batch before its port answers. */
const hasty: System = {
  ...theSystem,
  stage: {
    runStage: (stage, deliveries, ports) =>
      theSystem.stage.runStage(stage, deliveries, {
        ...ports,
        port: {
          ask: (queries) => ports.port.ask(queries),
          perform: (commands) => {
            for (const delivery of deliveries) delivery.ack();
            return ports.port.perform(commands);
          },
        },
      }),
  },
};

/** A stage that drops the letter of a second body. */
const swallowing: System = {
  ...theSystem,
  stage: {
    runStage: (stage, deliveries, ports) =>
      theSystem.stage.runStage(stage, deliveries, {
        ...ports,
        deadLetter: async (poison) => {
          if (poison.reason !== RECEIPT_CONFLICT) await ports.deadLetter(poison);
        },
      }),
  },
};

/** A dispatcher's port that makes a new command id for every claim. */
function randomClaims(): Planted {
  let count = 0;
  const anew = <C extends { readonly type: string }>(command: C): C => {
    if (command.type !== "ClaimDispatch") return command;
    count += 1;
    return { ...command, commandId: commandIdOf("ClaimDispatch", String(count)) };
  };
  return {
    surroundings: (around) => ({
      ...around,
      ports: {
        open: (role, actor) => {
          const port = around.ports.open(role, actor);
          return {
            ask: (queries) => port.ask(queries),
            perform: (commands) => port.perform(commands.map((command) => anew(command))),
          };
        },
      },
    }),
  };
}

/** A transport that sends again with another idempotency key when the provider did not answer. */
const withANewKey = (transport: Transport): Transport => ({
  ...transport,
  send: (mail) =>
    transport
      .send(mail)
      .catch(() =>
        transport.send({ ...mail, idempotencyKey: `${mail.idempotencyKey}_again`, message: `${mail.message} ` }),
      ),
});

/** A list that is unreadable for an hour, behind an adapter that then answers "not listed". */
const failingOpen: Planted = {
  list: (list, world) =>
    failOpen({
      ...list,
      read: async (digests, atLeast) => {
        if (world().now() < START + HOUR) throw new Error("unreadable");
        return list.read(digests, atLeast);
      },
    }),
};

async function* logDown(system: System): AsyncGenerator<Trial> {
  const { world } = await playStory(happy);
  const appends = world.gate.calls.filter(({ name }) => name === "log.append");
  for (const { number: from } of appends)
    yield await playStory(happy, { system, faults: outage("log.append", from, 26 * HOUR) });
}

/** The CRM refuses each call that stores a contact, once. */
async function* crmRefuses(system: System): AsyncGenerator<Trial> {
  const { world } = await playStory(soon);
  for (const { number } of world.gate.calls.filter(({ name }) => name === "crm.upsertContacts"))
    yield await playStory(soon, { system, faults: faultAt(number, "refused") });
}

/** A port is down for two hours from the moment at which a reviewer erases the contact. */
async function* erasedWithout(port: string, system: System): AsyncGenerator<Trial> {
  const story = erasedOnceAt("draft");
  const { world } = await playErased(story);
  const from = world.gate.calls.find(({ name }) => name === "desk.EraseContact")?.number ?? 0;
  yield await playErased(story, { system, faults: outage(port, from, 2 * HOUR) });
}

/** Tables in which a key is replaced whatever it is now. */
const replacingAnyway = (databases: Databases): Databases => ({
  ...databases,
  keys: {
    ...databases.keys,
    replace: (shard, changes) =>
      databases.keys.replace(
        shard,
        changes.map((change) => ({ ...change, from: databases.keyOf(StreamId.parse(change.streamId)) ?? "" })),
      ),
  },
});

export const BUGS: readonly Bug[] = [
  {
    name: "a gate that ignores the log's revision",
    seen: "I4: the list was read at revision 0",
    hunt: () => withMutant("ignores-the-logs-revision", (system) => one(playStory(wentBack, { system }))),
  },
  {
    name: "an object that trusts what it loads",
    seen: "I4: ActionDecided",
    hunt: () => withMutant("trusts-what-it-loads", (system) => one(playStory(tampered, { system }))),
  },
  {
    name: "an object believes that the log has more than it wrote",
    seen: "I8",
    hunt: () => withMutant("believes-any-version", (system) => one(playStory(fellBehind, { system }))),
  },
  {
    name: "a lead is acknowledged before its CRM row is stored",
    seen: "I16",
    hunt: () => withMutant("crm-row-is-not-awaited", crmRefuses),
  },
  {
    name: "a stage acknowledges before the log has it",
    seen: "I1",
    hunt: () => crashPoints(soon, { of: "ingest", system: hasty }),
  },
  {
    name: "the second body of a receipt is swallowed",
    seen: "I15",
    hunt: () => one(playStory(guessed, { system: swallowing })),
  },
  {
    name: "a dead letter is acknowledged before it was kept",
    seen: "I17: a dead letter was acknowledged before it was kept",
    hunt: () => withMutant("letter-acknowledged-first", (system) => one(playStory(guessed, { system }))),
  },
  {
    name: "a dead letter that was acknowledged first is lost in a crash",
    seen: "I17: dl_",
    hunt: () => withMutant("letter-acknowledged-first", lettersWithFaults),
  },
  {
    name: "a letter is marked as sent again before the queue took it",
    seen: "I18: dl_",
    hunt: () => withMutant("letter-marked-first", (system) => one(playStory(sentAgain, { system }))),
  },
  {
    name: "a window of time has no neighbours",
    seen: "I1",
    hunt: () => withMutant("no-neighbours", (system) => one(playStory(acrossTheEdge, { system }))),
  },
  {
    name: "a receipt is made at random",
    seen: "I1",
    hunt: () => withMutant("random-receipt", (system) => one(playStory(twice, { system }))),
  },
  {
    name: "a claim's command id is made at random",
    seen: "I9",
    hunt: () => crashPoints(soon, { of: "dispatch", plant: randomClaims() }),
  },
  {
    name: "repeated commands are known from memory only",
    seen: "I9",
    hunt: () =>
      withMutant("memory-only-dedupe", (system) => crashPoints(soon, { of: "dispatch", system, isForgetful: true })),
  },
  {
    name: "an approval decides with the state from before an await",
    seen: "I5",
    hunt: () => withMutant("read-await-write", (system) => one(playStory(manyApprove("different people"), { system }))),
  },
  {
    name: "the object sends before it appends",
    seen: "I8",
    hunt: () => withMutant("object-sends-before-it-appends", (system) => one(playStory(happy, { system }))),
  },
  {
    name: "the port answers before the append",
    seen: "I8",
    hunt: () => withMutant("port-answers-before-it-appends", (system) => crashPoints(soon, { of: "port", system })),
  },
  {
    name: "a failed append is answered as success",
    seen: "I8",
    hunt: () => withMutant("failed-append-is-success", logDown),
  },
  {
    name: "an effect is known from memory, not derived from the stream",
    seen: "I9",
    hunt: () => withMutant("effects-only-from-memory", (system) => crashPoints(soon, { of: "object", system })),
  },
  { name: "the alarm throws when the log is down", seen: "I9", hunt: () => withMutant("alarm-throws", logDown) },
  {
    name: "a claimed telephone number stays with the contact",
    seen: "I4: SafetyVetoed",
    hunt: () => withMutant("claimed-phone-stays", (system) => one(playStory(claimedPhone, { system }))),
  },
  {
    name: "no veto where a draft is held",
    seen: "I4: DraftHeld",
    hunt: () => withMutant("no-veto-at-draft", (system) => listedAt(system)),
  },
  {
    name: "the object does not sign what a timer writes",
    seen: "I13",
    hunt: () => withMutant("unsigned-timer", (system) => one(playStory(happy, { system }))),
  },
  {
    name: "the log takes what is not signed",
    seen: "I13",
    hunt: () => one(playStory(happy, { plant: { log: unsigning } })),
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
    name: "a claim does not ask whether sending is stopped",
    seen: "I25",
    hunt: () => withMutant("no-stop-at-dispatch", (system) => stoppedAt(system)),
  },
  {
    name: "an edited draft is replaced when it is graded again",
    seen: "I24",
    hunt: () => withMutant("an-edited-draft-is-replaced", (system) => one(playStory(recordedLate, { system }))),
  },
  {
    name: "a run is graded again at every turn",
    seen: "I24",
    hunt: () => withMutant("graded-again-at-every-turn", (system) => one(playStory(recordedTwice, { system }))),
  },
  {
    name: "no veto when a hold is graded again",
    seen: "I4",
    hunt: () => withMutant("no-veto-when-graded-again", (system) => one(playStory(listedMeanwhile, { system }))),
  },
  {
    name: "a check of the list ends nothing",
    seen: "I23",
    hunt: () => withMutant("no-veto-at-check", (system) => listedAt(system, "list, checked by domain")),
  },
  {
    name: "an unreadable list lets every contact pass",
    seen: "I4",
    hunt: () => one(playStory(happy, { plant: failingOpen })),
  },
  {
    name: "a conflict in the log counts as success",
    seen: "I8",
    hunt: () => withMutant("conflict-is-success", (system) => one(playStory(disputed, { system }))),
  },
  {
    name: "a lost reply of a provider counts as a failure, and the mail is sent with another key",
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
    name: "two consumers of one dispatch both treat its claim as new",
    seen: "I4: ap_",
    hunt: () =>
      withMutant("every-claim-is-fresh", (system) =>
        one(inDisorder(happy, { copies: [[0, 0]], order: 1 }, { system, transport: "cloudflare_email" })),
      ),
  },
  {
    name: "a click sends the messages of a later click",
    seen: "I8",
    hunt: () => withMutant("effects-of-a-later-turn", manyTurns),
  },
  {
    name: "a plan that was paid for is dropped when its run is gone",
    seen: "I12",
    hunt: () => withMutant("refused-plan-is-dropped", (system) => one(paidTwice({ system }))),
  },
  {
    name: "a draft that was paid for is dropped when its run is gone",
    seen: "I12",
    hunt: () => withMutant("refused-draft-is-dropped", supersededWhileAsked),
  },
  {
    name: "a class that was paid for is dropped when the message is recorded already",
    seen: "I12",
    hunt: () => withMutant("other-class-is-dropped", (system) => one(paidTwice({ system }))),
  },
  {
    name: "what another delivery paid for counts as a repeat",
    seen: "I12",
    hunt: () => one(paidTwice({ plant: sameCommandIds })),
  },
  { name: "a stage forgets what it paid for when its port fails", seen: "I12", hunt: () => portRefuses(forgetful) },
  {
    name: "an erased contact is not put on the list",
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
    name: "an erasure deletes the object's key without overwriting it",
    seen: "erasure: the disk has the bytes of what was removed from object ct_",
    hunt: () => withMutant("key-not-overwritten", (system) => one(playErased(erasedOnceAt("draft"), { system }))),
  },
  {
    name: "an erasure empties the log's key without overwriting it",
    seen: "erasure: the disk has the bytes of what was removed from stream_keys.wrapped",
    hunt: () => one(playErased(erasedOnceAt("draft"), { forgets: /^UPDATE stream_keys SET wrapped = replace/ })),
  },
  {
    name: "the log empties what a hold showed without overwriting it",
    seen: "erasure: the disk has the bytes of what was removed from holds.shown",
    hunt: () => one(playErased(erasedOnceAt("draft"), { forgets: /^UPDATE holds SET shown = replace/ })),
  },
  {
    name: "an erasure leaves the outbox",
    seen: "erasure: EVENTS_0 has ",
    hunt: () => one(playErased(erasedOnceAt("sent"), { forgets: /^UPDATE outbox/ })),
  },
  {
    name: "an interrupted erasure is never finished",
    seen: "erasure: ",
    hunt: () => withMutant("nobody-finishes-an-erasure", (system) => erasedWithout("stores.destroy", system)),
  },
  {
    name: "wrapping keys anew brings an erased contact's key back",
    seen: "erasure: the log has the key",
    hunt: () => erasedWhileWrapped({ bug: replacingAnyway }),
  },
  {
    name: "words of an erased contact are sealed under a new key",
    seen: "erasure: SignalReceived has words again",
    hunt: () => withMutant("a-new-key-for-the-erased", (system) => one(erasedAfter(40, { system }))),
  },
  {
    name: "the words of a row for reading are shown to the reviewer",
    seen: "I14: ap_",
    hunt: () => withMutant("shown-row-is-trusted", (system) => one(playStory(happy, { system, plant: swappedRows }))),
  },
  {
    name: "an approval ignores the digest of what was drawn",
    seen: "I6",
    hunt: () => withMutant("a-click-has-no-digest", (system) => one(playStory(tooOld, { system }))),
  },
  {
    name: "a score by the rule has a model as its source",
    seen: "I19: a role fit by rule",
    hunt: () => withMutant("a-rule-is-called-a-model", (system) => one(playStory(scored, { system }))),
  },
  {
    name: "a call that failed counts as a model's answer",
    seen: "I19: a role fit by model",
    hunt: () => withMutant("a-failed-call-is-an-answer", judgeIsDown),
  },
  {
    name: "weights are not renormalised where a term is missing",
    seen: "I19: the composite",
    hunt: () => withMutant("weights-are-not-renormalised", (system) => one(playStory(scored, { system }))),
  },
  {
    name: "a model judges the role of a contact who is on the list",
    seen: "I4: a model was asked to judge_role",
    hunt: () => withMutant("no-veto-before-a-judge", (system) => one(playStory(listedScores, { ...pays, system }))),
  },
  {
    name: "the paid call about a role is not recorded",
    seen: "I12",
    hunt: () => withMutant("a-judge-is-not-recorded", (system) => one(playStory(scored, { ...pays, system }))),
  },
  {
    name: "what is held depends on the score",
    seen: "another end than without a score",
    hunt: () => withMutant("a-score-chooses-the-template", (system) => withAndWithoutScores(scored, { system })),
  },
  {
    name: "an equal score is recorded again",
    seen: "I21",
    hunt: () => withMutant("every-score-is-news", (system) => one(playStory(scoredAgain, { ...pays, system }))),
  },
];
