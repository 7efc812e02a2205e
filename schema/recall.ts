// What the planner's model is given beside the history: the contact's own words and earlier decisions of people. It is personal, so the
// planner asks for it only when a model is configured, and no queue message contains it.
import * as z from "zod";
import { ReplyClass } from "./lists.ts";
import { Turn } from "./turn.ts";
import { LeadSignal, MessageSignal } from "./signals.ts";

export const Recall = z.strictObject({
  /** The webhook source of the signal that started the run; null for a run that no signal started. */
  source: z.string().nullable(),
  lead: LeadSignal.nullable(),
  message: MessageSignal.nullable(),
  messageClass: ReplyClass.nullable(),
  /** The earlier turns of the conversation, oldest first, without `lead` and `message`. */
  turns: z.array(Turn),
  /** The stages of earlier plans, newest first, at most five plans; an empty list is a plan that failed. */
  plans: z.array(z.array(z.string())),
  /** What people decided about earlier holds and why, newest first, at most five. */
  decisions: z.array(z.strictObject({ event: z.string(), why: z.string() })),
});
export type Recall = z.infer<typeof Recall>;
