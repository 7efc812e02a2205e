// The state of a contact in a few words, derived from the timeline that the desk returns.
import * as z from "zod";
import { Action, type Tier, Verdict } from "../schema/lists.ts";
import type { ContactView, Entry } from "./desk-api.ts";

const Decided = z.object({ runId: z.string(), action: Action, reason: z.string(), vetoedAt: z.int().optional() });
const Graded = z.object({ runId: z.string(), verdict: Verdict, basisPoints: z.int() });
const Flagged = z.object({ flag: z.string(), on: z.boolean() });
const Received = z.object({ hearing: z.object({ until: z.string().optional() }).optional() });
const OfRun = z.object({ runId: z.string().optional() });
const OfTask = z.object({ taskId: z.string(), kind: z.string().optional() });

/** The state of a contact's latest run. */
export interface ContactState {
  readonly action: Action | null;
  readonly reason: string | null;
  readonly grade: z.infer<typeof Graded> | null;
  /** The contact's tier; null while it was not scored. */
  readonly tier: Tier | null;
  /**
   * `veto`, `ladder`, `preview hold`, `draft hold`, `sent`, how a hold ended, or the step that the run waits for. Without a run, what a message said:
   * `flag bounced`, `away until 2026-12-07`.
   */
  readonly stop: string;
  /** The kinds of the open tasks. */
  readonly tasks: readonly string[];
}

/** The name of a run's end, by the event that ended it. */
const ENDS: Readonly<Record<string, string>> = {
  DispatchSucceeded: "sent",
  DispatchFailed: "not sent",
  DispatchUncertain: "perhaps sent",
  PreviewDismissed: "dismissed",
  DraftRejected: "rejected",
  HoldExpired: "expired",
  HoldVoided: "voided",
  ApprovalVoided: "approval voided",
};

export function stateOf({ timeline, step, score }: ContactView): ContactState {
  const decided = lastOf(timeline, "ActionDecided", Decided);
  const grade = lastOf(timeline, "QualificationGraded", Graded);
  return {
    action: decided?.action ?? null,
    reason: decided?.reason ?? null,
    grade: grade && grade.runId === decided?.runId ? grade : null,
    tier: score?.tier ?? null,
    stop: stopOf(timeline, step, decided),
    tasks: openTasks(timeline),
  };
}

/** Whether the run waits for a stage; false when it waits for a person, and when it has ended. */
export const isMoving = (step: string | null): boolean => step !== null && !step.endsWith("_hold");

function stopOf(timeline: readonly Entry[], step: string | null, decided: z.infer<typeof Decided> | null): string {
  if (step !== null) return isMoving(step) ? `on its way to ${step}` : step.replace("_", " ");
  if (decided === null) return heardOf(timeline);
  if (decided.vetoedAt !== undefined) return "veto";
  if (decided.action === "skip") return "ladder";
  const end = timeline.findLast(
    ({ type, payload }) => type in ENDS && OfRun.safeParse(payload).data?.runId === decided.runId,
  );
  const isVetoed = timeline.some(
    ({ type, payload }) => type === "SafetyVetoed" && OfRun.safeParse(payload).data?.runId === decided.runId,
  );
  return isVetoed ? "veto" : (ENDS[end?.type ?? ""] ?? "ended");
}

/** What a contact without a run is known for: a flag that a message set, or an absence that it reported. */
function heardOf(timeline: readonly Entry[]): string {
  const flag = lastOf(timeline, "ContactFlagged", Flagged);
  if (flag?.on) return `flag ${flag.flag}`;
  const until = lastOf(timeline, "SignalReceived", Received)?.hearing?.until;
  return until === undefined ? "not decided" : `away until ${until}`;
}

function lastOf<Shape extends z.ZodType>(
  timeline: readonly Entry[],
  type: string,
  shape: Shape,
): z.output<Shape> | null {
  const entry = timeline.findLast((entry) => entry.type === type);
  return entry ? shape.parse(entry.payload) : null;
}

function openTasks(timeline: readonly Entry[]): readonly string[] {
  const tasks = timeline.filter(({ type }) => type === "TaskRaised" || type === "TaskClosed");
  const open = new Map<string, string>();
  for (const { type, payload } of tasks) {
    const { taskId, kind } = OfTask.parse(payload);
    if (type === "TaskRaised") open.set(taskId, kind ?? "task");
    else open.delete(taskId);
  }
  return [...open.values()];
}
