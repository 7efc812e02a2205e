// Decides what a model's draft adds to the events: its calls, how it was written, and its origin.
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
 * The provenance of the words. The confidence is the share of cited claims: 1 for people's words, 0 for a template in place of a
 * model's draft.
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

/** The open part in the event; nothing where no model was to write. */
export function writingOf(written: WrittenDraft | undefined): Pick<PayloadOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { outcome, offences, flags, claims } = written;
  return { writing: { outcome, offences, flags, claims: claims.length } };
}

/** The sealed part, under the contact's key. */
export function writingWordsOf(written: WrittenDraft | undefined): Pick<SealedOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { given, replies, claims } = written;
  return { writing: { given, replies, claims } };
}
