// The planner's action for a contact. The gate decides first, then the ladder, then the plan. A plan can only make the action more careful.
import * as z from "zod";
import { History } from "../schema/answers.ts";
import { Action, ActionReason, Flag } from "../schema/lists.ts";
import { LadderPolicy } from "../schema/policy.ts";
import { actionUnderPlan, TaskPlan } from "../schema/task-plan.ts";
import { decideAction } from "../domain/rules/ladder.ts";
import { gateOf } from "./gate.ts";
import { goldenSuite } from "./golden.ts";
import { flagsOf, newHistory } from "./people.ts";
import { DAY_MS } from "../schema/time.ts";

const Input = z.strictObject({
  ...History.omit({ flags: true }).partial().shape,
  flags: z.array(Flag).default([]),
  listed: z.boolean().default(false),
  /** Replaces the ladder of the default policy. */
  ladder: LadderPolicy.optional(),
  /** The repaired plan of a model. */
  plan: TaskPlan.pick({ stages: true, fallback: true }).optional(),
});
const Expected = z.strictObject({ action: Action, reason: ActionReason });
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const sinceSend = ({ at = newHistory.at, lastSentAt }: Input): number => Date.parse(at) - Date.parse(lastSentAt ?? "");
const isSent = (times: number, milliseconds: number) => (input: Input) =>
  input.sequence === times && sinceSend(input) === milliseconds && input.ladder === undefined;
const isWaiting = ({ unansweredAt }: Input) => typeof unansweredAt === "string";

export const action = goldenSuite("action", {
  input: Input,
  expected: Expected,
  answer({ flags, listed, ladder, plan, ...history }, { policy }) {
    const gate = gateOf({ ...newHistory, ...history, flags: flagsOf(flags) }, listed);
    if (!gate.ok) return { action: "skip" as const, reason: gate.error.reason };
    const scripted = decideAction(gate.value, ladder ?? policy.ladder, null);
    return plan === undefined ? { ...scripted } : actionUnderPlan(plan, { ...scripted });
  },
  branches: {
    ...Object.fromEntries(
      ActionReason.options.map((reason) => [reason, (_: Input, expected: Expected) => expected.reason === reason]),
    ),
    ...Object.fromEntries(
      [3, 5, 7].flatMap((days, index) => [
        [`exactly ${days} days after send ${index + 1}`, isSent(index + 1, days * DAY_MS)],
        [`a millisecond less after send ${index + 1}`, isSent(index + 1, days * DAY_MS - 1)],
      ]),
    ),
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((sequence) => [
        `sequence ${sequence}`,
        (input: Input) => (input.sequence ?? 0) === sequence && input.ladder === undefined,
      ]),
    ),
    "a message waits before anything was sent": (input, { reason }) =>
      isWaiting(input) && (input.sequence ?? 0) === 0 && reason === "reply_due",
    "a message waits within the cooldown": (input, { reason }) =>
      isWaiting(input) && input.sequence === 1 && reason === "reply_due",
    "a message waits in a closed sequence": (input, { reason }) =>
      isWaiting(input) && input.sequenceClosed === true && reason === "reply_due",
    "a message waits after the last follow-up": (input, { reason }) =>
      isWaiting(input) && input.sequence === 4 && reason === "reply_due",
    "closed before the first send": ({ sequenceClosed, sequence = 0 }, { reason }) =>
      sequenceClosed === true && sequence === 0 && reason === "sequence_closed",
    "beside, although a message waits": (input, { reason }) =>
      input.beside === true && isWaiting(input) && reason === "hold_open",
    "vetoed beside an edited hold": ({ beside, listed, flags }, { action: what }) =>
      beside === true && (listed || flags.length > 0) && what === "skip",
    "a message vetoed by `replied`": (input, { reason }) => isWaiting(input) && reason === "replied",
    "a send in the future": (input) => sinceSend(input) < 0,
    "another ladder": ({ ladder }) => ladder !== undefined,
    "a plan for a vetoed contact": ({ plan, flags, listed }, { action: what }) =>
      plan?.stages.includes("compose") === true && (listed || flags.length > 0) && what === "skip",
    "a plan within the cooldown": ({ plan }, { reason }) =>
      plan?.stages.includes("compose") === true && reason === "too_soon",
    "a plan that is a fallback": ({ plan }, { action: what }) => plan?.fallback === true && what === "initial",
    "earlier runs are remembered": ({ memory = [] }) => memory.length > 0,
  },
});
