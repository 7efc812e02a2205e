// Performs the commands of an object. For a stage it returns the events and messages that follow: the port appends the events, and
// the stage sends the messages. For a person and for the cron, the object ships and sends itself. What a command decides is in
// domain/contact/.
import { heldRows, NO_HOLDS, relationOf } from "../../domain/contact/compare-head.ts";
import { isOverdue, SCRIPTED_STAGES } from "../../domain/contact/effects.ts";
import { plannedGrades } from "../../domain/rules/grades.ts";
import { scoreMessages } from "../../domain/contact/score-messages.ts";
import type { Stream, StreamStore } from "../../domain/contact/stream.ts";
import { openHold, unfinishedRun } from "../../domain/contact/state.ts";
import { composedBy } from "../../domain/contact/composed-by.ts";
import { finalReports } from "../../domain/contact/soft-reports.ts";
import type { Policies } from "../../domain/policies.ts";
import { claimOf } from "../../domain/contact/views.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { CommandOf, DispatchingCommand } from "../../schema/commands.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf, type ContactId, type RunId } from "../../schema/ids.ts";
import { Flag, type Writer } from "../../schema/lists.ts";
import type { RecordedCommand } from "../../schema/object-calls.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { AlarmClock } from "./alarm-clock.ts";
import type { Switching } from "./dispatching.ts";
import type { Erasing } from "./erasing.ts";
import type { Guarding } from "./guarding.ts";
import type { HostAnswers, HostCommand } from "./object.ts";
import { listTrouble } from "../../drizzle/suppression-list.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Relaying } from "./relaying.ts";
import { nameOf, type Report } from "./report.ts";
import type { Settling } from "./settling.ts";
import type { Shipping } from "./shipping.ts";
import { requireStored } from "./unreadable.ts";

interface Ports {
  readonly store: Pick<StreamStore, "load">;
  readonly shipping: Shipping;
  readonly settling: Settling;
  readonly erasing: Erasing;
  readonly mailbox: Mailbox;
  readonly relay: Relaying;
  readonly tick: () => void;
  readonly clock: Pick<AlarmClock, "rearm">;
  /** Records a command of an administrative stream or a company in this stream, once. */
  readonly administrate: (command: RecordedCommand, writer: Writer) => Refusal | null;
  /** Stops and resumes dispatching. */
  readonly switching: Switching;
  /** Decides a wish to perform an action that needs a second person. */
  readonly guarding: Guarding;
  /** Brings this Worker's log key into force, in the stream of the keys. */
  readonly adoptLogKey: () => Refusal | null;
  /** The newest checkpoint of the log; null when there is none, or it cannot be read now: no message waits for it. */
  readonly checkpoint: () => Promise<string | null>;
  readonly policies: Policies;
  readonly now: () => number;
  /** The time of the events that are decided now. */
  readonly timeOf: () => string;
  readonly report: Report;
}

/** Every command but `RebuildObject`, which replaces the host. */
type Performed = Exclude<HostCommand, { type: "RebuildObject" }>;

/** One function for each type of command, which performs it. */
export type Performing = {
  readonly [T in Performed["type"]]: (command: Extract<Performed, { type: T }>) => Promise<HostAnswers[T]>;
};

type Clicked = Extract<Performed, { type: "Click" }>["command"];
type Relayed = Extract<Performed, { type: "Relay" }>["command"];

/** What a click does to the mailbox on the list: an opt-out adds it, and the last opt-out that is taken back lifts it. */
function listingOf(command: Clicked, contact: Stream["contact"]): "add" | "lift" | null {
  const { flags, erased, tasks } = contact;
  if (command.type === "CloseTask") {
    if (erased || tasks[command.taskId]?.closed !== null) return null;
    // Nobody is answered while a message is on its way: the click is refused, and takes nothing off the list.
    if (command.how === "answered" && unfinishedRun(contact)?.step === "claimed") return null;
    return command.how === "answered" ? "lift" : command.how === "opted_out" && !flags.unsubscribed ? "add" : null;
  }
  if (command.type !== "FlagContact" || command.flag === "replied" || erased || flags[command.flag] === command.on)
    return null;
  if (command.on) return "add";
  const others = Flag.options.filter((flag) => flag !== "replied" && flag !== command.flag);
  return others.some((flag) => flags[flag]) ? null : "lift";
}

const never = (): boolean => false;
const always = (): boolean => true;

export function openPerforming(stream: Stream, ports: Ports): Performing {
  const { shipping, settling, erasing, relay, tick, clock, administrate, switching, guarding, adoptLogKey } = ports;
  /** Settles a click. What it does to the list comes first: without the list's answer nothing is recorded. */
  const settled = async (command: Clicked): Promise<{ readonly refusal: Refusal | null }> => {
    const listing = stream.recorded(command.commandId) ? null : listingOf(command, stream.contact);
    try {
      const { by, commandId } = command;
      if (listing === "lift") await ports.mailbox.lift({ by, why: "" });
      if (listing !== "add") return await settling.settle(command);
      const revision = await ports.mailbox.add({ by, why: "", commandKey: commandId });
      return await settling.settle({ ...command, ...(revision === undefined ? {} : { revision }) });
    } catch (cause) {
      if (listing === null) throw cause;
      ports.report({ reason: "list_unwritable", streamId: stream.streamId, detail: nameOf(cause) });
      return { refusal: { reason: listTrouble(cause) } };
    }
  };
  /** Whether the list has to have the contact's mailbox before the command's events: its soft delivery reports are final with this one. */
  const isLastReport = (command: Relayed): command is CommandOf<"ReceiveSignal"> =>
    command.type === "ReceiveSignal" &&
    stream.recorded(command.commandId) === null &&
    finalReports(command, { contact: stream.contact, at: ports.timeOf(), policy: ports.policies.inForce() }) !== null;
  /**
   * The command with the row of the list. When words of the person arrive while the row is written, the report sets no flag and the row stays: what the
   * person wrote is then vetoed with a task, where a person takes the row away.
   */
  const withListing = async (command: CommandOf<"ReceiveSignal">): Promise<Relayed> => {
    const revision = await ports.mailbox.addBySignal({ cause: "soft_reports", commandKey: command.receipt });
    return revision === undefined ? command : { ...command, revision };
  };
  /** Who sends an approved text: the sender that its footer names, also when another one is in force by now. */
  const senderOf = (textVersion: number) =>
    (composedBy(stream, textVersion, ports.policies) ?? ports.policies.inForce().compose).sender;
  /** A resumption counts when its row is written, which follows its event. A repeat is answered with the version that it first got. */
  const switched = async (command: DispatchingCommand, writer: Writer): Promise<ClickAnswer> => {
    const refusal = await switching.record(command, writer);
    const version = stream.contact.commands[command.commandId]?.[1] ?? stream.contact.version;
    const isLogged = await shipping.flush(never);
    return { logged: isLogged && shipping.settled >= version, version, refusal };
  };
  return {
    Relay: async ({ command: given, sends }) => {
      shipping.raise(given.follows);
      await shipping.catchUp();
      const command = isLastReport(given) ? await withListing(given) : given;
      const { refusal } = await settling.settle(command);
      const relayed = relay(command.contactId, sends, refusal);
      const answer = {
        ...relayed,
        next: [...relayed.next, ...scoreMessages(command, stream)],
      };
      // The policy may have confirmed a preview with this command: the object itself then sends the message that follows.
      if (stream.recorded(command.commandId)?.some((event) => event.type === "PreviewConfirmed"))
        await shipping.flush(never);
      return answer;
    },
    Administer: async ({ command, writer }) => {
      await shipping.catchUp();
      return relay(command.streamId, null, administrate(command, writer));
    },
    Record: async ({ command, writer }) => {
      await shipping.catchUp();
      if (command.type === "StopDispatch" || command.type === "ResumeDispatch") return switched(command, writer);
      const refusal = administrate(command, writer);
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal };
    },
    CompleteDispatching: async () => {
      await shipping.catchUp();
      await switching.complete();
      shipping.forgetPlaced();
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal: null };
    },
    Guard: async (wish) => {
      const { refusal, eyes, isTaken } = await guarding(wish);
      const logged = await shipping.flush(never);
      // Nothing is performed before the log has that the agreement is used: it would be used again after a loss.
      return isTaken && !logged && eyes?.kind === "two"
        ? { refusal: { reason: "agreement_unlogged", requestId: eyes.requestId }, eyes: null }
        : { refusal, eyes };
    },
    Claim: async ({ command }) => {
      shipping.raise(command.follows);
      const checkpoint = await ports.checkpoint();
      const { refusal, isRepeat } = await settling.settle(command);
      const claim = refusal ? null : claimOf(stream, command.approvalId, { resumed: isRepeat, checkpoint, senderOf });
      if (!refusal && !claim) leaveUncertain(stream, command, ports);
      return { ...relay(command.contactId, null, refusal ?? (claim ? null : { reason: "erased" })), claim };
    },
    Click: async ({ command }) => {
      const { refusal } = await settled(command);
      // A repeated click gets the version that it first got, not the current one.
      const version = stream.contact.commands[command.commandId]?.[1] ?? stream.contact.version;
      return { logged: await shipping.flush(never), version, refusal };
    },
    Erase: ({ command }) => erasing.erase(command),
    AdoptLogKey: async () => {
      await shipping.catchUp();
      const refusal = adoptLogKey();
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal };
    },
    Wake: async () => {
      tick();
      shipping.forgetPlaced();
      const logged = await shipping.flush(always);
      if (logged && stream.isDestroying) await erasing.finish();
      // The alarm of an object that could not be read has fired without effect.
      clock.rearm();
      const refusal = stream.streamId ? null : ({ reason: "unknown", what: "contact" } as const);
      return { logged, version: stream.contact.version, refusal };
    },
    CheckList: async () => {
      const run = unfinishedRun(stream.contact);
      const { refusal } = run ? await settling.settle(checkOf(stream.streamId as ContactId, run.runId)) : NOTHING_OPEN;
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal };
    },
    GradeAgain: async (asked) => {
      const command = againOf(stream, asked);
      const { refusal } = command ? await settling.settle(command) : NOTHING_OPEN;
      const graded = command !== null && refusal === null && stream.recorded(command.commandId) !== null;
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal, graded };
    },
    RewrapKey: async () => {
      stream.rewrapKey();
      // An erased contact that never had a key has an empty one.
      return stream.wrappedKey || null;
    },
    Compare: ({ head }) => compare(stream, head, ports),
  };
}

/** The answer to a check of a contact without an unfinished run. */
const NOTHING_OPEN = { refusal: null };

/** The check of a run. Its id follows from the run: a run is ended once, and a check that ended nothing has recorded nothing. */
const checkOf = (contactId: ContactId, runId: RunId): CommandOf<"CheckList"> => ({
  type: "CheckList",
  ...beginning(commandIdOf("CheckList", runId)),
  contactId,
  runId,
});

/**
 * The command that grades the open hold's run again; null when no hold is open. Its id follows from the grades that it takes the place of, so that they
 * are replaced once, and a hold that goes back to what it was is graded again, too.
 */
function againOf(
  { contact, streamId }: Stream,
  { grades, unresolved, policy }: Extract<Performed, { type: "GradeAgain" }>,
): CommandOf<"GradeAgain"> | null {
  const runId = openHold(contact)?.runId;
  const run = runId && contact.runs[runId];
  if (!run?.qualification) return null;
  return {
    type: "GradeAgain",
    ...beginning(commandIdOf("GradeAgain", run.runId, String(run.qualification.version))),
    contactId: streamId as ContactId,
    runId: run.runId,
    ...plannedGrades(grades, run.stages ?? SCRIPTED_STAGES),
    ...(unresolved ? { unresolved } : {}),
    ...(policy ? { policy } : {}),
  };
}

/**
 * Records an overdue claim whose words are erased as uncertain: the dispatcher cannot send it any more, so a person must check
 * the provider.
 */
function leaveUncertain(
  stream: Stream,
  { approvalId, ...cause }: CommandOf<"ClaimDispatch">,
  { settling, policies, now }: Ports,
): void {
  const approval = stream.contact.approvals[approvalId];
  const run = approval && stream.contact.runs[approval.runId];
  if (!approval?.claim || !run || !isOverdue(run, now(), policies.inForce().hold)) return;
  const { contactId, correlationId, causationId } = cause;
  settling.turn(
    {
      type: "SettleDispatch",
      commandId: commandIdOf("SettleDispatch", approvalId, "erased"),
      contactId,
      correlationId,
      causationId,
      approvalId,
      provider: approval.claim.provider,
      outcome: { kind: "uncertain", reason: "erased" },
    },
    null,
  );
}

async function compare(
  stream: Stream,
  head: Extract<HostCommand, { type: "Compare" }>["head"],
  { store, shipping, erasing, now, report }: Ports,
): Promise<HostAnswers["Compare"]> {
  // An object that does not sleep has not read its storage since it woke: it does so here, about once a day.
  requireStored(stream, store);
  const { version } = stream.contact;
  const relation = relationOf(stream, head, now());
  if (relation === "object_behind" || relation === "differs") {
    // Neither the object nor the log is overwritten: a person must find out which one is right.
    report({ reason: relation, streamId: stream.streamId, detail: `version ${head?.version}` });
    return { relation, version, logged: false, holds: NO_HOLDS };
  }
  shipping.resetShipped(head?.version ?? 0);
  const { erased, erasedVersion } = stream.contact;
  // A log that was restored to a point before an erasure may contain the erased copies again. The next comparison would not show it.
  const isRestored = erased && (head?.version ?? 0) < (erasedVersion ?? 0);
  if (isRestored) erasing.reopen();
  const logged = await shipping.append();
  if (logged && isRestored) await erasing.finish();
  return { relation, version, logged, holds: logged ? heldRows(stream) : NO_HOLDS };
}
