// A contact's score as lists show it, from its row for reading. A score orders and informs; it decides nothing.
import * as z from "zod";
import { Tier } from "./lists.ts";
import { RoleFitBy } from "./score-lists.ts";
import type { HoldRow } from "./shipment.ts";

export const ShownScore = z.strictObject({
  vertical: z.string(),
  tier: Tier,
  composite: z.int().min(0).max(10_000),
  /** Where the role fit comes from; null without that term. */
  roleFit: RoleFitBy.nullable(),
  /** The time up to which signals of intent had decayed. */
  scoredAt: z.string(),
});
export type ShownScore = z.infer<typeof ShownScore>;

/** The score of a list's row, which hides no row: one that was changed by hand is named so. Null where there is none. */
export const ListedScore = z
  .union([ShownScore, z.literal("unreadable")])
  .nullable()
  .catch("unreadable");
export type ListedScore = z.infer<typeof ListedScore>;

/** An open hold in a list, with its contact's score. The score is beside the hold's row, and in none of its digests. */
export interface ListedHold extends HoldRow {
  readonly score: ListedScore;
}
