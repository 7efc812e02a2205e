// Decides what the composer records: the draft with its hold, after the gate.
import type { CommandOf } from "../../schema/commands.ts";
import { draftIdOf, holdIdOf } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { vetoOf } from "../rules/veto.ts";
import { eventEvidence, listEvidence } from "../evidence.ts";
import {
  type Circumstances,
  type Decided,
  type Decision,
  done,
  gateAt,
  refused,
  vetoed,
  vetoRefusal,
  wantedRun,
} from "./decision.ts";
import { draftDigest, draftSalt } from "./draft-digest.ts";
import { draftCalls, unusedDraft, whyOfDraft, writingOf, writingWordsOf } from "./decide-writing.ts";
import { expiryOf, replacedHold, roundOf } from "./again.ts";
import { type Contact, countedSends, type Run } from "./state.ts";

/**
 * Records the draft and opens its hold. The gate is checked again: a flag may have been set meanwhile. A model's calls and what it
 * wrote are recorded also when no hold is opened.
 */
export function holdDraft(command: CommandOf<"HoldDraft">, circumstances: Circumstances): Decision {
  const { streamId, contact, at, policy, list } = circumstances;
  const wanted = wantedDraft(command, contact);
  if (!wanted.ok) return refused(wanted.error, ...unusedDraft(command, circumstances, wanted.error.reason));
  const run = wanted.value;
  if (!run.action) throw new Error(`run ${run.runId} composes without an action`);
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  const mark = policyMark(policy, "compose");
  const salt = draftSalt(circumstances.digest, command.draft, command.evidence, mark.digest);
  const digest = draftDigest(salt, command.draft, command.evidence, mark.digest);
  // A template's draft can be made again; a model's cannot, so the veto records its digest.
  const stopped = command.written ? { digest } : {};
  if (veto)
    return refused(
      vetoRefusal(veto),
      ...unusedDraft(command, circumstances, "vetoed"),
      vetoed(circumstances, veto, { where: "hold", writer: "composer", list, runId: run.runId, ...stopped }),
    );
  const round = roundOf(contact, run.runId);
  const held: Decided = {
    type: "DraftHeld",
    writer: "composer",
    payload: {
      draftId: draftIdOf(run.runId, round),
      holdId: holdIdOf(run.runId, "draft", round),
      runId: run.runId,
      digest,
      template: command.template,
      action: run.action,
      expiresAt: expiryOf(replacedHold(contact, run), at, policy.hold),
      gate: gateAt("hold", contact, list.revision),
      ...writingOf(command.written),
    },
    words: { ...command.draft, salt, ...writingWordsOf(command.written) },
    why: whyOfDraft(
      command,
      run.reason ?? "held",
      ...command.evidence,
      eventEvidence(streamId, run.decidedVersion ?? 1, { action: run.action, sequence: countedSends(contact).length }),
      listEvidence(list),
    ),
    policy: mark,
  };
  return done(...draftCalls(command, contact, run), held);
}

/**
 * The run that waits for this draft. A draft that was written before its run was graded again is not wanted, although the run waits for a draft: it
 * says what the grades before said.
 */
function wantedDraft({ runId, again }: CommandOf<"HoldDraft">, contact: Contact): Result<Run, Refusal> {
  const wanted = wantedRun(contact, runId, "compose");
  if (!wanted.ok) return wanted;
  const isCurrent = (replacedHold(contact, wanted.value)?.holdId ?? null) === (again ?? null);
  return isCurrent ? ok(wanted.value) : err({ reason: "not_wanted", step: "graded_again" });
}
