// What each role may ask of a contact's object: one entrypoint per role, these methods and no others. The port is the writer.
import type {
  Answer,
  BriefAnswer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  HistoryAnswer,
  Timeline,
  ReadModelsAnswer,
  RebuildAnswer,
  Standing,
} from "./answers.ts";
import type { AdminCommand, CommandOf, DeskWish } from "./commands.ts";
import type { ContactId, DeadLetterId, Receipt, RunId, StreamId } from "./ids.ts";
import type { ReleaseVerdict, SuppressionKind } from "./lists.ts";
import type { Recall } from "./recall.ts";

/** A step of a run, asked about by the message that caused it. `follows` is in the log, so the object need not ship it again. */
export interface StepQuery {
  readonly contactId: ContactId;
  readonly runId: RunId;
  readonly follows: number;
}

export interface IngestPort {
  receive(command: CommandOf<"ReceiveSignal">): Promise<Answer>;
  reportConflict(command: CommandOf<"ReportConflict">): Promise<Answer>;
  /** Asked before a model is: what is recorded is not paid for again, and nothing is asked about somebody whom a flag stops. */
  standing(query: { readonly contactId: ContactId; readonly receipt: Receipt }): Promise<Standing>;
  /** The event of list rows that an opt-out wrote; the rows are in `CRM` first. */
  addSuppressions(command: Extract<AdminCommand, { type: "AddSuppressions" }>): Promise<Answer>;
}

export interface PlannerPort {
  history(query: StepQuery): Promise<HistoryAnswer>;
  /** The person's words and what people decided, for a model; null when the step is no longer wanted. */
  recall(query: StepQuery): Promise<Recall | null>;
  recordCall(command: CommandOf<"RecordModelCall">): Promise<Answer>;
  recordAction(command: CommandOf<"RecordAction">): Promise<Answer>;
}

export interface QualifierPort {
  recordGrades(command: CommandOf<"RecordGrades">): Promise<Answer>;
}

export interface ComposerPort {
  brief(query: StepQuery): Promise<BriefAnswer>;
  recordCall(command: CommandOf<"RecordModelCall">): Promise<Answer>;
  holdDraft(command: CommandOf<"HoldDraft">): Promise<Answer>;
}

export interface DispatcherPort {
  claim(command: CommandOf<"ClaimDispatch">): Promise<ClaimAnswer>;
  settle(command: CommandOf<"SettleDispatch">): Promise<Answer>;
}

/** What a person may wish. */
export type DeskCommand = DeskWish;

/** One suppression as a person names it; `value` is an address, a domain or a phone number and is stored only as a keyed digest. */
export interface SuppressionWish {
  readonly kind: Extract<SuppressionKind, "address" | "domain" | "phone">;
  readonly value: string;
  readonly by: string;
  readonly why: string;
}

export interface DeskPort {
  act(command: DeskCommand): Promise<ClickAnswer>;
  timeline(query: { readonly contactId: ContactId }): Promise<Timeline>;
  /** Sends again what the contact's current run waits for. Harmless at any time: every step knows what is done. */
  wake(query: { readonly contactId: ContactId }): Promise<ClickAnswer>;
  suppress(wishes: readonly SuppressionWish[]): Promise<ClickAnswer>;
  liftSuppression(wish: SuppressionWish): Promise<ClickAnswer>;
  /** Destroys what is kept of a person, and puts the person on the list. Asking again is harmless, and finishes what was left. */
  erase(command: CommandOf<"EraseContact">): Promise<EraseAnswer>;
  adoptPolicy(query: { readonly by: string }): Promise<ClickAnswer>;
  /** A stream's object from the log. With `discard`, events that the object alone has and the log refuses are given up. */
  rebuild(query: { readonly streamId: StreamId; readonly discard: boolean }): Promise<RebuildAnswer>;
  /** One page of the rows made for reading, from the log. `after` is the `next` of the page before, null for the first. */
  rebuildReadModels(query: { readonly after: string | null; readonly limit: number }): Promise<ReadModelsAnswer>;
  /** Says in the log that the words of an export are about to be opened. Only then they may be. */
  openExport(query: {
    readonly root: string;
    readonly streams: number;
    readonly events: number;
    readonly by: string;
    readonly why: string;
  }): Promise<ClickAnswer>;
  /** Says in the log what the evals said of a release that was deployed. The same again changes nothing. */
  judgeRelease(query: {
    readonly release: string;
    readonly verdict: ReleaseVerdict;
    readonly sources: string;
    readonly by: string;
  }): Promise<ClickAnswer>;
  redrive(query: {
    readonly id: DeadLetterId;
    readonly by: string;
  }): Promise<{ readonly sent: boolean; readonly reason: string | null }>;
}
