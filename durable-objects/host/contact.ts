// Hosts one stream: settles commands and appends their events to D1, then sends the messages that follow. A calling stage gets both
// back and relays them.
// It is independent of the platform: storage, log, list, queues and clock are ports, so that the same code runs in workerd and in
// the simulator.
import type {
  Answer,
  BriefAnswer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  HistoryAnswer,
  Standing,
  Timeline,
} from "../../schema/answers.ts";
import type { AdminCommand, CommandOf, ContactCommand } from "../../schema/commands.ts";
import { type CommandId, commandIdOf, type ContactId, type Receipt, type StreamId } from "../../schema/ids.ts";
import type { Queue, Writer } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import type { StepQuery } from "../../schema/ports.ts";
import type { Recall } from "../../schema/recall.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { type Compared, type LogHead, relationOf } from "../../domain/contact/compare-head.ts";
import { decideAdmin } from "../../domain/contact/decide-admin.ts";
import { type Decided, wantedRun } from "../../domain/contact/decision.ts";
import { isOverdue, nextDeadline, nextFor } from "../../domain/contact/effects.ts";
import { openErasing } from "./erasing.ts";
import { unlistedOf } from "../../domain/contact/list-entries.ts";
import { nameOf, type Report } from "./report.ts";
import type { Random } from "../../domain/contact/seal.ts";
import { openSettling } from "./settling.ts";
import { openShipping } from "./shipping.ts";
import { type Contact, followupOf, openHold } from "../../domain/contact/state.ts";
import { type Cause, openStream, type StreamStore } from "../../domain/contact/stream.ts";
import { briefOf, claimOf, historyOf, recallOf, timelineOf } from "../../domain/contact/views.ts";
import { beginning } from "../../schema/cause.ts";

export interface ContactPorts {
  readonly store: StreamStore;
  /** The alarm that was set when the object woke, in milliseconds. */
  readonly alarmAt: number | null;
  readonly log: EventLog;
  readonly list: SuppressionList;
  /** Records an administrative command in the object of its stream. */
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  /** The stores with personal data outside the log. */
  readonly stores: PersonalStores;
  readonly send: (messages: readonly Message[]) => Promise<void>;
  readonly now: () => number;
  readonly random: Random;
  readonly masterKey: string;
  readonly policy: Policy;
  /** Reports trouble to the operator: ids and reasons, nothing about a contact. */
  readonly report: Report;
}

export interface ContactHost {
  /**
   * Performs a stage's command: recorded once, and a repeat gets the same answer. `sends` is the queue whose messages the caller
   * relays.
   */
  perform(command: ContactCommand, sends: Queue | null): Promise<Answer>;
  /** Performs an administrative command of a stage, which ships the answer. */
  administer(command: AdminCommand, writer: Writer): Promise<Answer>;
  /** Performs an administrative command of a person, and ships before the answer. */
  record(command: AdminCommand, writer: Writer): Promise<ClickAnswer>;
  history(query: StepQuery): Promise<HistoryAnswer>;
  /** Personal words for a planner that asks a model; null when the step is no longer wanted. */
  recall(query: StepQuery): Promise<Recall | null>;
  brief(query: StepQuery): Promise<BriefAnswer>;
  /** What ingest must know before it asks a model about a signal. */
  standing(query: { readonly receipt: Receipt }): Standing;
  claim(command: CommandOf<"ClaimDispatch">): Promise<ClaimAnswer>;
  /**
   * Performs a click: recorded and shipped, and its message sent, before the answer. While the log is down, the alarm does so
   * later.
   */
  click(command: ContactCommand): Promise<ClickAnswer>;
  /** Erases the contact. The alarm finishes what could not be destroyed at once. */
  erase(command: CommandOf<"EraseContact">): Promise<EraseAnswer>;
  timeline(): Timeline;
  /** Ships, and sends again every message that the contact's runs wait for. */
  wake(): Promise<ClickAnswer>;
  /** Compares the object with the log's head, ships what the log lacks, and returns the relation. */
  compare(head: LogHead | null): Promise<Compared>;
  /** Those of these list revisions that none of its events has. */
  unlisted(revisions: readonly number[]): readonly number[];
  /** The alarm: expires holds, starts due follow-ups, ships, sends overdue messages, and sets the next alarm. Never throws. */
  alarm(): Promise<void>;
}

export function hostContact(ports: ContactPorts): ContactHost {
  const { policy, store } = ports;
  const stream = openStream(ports);
  const shipping = openShipping(stream, ports);
  let alarmAt = ports.alarmAt;

  const timeOf = (): string => {
    const now = new Date(ports.now()).toISOString();
    // A clock that goes back must not make the stream's time go back.
    return stream.contact.at && stream.contact.at > now ? stream.contact.at : now;
  };
  const idOf = (fallback: StreamId): StreamId => stream.streamId ?? fallback;

  /** The alarm to set for a state; null unless it is earlier than the current one. */
  const earlier = (contact: Contact): number | null => {
    // An erasure in a state that is about to be written is incomplete.
    const isDestroying = stream.isDestroying || (contact.erased && !stream.contact.erased);
    const wanted = nextDeadline(contact, { policy, now: ports.now(), shipped: shipping.shipped, isDestroying });
    return wanted !== null && (alarmAt === null || wanted < alarmAt) ? wanted : null;
  };

  const answer = (streamId: StreamId, sends: Queue | null, refusal: Refusal | null): Answer => ({
    ship: shipping.shipment(streamId),
    next: streamId.startsWith("ct_") ? nextFor(sends, streamId as ContactId, stream.contact) : [],
    refusal,
  });

  const write = (streamId: StreamId, decided: readonly Decided[], cause: Cause, at: string, isReturn = false): void => {
    if (decided.length === 0) return;
    let set: number | null = null;
    stream.write(streamId, decided, cause, at, (after) => (set = earlier(after)), isReturn);
    alarmAt = set ?? alarmAt;
  };

  const { turn, settle } = openSettling(stream, { ...ports, timeOf, write });
  const erasing = openErasing(stream, { ...ports, settle, shipping });

  const administrate = (command: AdminCommand, writer: Writer): void => {
    if (!stream.recorded(command.commandId)) write(command.streamId, decideAdmin(command, writer), command, timeOf());
  };

  const never = (): boolean => false;
  const always = (): boolean => true;

  /** Expires an undecided hold whose time is over, and starts a follow-up that is due. */
  const tick = (): void => {
    const { streamId } = stream;
    if (!streamId?.startsWith("ct_")) return;
    const contactId = streamId as ContactId;
    const now = timeOf();
    const timer = (commandId: CommandId) => ({ ...beginning(commandId), contactId });
    const hold = openHold(stream.contact);
    if (hold && hold.expiresAt <= now) {
      turn(
        { type: "ExpireHold", holdId: hold.holdId, ...timer(commandIdOf("ExpireHold", hold.holdId, hold.expiresAt)) },
        null,
      );
    }
    const due = followupOf(stream.contact, policy.ladder);
    if (due && due.dueAt <= now) {
      turn(
        {
          type: "MakeFollowupDue",
          sequence: due.sequence,
          ...timer(commandIdOf("MakeFollowupDue", contactId, String(due.sequence), due.dueAt)),
        },
        null,
      );
    }
  };
  /** Records an overdue claim without words as uncertain: no outcome can follow, so a person must check. */
  const leaveUncertain = ({ approvalId, ...cause }: CommandOf<"ClaimDispatch">): void => {
    const approval = stream.contact.approvals[approvalId];
    const run = approval && stream.contact.runs[approval.runId];
    if (!approval?.claim || !run || !isOverdue(run, ports.now(), policy.hold)) return;
    const { contactId, correlationId, causationId } = cause;
    turn(
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
  };
  const rearm = (): void => {
    const wanted = earlier(stream.contact);
    if (wanted === null) return;
    store.commit({ rows: [], wrappedKey: null, alarmAt: wanted });
    alarmAt = wanted;
  };

  return {
    perform: async (command, sends) => {
      shipping.raise(command.follows);
      await shipping.catchUp();
      const { refusal } = await settle(command);
      const result = answer(idOf(command.contactId), sends, refusal);
      // The policy may have confirmed a preview in this turn: the object itself sends the message that follows.
      if (stream.recorded(command.commandId)?.some((event) => event.type === "PreviewConfirmed"))
        await shipping.flush(never);
      return result;
    },
    administer: async (command, writer) => {
      await shipping.catchUp();
      administrate(command, writer);
      return answer(command.streamId, null, null);
    },
    record: async (command, writer) => {
      await shipping.catchUp();
      administrate(command, writer);
      return { logged: await shipping.flush(never), version: stream.contact.version, refusal: null };
    },
    history: async (query) => {
      shipping.raise(query.follows);
      const run = wantedRun(stream.contact, query.runId, "plan");
      const base = answer(idOf(query.contactId), "qualify", run.ok ? null : run.error);
      return { ...base, history: run.ok ? historyOf(query.contactId, stream.contact, run.value, timeOf()) : null };
    },
    recall: async (query) => {
      const run = wantedRun(stream.contact, query.runId, "plan");
      return run.ok ? recallOf(stream, run.value) : null;
    },
    brief: async (query) => {
      shipping.raise(query.follows);
      const run = wantedRun(stream.contact, query.runId, "compose");
      const base = answer(idOf(query.contactId), null, run.ok ? null : run.error);
      return { ...base, brief: run.ok ? briefOf(stream, run.value) : null };
    },
    standing: ({ receipt }) => ({
      recorded: stream.contact.receipts[receipt] !== undefined,
      flags: { ...stream.contact.flags },
      lookups: [...stream.contact.lookups],
    }),
    claim: async (command) => {
      shipping.raise(command.follows);
      const { refusal, isRepeat } = await settle(command);
      const claim = refusal ? null : claimOf(stream, command.approvalId, isRepeat);
      if (!refusal && !claim) leaveUncertain(command);
      return { ...answer(idOf(command.contactId), null, refusal ?? (claim ? null : { reason: "erased" })), claim };
    },
    click: async (command) => {
      const { refusal } = await settle(command);
      // A repeated click gets the version that it first got, whatever was recorded since.
      const version = stream.contact.commands[command.commandId]?.[1] ?? stream.contact.version;
      return { logged: await shipping.flush(never), version, refusal };
    },
    erase: (command) => erasing.erase(command),
    timeline: () => timelineOf(stream),
    wake: async () => {
      tick();
      const isLogged = await shipping.flush(always);
      if (isLogged && stream.isDestroying) await erasing.finish();
      return {
        logged: isLogged,
        version: stream.contact.version,
        refusal: stream.streamId ? null : { reason: "unknown", what: "contact" },
      };
    },
    compare: async (head) => {
      const { version } = stream.contact;
      const relation = relationOf(stream, head, ports.now());
      if (relation === "object_behind" || relation === "differs") {
        // Neither is overwritten: a person must find out which is right.
        ports.report({ reason: relation, streamId: stream.streamId, detail: `version ${head?.version}` });
        return { relation, version, logged: false };
      }
      shipping.resetShipped(head?.version ?? 0);
      const logged = await shipping.append();
      // A log restored to a point before an erasure may have the erased copies again.
      const { erased, erasedVersion } = stream.contact;
      if (logged && erased && (head?.version ?? 0) < (erasedVersion ?? 0)) await erasing.finish();
      return { relation, version, logged };
    },
    unlisted: (revisions) => unlistedOf(stream.events, revisions),
    alarm: async () => {
      alarmAt = null;
      try {
        tick();
        const now = ports.now();
        await shipping.flush((run) => isOverdue(run, now, policy.hold));
        if (stream.isDestroying) await erasing.finish();
      } catch (cause) {
        ports.report({ reason: "alarm_failed", streamId: stream.streamId, detail: nameOf(cause) });
      }
      rearm();
    },
  };
}
