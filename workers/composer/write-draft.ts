// Asks the model for a draft: once, and once more if its reply broke a rule or was unreadable. Without a kept draft the caller
// uses the template.
import { canonicalJson } from "../../schema/canonical.ts";
import type { Policy } from "../../schema/policy.ts";
import type { DraftOffence, DraftOutcome, WrittenDraft } from "../../schema/written-draft.ts";
import type { Model, ModelReply, ModelRequest } from "../model/model.ts";
import { askedOf, prefixOf, WRITE_DRAFT } from "../../domain/draft/draft-prompt.ts";
import type { DraftMaterial } from "../../domain/draft/given.ts";
import { type Judged, judgeDraft } from "../../domain/draft/judge-draft.ts";

export interface WriteDraft {
  readonly model: Model;
  readonly policy: Pick<Policy, "compose" | "draft" | "model">;
  readonly given: DraftMaterial;
  readonly metadata: ModelRequest["metadata"];
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

/** Makes at most two calls. A call that ends without a reply is not repeated here; the queue may deliver its message again. */
export async function writeDraft(asking: WriteDraft): Promise<Wrote> {
  const first = await ask(asking, 0, null);
  const judged = judgedOf(first, asking);
  const refused = offencesOf(judged);
  if (refused === null || !asking.mayAskAgain) return resultOf(asking, [{ reply: first, judged }]);
  const second = await ask(asking, 1, refused);
  return resultOf(asking, [
    { reply: first, judged },
    { reply: second, judged: judgedOf(second, asking) },
  ]);
}

const ask = ({ model, policy, given, metadata, attempt }: WriteDraft, call: 0 | 1, offences: DraftOffence[] | null) =>
  model.call({
    step: "write_draft",
    prefix: prefixOf(policy),
    untrusted: askedOf(given, { marker: given.markers[call] ?? "", offences }),
    tool: WRITE_DRAFT,
    maxTokens: policy.model.compose.outputTokens,
    deadlineMs: policy.model.compose.deadlineSeconds * 1_000,
    metadata,
    attempt,
  });

/** Null when the outcome of the call is not "ok". */
const judgedOf = ({ outcome, reply }: ModelReply, { given, policy }: WriteDraft): Judged | null =>
  outcome === "ok" ? judgeDraft(reply ?? "", given, policy) : null;

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

function resultOf({ given }: WriteDraft, attempts: readonly [Attempt, ...Attempt[]]): Wrote {
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
