// Checks a draft that a model was to write. Without a key it checks that the payload agrees with the calls before it; with the sealed material
// and replies it judges the replies again. It does not call a model.
import type { EventOf } from "../schema/events.ts";
import { z } from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { jsonIn } from "../schema/json.ts";
import { UNASKED } from "../schema/model-call.ts";
import { citedShare, isModels, type Writing, WritingWords } from "../schema/written-draft.ts";
import type { Policy } from "../schema/policy.ts";
import { citedRows, DraftMaterial, JUDGEMENT } from "../domain/draft/given.ts";
import { judgeDraft, type Judged } from "../domain/draft/judge-draft.ts";
import { byTemplate } from "../domain/evidence.ts";
import type { LogContext } from "./context.ts";
import { same, type Report } from "./faults.ts";
import { citedPolicy } from "./grades-again.ts";
import type { Placed } from "./placed.ts";
import { said } from "./sealed.ts";

type Held = EventOf<"DraftHeld">;
type Call = EventOf<"LlmCalled">;

/** Outcomes for which the model replied and the reply was judged. */
const JUDGED: ReadonlySet<string> = new Set(["written", "rewritten", "draft_refused", "draft_unreadable"]);
/** The first draft and one retry. */
const MOST_CALLS = 2;

/** The calls for the draft: the `LlmCalled` events directly before it, by the same command. */
function callsOf({ event, past }: Placed): readonly Call[] {
  const before = past.slice(0, event.version - 1);
  const since = before.findLastIndex(({ type, commandId }) => type !== "LlmCalled" || commandId !== event.commandId);
  return before.slice(since + 1).filter((one) => one.type === "LlmCalled");
}

/** Checks a held draft: its author, its confidence, and what its `writing` says. */
export function draftAgain(event: Held, placed: Placed, context: LogContext, report: Report): void {
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(report, "draft_differs", field, expected, found);
  const { writing, template, runId } = event.payload;
  const { source, confidence } = event.provenance;
  const calls = callsOf(placed);
  const isByModel = writing !== undefined && isModels(writing.outcome);
  const author = isByModel ? calls.at(-1)?.provenance.source : byTemplate(template);
  same(report, "source_not_allowed", "provenance.source", author ?? "a call of the model", source);
  if (!writing) {
    differs("payload.writing", calls.length === 0 ? undefined : "how it was written", undefined);
    return differs("provenance.confidence", 1, confidence);
  }
  if (!isByModel) differs("provenance.confidence", 0, confidence);
  for (const call of calls) {
    differs("payload.runId", call.payload.runId, runId);
    differs("payload.step", "write_draft", call.payload.step);
  }
  judgeOpen(writing, calls, differs);
  judgeSealed(event, { writing, calls, context, report, differs });
}

type Differs = (field: string, expected: unknown, found: unknown) => void;

/** Checks the payload alone: the outcome against the calls, and which fields an outcome must leave empty. */
function judgeOpen({ outcome, offences, flags, claims }: Writing, calls: readonly Call[], differs: Differs): void {
  const [last, ...earlier] = calls.toReversed().map(({ payload }) => payload.outcome);
  const isUnasked = UNASKED.has(outcome);
  if (calls.length > MOST_CALLS) differs("payload.writing.outcome", MOST_CALLS, calls.length);
  if (outcome === "written") differs("payload.writing.outcome", 1, calls.length);
  if (outcome === "rewritten") differs("payload.writing.outcome", 2, calls.length);
  if (isUnasked)
    differs("payload.writing.outcome", "no failed call", last === undefined || last === "ok" ? "no failed call" : last);
  else differs("payload.writing.outcome", JUDGED.has(outcome) ? "ok" : outcome, last);
  // A retry follows only a call that gave a draft, so every call before the last one ended `ok`.
  for (const one of earlier) differs("payload.writing.outcome", "ok", one);
  if (isUnasked && calls.length > 1) differs("payload.writing.outcome", 1, calls.length);
  if (outcome === "written") differs("payload.writing.offences", "", offences.join(" "));
  if (outcome === "draft_refused" && offences.length === 0) differs("payload.writing.offences", "an offence", "");
  if (calls.length === 0) differs("payload.writing.offences", "", offences.join(" "));
  if (isModels(outcome)) return;
  differs("payload.writing.flags", "", flags.join(" "));
  differs("payload.writing.claims", 0, claims);
}

/** Checks the sealed part: the recorded material and replies must give the same offences, flags, claims and text when judged again. */
function judgeSealed(
  event: Held,
  {
    writing,
    calls,
    context,
    report,
    differs,
  }: { writing: Writing; calls: readonly Call[]; context: LogContext; report: Report; differs: Differs },
): void {
  const words = said(event, context)?.words;
  if (!words) return;
  const sealed = WritingWords.safeParse(words["writing"]);
  // A draft that was judged by the rules of another release is not judged again: this release does not have those rules.
  if (sealed.success && judgementOf(sealed.data.given) !== JUDGEMENT) return;
  const given = sealed.success ? DraftMaterial.safeParse(jsonIn(sealed.data.given)) : null;
  if (!sealed.success || !given?.success)
    return differs("sealed.words.writing", "what the model was given and said", null);
  const rules = rulesOf(event, context.policies);
  if (!rules) return report({ name: "claim_unevidenced", field: "policy.draft" });
  const { replies, claims } = sealed.data;
  differs("sealed.words.writing.given", canonicalJson(given.data), sealed.data.given);
  // A failed call may have left a partial reply. It is the last one, and it was not judged.
  const judged = replies
    .slice(0, calls.filter(({ payload }) => payload.outcome === "ok").length)
    .map((reply) => judgeDraft(reply, given.data, rules));
  const last = judged.at(-1);
  if (JUDGED.has(writing.outcome)) differs("payload.writing.outcome", writing.outcome, outcomeOf(last, judged.length));
  const offences = new Set(judged.flatMap((one) => (one.kind === "refused" ? one.offences : [])));
  differs("payload.writing.offences", [...offences].join(" "), writing.offences.join(" "));
  differs("payload.writing.claims", claims.length, writing.claims);
  if (!isModels(writing.outcome) || last?.kind !== "kept") return;
  differs("payload.writing.flags", last.flags.join(" "), writing.flags.join(" "));
  differs("sealed.words.writing.claims", canonicalJson(last.claims), canonicalJson(claims));
  differs("sealed.words.subject", last.subject, words["subject"]);
  differs("sealed.words.body", last.body, words["body"]);
  differs("provenance.confidence", citedShare(claims), event.provenance.confidence);
  const shown = new Set(event.provenance.evidence.map(({ table, id }) => `${table}/${id}`));
  for (const { table, id } of citedRows(given.data, claims))
    if (!shown.has(`${table}/${id}`))
      report({ name: "claim_unevidenced", field: `provenance.evidence.${table}`, expected: id });
}

/** The policy sections by which the draft was judged; null when the event names none that the log has. */
function rulesOf(event: Held, policies: LogContext["policies"]): Pick<Policy, "compose" | "draft"> | null {
  const cited = citedPolicy(event, "draft");
  const [draft, compose] = [
    cited && policies.section("draft", cited.id),
    event.policy && policies.section("compose", event.policy.digest),
  ];
  return draft && compose ? { draft, compose } : null;
}

function outcomeOf(judged: Judged | undefined, count: number): string {
  switch (judged?.kind) {
    case "kept":
      return count === 1 ? "written" : "rewritten";
    case "refused":
      return "draft_refused";
    case "unreadable":
      return "draft_unreadable";
    case undefined:
      return "no reply";
  }
}

/** The version of the rules that judged the draft. This release's version when the text has none, so that text without material is a fault. */
function judgementOf(given: string): number {
  const read = Numbered.safeParse(jsonIn(given));
  return read.success ? read.data.judgement : JUDGEMENT;
}
const Numbered = z.looseObject({ judgement: z.int().positive() });
