// Whose words an event's opened words are, by their place in it: a stranger's and a model's are shown as untrusted; what our people and our templates say, and
// what code wrote, is not.
import type { TimelineEntry } from "../../schema/answers.ts";
import { EVENTS, type EventType, type SealedOf } from "../../schema/events.ts";
import { isModels } from "../../schema/written-draft.ts";

/**
 * `theirs`: a stranger's or a model's. `ours`: a person's here, a template's, or made by code. `subject` and `text`: of a draft, the model's where one wrote
 * it; the subject of an answer repeats the stranger's.
 */
type Place = "theirs" | "ours" | "subject" | "text";

/** The types whose events have sealed words. */
type Worded = { [T in EventType]: [SealedOf<T>] extends [never] ? never : T }[EventType];
type Places<T extends EventType> = { readonly [Field in keyof Required<SealedOf<T>>]: Place };

const WHY = { why: "ours" } as const;
const DRAFT = {
  recipient: "theirs",
  subject: "subject",
  body: "text",
  footer: "ours",
  unsubscribeUrl: "ours",
  salt: "ours",
} as const;

export const WORD_PLACES: { readonly [T in Worded]: Places<T> } = {
  SignalReceived: { signal: "theirs" },
  HistoryImported: { signal: "theirs" },
  PlanProposed: { reply: "theirs" },
  DraftHeld: { ...DRAFT, writing: "theirs" },
  DraftUnused: { writing: "theirs" },
  DraftEdited: { ...DRAFT, ...WHY, diff: "text" },
  ContactCorrected: { name: "ours", title: "ours", company: "ours", ...WHY },
  ContactFlagged: WHY,
  PreviewConfirmed: WHY,
  PreviewDismissed: WHY,
  DraftApproved: WHY,
  DraftRejected: WHY,
  HoldSnoozed: WHY,
  HoldReassigned: WHY,
  ApprovalVoided: WHY,
  RunRequested: WHY,
  RevisitSet: WHY,
  RevisitCleared: WHY,
  ContactsLinked: WHY,
  ContactsUnlinked: WHY,
  ContactPlaced: WHY,
  TaskClosed: WHY,
};

/** A person's note on a stream that is no contact's is opened under the same name. */
const NOTE = "why";

/** Whether a field of an event's opened words is a stranger's or a model's. What is not known is. `entries` are those that are shown beside it. */
export function isTheirs(entry: TimelineEntry, field: string, entries: readonly TimelineEntry[]): boolean {
  const places: Readonly<Record<string, Place>> | undefined = WORD_PLACES[entry.type as Worded];
  const place = places?.[field] ?? (field === NOTE ? "ours" : "theirs");
  switch (place) {
    case "theirs":
      return true;
    case "ours":
      return false;
    case "subject":
    case "text": {
      const held = heldOf(entry, entries);
      return !held || isByModel(held) || (place === "subject" && held.action === "reply");
    }
  }
}

/** The event by which the draft was held: it says who wrote it, and an edit changes no more than words. */
function heldOf(entry: TimelineEntry, entries: readonly TimelineEntry[]) {
  const draftId = draftIdIn(entry);
  const event = entries.find((one) => one.type === "DraftHeld" && draftIdIn(one) === draftId);
  return event && (JSON.parse(event.payload) as Readonly<Record<string, unknown>>);
}
const draftIdIn = ({ payload }: TimelineEntry): unknown =>
  (JSON.parse(payload) as Readonly<Record<string, unknown>>)["draftId"];

function isByModel({ writing }: Readonly<Record<string, unknown>>): boolean {
  if (writing === undefined) return false;
  const parsed = EVENTS.DraftHeld.payload.shape.writing.safeParse(writing);
  return !parsed.success || (parsed.data !== undefined && isModels(parsed.data.outcome));
}
