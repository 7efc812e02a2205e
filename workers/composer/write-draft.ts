// Asks the model for a draft about a contact who passed the veto: once, and once more if its reply broke a rule or was unreadable.
// Without a kept draft the caller uses the template.
import { canonicalJson } from "../../schema/canonical.ts";
import type { Policy } from "../../schema/policy.ts";
import type { DraftOffence, DraftOutcome, WrittenDraft } from "../../schema/written-draft.ts";
import type { Model, ModelReply, ModelRequest } from "../model/model.ts";
import { askedOf, prefixOf, WRITE_DRAFT } from "../../domain/draft/draft-prompt.ts";
import type { Brief } from "../../schema/answers.ts";
import type { DraftMaterial } from "../../domain/draft/given.ts";
import { type Judged, judgeDraft } from "../../domain/draft/judge-draft.ts";
import { type Cleared, subjectOf } from "../../domain/rules/veto.ts";

/** The material of a draft, with what the veto checks of the contact. */
export interface VetoableMaterial extends Pick<Brief, "flags" | "lookups"> {
  readonly given: DraftMaterial;
  readonly metadata: ModelRequest["metadata"];
}

export interface WriteDraft {
  readonly cleared: Cleared<VetoableMaterial>;
  readonly model: Model;
  readonly policy: Pick<Policy, "compose" | "draft" | "model">;
  /** How many times the queue has delivered the message. */
  readonly attempt: number;
  /** Whether the budget allows a second call. */
  readonly mayAskAgain: boolean;
}

export interface Wrote {
  readonly written: WrittenDraft;
  /** Null: use the template. */
  readonly draft: { readonly subject: string; readonly body: string } | null;
  /** The first call's reply, for a caller that can retry later. */
  readonly first: ModelReply;
}

export interface FirstDraft {
  /** The result without a second call. */
  readonly wrote: Wrote;
  /** Makes the second call; null when none is to be made. The caller first checks whether the draft is still wanted. */
  readonly again: (() => Promise<Wrote>) | null;
}

/** Makes the first of at most two calls. A call that ends without a reply is not repeated; the queue may deliver its message again. */
export async function writeDraft(asking: WriteDraft): Promise<FirstDraft> {
  const reply = await ask(asking, 0, null);
  const first = { reply, judged: judgedOf(reply, asking) };
  const wrote = resultOf(asking, [first]);
  const refused = offencesOf(first.judged);
  if (refused === null || !asking.mayAskAgain) return { wrote, again: null };
  const again = async (): Promise<Wrote> => {
    const second = await ask(asking, 1, refused);
    return resultOf(asking, [first, { reply: second, judged: judgedOf(second, asking) }]);
  };
  return { wrote, again };
}

function ask({ model, policy, cleared, attempt }: WriteDraft, call: 0 | 1, offences: DraftOffence[] | null) {
  const { given, metadata } = subjectOf(cleared);
  return model.call({
    step: "write_draft",
    prefix: prefixOf(policy),
    untrusted: askedOf(given, { marker: given.markers[call] ?? "", offences }),
    tool: WRITE_DRAFT,
    maxTokens: policy.model.compose.outputTokens,
    deadlineMs: policy.model.compose.deadlineSeconds * 1_000,
    metadata,
    attempt,
  });
}

/** Null when the outcome of the call is not "ok". */
const judgedOf = ({ outcome, reply }: ModelReply, { cleared, policy }: WriteDraft): Judged | null =>
  outcome === "ok" ? judgeDraft(reply ?? "", subjectOf(cleared).given, policy) : null;

/**
 * The rules that a draft broke; empty for an unreadable draft. Null when no second call is made: the draft is kept, or there was nothing to
 * judge.
 */
function offencesOf(judged: Judged | null): DraftOffence[] | null {
  switch (judged?.kind) {
    case "refused":
      return judged.offences;
    case "unreadable":
      return [];
    case "kept":
    case undefined:
      return null;
  }
}

interface Attempt {
  readonly reply: ModelReply;
  readonly judged: Judged | null;
}

function resultOf({ cleared }: WriteDraft, attempts: readonly [Attempt, ...Attempt[]]): Wrote {
  const { given } = subjectOf(cleared);
  const [{ reply: first }] = attempts;
  const { reply: last, judged } = attempts.at(-1) ?? attempts[0];
  const kept = judged?.kind === "kept" ? judged : null;
  return {
    first,
    draft: kept && { subject: kept.subject, body: kept.body },
    written: {
      outcome: outcomeOf(last, judged, attempts.length),
      offences: [...new Set(attempts.flatMap((attempt) => offencesOf(attempt.judged) ?? []))],
      flags: kept?.flags ?? [],
      claims: kept?.claims ?? [],
      given: canonicalJson(given),
      replies: attempts.flatMap((attempt) => attempt.reply.reply ?? []),
      calls: attempts.flatMap((attempt) => attempt.reply.call ?? []),
    },
  };
}

function outcomeOf({ outcome }: ModelReply, judged: Judged | null, attempts: number): DraftOutcome {
  switch (judged?.kind) {
    case "kept":
      return attempts === 1 ? "written" : "rewritten";
    case "refused":
      return "draft_refused";
    case "unreadable":
      return "draft_unreadable";
    case undefined:
      return outcome === "ok" ? "empty" : outcome;
  }
}
