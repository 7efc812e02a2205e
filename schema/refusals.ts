// Why the object did not do what a command wished. Refusals cross to callers as data; sentences are made at the rim.
import { z } from "zod";
import { HoldEnd, VetoReason } from "./lists.ts";

export const Refusal = z.discriminatedUnion("reason", [
  /** A newer human signal, or a newer run, took this run's place. */
  z.strictObject({ reason: z.literal("superseded") }),
  /** The contact was erased; nothing further happens in the runs it had. */
  z.strictObject({ reason: z.literal("erased") }),
  /** The run has ended, or the step it is at is not the one the command belongs to. */
  z.strictObject({ reason: z.literal("not_wanted"), step: z.string() }),
  /** No such hold, draft, task or approval here. */
  z.strictObject({
    reason: z.literal("unknown"),
    what: z.enum(["hold", "draft", "task", "approval", "run", "contact"]),
  }),
  /** Somebody decided before: who, what and when. */
  z.strictObject({ reason: z.literal("already_settled"), as: HoldEnd, by: z.string(), at: z.iso.datetime() }),
  /** The draft is no longer the one that was shown; `digest` is what it is now. */
  z.strictObject({ reason: z.literal("changed"), digest: z.string() }),
  /** The veto spoke; it is recorded. */
  z.strictObject({ reason: z.literal("vetoed"), veto: VetoReason, hits: z.array(VetoReason) }),
  /** The suppression list cannot be read: nothing is recorded and nothing passes. */
  z.strictObject({ reason: z.literal("list_unreadable") }),
  /** The approval was taken back or is already claimed. */
  z.strictObject({ reason: z.literal("approval_void"), cause: z.string() }),
  z.strictObject({ reason: z.literal("already_claimed") }),
  z.strictObject({ reason: z.literal("invalid"), field: z.string() }),
]);
export type Refusal = z.infer<typeof Refusal>;
