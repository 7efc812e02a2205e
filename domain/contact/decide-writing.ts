// Makes the parts of the draft's events that are about a model: its calls, the writing record, and the provenance. The hold of
// the draft is decided in decide-run.ts.
import { byModel, byTemplate } from "../evidence.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { PayloadOf, SealedOf } from "../../schema/events.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { citedShare, isModels, type WrittenDraft } from "../../schema/written-draft.ts";
import { modelCalled } from "./decide-call.ts";
import { certain, type Decided, type Why } from "./decision.ts";
import type { Run } from "./state.ts";

type HoldDraft = CommandOf<"HoldDraft">;

/** The rows that the model read. Their personal values are recorded once, with the draft. */
const shownTo = ({ evidence }: HoldDraft): readonly ShownEvidence[] =>
  evidence
    .filter(({ table }) => table !== "policy")
    .map(({ table, id, columns }): ShownEvidence => ({ table, id, columns }));

/** The calls for the draft, as events: they were paid for, with or without a usable draft. */
export const draftCalls = (command: HoldDraft, { runId, source }: Run): readonly Decided[] =>
  (command.written?.calls ?? []).map((call) =>
    modelCalled(call, { writer: "composer", runId, source, evidence: shownTo(command) }),
  );

/**
 * The provenance of the draft's text. A model's draft has the share of claims with evidence as confidence. A template has 1, and
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
  return { confidence: citedShare(written.claims), reason, source: byModel(call), evidence };
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
