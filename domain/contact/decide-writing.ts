// What a model's draft leaves in the log beside its words: the calls it took, how it was written, and where its words come from.
import type { CommandOf } from "../../schema/commands.ts";
import type { PayloadOf, SealedOf } from "../../schema/events.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { citedShare, isModels, type WrittenDraft } from "../../schema/written-draft.ts";
import { modelCalled, sourceOfCall } from "./decide-call.ts";
import { certain, type Decided, type Why } from "./decision.ts";
import type { Run } from "./state.ts";

type HoldDraft = CommandOf<"HoldDraft">;

/** What the model was shown, by its rows. Their personal values stand with the draft, once. */
const shownTo = ({ evidence }: HoldDraft): readonly ShownEvidence[] =>
  evidence
    .filter(({ table }) => table !== "policy")
    .map(({ table, id, columns }): ShownEvidence => ({ table, id, columns }));

/** The calls that asked for the draft, as events: they were paid for, whatever became of it. */
export const draftCalls = (command: HoldDraft, { runId, source }: Run): readonly Decided[] =>
  (command.written?.calls ?? []).map((call) =>
    modelCalled(call, { writer: "composer", runId, source, evidence: shownTo(command) }),
  );

/** Where the words come from, and how much of what they say is grounded: 1 for the words of people, 0 for a template that stands in for a model. */
export function whyOfDraft(
  { written, template }: Pick<HoldDraft, "written" | "template">,
  reason: string,
  ...evidence: readonly ShownEvidence[]
): Why {
  const source = `template:${template}`;
  if (!written) return certain(reason, source, ...evidence);
  const call = written.calls.at(-1);
  if (!isModels(written.outcome) || !call) return { confidence: 0, reason, source, evidence };
  return { confidence: citedShare(written.claims), reason, source: sourceOfCall(call), evidence };
}

/** What the event says of it openly; nothing where no model was to write. */
export function writingOf(written: WrittenDraft | undefined): Pick<PayloadOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { outcome, offences, flags, claims } = written;
  return { writing: { outcome, offences, flags, claims: claims.length } };
}

/** What it says under the contact's key. */
export function writingWordsOf(written: WrittenDraft | undefined): Pick<SealedOf<"DraftHeld">, "writing"> {
  if (!written) return {};
  const { given, replies, claims } = written;
  return { writing: { given, replies, claims } };
}
