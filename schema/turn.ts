// A turn of a contact's conversation, opened: what they wrote or what was sent to them. Planner and composer read the earlier ones; it is
// personal, and no queue message contains it.
import * as z from "zod";
import { Instant } from "./formats.ts";

/** Who wrote a turn: the contact, another sender in the contact's conversation, or we. */
export const TurnAuthor = z.enum(["contact", "other", "us"]);
export type TurnAuthor = z.infer<typeof TurnAuthor>;

export const Turn = z.strictObject({
  by: TurnAuthor,
  at: Instant,
  /** The version of the turn's event: the signal, or the claim of what was sent. */
  version: z.int().min(1),
  /** Null for a form. */
  subject: z.string().nullable(),
  text: z.string(),
});
export type Turn = z.infer<typeof Turn>;
