// The calls of a port to one stream's object: queries, which record nothing, and commands. Plain values only, because they cross
// RPC. Which role may send which call is in ports.ts; the calls that only the cron sends are in durable-objects/host/object.ts.
import * as z from "zod";
import type {
  Answer,
  BriefAnswer,
  CheckAnswer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  HistoryAnswer,
  HoldAnswer,
  RebuildAnswer,
  ScoreBasisAnswer,
  Standing,
  Timeline,
} from "./answers.ts";
import type { CompanyCommand } from "./company-commands.ts";
import type { SourceCommand } from "./source-commands.ts";
import type { AdminCommand, CommandOf, ContactCommand, DeskWish } from "./commands.ts";
import { ContactId, HoldId, Receipt, RunId, StreamId } from "./ids.ts";
import type { Queue, Writer } from "./lists.ts";
import type { Recall } from "./recall.ts";
import type { GuardAnswer, GuardWish } from "./second-person.ts";
import type { Shipment } from "./shipment.ts";

const query = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({ type: z.literal(type), contactId: ContactId, ...fields });

/**
 * A run, and the stream version that the stage's message follows. The log has that version, so the object does not ship it again.
 */
const step = { runId: RunId, follows: z.int().min(1) };

/** Asks for what the ladder and the veto read. */
export const HistoryQuery = query("History", step);
/**
 * Asks for the contact's own words and the earlier decisions of reviewers, for the planner's model. Null when the run no longer
 * waits for a plan.
 */
export const RecallQuery = query("Recall", step);
/** Asks for what a draft is written from. */
export const BriefQuery = query("Brief", step);
/**
 * Asks what ingest must know before it pays a model to classify a message: whether the signal is recorded already, and the flags.
 */
export const StandingQuery = query("Standing", { receipt: Receipt });
/** Asks for what a score is made of, as the log has it. `follows`: the version that the stage's message follows. */
export const ScoreBasisQuery = query("ScoreBasis", { follows: z.int().min(1) });
/** Asks for all events of the contact, with their words decrypted. */
export const TimelineQuery = query("Timeline", {});
/**
 * Makes the object compute the hashes of its storage again. Fails with `object_differs` when an event there is not the one that
 * was recorded.
 */
export const CheckQuery = query("Check", {});

/** Asks for one hold as its reviewer sees it, with the digest that a click sends back, and for the events of its run. */
export const HoldQuery = query("Hold", { holdId: HoldId });

export type ObjectQuery =
  | z.infer<typeof HistoryQuery>
  | z.infer<typeof RecallQuery>
  | z.infer<typeof BriefQuery>
  | z.infer<typeof StandingQuery>
  | z.infer<typeof ScoreBasisQuery>
  | z.infer<typeof TimelineQuery>
  | z.infer<typeof HoldQuery>
  | z.infer<typeof CheckQuery>;

/**
 * Makes a stream's object again from the log. With `discard`, events that only the object has and that the log refuses are
 * discarded.
 */
export const RebuildObject = z.strictObject({
  type: z.literal("RebuildObject"),
  streamId: StreamId,
  discard: z.boolean(),
});
export type RebuildObject = z.infer<typeof RebuildObject>;

/** A command that the object of an administrative stream or of a company records. */
export type RecordedCommand = AdminCommand | CompanyCommand | SourceCommand;

export type ObjectCommand =
  /** A command of a stage. The answer's `next` has the messages for the queue `sends`. */
  | { readonly type: "Relay"; readonly command: ContactCommand; readonly sends: Queue | null }
  /** Records the claim of a dispatch, and returns the message to send. */
  | { readonly type: "Claim"; readonly command: CommandOf<"ClaimDispatch"> }
  /**
   * A click at the desk. The object records it, ships it and sends its messages before it answers; when the log is down, its
   * alarm does so later.
   */
  | { readonly type: "Click"; readonly command: DeskWish }
  /** Destroys the contact's personal data. The alarm continues what cannot be done at once. */
  | { readonly type: "Erase"; readonly command: CommandOf<"EraseContact"> }
  /** An administrative command of a stage. */
  | { readonly type: "Administer"; readonly command: AdminCommand; readonly writer: Writer }
  /** A command of an administrative stream or a company. The object itself ships its events to the log before it answers. */
  | { readonly type: "Record"; readonly command: RecordedCommand; readonly writer: Writer }
  /** In the object of `ad_people`: decides whether a guarded action may be performed, and asks for a second person where one is needed. */
  | ({ readonly type: "Guard" } & GuardWish)
  /** Ships what the log lacks, and sends again the message of the step that the contact's current run waits for. */
  | { readonly type: "Wake" }
  | RebuildObject;

/**
 * An object's answer for a stage, with what the log may lack. The object's port appends `ship` to the log and answers the stage
 * without it.
 */
export type WithShipment<A> = A & { readonly ship: Shipment };

/** The answer's type for each query and command of an object. */
export interface ObjectAnswers {
  readonly History: WithShipment<HistoryAnswer>;
  readonly Recall: Recall | null;
  readonly Brief: WithShipment<BriefAnswer>;
  readonly Standing: Standing;
  readonly ScoreBasis: WithShipment<ScoreBasisAnswer>;
  readonly Timeline: Timeline;
  readonly Hold: HoldAnswer;
  readonly Check: CheckAnswer;
  readonly Relay: WithShipment<Answer>;
  readonly Claim: WithShipment<ClaimAnswer>;
  readonly Click: ClickAnswer;
  readonly Erase: EraseAnswer;
  readonly Administer: WithShipment<Answer>;
  readonly Record: ClickAnswer;
  readonly Guard: GuardAnswer;
  readonly Wake: ClickAnswer;
  readonly RebuildObject: RebuildAnswer;
}
