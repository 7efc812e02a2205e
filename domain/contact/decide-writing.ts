// Makes the parts of the draft's events that are about a model: its calls, the writing record, and the provenance; and the record
// of a draft that was paid for and is not held. The hold of the draft is decided in decide-draft.ts.
import { byModel, byTemplate } from "../evidence.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { PayloadOf, SealedOf } from "../../schema/events.ts";
import { policyMark } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { isModels, type WrittenDraft } from "../../schema/written-draft.ts";
import { confidenceOf } from "../draft/confidence.ts";
import { modelCalled, readByModel } from "./decide-call.ts";
import { certain, type Circumstances, type Decided, hasLostWords, type Why } from "./decision.ts";
import type { Contact, Run } from "./state.ts";

type HoldDraft = CommandOf<"HoldDraft">;

/** The calls for the draft, as events: they were paid for, with or without a usable draft. */
export function draftCalls({ written, evidence }: HoldDraft, contact: Contact, run: Run): readonly Decided[] {
  const { runId, source } = run;
  const read = readByModel(evidence, contact, run);
  return (written?.calls ?? []).map((call) => modelCalled(call, { writer: "composer", runId, source, evidence: read }));
}

/**
 * What is recorded of a draft for which no hold opens: nothing, unless it was paid for. Then its calls and, while the contact's words
 * may be recorded, the record of the writing. `reason` is why no hold opens.
 */
export function unusedDraft(
  command: HoldDraft,
  { contact, policy }: Circumstances,
  reason: string,
): readonly Decided[] {
  const run = contact.runs[command.runId];
  const { written } = command;
  if (!run || !written || written.calls.length === 0) return [];
  const calls = draftCalls(command, contact, run);
  if (hasLostWords(contact, run)) return calls;
  const { writing } = writingOf(written);
  const { writing: words } = writingWordsOf(written);
  if (!writing || !words) return calls;
  const evidence = command.evidence.map(({ table, id, columns }): ShownEvidence => ({ table, id, columns }));
  const { confidence, source } = whyOfDraft(command, reason);
  const unused: Decided = {
    type: "DraftUnused",
    writer: "composer",
    payload: { runId: run.runId, writing },
    words: { writing: words },
    why: { confidence, reason, source: isModels(written.outcome) ? source : "rule_based_fallback", evidence },
    policy: policyMark(policy, "compose"),
  };
  return [...calls, unused];
}

/**
 * The provenance of the draft's text. A model's draft has that of `confidenceOf`. A template has 1, and
 * 0 when it replaces a model's draft.
 */
export function whyOfDraft(
  { written, template }: Pick<HoldDraft, "written" | "template">,
  reason: string,
  ...evidence: readonly ShownEvidence[]
): Why {
  const source = byTemplate(template);
  if (!written) return certain(reason, source, ...evidence);
  const call = written.calls.at(-1);
  if (!isModels(written.outcome) || !call) return { confidence: 0, reason, source, evidence };
  return { confidence: confidenceOf(written.given, written.claims), reason, source: byModel(call), evidence };
}

/** The part of the writing record that the event has in clear; nothing when no model was asked. */
export function writingOf(written: WrittenDraft | undefined): Pick<PayloadOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { outcome, offences, flags, claims } = written;
  return { writing: { outcome, offences, flags, claims: claims.length } };
}

/** The part of the writing record that is sealed under the contact's key; nothing when no model was asked. */
export function writingWordsOf(written: WrittenDraft | undefined): Pick<SealedOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { given, replies, claims } = written;
  return { writing: { given, replies, claims } };
}
