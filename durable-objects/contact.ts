// One contact: commands in, events out, by one writer. What it has caused it ships and sends itself, or hands to the stage that asked.
// It knows no platform: storage, log, list, queues and clock are ports, so that the same code runs in workerd and in the simulator.
import type { Answer, BriefAnswer, ClaimAnswer, ClickAnswer, HistoryAnswer, Timeline } from "../schema/answers.ts";
import { type AdminCommand, type CommandOf, type ContactCommand, type ListReading } from "../schema/commands.ts";
import { DraftText } from "../schema/events.ts";
import { type CommandId, commandIdOf, type ContactId, type StreamId } from "../schema/ids.ts";
import type { Queue, Writer } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import type { Policy } from "../schema/policy.ts";
import type { StepQuery } from "../schema/ports.ts";
import type { Refusal } from "../schema/refusals.ts";
import type { Shipment } from "../schema/shipment.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import { GAP } from "../drizzle/fault.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import { decide } from "./decide.ts";
import { decideAdmin } from "./decide-admin.ts";
import { type Decided, refusalOf, wantedRun, isRefusal } from "./decision.ts";
import { effectsOf, isOverdue, nextDeadline, nextFor } from "./effects.ts";
import { shipmentOf } from "./ship.ts";
import type { Random } from "./seal.ts";
import { followupOf, holdOfDraft, openHold, type Run } from "./state.ts";
import { openStream, type StreamStore } from "./stream.ts";
import { briefOf, claimOf, historyOf, timelineOf } from "./views.ts";

export interface ContactPorts {
  readonly store: StreamStore;
  /** The alarm that stands, in milliseconds, as read when the object woke. */
  readonly alarmAt: number | null;
  readonly log: EventLog;
  readonly list: SuppressionList;
  readonly send: (messages: readonly Message[]) => Promise<void>;
  readonly now: () => number;
  readonly random: Random;
  readonly masterKey: string;
  readonly policy: Policy;
  /** Told of what a person running the system should know: ids and reasons, nothing about a contact. */
  readonly report: (incident: {
    readonly reason: string;
    readonly streamId: string | null;
    readonly detail: string;
  }) => void;
}

export interface ContactHost {
  /** A stage's command: recorded once, answered the same for ever. `sends` is the queue whose messages the caller relays. */
  perform(command: ContactCommand, sends: Queue | null): Promise<Answer>;
  /** An administrative command of a stage, which ships the answer. */
  administer(command: AdminCommand, writer: Writer): Promise<Answer>;
  /** An administrative command of a person: shipped before the answer. */
  record(command: AdminCommand, writer: Writer): Promise<ClickAnswer>;
  history(query: StepQuery): Promise<HistoryAnswer>;
  brief(query: StepQuery): Promise<BriefAnswer>;
  claim(command: CommandOf<"ClaimDispatch">): Promise<ClaimAnswer>;
  /** A click: recorded, shipped, and its effect sent before the answer; if the log is down the alarm does it later. */
  click(command: ContactCommand): Promise<ClickAnswer>;
  timeline(): Timeline;
  /** Ships and sends again whatever the contact's runs wait for. */
  wake(): Promise<ClickAnswer>;
  /** The alarm: expires, comes due, ships, sends again, and stands anew. Never throws. */
  alarm(): Promise<void>;
}

/** What a command came to. A repeat recorded nothing: somebody else may be at what it caused. */
interface Settled {
  readonly refusal: Refusal | null;
  readonly isRepeat: boolean;
}

export function hostContact(ports: ContactPorts): ContactHost {
  const { log, list, policy, store } = ports;
  const stream = openStream(ports);
  // Memory only. Lost with the object it costs repeats, which the log ignores at no row.
  let shipped = 0;
  let alarmAt = ports.alarmAt;
  const sent = new Set<string>();
  let gate: Promise<unknown> = Promise.resolve();

  const timeOf = (): string => {
    const now = new Date(ports.now()).toISOString();
    // A clock that goes back never makes a stream go back.
    return stream.contact.at && stream.contact.at > now ? stream.contact.at : now;
  };
  const idOf = (fallback: StreamId): StreamId => stream.streamId ?? fallback;
  const raise = (version: number | undefined): void => {
    if (version !== undefined && version <= stream.contact.version) shipped = Math.max(shipped, version);
  };

  /** The alarm to set for a state: only an earlier one than the one that stands. */
  const earlier = (contact: typeof stream.contact): number | null => {
    const wanted = nextDeadline(contact, { policy, now: ports.now(), shipped });
    return wanted !== null && (alarmAt === null || wanted < alarmAt) ? wanted : null;
  };

  const shipment = (streamId: StreamId): Shipment => shipmentOf(streamId, stream, shipped);
  const answer = (streamId: StreamId, sends: Queue | null, refusal: Refusal | null): Answer => ({
    ship: shipment(streamId),
    next: streamId.startsWith("ct_") ? nextFor(sends, streamId as ContactId, stream.contact) : [],
    refusal,
  });

  const write = (
    streamId: StreamId,
    decided: readonly Decided[],
    cause: Pick<ContactCommand, "commandId" | "causationId" | "correlationId">,
    at: string,
  ): void => {
    if (decided.length === 0) return;
    let set: number | null = null;
    stream.write(streamId, decided, cause, at, (after) => (set = earlier(after)));
    alarmAt = set ?? alarmAt;
  };

  const draftOf = (command: ContactCommand): DraftText | null => {
    if (command.type !== "EditDraft") return null;
    const version = holdOfDraft(stream.contact, command.draftId)?.textVersion;
    const words = version ? stream.open(version) : null;
    return words
      ? DraftText.parse(Object.fromEntries(Object.keys(DraftText.shape).map((field) => [field, words[field]])))
      : null;
  };

  /** One turn: looks up, decides and writes without awaiting. `needs_list` means that nothing was decided yet. */
  const turn = (command: ContactCommand, reading: ListReading | null): Settled | "needs_list" => {
    const known = stream.recorded(command.commandId);
    if (known) return { refusal: refusalOf(command.type, known), isRepeat: true };
    const streamId = idOf(command.contactId);
    const at = timeOf();
    const decision = decide(command, {
      streamId,
      contact: stream.contact,
      at,
      policy,
      list: reading,
      draft: draftOf(command),
    });
    if ("needs" in decision) return "needs_list";
    write(streamId, decision.events, command, at);
    return { refusal: decision.refusal, isRepeat: false };
  };

  const readList = async (): Promise<ListReading | null> => {
    const digests = stream.contact.lookups.flatMap((lookup) =>
      Object.values(lookup).filter((digest) => digest !== undefined),
    );
    try {
      const { revision, suppressed } = await list.read([...new Set(digests)]);
      return { revision, hit: suppressed.length > 0 };
    } catch (cause) {
      ports.report({ reason: "list_unreadable", streamId: stream.streamId, detail: nameOf(cause) });
      return null;
    }
  };

  /** Decides, asking the list first where the veto must speak: one reading at a time, then everything is looked at again. */
  const settle = async (command: ContactCommand): Promise<Settled> => {
    if (stream.streamId && stream.streamId !== command.contactId)
      throw new Error(`command for ${command.contactId} reached ${stream.streamId}`);
    const first = turn(command, null);
    if (first !== "needs_list") return first;
    const gated = gate.then(async (): Promise<Settled> => {
      for (;;) {
        // Somebody else's reading may have settled this very command while we waited.
        const again = turn(command, null);
        if (again !== "needs_list") return again;
        const { lookups } = stream.contact;
        const reading = await readList();
        if (!reading) return { refusal: { reason: "list_unreadable" }, isRepeat: false };
        // Another address or number of the person became known meanwhile: the list was not asked for it.
        if (stream.contact.lookups !== lookups) continue;
        const decided = turn(command, reading);
        if (decided === "needs_list") throw new Error(`${command.type} needs a list it was given`);
        return decided;
      }
    });
    gate = gated.catch(() => undefined);
    return gated;
  };

  const administrate = (command: AdminCommand, writer: Writer): void => {
    if (!stream.recorded(command.commandId)) write(command.streamId, decideAdmin(command, writer), command, timeOf());
  };

  /**
   * After an eviction nothing is known of what the log has. For a long stream it is asked once, by its last event, rather than sent everything again.
   * A short stream is cheaper to send than to ask about.
   */
  let isAsked = stream.rows.length < ROWS_WORTH_ASKING;
  const catchUp = async (): Promise<void> => {
    const { streamId, contact, rows } = stream;
    if (isAsked || !streamId || shipped > 0) return;
    isAsked = true;
    try {
      const [head] = await log.read({ streamId, from: contact.version });
      if (head && head.hash === rows[contact.version - 1]?.hash) shipped = Math.max(shipped, contact.version);
    } catch {
      // The log does not answer: it is sent everything, as always when nothing is known.
    }
  };

  const append = async (): Promise<boolean> => {
    const { streamId } = stream;
    if (!streamId) return true;
    const { version } = stream.contact;
    if (shipped >= version) return true;
    try {
      let report = await log.append([shipment(streamId)]);
      if (report.failed.some(({ reason }) => reason === GAP)) {
        // The log was taken back to an earlier minute: what it had, it has no more. Everything goes again.
        ports.report({ reason: "log_restored", streamId, detail: "" });
        shipped = 0;
        report = await log.append([shipment(streamId)]);
      }
      if (report.appended.includes(streamId)) {
        shipped = Math.max(shipped, version);
        return true;
      }
      const [conflict] = report.conflicts;
      ports.report({
        reason: conflict ? "log_conflict" : "log_unavailable",
        streamId,
        detail: conflict ? `version ${conflict.version}` : "",
      });
    } catch (cause) {
      ports.report({ reason: "log_unavailable", streamId, detail: nameOf(cause) });
    }
    return false;
  };

  /** Ships, then sends what clicks and timers caused; never the other way round. False when the log does not have it yet. */
  const flush = async (isAgain: (run: Run) => boolean): Promise<boolean> => {
    if (!(await append())) return false;
    const { streamId } = stream;
    if (!streamId?.startsWith("ct_")) return true;
    const due = effectsOf(streamId as ContactId, stream.contact).filter(
      ({ message, isOwn, run }) =>
        // Another turn may have written while the log answered: what follows from that, it sends itself.
        message.follows <= shipped && ((isOwn && !sent.has(message.id)) || isAgain(run)),
    );
    if (due.length === 0) return true;
    // Claimed before the await: a click that comes meanwhile finds it under way.
    for (const { message } of due) sent.add(message.id);
    try {
      await ports.send(due.map((effect) => effect.message));
    } catch (cause) {
      // The event is on the log; the alarm sends what follows from it.
      for (const { message } of due) sent.delete(message.id);
      ports.report({ reason: "queue_unavailable", streamId, detail: nameOf(cause) });
    }
    return true;
  };

  const never = (): boolean => false;
  const always = (): boolean => true;

  /** What the clock does: a hold nobody decided ends, a follow-up whose time has come is due. */
  const tick = (): void => {
    const { streamId } = stream;
    if (!streamId?.startsWith("ct_")) return;
    const contactId = streamId as ContactId;
    const now = timeOf();
    const timer = (commandId: CommandId) => ({
      commandId,
      contactId,
      correlationId: commandId,
      causationId: commandId,
    });
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
  const rearm = (): void => {
    const wanted = earlier(stream.contact);
    if (wanted === null) return;
    store.commit({ rows: [], wrappedKey: null, alarmAt: wanted });
    alarmAt = wanted;
  };

  return {
    perform: async (command, sends) => {
      raise(command.follows);
      await catchUp();
      const { refusal } = await settle(command);
      const result = answer(idOf(command.contactId), sends, refusal);
      // A policy may have released a preview in this very turn: what follows from that is the object's own to send.
      if (stream.recorded(command.commandId)?.some((event) => event.type === "PreviewConfirmed")) await flush(never);
      return result;
    },
    administer: async (command, writer) => {
      await catchUp();
      administrate(command, writer);
      return answer(command.streamId, null, null);
    },
    record: async (command, writer) => {
      await catchUp();
      administrate(command, writer);
      return { logged: await flush(never), version: stream.contact.version, refusal: null };
    },
    history: async (query) => {
      raise(query.follows);
      const run = wantedRun(stream.contact, query.runId, "plan");
      const base = answer(idOf(query.contactId), "qualify", isRefusal(run) ? run : null);
      return { ...base, history: isRefusal(run) ? null : historyOf(query.contactId, stream.contact, run, timeOf()) };
    },
    brief: async (query) => {
      raise(query.follows);
      const run = wantedRun(stream.contact, query.runId, "compose");
      const base = answer(idOf(query.contactId), null, isRefusal(run) ? run : null);
      return { ...base, brief: isRefusal(run) ? null : briefOf(stream, run) };
    },
    claim: async (command) => {
      raise(command.follows);
      const { refusal, isRepeat } = await settle(command);
      return {
        ...answer(idOf(command.contactId), null, refusal),
        claim: refusal ? null : claimOf(stream, command.approvalId, isRepeat),
      };
    },
    click: async (command) => {
      const { refusal } = await settle(command);
      const { version } = stream.contact;
      return { logged: await flush(never), version, refusal };
    },
    timeline: () => timelineOf(stream),
    wake: async () => {
      tick();
      const isLogged = await flush(always);
      return {
        logged: isLogged,
        version: stream.contact.version,
        refusal: stream.streamId ? null : { reason: "unknown", what: "contact" },
      };
    },
    alarm: async () => {
      alarmAt = null;
      try {
        tick();
        const now = ports.now();
        await flush((run) => isOverdue(run, now, policy.hold));
      } catch (cause) {
        ports.report({ reason: "alarm_failed", streamId: stream.streamId, detail: nameOf(cause) });
      }
      rearm();
    },
  };
}

/** From here on a stream is worth a question to the log before it is sent whole. */
const ROWS_WORTH_ASKING = 100;

/** An error as its class only: its message may quote what must not be in a log line. */
const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : typeof cause);
