// What a port asks one stream's object for: queries, which change nothing, and what is to be performed. Flat, because it crosses RPC.
import { z } from "zod";
import type {
  Answer,
  BriefAnswer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  HistoryAnswer,
  RebuildAnswer,
  Standing,
  Timeline,
} from "./answers.ts";
import type { AdminCommand, CommandOf, ContactCommand, DeskWish } from "./commands.ts";
import { ContactId, Receipt, RunId, StreamId } from "./ids.ts";
import type { Queue, Writer } from "./lists.ts";
import type { Recall } from "./recall.ts";

const query = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({ type: z.literal(type), contactId: ContactId, ...fields });

/** A step of a run, asked about by the message that caused it. The log has `follows`, so the object need not ship it again. */
const step = { runId: RunId, follows: z.int().min(1) };

/** What the ladder and the gate read. */
export const HistoryQuery = query("History", step);
/** The person's words and what people decided, for a model; answered null when the step is no longer wanted. */
export const RecallQuery = query("Recall", step);
/** What a draft is written from. */
export const BriefQuery = query("Brief", step);
/** What must be known before a model is asked about a signal: what is recorded is not paid for again, and a flag stops the question. */
export const StandingQuery = query("Standing", { receipt: Receipt });
export const TimelineQuery = query("Timeline", {});

export type ObjectQuery =
  | z.infer<typeof HistoryQuery>
  | z.infer<typeof RecallQuery>
  | z.infer<typeof BriefQuery>
  | z.infer<typeof StandingQuery>
  | z.infer<typeof TimelineQuery>;

/** A stream's object from the log. With `discard`, events that the object alone has and the log refuses are given up. */
export const RebuildObject = z.strictObject({
  type: z.literal("RebuildObject"),
  streamId: StreamId,
  discard: z.boolean(),
});
export type RebuildObject = z.infer<typeof RebuildObject>;

export type ObjectCommand =
  /** A stage's command. Its caller appends what the answer ships, then sends the messages of the queue `sends`. */
  | { readonly type: "Relay"; readonly command: ContactCommand; readonly sends: Queue | null }
  | { readonly type: "Claim"; readonly command: CommandOf<"ClaimDispatch"> }
  /** A click: recorded, shipped, and its effect sent before the answer; if the log is down the alarm does it later. */
  | { readonly type: "Click"; readonly command: DeskWish }
  /** Destroys what is kept of the person. What cannot be done at once, the alarm continues. */
  | { readonly type: "Erase"; readonly command: CommandOf<"EraseContact"> }
  /** An administrative command whose caller appends what the answer ships. */
  | { readonly type: "Administer"; readonly command: AdminCommand; readonly writer: Writer }
  /** An administrative command that the object ships before it answers. */
  | { readonly type: "Record"; readonly command: AdminCommand; readonly writer: Writer }
  /** Ships, and sends again what the contact's current run waits for. */
  | { readonly type: "Wake" }
  | RebuildObject;

/** What each query and command of an object is answered with. */
export interface ObjectAnswers {
  readonly History: HistoryAnswer;
  readonly Recall: Recall | null;
  readonly Brief: BriefAnswer;
  readonly Standing: Standing;
  readonly Timeline: Timeline;
  readonly Relay: Answer;
  readonly Claim: ClaimAnswer;
  readonly Click: ClickAnswer;
  readonly Erase: EraseAnswer;
  readonly Administer: Answer;
  readonly Record: ClickAnswer;
  readonly Wake: ClickAnswer;
  readonly RebuildObject: RebuildAnswer;
}
