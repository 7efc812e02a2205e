// The result of a run in one sentence: the answer to a contact who asks why a message was or was not sent. The receipt is made in why.ts.
import { vetoWords } from "../schema/words.ts";
import { isModels } from "../schema/written-draft.ts";
import { reasonInside } from "./sentences.ts";
import type { RunReceipt, StepReceipt } from "./receipt.ts";

/** The day of a time. The answer has no hour, because the receipt's table of steps has it. */
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
      ? "A newer message replaced it before anything was decided."
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
  uncertain: ({ reason }) => `We wanted to write, because ${reason}; it is unknown whether the message was sent.`,
  dismissed: ({ reason, of }) => decidedAgainst(reason, of("PreviewDismissed")),
  rejected: ({ reason, of }) => decidedAgainst(reason, of("DraftRejected")),
  expired: ({ reason }) => `We did not write, although ${reason}: no person decided in time.`,
  superseded: () => "We did not write this message: a newer one replaced it.",
  undone: ({ reason }) => `We did not write, although ${reason}: the approval was undone.`,
  vetoed: ({ reason, forbidden }) =>
    `We did not write, although ${reason}: ${forbidden ? `meanwhile ${vetoWords([forbidden])}` : "a later event forbids it"}.`,
  erased: () => "We did not write: the contact was erased.",
};

function decidedAgainst(reason: string, against: StepReceipt | undefined): string {
  const why = against?.why ? `: “${against.why}”` : "";
  return `We did not write, although ${reason}: ${against?.by ?? "a person"} decided against it${why}.`;
}

const SOMEBODY = "a person";

/** Who wrote the sent text, and who approved it. */
function releasedText(texts: RunReceipt["texts"], by: string): string {
  const [first, ...edits] = texts;
  const editor = edits.at(-1)?.by;
  if (!first?.writing || !isModels(first.writing.outcome))
    return `${by === SOMEBODY ? "A person" : by} approved the text.`;
  return `A model wrote the words${editor === undefined ? "" : `, ${editor} changed them`}; ${by} released them.`;
}

const WAITS: Readonly<Record<RunReceipt["step"], string>> = {
  plan: "The run waits for its plan.",
  grade: "The run waits for its grades.",
  preview: "A person has not yet confirmed the preview.",
  compose: "The text is being written.",
  draft: "A person has not yet approved the text.",
  dispatch: "The text is approved and will be sent.",
  claimed: "The message is being sent.",
  ended: "",
};
