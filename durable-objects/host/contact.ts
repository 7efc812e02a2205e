// Hosts one stream: settles commands and appends their events to D1, then sends the messages that follow. For a stage it returns
// both: its port appends the events, and the stage sends the messages.
// It is independent of the platform: storage, log, list, queues and clock are ports, so that the same code runs in workerd and in
// the simulator.
import type { ClickAnswer } from "../../schema/answers.ts";
import type { CompanyCommand } from "../../schema/company-commands.ts";
import { beginning } from "../../schema/cause.ts";
import type { AdminCommand, DispatchingCommand, PeopleCommand, RequestCommand } from "../../schema/commands.ts";
import type { EventOf } from "../../schema/events.ts";
import { commandIdOf, type StreamId } from "../../schema/ids.ts";
import type { Writer } from "../../schema/lists.ts";
import type { LogSigner } from "../../schema/log-signature.ts";
import type { Message } from "../../schema/messages.ts";
import { PEOPLE_STREAM } from "../../schema/people.ts";
import type { RecordedCommand } from "../../schema/object-calls.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Crm } from "../../drizzle/crm.ts";
import type { Dispatching } from "../../drizzle/dispatching.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import { adoptionBy } from "../../domain/contact/adopt-log-key.ts";
import { decideCompany } from "../../domain/company/decide.ts";
import { foldCompany } from "../../domain/company/evolve.ts";
import { decidingChanges } from "../../domain/people/deciding-sections.ts";
import { decidePeople } from "../../domain/people/decide.ts";
import { foldStanding } from "../../domain/people/requests.ts";
import { decideRequest } from "../../domain/people/second-person.ts";
import { foldPeople } from "../../domain/people/people.ts";
import { decideSource } from "../../domain/source/decide.ts";
import { foldSources } from "../../domain/source/state.ts";
import type { SourceCommand } from "../../schema/source-commands.ts";
import { SOURCES_STREAM } from "../../schema/sources.ts";
import { decideAdmin } from "../../domain/contact/decide-admin.ts";
import { decideDispatching, dispatchingOf } from "../../domain/contact/dispatching.ts";
import { publicationOf } from "../../domain/contact/publish-root.ts";
import type { Decided } from "../../domain/contact/decision.ts";
import { isOverdue } from "../../domain/contact/effects.ts";
import { lateRows } from "../../domain/contact/under-way-rows.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Random } from "../../domain/contact/seal.ts";
import type { Policies } from "../../domain/policies.ts";
import { openAlarmClock } from "./alarm-clock.ts";
import { openAsking } from "./asking.ts";
import { openSwitching } from "./dispatching.ts";
import { openErasing } from "./erasing.ts";
import { openGuarding } from "./guarding.ts";
import { openMailbox } from "./mailbox.ts";
import type { HostAnswer, HostCommand, HostQuery, ObjectHost } from "./object.ts";
import { openPerforming } from "./performing.ts";
import { openPlacing } from "./placing.ts";
import { openRelaying } from "./relaying.ts";
import { nameOf, type Report } from "./report.ts";
import { openSettling } from "./settling.ts";
import { openShipping } from "./shipping.ts";
import type { Cause, StreamStore } from "../../domain/contact/stream.ts";
import { openTimer } from "./timer.ts";
import { ObjectUnreadable, openWhole } from "./unreadable.ts";

export interface ContactPorts {
  readonly store: StreamStore;
  /** The alarm that was set when the object woke, in milliseconds. */
  readonly alarmAt: number | null;
  readonly log: EventLog;
  readonly list: SuppressionList;
  /** The revision of the list that the log has: a gate passes nothing while the list has a lower one. */
  readonly logRevision: LogRevision;
  /** The row of the stop switch, which the object of `ad_dispatch` writes. */
  readonly dispatching: Dispatching;
  /** Records a command of an administrative stream or a company in the object of its stream. */
  readonly record: (command: RecordedCommand, as: "desk" | "ingest") => Promise<ClickAnswer>;
  /** What seals the notes of people on other streams. */
  readonly notes: Notes;
  /** The stores with personal data outside the log. */
  readonly stores: PersonalStores;
  /** Where the rows of a company and of sources, and the placement and the corrections of a contact, are written after their events are in the log. */
  readonly companies: Pick<Crm, "putCompany" | "putPlacement" | "putCorrection" | "putSources">;
  /** Clears what the files of a local installation keep of overwritten rows. Throws when they are in use; a repeat is harmless. */
  readonly clearFiles: () => Promise<void>;
  readonly send: (messages: readonly Message[]) => Promise<void>;
  readonly now: () => number;
  readonly random: Random;
  readonly masterKey: string;
  /** Signs the last event of each commit. */
  readonly signer: LogSigner;
  /** The newest checkpoint of the log; null when there is none, or it cannot be read now: no message waits for it. */
  readonly checkpoint: () => Promise<string | null>;
  /** The policies of the log, as far as they are known here. They may grow between two turns. */
  readonly policies: Policies;
  /** Reports trouble to the operator: ids and reasons, nothing about a contact. */
  readonly report: Report;
}

export interface ContactHost extends ObjectHost {
  /**
   * The alarm: expires holds, starts due follow-ups, ships, sends overdue messages, and sets the next alarm. Throws only
   * `ObjectUnreadable`; then it sets no alarm, and the rebuilt object has one.
   */
  alarm(): Promise<void>;
}

/** Opens the host of a stream. Throws `ObjectUnreadable` when the storage is damaged. */
export function hostContact(ports: ContactPorts): ContactHost {
  const stream = openWhole(ports);
  const shipping = openShipping(stream, { ...ports, ...openPlacing(stream, ports) });
  const clock = openAlarmClock(stream, shipping, ports);

  const timeOf = (): string => {
    const now = new Date(ports.now()).toISOString();
    // A clock that goes back must not make the stream's time go back.
    return stream.contact.at && stream.contact.at > now ? stream.contact.at : now;
  };
  const write = (streamId: StreamId, decided: readonly Decided[], cause: Cause, at: string, isReturn = false): void => {
    if (decided.length === 0) return;
    let set: number | null = null;
    stream.write(streamId, decided, cause, at, (after) => (set = clock.earlier(after)), isReturn);
    if (set !== null) clock.stands(set);
  };
  const decidedBy = (command: RecordedCommand, writer: Writer): Result<readonly Decided[], Refusal> => {
    if (isOfCompany(command)) return decideCompany(command, foldCompany(stream.events), writer);
    // Two people who change the same policy: the second one sees what the first one adopted before it is replaced.
    const adopted = stream.events.findLast((event) => event.type === "PolicyAdopted");
    if (
      command.type === "AdoptPolicy" &&
      (command.replaces !== (adopted?.version ?? 0) || hidesChange(command, adopted))
    )
      return err({ reason: "policy_changed", version: adopted?.version ?? 0 });
    if (isOfRequests(command)) return decideRequest(command, foldStanding(stream.events), timeOf());
    if (isOfPeople(command)) return decidePeople(command, foldPeople(stream.events), writer, timeOf());
    if (isOfSources(command)) return decideSource(command, foldSources(stream.events), writer);
    if (isOfDispatching(command)) return decideDispatching(command, dispatchingOf(stream.events), writer);
    return ok(
      command.type === "PublishRoot"
        ? [publicationOf(command, writer, { before: stream.events, signer: ports.signer })]
        : decideAdmin(command, writer),
    );
  };
  const administrate = (command: RecordedCommand, writer: Writer, at = timeOf()): Refusal | null => {
    if (stream.recorded(command.commandId)) return null;
    const decided = decidedBy(command, writer);
    if (!decided.ok) return decided.error;
    write(command.streamId, decided.value, command, at);
    return null;
  };
  const guarding = openGuarding(stream, { ...ports, timeOf, write });
  const switching = openSwitching(stream, { ...ports, shipping, administrate, timeOf });

  const adoptLogKey = (): Refusal | null => {
    const adoption = adoptionBy(ports.signer, stream.events);
    if (adoption === "key_differs") return { reason: "key_differs", key: "LOG_KEY" };
    if (adoption === null) return null;
    const commandId = commandIdOf("AdoptLogKey", ports.signer.key, String(stream.contact.version));
    write(AUDIT_STREAM, [adoption], beginning(commandId), timeOf());
    return null;
  };

  const settling = openSettling(stream, { ...ports, timeOf, write });
  const mailbox = openMailbox(stream, ports);
  const erasing = openErasing(stream, { ...ports, mailbox, settle: settling.settle, shipping, clock });
  const tick = openTimer(stream, { ...ports, timeOf, turn: settling.turn });
  const relay = openRelaying(stream, shipping);
  const asking = openAsking(stream, { store: ports.store, shipping, relay, timeOf });
  const performing = openPerforming(stream, {
    ...ports,
    shipping,
    settling,
    erasing,
    mailbox,
    relay,
    tick,
    clock,
    timeOf,
    administrate,
    switching,
    guarding,
    adoptLogKey,
  });

  /** Without its key the stream has no words: what reads or records them would go on with nothing. */
  const requireKey = (): void => {
    if (stream.hasLostKey) throw new ObjectUnreadable("key");
  };

  return {
    ask: async (query) => {
      requireKey();
      return byType<HostQuery, HostAnswer<HostQuery>>(asking, query);
    },
    perform: async (command) => {
      // An erasure destroys the words, and is all that can be done for a contact whose key exists nowhere.
      if (command.type !== "Erase") requireKey();
      return byType<typeof command, Promise<HostAnswer<HostCommand>>>(performing, command);
    },
    alarm: async () => {
      clock.fired();
      requireKey();
      try {
        // The key of an object that the log does not have yet is found by no list of keys.
        stream.rewrapKey();
        tick();
        const now = ports.now();
        const { hold } = ports.policies.inForce();
        await shipping.flush((run) => isOverdue(run, now, hold));
        await shipping.listLate((contactId, contact) => lateRows(contactId, contact, { now, hold }));
        if (stream.isDestroying) await erasing.finish();
      } catch (cause) {
        ports.report({ reason: "alarm_failed", streamId: stream.streamId, detail: nameOf(cause) });
      }
      clock.rearm();
    },
  };
}

const isOfPeople = (command: RecordedCommand): command is PeopleCommand => command.streamId === PEOPLE_STREAM;
type AdoptPolicy = Extract<AdminCommand, { type: "AdoptPolicy" }>;

/** Whether a policy was taken for one that changes words alone beside an older policy than the one that it replaces. */
const hidesChange = ({ eyes, policy }: AdoptPolicy, adopted: EventOf<"PolicyAdopted"> | undefined): boolean =>
  eyes?.kind === "words" && adopted !== undefined && decidingChanges(adopted.payload.policy, policy).length > 0;

const isOfRequests = (command: RecordedCommand): command is RequestCommand =>
  command.type === "AgreeToAction" || command.type === "DeclineAction";
const isOfDispatching = (command: RecordedCommand): command is DispatchingCommand =>
  command.type === "StopDispatch" || command.type === "ResumeDispatch";
const isOfCompany = (command: RecordedCommand): command is CompanyCommand => command.streamId.startsWith("co_");

const isOfSources = (command: RecordedCommand): command is SourceCommand => command.streamId === SOURCES_STREAM;

/** Calls the table's function for the type of `call`. The table has one function for each type, so the cast is safe. */
function byType<Call extends { readonly type: string }, T>(
  table: { readonly [Type in Call["type"]]: (call: Extract<Call, { type: Type }>) => T },
  call: Call,
): T {
  return table[call.type as Call["type"]](call as never);
}
