// The shape of a contact's receipt: for each run the data that was known, the rules with the rows they used, the arithmetic, and the decisions and
// edits of people. why.ts makes a receipt; receipt-text.ts and receipt-html.ts show it.
import type { DraftText, EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId, RunId } from "../schema/ids.ts";
import type { Action, Flag, FlagCause, GatePlace, SuppressionKind, VetoReason, Verdict } from "../schema/lists.ts";
import type { PolicySection } from "../schema/policy.ts";
import type { Evidence } from "../schema/provenance.ts";
import type { ShownPlan } from "../schema/shown-plan.ts";
import type { DraftFlag, DraftOffence, DraftOutcome } from "../schema/written-draft.ts";
import type { Run } from "../domain/contact/state.ts";
import type { ExplainedScore } from "./explained-score.ts";
import type { Fault } from "./faults.ts";
import type { Columns } from "./placed.ts";
import type { Seal } from "./sealed.ts";

/** The position of an event in the contact's stream. */
export interface Moment {
  readonly version: number;
  readonly at: string;
}

/** The flag or list entry that caused a veto's hit. */
export type Because =
  | (Moment & {
      readonly kind: "flag";
      readonly cause: FlagCause;
      readonly by: string | null;
      readonly why: string | null;
    })
  | (Moment & {
      readonly kind: "list";
      readonly entry: SuppressionKind;
      readonly revision: number;
      readonly streamId: string;
    });

export interface GateReceipt extends Moment {
  readonly where: GatePlace;
  readonly passed: boolean;
  /** All hits, in the order of the gate's checks; empty when the gate passed. */
  readonly hits: readonly { readonly reason: VetoReason; readonly because: Because | null }[];
  readonly revision: number;
}

export interface PolicyReceipt {
  readonly section: PolicySection;
  readonly digest: string;
  /** False when no policy of the log has this digest. */
  readonly known: boolean;
}

export interface DecisionReceipt extends Moment {
  readonly action: Action;
  readonly reason: string;
  readonly rule: string;
  readonly policy: PolicyReceipt | null;
  /** The ladder's inputs: sends so far, the last send, unanswered messages. Null when a veto decided. */
  readonly inputs: Columns | null;
  readonly rows: readonly Evidence[];
}

/** What the receipts of both grades have. */
interface GradeReceipt extends Moment {
  /** False where the plan did not have the grade: it ran all the same. */
  readonly planned: boolean;
}

export interface QualificationReceipt extends GradeReceipt {
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly increments: EventOf<"QualificationGraded">["payload"]["increments"];
  /** The fewest points for `qualified`; null when the policy is unknown. */
  readonly qualifiedFrom: number | null;
  readonly policy: PolicyReceipt | null;
  readonly rows: readonly Evidence[];
}

export interface OpportunityReceipt extends GradeReceipt {
  readonly basisPoints: number;
  readonly facts: Readonly<Record<string, number>>;
  readonly summary: string;
  readonly sum: { readonly base: number; readonly perFact: number; readonly cap: number } | null;
  readonly policy: PolicyReceipt | null;
  readonly rows: readonly Evidence[];
}

/** The score as it was known when the message was released, or when the run ended without one. It decided about nothing. */
export interface ScoreReceipt extends Moment, Omit<ExplainedScore, "version"> {
  readonly policy: PolicyReceipt | null;
}

/** A step of a hold or an approval, caused by a person, a timer or a newer event. */
export interface StepReceipt extends Moment {
  readonly type: StoredEvent["type"];
  readonly says: string;
  readonly by: string | null;
  readonly why: string | null;
}

/** A piece of the material in a model's request: one field of a row. */
export interface SourceReceipt {
  /** The name with which claims cite this piece. */
  readonly ref: string;
  readonly about: string;
  readonly table: string;
  readonly id: string;
  readonly text: string;
}

/** A claim of a model's draft with the pieces that it cites; `cites` is empty for a claim without evidence. */
export interface ClaimReceipt {
  readonly text: string;
  readonly cites: readonly SourceReceipt[];
}

/** How a draft was written, for a draft that a model was meant to write. A template may have replaced the model. */
export interface WritingReceipt {
  readonly outcome: DraftOutcome;
  /** The offences of all refused drafts. */
  readonly offences: readonly DraftOffence[];
  readonly flags: readonly DraftFlag[];
  /** The model and its prompt, `llm:<model>@<digest>`, or the template that was used instead. */
  readonly source: string;
  /** Null when they stay sealed. */
  readonly claims: readonly ClaimReceipt[] | null;
}

export interface TextReceipt extends Moment {
  readonly by: string;
  readonly digest: string;
  readonly seal: Seal;
  /** The text; null when it stays sealed. */
  readonly text: DraftText | null;
  readonly why: string | null;
  /** The changes of an edit, as a unified diff. */
  readonly diff: string | null;
  /** Null when no model was meant to write: for template drafts and for edits by people. */
  readonly writing: WritingReceipt | null;
}

export interface RunReceipt {
  readonly runId: RunId;
  /** One sentence: the result of the run, or why no message was sent. */
  readonly answer: string;
  readonly started: Moment & {
    readonly by: Run["startedBy"];
    readonly says: string;
    readonly seal: Seal;
    readonly words: unknown;
  };
  readonly gates: readonly GateReceipt[];
  /** Null while nothing is planned and nothing decided. */
  readonly plan: ShownPlan | null;
  readonly decision: DecisionReceipt | null;
  readonly qualification: QualificationReceipt | null;
  readonly opportunity: OpportunityReceipt | null;
  /** Null when the contact was not scored by then. */
  readonly score: ScoreReceipt | null;
  readonly texts: readonly TextReceipt[];
  readonly steps: readonly StepReceipt[];
  readonly step: Run["step"];
  readonly end: string | null;
  /** The flag that voided the run's open hold or approval; null when no flag did. */
  readonly forbidden: Flag | null;
}

export interface ContactReceipt {
  readonly contactId: ContactId;
  /** The version of the stream's last event; `head` is its hash, which covers all events before. */
  readonly version: number;
  readonly at: string | null;
  readonly head: string;
  readonly erased: boolean;
  /** The answer of the newest run. */
  readonly answer: string;
  /** The flags that are set, each with its cause. */
  readonly flags: readonly { readonly flag: Flag; readonly because: Because | null }[];
  /** The runs, the newest first. */
  readonly runs: readonly RunReceipt[];
  readonly seal: Seal;
  /** The faults of the stream. A receipt of a log with faults shows them. */
  readonly faults: readonly Fault[];
}

/** The grades of a run in the order in which they were recorded. */
export const gradesInOrder = ({
  qualification,
  opportunity,
}: Pick<RunReceipt, "qualification" | "opportunity">): readonly (QualificationReceipt | OpportunityReceipt)[] =>
  [qualification, opportunity].filter((grade) => grade !== null).toSorted((one, other) => one.version - other.version);
