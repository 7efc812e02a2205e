// A run as the list of all plans shows it: who planned it, what the plan says, and what became of it.
import * as z from "zod";
import { jsonIn } from "./json.ts";
import { HoldEnd } from "./lists.ts";
import { SCRIPTED_PLAN, ShownPlan } from "./shown-plan.ts";
import { RunRow } from "./shipment.ts";

const HoldState = z.union([z.literal("open"), HoldEnd]);

const isPlan = (text: string): boolean => ShownPlan.safeParse(jsonIn(text)).success;

/** The row of a run, with the states of its holds and how its dispatch ended, as they are now. */
export const PlannedRun = RunRow.extend({
  shownPlan: z.string().refine(isPlan).nullable(),
  previewState: HoldState.nullable(),
  draftState: HoldState.nullable(),
  sent: z.enum(["sent", "failed", "uncertain"]).nullable(),
});
export type PlannedRun = z.infer<typeof PlannedRun>;

/**
 * The plan of the row's run: a model's, or the rules'. Null where the row does not know it: an older release wrote the row of a run for which a model
 * was asked. Throws when the column does not parse.
 */
export function planOfRun(row: Pick<RunRow, "plan" | "shownPlan" | "action" | "gradedAt">): ShownPlan | null {
  if (row.shownPlan !== null) return ShownPlan.parse(JSON.parse(row.shownPlan));
  if (row.plan !== null) return null;
  const grades = row.gradedAt === null ? [] : SCRIPTED_PLAN.order.slice(0, 2);
  return { ...SCRIPTED_PLAN, order: [...grades, { stage: row.action === "skip" ? "skip" : "compose", planned: true }] };
}

/**
 * What became of a run, as one word: how its message was sent, else the state of its last hold, else why it has none. `drafting`: a preview is
 * confirmed. `released`: a draft is approved and on its way. `vetoed`: a veto stopped the message that was decided.
 */
export const Became = z.enum([
  "sent",
  "uncertain",
  "failed",
  "released",
  "drafting",
  "preview_open",
  "draft_open",
  "dismissed",
  "rejected",
  "expired",
  "voided",
  "vetoed",
  "skipped",
  "ended",
]);
export type Became = z.infer<typeof Became>;

export function becameOf({ action, hits, previewState, draftState, sent }: Omit<PlannedRun, "shownPlan">): Became {
  if (sent !== null) return sent;
  if (action === "skip") return "skipped";
  const isVetoed = hits !== "[]";
  if (draftState === "open") return "draft_open";
  if (draftState === "approved") return isVetoed ? "vetoed" : "released";
  if (draftState !== null && draftState !== "confirmed") return draftState;
  if (previewState === "open") return "preview_open";
  if (previewState === "confirmed") return isVetoed ? "vetoed" : "drafting";
  if (previewState !== null) return previewState === "approved" ? "ended" : previewState;
  return isVetoed ? "vetoed" : "ended";
}

const BECAME: Readonly<Record<Became, string>> = {
  sent: "sent",
  uncertain: "perhaps sent",
  failed: "not sent",
  released: "approved, on its way",
  drafting: "confirmed, being written",
  preview_open: "a preview waits",
  draft_open: "a draft waits",
  dismissed: "dismissed by a person",
  rejected: "rejected by a person",
  expired: "nobody decided in time",
  voided: "a newer signal, a veto or an erasure ended it",
  vetoed: "stopped by a veto",
  skipped: "no message",
  ended: "ended before a preview",
};
export const becameWord = (became: Became): string => BECAME[became];
