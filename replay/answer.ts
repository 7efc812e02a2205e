// What came of a run, in one sentence: what to say to somebody who asks why they were written to, or why not.
import { vetoWords } from "../schema/words.ts";
import { isModels } from "../schema/written-draft.ts";
import { reasonInside } from "./sentences.ts";
import type { RunReceipt, StepReceipt } from "./receipt.ts";

/** The day of a moment: receipts are for people, and the hour is in the table. */
const day = (at: string): string => at.slice(0, 10);

const WHERES = {
  plan: "",
  hold: " when the hold was to open",
  approve: " at the approval",
  dispatch: " just before it was sent",
};

export function answerOf({ gates, decision, texts, steps, step, end, forbidden }: Omit<RunReceipt, "answer">): string {
  const veto = gates.find(({ passed }) => !passed);
  const of = (type: StepReceipt["type"]) => steps.findLast((one) => one.type === type);
  if (veto)
    return `We did not write, because ${vetoWords(veto.hits.map(({ reason }) => reason))}${WHERES[veto.where]}.`;
  if (!decision)
    return end === "superseded"
      ? "A newer message took its place before anything was decided."
      : "Nothing is decided yet.";
  const reason = reasonInside(decision.reason);
  if (decision.action === "skip") return `We did not write, because ${reason}.`;
  if (end === null) return `We mean to write, because ${reason}. ${WAITS[step]}`;
  const ended = { reason, of, texts, forbidden, decidedAt: decision.at };
  return ENDS[end]?.(ended) ?? `It ended: ${end}.`;
}

interface Ended extends Pick<RunReceipt, "texts" | "forbidden"> {
  /** Why something was to be written. */
  readonly reason: string;
  /** The last step of a type. */
  readonly of: (type: StepReceipt["type"]) => StepReceipt | undefined;
  readonly decidedAt: string;
}

/** What to say of a run that was to write, by how it ended. An end that a release no longer knows is said by its name. */
const ENDS: Readonly<Record<string, (ended: Ended) => string>> = {
  dispatched: ({ reason, of, texts, decidedAt }) =>
    `We wrote on ${day(of("DispatchSucceeded")?.at ?? decidedAt)}, because ${reason}. ${releasedText(texts, of("DraftApproved")?.by ?? SOMEBODY)}`,
  failed: ({ reason }) => `We wanted to write, because ${reason}, but the message could not be sent.`,
  uncertain: ({ reason }) => `We wanted to write, because ${reason}; nobody knows whether the message left.`,
  dismissed: ({ reason, of }) => decidedAgainst(reason, of("PreviewDismissed")),
  rejected: ({ reason, of }) => decidedAgainst(reason, of("DraftRejected")),
  expired: ({ reason }) => `We did not write, although ${reason}: nobody decided in time.`,
  superseded: () => "We did not write this: a newer message took its place.",
  undone: ({ reason }) => `We did not write, although ${reason}: the approval was taken back.`,
  vetoed: ({ reason, forbidden }) =>
    `We did not write, although ${reason}: ${forbidden ? `meanwhile ${vetoWords([forbidden])}` : "something came in that forbids it"}.`,
  erased: () => "We did not write: the contact was erased.",
};

function decidedAgainst(reason: string, against: StepReceipt | undefined): string {
  const why = against?.why ? `: “${against.why}”` : "";
  return `We did not write, although ${reason}: ${against?.by ?? "a person"} decided against it${why}.`;
}

const SOMEBODY = "a person";

/** Whose words were sent, and who let them go. */
function releasedText(texts: RunReceipt["texts"], by: string): string {
  const [first, ...edits] = texts;
  const editor = edits.at(-1)?.by;
  if (!first?.writing || !isModels(first.writing.outcome))
    return `${by === SOMEBODY ? "A person" : by} approved the text.`;
  return `A model wrote the words${editor === undefined ? "" : `, ${editor} changed them`}; ${by} released them.`;
}

const WAITS: Readonly<Record<RunReceipt["step"], string>> = {
  plan: "It waits to be planned.",
  grade: "It waits for its grades.",
  preview: "A person has not yet confirmed it.",
  compose: "Its text is being written.",
  draft: "A person has not yet approved the text.",
  dispatch: "It is approved and about to be sent.",
  claimed: "It is being sent.",
  ended: "",
};
