// The receipt of a contact, as data: for each run what was known, which rules spoke and on what rows, the arithmetic, who decided what and
// what they changed. `why.ts` makes it; `receipt-text.ts` and `receipt-html.ts` show it.
import type { DraftText, StoredEvent } from "../schema/events.ts";
import type { ContactId, RunId } from "../schema/ids.ts";
import type { Action, Flag, FlagCause, GatePlace, SuppressionKind, VetoReason, Verdict } from "../schema/lists.ts";
import type { PolicySection } from "../schema/policy.ts";
import type { Evidence } from "../schema/provenance.ts";
import type { DraftFlag, DraftOffence, DraftOutcome } from "../schema/written-draft.ts";
import type { Run } from "../domain/contact/state.ts";
import type { Fault } from "./faults.ts";
import type { Columns, EventOf } from "./placed.ts";
import type { Seal } from "./sealed.ts";

/** A place in the contact's stream, and what was said there under the key. */
export interface Moment {
  readonly version: number;
  readonly at: string;
}

/** What made a veto's hit true. */
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
  /** All hits, in the order in which they are asked; none where it passed. */
  readonly hits: readonly { readonly reason: VetoReason; readonly because: Because | null }[];
  readonly revision: number;
}

export interface PolicyReceipt {
  readonly section: PolicySection;
  readonly digest: string;
  /** False when no policy of the log has these words. */
  readonly known: boolean;
}

export interface DecisionReceipt extends Moment {
  readonly action: Action;
  readonly reason: string;
  readonly rule: string;
  readonly policy: PolicyReceipt | null;
  /** What the ladder counted: sends so far, the last one, what waits for an answer. Null where a veto decided. */
  readonly inputs: Columns | null;
  readonly rows: readonly Evidence[];
}

export interface QualificationReceipt extends Moment {
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly increments: EventOf<"QualificationGraded">["payload"]["increments"];
  /** From here on it is `qualified`; null when the policy is not known. */
  readonly qualifiedFrom: number | null;
  readonly policy: PolicyReceipt | null;
  readonly rows: readonly Evidence[];
}

export interface OpportunityReceipt extends Moment {
  readonly basisPoints: number;
  readonly facts: Readonly<Record<string, number>>;
  readonly summary: string;
  readonly sum: { readonly base: number; readonly perFact: number; readonly cap: number } | null;
  readonly policy: PolicyReceipt | null;
  readonly rows: readonly Evidence[];
}

/** Something a person, the clock or a newer event did to a hold or an approval. */
export interface StepReceipt extends Moment {
  readonly type: StoredEvent["type"];
  readonly says: string;
  readonly by: string | null;
  readonly why: string | null;
}

/** Something a model was given: a field of a row, as it was shown. */
export interface SourceReceipt {
  /** By which claims cite it. */
  readonly ref: string;
  readonly about: string;
  readonly table: string;
  readonly id: string;
  readonly text: string;
}

/** A statement of a model's draft with what it cites; nothing: it says so without evidence. */
export interface ClaimReceipt {
  readonly text: string;
  readonly cites: readonly SourceReceipt[];
}

/** How a draft came about that a model was to write. */
export interface WritingReceipt {
  readonly outcome: DraftOutcome;
  /** Of the drafts that were refused. */
  readonly offences: readonly DraftOffence[];
  readonly flags: readonly DraftFlag[];
  /** The model and its prompt, `llm:<model>@<digest>`, or the template that stands in. */
  readonly source: string;
  /** Null where they stay sealed. */
  readonly claims: readonly ClaimReceipt[] | null;
}

export interface TextReceipt extends Moment {
  readonly by: string;
  readonly digest: string;
  readonly seal: Seal;
  /** The words; null where they stay sealed. */
  readonly text: DraftText | null;
  readonly why: string | null;
  /** What an edit changed, as a unified diff. */
  readonly diff: string | null;
  /** Null where no model was to write: templates and people's edits. */
  readonly writing: WritingReceipt | null;
}

export interface RunReceipt {
  readonly runId: RunId;
  /** One sentence: what came of it, or why nothing did. */
  readonly answer: string;
  readonly started: Moment & {
    readonly by: Run["startedBy"];
    readonly says: string;
    readonly seal: Seal;
    readonly words: unknown;
  };
  readonly gates: readonly GateReceipt[];
  readonly decision: DecisionReceipt | null;
  readonly qualification: QualificationReceipt | null;
  readonly opportunity: OpportunityReceipt | null;
  readonly texts: readonly TextReceipt[];
  readonly steps: readonly StepReceipt[];
  readonly step: Run["step"];
  readonly end: string | null;
  /** The flag that took back what was open, where one did. */
  readonly forbidden: Flag | null;
}

export interface ContactReceipt {
  readonly contactId: ContactId;
  /** As of this version: its hash covers everything before. */
  readonly version: number;
  readonly at: string | null;
  readonly head: string;
  readonly erased: boolean;
  /** About the newest run: what to say to somebody who asks. */
  readonly answer: string;
  /** Flags that are set, with what set them. */
  readonly flags: readonly { readonly flag: Flag; readonly because: Because | null }[];
  /** Newest first. */
  readonly runs: readonly RunReceipt[];
  readonly seal: Seal;
  /** What is wrong with the stream: a receipt of a log that does not hold says so. */
  readonly faults: readonly Fault[];
}
