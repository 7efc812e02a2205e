// The views of a contact for its callers: each has just what the caller's step needs.
import type {
  Brief,
  Claim,
  History,
  HoldAnswer,
  ModelCalls,
  ScoreBasis,
  Timeline,
  TimelineEntry,
} from "../../schema/answers.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import type { CorrectedWords } from "../../schema/correction.ts";
import { DraftText, type EventOf, type StoredEvent } from "../../schema/events.ts";
import type { ApprovalId, ContactId, HoldId } from "../../schema/ids.ts";
import type { ModelStep } from "../../schema/model-call.ts";
import type { Recall } from "../../schema/recall.ts";
import { Signal } from "../../schema/signals.ts";
import { isOfOther } from "../replies/conversation.ts";
import { isActivity } from "../rules/score-terms.ts";
import { intentsOf } from "./intents.ts";
import { correctedWords } from "./corrections.ts";
import { drawnHold } from "./drawn.ts";
import { answeredMessage, mailsBefore } from "./mails-before.ts";
import { replacedHold, replacementOf } from "./again.ts";
import { contactRow } from "./rows.ts";
import {
  countedSends,
  type Contact,
  isSequenceClosed,
  lastFailed,
  lastSend,
  lookupsIn,
  openHold,
  type Run,
  unanswered,
  unfinishedRun,
} from "./state.ts";
import type { Stream } from "./stream.ts";
import { turnsOf } from "./turns.ts";
import type { Witness } from "../../schema/witness.ts";

/** Earlier runs in a planner's history: enough to see a pattern, few enough to read. */
const MEMORY_RUNS = 10;

/** What a planner decides from: flags, sequence, earlier runs and their ends, without words. */
export function historyOf(contactId: ContactId, contact: Contact, run: Run, at: string): History {
  const earlier = Object.values(contact.runs).filter((one) => one.runId !== run.runId && one.action !== null);
  const failed = lastFailed(contact);
  return {
    contactId,
    runId: run.runId,
    version: contact.version,
    at,
    flags: { ...contact.flags },
    lookups: [...lookupsIn(contact, run.runId)],
    sequence: countedSends(contact).length,
    lastSentAt: lastSend(contact)?.at ?? null,
    ...(failed ? { failedAt: failed.at } : {}),
    unansweredAt: unanswered(contact)?.at ?? null,
    sequenceClosed: isSequenceClosed(contact),
    // The edited hold may be decided by now; the run still ends after its action.
    beside: run.beside,
    source: run.source,
    wroteBack: contact.message !== null,
    memory: earlier
      .toSorted((a, b) => b.stepVersion - a.stepVersion)
      .slice(0, MEMORY_RUNS)
      .map((one) => ({
        runId: one.runId,
        action: one.action ?? "skip",
        reason: one.reason ?? "",
        verdict: one.qualification?.verdict ?? null,
        ended: one.end,
      })),
    calls: callsOf(run, "plan_tasks"),
  };
}

function callsOf({ calls = {} }: Run, step: ModelStep): ModelCalls {
  return { ofRun: Object.values(calls).reduce((sum, n) => sum + n, 0), ofStep: calls[step] ?? 0 };
}

/** What a score is made of; null for a contact who is erased, and for a stream without events. */
export function scoreBasisOf(stream: Stream, contactId: ContactId, at: string): ScoreBasis | null {
  const { contact, events } = stream;
  if (contact.erased || contact.version === 0) return null;
  // What came before an erasure does not count when the contact is back.
  const own = events.filter(({ version }) => version > (contact.erasedVersion ?? 0));
  return {
    contactId,
    version: contact.version,
    at,
    flags: { ...contact.flags },
    lookups: [...contact.lookups],
    intents: newestIntents(own),
    wroteToUs: own.some(
      ({ type, payload }) => type === "SignalReceived" && "kind" in payload && payload.kind === "message",
    ),
  };
}
/** More than a policy may count. Somebody who looks at a hundred pages has still filled in a form. */
const [BASIS_INTENTS, BASIS_ACTIVITIES] = [100, 30];

function newestIntents(events: readonly StoredEvent[]): ScoreBasis["intents"] {
  const newestFirst = events.flatMap(intentsOf).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const { looked = [], did = [] } = Object.groupBy(newestFirst, (one) => (isActivity(one) ? "looked" : "did"));
  return [...did.slice(0, BASIS_INTENTS), ...looked.slice(0, BASIS_ACTIVITIES)];
}

type Received = EventOf<"SignalReceived">;

/** The latest signal of a kind; with `isWanted`, only of some. */
const latestOf = (
  { events }: Stream,
  kind: Signal["kind"],
  isWanted: (payload: Received["payload"]) => boolean = () => true,
): Received | null =>
  events
    .filter((event): event is Received => event.type === "SignalReceived")
    .findLast(({ payload }) => payload.kind === kind && isWanted(payload)) ?? null;

/** The opened words of a signal of this kind; null without one, and when they are erased. */
function wordsOf<K extends Signal["kind"]>(stream: Stream, kind: K, event: Received | null) {
  const signal = Signal.safeParse(event && stream.open(event.version)?.["signal"]).data;
  return signal?.kind === kind ? (signal as Extract<Signal, { kind: K }>) : null;
}

/**
 * What a composer writes from: the latest words of the contact, opened, and the last message sent. Erased words are missing. The message of a reply
 * is the one that it answers: a machine's mail that came after it is no question. Other runs write about the contact's own, because the address of the
 * message becomes the draft's: a follow-up to an absent colleague would go to a stranger.
 */
export function briefOf(stream: Stream, run: Run): Brief {
  const message = answeredMessage(stream, run) ?? latestOf(stream, "message", (payload) => !isOfOther(payload));
  const lead = latestOf(stream, "lead");
  const replaced = replacedHold(stream.contact, run);
  return {
    runId: run.runId,
    action: run.action ?? "skip",
    sequence: countedSends(stream.contact).length,
    ...asCorrected(
      { lead: wordsOf(stream, "lead", lead), message: wordsOf(stream, "message", message) },
      correctedWords(stream.contact, stream.open),
      message !== null && isOfOther(message.payload),
    ),
    messageClass: message?.payload.class ?? null,
    version: stream.contact.version,
    flags: { ...stream.contact.flags },
    lookups: [...lookupsIn(stream.contact, run.runId)],
    source: run.source,
    sent: lastSent(stream),
    turns: turnsOf(stream, [lead?.version, message?.version, lastSend(stream.contact)?.version]),
    calls: callsOf(run, "write_draft"),
    ...(replaced ? { again: replaced.holdId } : {}),
  };
}

/**
 * What the contact says of themselves, as a person corrected it. The first name of a corrected name was asked for apart, with the other name. A colleague
 * who answers has a name of their own.
 */
function asCorrected(
  { lead, message }: Pick<Brief, "lead" | "message">,
  { name, title, company }: CorrectedWords,
  isOther: boolean,
): Pick<Brief, "lead" | "message"> {
  const others = { ...(title ? { title } : {}), ...(company ? { company } : {}) };
  return {
    lead: lead && { ...lead, ...others, ...(name ? { name, firstName: undefined } : {}) },
    message: message && !isOther && name ? { ...message, name } : message,
  };
}

/**
 * The opened words of the last sent message. Null when nothing was sent, when the last send was imported, or when its words are
 * erased.
 */
function lastSent(stream: Stream): Brief["sent"] {
  const send = lastSend(stream.contact);
  const approval = send?.approvalId ? stream.contact.approvals[send.approvalId] : undefined;
  const words = approval && stream.open(approval.textVersion);
  const text = DraftText.pick({ subject: true, body: true }).safeParse({
    subject: words?.["subject"],
    body: words?.["body"],
  });
  return send && text.success ? { at: send.at, ...text.data } : null;
}

/** The most earlier plans and decisions for a planner: more would cost tokens without informing it. */
const RECALLED = 5;

/** The contact's own words, and earlier plans and decisions of reviewers, decrypted. Erased words are missing. */
export function recallOf(stream: Stream, run: Run): Recall {
  const earlier = stream.events
    .toReversed()
    .filter(({ payload }) => !("runId" in payload) || payload.runId !== run.runId);
  const decisions = earlier.flatMap((event) => {
    const isHuman = event.writer === "desk" && "holdId" in event.payload;
    const why = isHuman ? stream.open(event.version)?.["why"] : undefined;
    return typeof why === "string" && why !== "" ? [{ event: event.type, why }] : [];
  });
  const [lead, message] = [latestOf(stream, "lead"), latestOf(stream, "message")];
  return {
    source: run.source,
    lead: wordsOf(stream, "lead", lead),
    message: wordsOf(stream, "message", message),
    messageClass: stream.contact.message?.class ?? null,
    turns: turnsOf(stream, [lead?.version, message?.version]),
    plans: earlier.flatMap((event) => (event.type === "PlanProposed" ? [event.payload.stages] : [])).slice(0, RECALLED),
    decisions: decisions.slice(0, RECALLED),
  };
}

/** How a claim was found. */
interface Claiming {
  /** Whether an earlier call recorded the claim. */
  readonly resumed: boolean;
  /** The newest checkpoint of the log. */
  readonly checkpoint: string | null;
  /** The sender of the text that the event of this version has. */
  readonly senderOf: (textVersion: number) => Claim["sender"];
}

/** The claim with its words; null when the words are erased because the contact was erased after the claim. */
export function claimOf(
  stream: Stream,
  approvalId: ApprovalId,
  { resumed, checkpoint, senderOf }: Claiming,
): Claim | null {
  const approval = stream.contact.approvals[approvalId];
  if (!approval?.claim) throw new Error(`approval ${approvalId} has no claim`);
  const words = stream.open(approval.textVersion);
  if (!words) return null;
  const text = DraftText.parse(Object.fromEntries(Object.keys(DraftText.shape).map((field) => [field, words[field]])));
  const { at, provider, idempotencyKey, version } = approval.claim;
  const witness = { ...signedHead(stream, version), checkpoint };
  const { outcome: settled } = approval;
  const { person, address } = senderOf(approval.textVersion);
  const before = [...mailsBefore(stream, approvalId, (version) => senderOf(version).address)];
  return {
    approvalId,
    idempotencyKey,
    provider,
    sender: { person, address },
    text,
    before,
    claimedAt: at,
    resumed,
    settled,
    witness,
  };
}

/** The signed head of the commit that has this version. */
function signedHead(stream: Stream, version: number): Omit<Witness, "checkpoint"> {
  const row = stream.rows.slice(version - 1).find(({ signature }) => signature !== null);
  if (!row?.signature) throw new Error(`no signature covers version ${version}`);
  return { streamId: row.streamId, version: row.version, hash: row.hash, signature: row.signature };
}

/** The hold as its reviewer sees it, with the events of its run. */
export function holdAnswerOf(stream: Stream, contactId: ContactId, holdId: HoldId): HoldAnswer {
  const drawn = drawnHold(stream, contactId, holdId);
  const own = stream.contact.holds[holdId];
  const runId = own?.runId;
  const replacement = own && replacementOf(stream.contact, own);
  return {
    ...(replacement ? { replacement: replacement.holdId } : {}),
    hold: drawn.ok ? drawn.value : null,
    refusal: drawn.ok ? null : drawn.error,
    flags: contactRow(contactId, stream.contact),
    timeline: timelineOf(stream, ({ payload }) => drawn.ok && "runId" in payload && payload.runId === runId),
  };
}

/** The contact's events with their opened words; with `isWanted`, only some of them. */
export function timelineOf(stream: Stream, isWanted: (event: StoredEvent) => boolean = () => true): Timeline {
  const run = unfinishedRun(stream.contact);
  const hold = openHold(stream.contact);
  return {
    streamId: stream.streamId ?? "",
    version: stream.contact.version,
    step: run ? (hold ? `${run.step}_hold` : run.step) : null,
    openHold: hold?.holdId ?? null,
    entries: stream.events.filter(isWanted).map((event) => {
      const evidence = stream.openEvidence(event.version);
      const words = { ...stream.open(event.version), ...(evidence ? { evidence } : {}) };
      return timelineEntry(event, {
        hash: stream.rows[event.version - 1]?.hash ?? "",
        words: Object.keys(words).length > 0 ? words : null,
        sealed: event.sealed !== null,
      });
    }),
  };
}

interface EntryParts extends Pick<TimelineEntry, "hash" | "sealed"> {
  /** The opened words; null when there are none, or when they do not open. */
  readonly words: Readonly<Record<string, unknown>> | null;
}

/** An event as the desk shows it, with the words that its caller has opened. The same for streams of contacts and of administration. */
export const timelineEntry = (event: StoredEvent, { hash, words, sealed }: EntryParts): TimelineEntry => ({
  version: event.version,
  type: event.type,
  at: event.at,
  writer: event.writer,
  payload: canonicalJson(event.payload),
  provenance: canonicalJson({ ...event.provenance, policy: event.policy }),
  words: words === null ? null : canonicalJson(words),
  sealed,
  hash,
});
