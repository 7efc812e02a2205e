// Decides what is recorded of a score: the call of a model that was paid for, and the score itself where it is another one than before. The
// object weighs the terms by the scorer's policy. Nothing else reads a score: it starts, ends and gates nothing.
import type { CommandOf } from "../../schema/commands.ts";
import { ROLES_SPEND } from "../../schema/model-call.ts";
import { type Policy, policyMark } from "../../schema/policy.ts";
import { byModel, eventEvidence, type Source } from "../evidence.ts";
import { isMoved, pointsOf, type Weighed, weigh } from "../rules/score.ts";
import { modelCalled } from "./decide-call.ts";
import { type Circumstances, type Decided, type Decision, done, refused } from "./decision.ts";
import type { ScoreState } from "./state.ts";

type RecordScore = CommandOf<"RecordScore">;

export function recordScore(command: RecordScore, circumstances: Circumstances): Decision {
  const { contact, policy } = circumstances;
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  const called = calledFor(command, circumstances);
  if (contact.erased) return refused({ reason: "erased" }, ...called);
  if (command.unresolved) return refused({ reason: "evidence_unresolved", ...command.unresolved }, ...called);
  const vertical = policy.score.verticals.find(({ slug }) => slug === command.vertical);
  // A scorer of an older release names no policy, and made the score by another one. The message is kept as a dead letter, and can be sent again.
  if (!vertical) return refused({ reason: "invalid", field: "vertical" }, ...called);
  const weighed = weigh(pointsOf(command.terms), vertical, policy.score);
  return isNews(command, weighed, contact.score?.value ?? null, policy)
    ? done(...called, scored(command, weighed, policy))
    : done(...called);
}

/** After an erasure only the contact's own events are cited. */
function calledFor({ call, evidence }: RecordScore, { streamId, contact }: Circumstances): readonly Decided[] {
  if (!call) return [];
  const read = contact.erased
    ? [eventEvidence(streamId, contact.version, {})]
    : evidence.filter(({ table }) => table === "contacts").map(({ table, id, columns }) => ({ table, id, columns }));
  return [modelCalled(call, { writer: "scorer", source: ROLES_SPEND, evidence: read })];
}

/** Whether the score is another one than before, or the one before has had its time. */
function isNews(
  { vertical, terms, roleFit, asOf }: RecordScore,
  { composite, tier }: Weighed,
  before: ScoreState["value"],
  policy: Policy,
): boolean {
  if (before === null || (before.until !== null && before.until <= asOf)) return true;
  const { digest } = policyMark(policy, "score");
  const now = { vertical, terms: pointsOf(terms), composite, tier, roleFit: roleFit?.by ?? null, policy: digest };
  return isMoved(before, now, policy.score);
}

function scored(command: RecordScore, weighed: Weighed, policy: Policy): Decided {
  const { vertical, asOf, terms, roleFit, until, evidence } = command;
  return {
    type: "ContactScored",
    writer: "scorer",
    payload: { vertical, asOf, terms, ...weighed, ...(roleFit ? { roleFit } : {}), until },
    why: {
      confidence: weighed.composite / 10_000,
      reason: `tier_${weighed.tier.toLowerCase()}`,
      source: sourceOf(command),
      evidence,
    },
    policy: policyMark(policy, "score"),
  };
}

/** Only a model's own answer is called a model's, and a rule that stands in for one says so. */
function sourceOf({ roleFit, answeredBy }: RecordScore): Source {
  if (roleFit === undefined) return "rule:score@1";
  return roleFit.by === "rule" || !answeredBy ? "rule_based_fallback" : byModel(answeredBy);
}
