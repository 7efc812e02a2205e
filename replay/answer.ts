// The result of a run in one sentence: the answer to a contact who asks why a message was or was not sent. why.ts makes the
// receipt around the sentence.
import { skipText } from "../schema/plan-words.ts";
import { vetoWords } from "../schema/words.ts";
import { isModels } from "../schema/written-draft.ts";
import { reasonInside } from "./sentences.ts";
import type { RunReceipt, StepReceipt } from "./receipt.ts";

/** The day of a time. The answer has no hour, because the receipt's table of steps has it. */
const day = (at: string): string => at.slice(0, 10);

const PLACES = {
  plan: "",
  hold: " when the hold was to open",
  approve: " at the approval",
  dispatch: " just before it was sent",
};

export function answerOf({
  gates,
  plan,
  decision,
  texts,
  steps,
  step,
  end,
  forbidden,
}: Omit<RunReceipt, "answer">): string {
  const veto = gates.find(({ passed }) => !passed);
  const lastStep = (type: StepReceipt["type"]) => steps.findLast((one) => one.type === type);
  if (veto)
    return `We did not write, because ${vetoWords(veto.hits.map(({ reason }) => reason))}${PLACES[veto.where]}.`;
  if (!decision)
    return end === "superseded"
      ? "A newer message replaced this run before anything was decided."
      : "Nothing is decided yet.";
  const reason = reasonInside(decision.reason);
  const said = decision.reason === "plan_skip" && plan ? skipText(plan) : "";
  if (decision.action === "skip") return `We did not write, because ${reason}${said === "" ? "" : `: ${said}`}.`;
  if (end === null) return `We mean to write, because ${reason}. ${WAITS[step]}`;
  const ended = { reason, lastStep, texts, forbidden, decidedAt: decision.at };
  return ENDS[end]?.(ended) ?? `The run ended: ${end}.`;
}

interface Ended extends Pick<RunReceipt, "texts" | "forbidden"> {
  /** The reason of the decision to write. */
  readonly reason: string;
  /** The last step of a type; undefined when the run has none. */
  readonly lastStep: (type: StepReceipt["type"]) => StepReceipt | undefined;
  readonly decidedAt: string;
}

/**
 * The answer for a run with the decision to write, by the run's end. For an end that is not here, the answer has the end's name.
 */
const ENDS: Readonly<Record<string, (ended: Ended) => string>> = {
  dispatched: ({ reason, lastStep, texts, decidedAt }) =>
    `We wrote on ${day(lastStep("DispatchSucceeded")?.at ?? decidedAt)}, because ${reason}. ${releasedText(texts, lastStep("DraftApproved")?.by ?? UNNAMED)}`,
  failed: ({ reason }) => `We wanted to write, because ${reason}, but the message could not be sent.`,
  uncertain: ({ reason }) => `We wanted to write, because ${reason}; it is unknown whether the message was sent.`,
  dismissed: ({ reason, lastStep }) => decidedAgainst(reason, lastStep("PreviewDismissed")),
  rejected: ({ reason, lastStep }) => decidedAgainst(reason, lastStep("DraftRejected")),
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

const UNNAMED = "a person";

/** Who wrote the sent text, and who approved it. */
function releasedText(texts: RunReceipt["texts"], by: string): string {
  const [first, ...edits] = texts;
  const editor = edits.at(-1)?.by;
  if (!first?.writing || !isModels(first.writing.outcome))
    return `${by === UNNAMED ? "A person" : by} approved the text.`;
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
