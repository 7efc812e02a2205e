// What a planner may remember beside the history: the person's own words and what people decided before. Personal, so it is asked for only
// where a model is, and never part of a message.
import { z } from "zod";
import { ReplyClass } from "./lists.ts";
import { LeadSignal, MessageSignal } from "./signals.ts";

export const Recall = z.strictObject({
  /** The webhook source of the signal that started the run; null for what no signal started. */
  source: z.string().nullable(),
  lead: LeadSignal.nullable(),
  message: MessageSignal.nullable(),
  messageClass: ReplyClass.nullable(),
  /** Stages of earlier plans, newest first, at most five; empty for one that came to nothing. */
  plans: z.array(z.array(z.string())),
  /** What people decided about earlier holds and why, newest first, at most five. */
  decisions: z.array(z.strictObject({ event: z.string(), why: z.string() })),
});
export type Recall = z.infer<typeof Recall>;
