// Finds what a person wrote in a contact's timeline: the words that they wrote themselves, what else was in the mail, and what was heard.
import * as z from "zod";
import { ownLines } from "../../domain/replies/own-words.ts";
import type { Timeline, TimelineEntry } from "../../schema/answers.ts";
import { EVENTS } from "../../schema/events.ts";
import { ANSWERED_CLASSES, type HearingMark, type Language } from "../../schema/hearing.ts";
import { jsonIn } from "../../schema/json.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import type { HoldRow } from "../../schema/shipment.ts";

export interface Inbound {
  /** The version of its event. */
  readonly version: number;
  /** Its signal, and the run that it began. */
  readonly ids: readonly string[];
  readonly at: string;
  readonly kind: "lead" | "message";
  /** The address from which the message came, where it is not the contact's; null otherwise, and where the words are erased. */
  readonly from: string | null;
  readonly subject: string | null;
  /** The person's own words; null where the words are erased. */
  readonly own: string | null;
  /** Everything that came in, where that is more than their own words. */
  readonly whole: string | null;
  readonly class: ReplyClass | null;
  /** The rule or the model that gave the class. */
  readonly rule: string | null;
  readonly language: Language | null;
  readonly marks: readonly HearingMark[];
  readonly until: string | null;
}

const Words = z.object({
  signal: z.object({ email: z.string(), subject: z.string().optional(), text: z.string().optional() }),
});
const Columns = z.object({
  evidence: z.array(z.looseObject({ columns: z.looseObject({ rule: z.string().optional() }) })),
});

/** The newest lead or message of the timeline, of any class; `about`: that of a signal or of a run. Null when there is none. */
export function inboundIn({ entries }: Pick<Timeline, "entries">, about?: string): Inbound | null {
  return inboundWhere(entries, ({ ids }) => about === undefined || ids.includes(about));
}

/** What came in last, of any class, and what a hold's message answers. */
export interface HeardAtHold {
  readonly latest: Inbound | null;
  /** Null for a follow-up, which answers nothing, and where the answered words came with an import. */
  readonly answered: Inbound | null;
  readonly isLatestAnswered: boolean;
}

/**
 * What came in last, and what the run of a hold answers: a reply the newest message that waited for one when the run was decided, a first message the
 * lead of the run. The two differ when something came in while the hold was open, as an automatic reply.
 */
export function heardAtHold(
  { entries }: Pick<Timeline, "entries">,
  hold: Pick<HoldRow, "runId" | "action">,
): HeardAtHold {
  const latest = inboundIn({ entries });
  const decided = entries.findIndex(({ type, payload }) => type === "ActionDecided" && runOf(payload) === hold.runId);
  const past = decided === -1 ? entries : entries.slice(0, decided);
  const answered =
    hold.action === "reply" ? waitingIn(past) : hold.action === "initial" ? leadOf(past, hold.runId) : null;
  return { latest, answered, isLatestAnswered: latest !== null && latest.version === answered?.version };
}

/** The hold that is open by the timeline, which is right also where the hold's row is not. Null when none is. */
export function openHoldIn({
  entries,
  openHold,
}: Pick<Timeline, "entries" | "openHold">): Pick<HoldRow, "runId" | "kind" | "action"> | null {
  const opened = entries.find(
    ({ type, payload }) =>
      (type === "PreviewHeld" || type === "DraftHeld") && Held.safeParse(jsonIn(payload)).data?.holdId === openHold,
  );
  const decided = entries.find(
    ({ type, payload }) => type === "ActionDecided" && opened !== undefined && runOf(payload) === runOf(opened.payload),
  );
  const { success, data } = EVENTS.ActionDecided.payload.safeParse(jsonIn(decided?.payload ?? ""));
  return success
    ? { runId: data.runId, kind: opened?.type === "DraftHeld" ? "draft" : "preview", action: data.action }
    : null;
}

const Held = z.looseObject({ holdId: z.string() });
const OfRun = z.looseObject({ runId: z.string().optional() });
const runOf = (payload: string): string | undefined => OfRun.safeParse(jsonIn(payload)).data?.runId;

/** The lead that began a run; of a run that a person asked for, the newest lead before it. */
function leadOf(entries: readonly TimelineEntry[], runId: string): Inbound | null {
  return (
    inboundWhere(entries, ({ ids }) => ids.includes(runId)) ?? inboundWhere(entries, ({ kind }) => kind === "lead")
  );
}

/** The message that waits for an answer: the newest that asks for one, or a later one that a person wants to be answered after all. */
function waitingIn(entries: readonly TimelineEntry[]): Inbound | null {
  const asking = inboundWhere(entries, ({ class: as }) => as !== null && ANSWERED_CLASSES.has(as));
  const closed = entries.findLast(
    ({ type, payload }) => type === "TaskClosed" && Closed.safeParse(jsonIn(payload)).success,
  );
  if (!closed || closed.version < (asking?.version ?? 0)) return asking;
  const taskId = Closed.parse(jsonIn(closed.payload)).taskId;
  const raised = entries.flatMap(({ type, payload }) =>
    type === "TaskRaised" ? (Raised.safeParse(jsonIn(payload)).data ?? []) : [],
  );
  const about = raised.find((task) => task.taskId === taskId)?.about;
  return about === undefined ? asking : (inboundWhere(entries, ({ ids }) => ids.includes(about)) ?? asking);
}

const Closed = z.looseObject({ taskId: z.string(), how: z.literal("answered") });
const Raised = z.looseObject({ taskId: z.string(), about: z.string() });

function inboundWhere(entries: readonly TimelineEntry[], isWanted: (inbound: Inbound) => boolean): Inbound | null {
  for (const entry of entries.toReversed()) {
    const inbound = readEntry(entry);
    if (inbound && isWanted(inbound)) return inbound;
  }
  return null;
}

function readEntry({ type, version, at, payload, words, provenance }: TimelineEntry): Inbound | null {
  if (type !== "SignalReceived") return null;
  const parsed = EVENTS.SignalReceived.payload.safeParse(jsonIn(payload));
  if (!parsed.success) return null;
  const { kind, class: as = null, hearing, signalId, runId } = parsed.data;
  if (kind !== "lead" && kind !== "message") return null;
  const signal = words === null ? undefined : Words.safeParse(jsonIn(words)).data?.signal;
  const text = signal?.text ?? "";
  const own = kind === "message" ? ownLines(text).own : text;
  return {
    version,
    ids: [signalId, ...(runId ? [runId] : [])],
    at,
    kind,
    from: hearing?.marks.includes("other_sender") === true ? (signal?.email ?? null) : null,
    subject: signal?.subject ?? null,
    own: signal === undefined ? null : own,
    whole: own.trim() === text.trim() ? null : text,
    class: as,
    rule:
      Columns.safeParse(jsonIn(provenance)).data?.evidence.find(({ columns }) => columns.rule)?.columns.rule ?? null,
    language: hearing?.language ?? null,
    marks: hearing?.marks ?? [],
    until: hearing?.until ?? null,
  };
}
