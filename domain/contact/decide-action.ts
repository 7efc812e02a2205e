// Decides the action of a run: the planner's, unless a veto stops the contact or a model's plan makes it more careful.
import type { CommandOf, ListReading } from "../../schema/commands.ts";
import { type ContactId, taskIdOf } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import { eventEvidence, flagEvidence } from "../evidence.ts";
import { vetoOf } from "../rules/veto.ts";
import { planEvents, readAgain, underPlan, unusedPlan } from "./decide-plan.ts";
import {
  certain,
  type Circumstances,
  type Decided,
  type Decision,
  done,
  gateAt,
  refused,
  vetoed,
  wantedRun,
} from "./decision.ts";
import { raiseTask, unanswered } from "./endings.ts";
import { openHold, type Run } from "./state.ts";

/**
 * Records the planner's action. Flags are checked again: one may have been set since the planner read them. With a plan, the object
 * also reads the list itself: the call of the model took seconds, and the planner's reading was before it.
 */
export function recordAction(sent: CommandOf<"RecordAction">, circumstances: Circumstances): Decision {
  const { contact } = circumstances;
  const wanted = wantedRun(contact, sent.runId, "plan");
  if (!wanted.ok) return refused(wanted.error, ...unusedPlan(sent, circumstances));
  if (!sent.plan) {
    const list = { hit: sent.hits.includes("suppressed"), revision: sent.revision };
    return decideAction(sent, { circumstances, run: wanted.value, list });
  }
  const { list } = circumstances;
  if (!list) return { needs: "list" };
  const read = { ...sent, revision: list.revision, evidence: [...readAgain(sent.evidence, list)] };
  return decideAction(read, { circumstances, run: wanted.value, list });
}

function decideAction(
  command: CommandOf<"RecordAction">,
  { circumstances, run, list }: { circumstances: Circumstances; run: Run; list: ListReading },
): Decision {
  const { streamId, contact, policy } = circumstances;
  const veto = vetoOf(contact.flags, list.hit);
  const ladder = policyMark(policy, "ladder");
  const plan = planEvents(command, circumstances, run);
  const next = contact.version + plan.length + 1;
  if (veto) {
    const recorded = vetoed(circumstances, veto, { where: "plan", writer: "planner", list, runId: run.runId });
    const vetoedAt = next;
    const skip: Decided = {
      type: "ActionDecided",
      writer: "planner",
      payload: {
        runId: run.runId,
        arm: command.plan?.arm === "reasoning" ? "reasoning" : "scripted",
        population: command.population,
        action: "skip",
        reason: veto.reason,
        sequence: command.sequence,
        vetoedAt,
      },
      why: certain(veto.reason, "rule:safety-gate@1", eventEvidence(streamId, vetoedAt, { reason: veto.reason })),
      policy: ladder,
    };
    const forPerson = hotReply(circumstances, run, veto.reason);
    return done(
      ...plan,
      recorded,
      skip,
      ...(forPerson.length > 0 ? forPerson : unanswered(circumstances, run, vetoedAt + 1)),
    );
  }
  const { arm, action, reason, why } = underPlan(command, circumstances, next - 1);
  const decided: Decided = {
    type: "ActionDecided",
    writer: "planner",
    payload: {
      runId: run.runId,
      arm,
      population: command.population,
      action,
      reason,
      sequence: command.sequence,
      gate: gateAt("plan", contact, command.revision),
    },
    why,
    policy: ladder,
  };
  const isUnanswered = action === "skip" && !run.beside;
  return done(
    ...plan,
    decided,
    ...bothOffered(circumstances, run),
    ...(isUnanswered ? unanswered(circumstances, run, next) : []),
  );
}

/** Raises a task when a new message is vetoed only because its conversation belongs to a person: that person must see it. */
function hotReply({ streamId, contact }: Circumstances, run: Run, reason: string): Decided[] {
  if (reason !== "replied" || run.startedBy !== "signal") return [];
  const taskId = taskIdOf(streamId as ContactId, "hot_reply", run.runId);
  return [
    raiseTask({ taskId, kind: "hot_reply", about: run.runId, runId: run.runId }, flagEvidence(streamId, contact.flags)),
  ];
}

/** A run beside an edited hold stops here, with a task in which a person chooses between the edited draft and a new run. */
function bothOffered({ streamId, contact }: Circumstances, run: Run): Decided[] {
  const hold = openHold(contact);
  if (!run.beside || !hold) return [];
  const taskId = taskIdOf(streamId as ContactId, "hold_open", run.runId);
  const evidence = eventEvidence(streamId, hold.openedVersion, { hold_id: hold.holdId, edited: hold.edited });
  return [raiseTask({ taskId, kind: "hold_open", about: hold.holdId, runId: run.runId }, evidence)];
}
