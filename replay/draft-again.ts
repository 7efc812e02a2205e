// Checks a draft, held or unused. Without a key: source, confidence and payload must agree with the model calls recorded before the
// draft. With the opened material and replies: judging the replies again must give the same draft. No model is called.
import type { EventOf } from "../schema/events.ts";
import * as z from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { jsonIn } from "../schema/json.ts";
import { UNASKED } from "../schema/model-call.ts";
import { isModels, type Writing, WritingWords } from "../schema/written-draft.ts";
import type { Policy } from "../schema/policy.ts";
import { citedRows, DraftMaterial, JUDGEMENT, JUDGEMENTS } from "../domain/draft/given.ts";
import { confidenceOf } from "../domain/draft/confidence.ts";
import { judgeDraft, type Judged } from "../domain/draft/judge-draft.ts";
import { byTemplate } from "../domain/evidence.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import { citedPolicy } from "./grades-again.ts";
import type { Placed } from "./placed.ts";
import { openSealed } from "./sealed.ts";

type Held = EventOf<"DraftHeld">;
type Unused = EventOf<"DraftUnused">;
type Call = EventOf<"LlmCalled">;

/** Outcomes for which the model replied and the reply was judged. */
const JUDGED: ReadonlySet<string> = new Set(["written", "rewritten", "draft_refused", "draft_unreadable"]);
/** The first draft and one retry. */
const MOST_CALLS = 2;

/** The model calls for the draft: the `LlmCalled` events directly before it, by the same command. */
function callsOf({ event, past }: Pick<Placed, "event" | "past">): readonly Call[] {
  const before = past.slice(0, event.version - 1);
  const lastOther = before.findLastIndex(
    ({ type, commandId }) => type !== "LlmCalled" || commandId !== event.commandId,
  );
  return before.slice(lastOther + 1).filter((one) => one.type === "LlmCalled");
}

/** Checks a held draft: its source, its confidence and its record of the writing. */
export function checkDraft(event: Held, placed: Placed, context: LogContext, report: Report): void {
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "draft_differs", field, expected, found);
  const { writing, template, runId } = event.payload;
  const { source, confidence } = event.provenance;
  const calls = callsOf(placed);
  const isByModel = writing !== undefined && isModels(writing.outcome);
  const author = isByModel ? calls.at(-1)?.provenance.source : byTemplate(template);
  compare(report, "source_not_allowed", "provenance.source", author ?? "a call of the model", source);
  if (!writing) {
    mustEqual("payload.writing", calls.length === 0 ? undefined : "a record of the writing", undefined);
    return mustEqual("provenance.confidence", 1, confidence);
  }
  if (!isByModel) mustEqual("provenance.confidence", 0, confidence);
  judgeWriting(event, { runId, writing, calls, context, report, mustEqual });
}

/** Checks a draft for which no hold was opened: its source, its confidence and its record of the writing. */
export function checkUnused(event: Unused, placed: Placed, context: LogContext, report: Report): void {
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "draft_differs", field, expected, found);
  const { writing, runId } = event.payload;
  const { source, confidence } = event.provenance;
  const calls = callsOf(placed);
  const isByModel = isModels(writing.outcome);
  const author = isByModel ? calls.at(-1)?.provenance.source : "rule_based_fallback";
  compare(report, "source_not_allowed", "provenance.source", author ?? "a call of the model", source);
  if (!isByModel) mustEqual("provenance.confidence", 0, confidence);
  judgeWriting(event, { runId, writing, calls, context, report, mustEqual });
}

interface WritingCheck {
  readonly runId: string;
  readonly writing: Writing;
  readonly calls: readonly Call[];
  readonly context: LogContext;
  readonly report: Report;
  readonly mustEqual: MustEqual;
}

function judgeWriting(event: Held | Unused, check: WritingCheck): void {
  const { runId, writing, calls, mustEqual } = check;
  for (const call of calls) {
    mustEqual("payload.runId", call.payload.runId, runId);
    mustEqual("payload.step", "write_draft", call.payload.step);
  }
  judgeOpen(writing, calls, mustEqual);
  judgeSealed(event, check);
}

type MustEqual = (field: string, expected: unknown, found: unknown) => void;

/** Checks the open part of the record: the outcome must agree with the calls, and some outcomes require empty fields. */
function judgeOpen({ outcome, offences, flags, claims }: Writing, calls: readonly Call[], mustEqual: MustEqual): void {
  const [last, ...earlier] = calls.toReversed().map(({ payload }) => payload.outcome);
  const isUnasked = UNASKED.has(outcome);
  if (calls.length > MOST_CALLS) mustEqual("payload.writing.outcome", MOST_CALLS, calls.length);
  if (outcome === "written") mustEqual("payload.writing.outcome", 1, calls.length);
  if (outcome === "rewritten") mustEqual("payload.writing.outcome", 2, calls.length);
  if (isUnasked)
    mustEqual(
      "payload.writing.outcome",
      "no failed call",
      last === undefined || last === "ok" ? "no failed call" : last,
    );
  else mustEqual("payload.writing.outcome", JUDGED.has(outcome) ? "ok" : outcome, last);
  // A retry follows only a call that gave a draft, so every call before the last one ended `ok`.
  for (const one of earlier) mustEqual("payload.writing.outcome", "ok", one);
  if (isUnasked && calls.length > 1) mustEqual("payload.writing.outcome", 1, calls.length);
  if (outcome === "written") mustEqual("payload.writing.offences", "", offences.join(" "));
  if (outcome === "draft_refused" && offences.length === 0) mustEqual("payload.writing.offences", "an offence", "");
  if (calls.length === 0) mustEqual("payload.writing.offences", "", offences.join(" "));
  if (isModels(outcome)) return;
  mustEqual("payload.writing.flags", "", flags.join(" "));
  mustEqual("payload.writing.claims", 0, claims);
}

/** Checks the sealed part: the recorded material and replies must give the same offences, flags, claims and text when judged again. */
function judgeSealed(
  event: Held | Unused,
  { writing, calls, context, report, mustEqual }: Omit<WritingCheck, "runId">,
): void {
  const words = openSealed(event, context)?.words;
  if (!words) return;
  const sealed = WritingWords.safeParse(words["writing"]);
  // The material names the rules that judged the draft. Rules of a later release are unknown here, so its drafts are not judged again.
  if (sealed.success && !JUDGEMENTS.includes(judgementOf(sealed.data.given))) return;
  const given = sealed.success ? DraftMaterial.safeParse(jsonIn(sealed.data.given)) : null;
  if (!sealed.success || !given?.success)
    return mustEqual("sealed.words.writing", "the material and the replies of the model", null);
  const rules = rulesOf(event, context.policies);
  if (!rules) return report({ name: "claim_unevidenced", field: "policy.draft" });
  const { replies, claims } = sealed.data;
  mustEqual("sealed.words.writing.given", canonicalJson(given.data), sealed.data.given);
  // A failed call may have left a partial reply. It is the last one, and it was not judged.
  const judged = replies
    .slice(0, calls.filter(({ payload }) => payload.outcome === "ok").length)
    .map((reply) => judgeDraft(reply, given.data, rules));
  const last = judged.at(-1);
  if (JUDGED.has(writing.outcome))
    mustEqual("payload.writing.outcome", writing.outcome, outcomeOf(last, judged.length));
  const offences = new Set(judged.flatMap((one) => (one.kind === "refused" ? one.offences : [])));
  mustEqual("payload.writing.offences", [...offences].join(" "), writing.offences.join(" "));
  mustEqual("payload.writing.claims", claims.length, writing.claims);
  if (!isModels(writing.outcome) || last?.kind !== "kept") return;
  mustEqual("payload.writing.flags", last.flags.join(" "), writing.flags.join(" "));
  mustEqual("sealed.words.writing.claims", canonicalJson(last.claims), canonicalJson(claims));
  // An unused draft has no words beside the reply.
  if (event.type === "DraftHeld") {
    mustEqual("sealed.words.subject", given.data.subject ?? last.subject, words["subject"]);
    mustEqual("sealed.words.body", last.body, words["body"]);
  }
  mustEqual("provenance.confidence", confidenceOf(sealed.data.given, claims), event.provenance.confidence);
  const shown = new Set(event.provenance.evidence.map(({ table, id }) => `${table}/${id}`));
  for (const { table, id } of citedRows(given.data, claims))
    if (!shown.has(`${table}/${id}`))
      report({ name: "claim_unevidenced", field: `provenance.evidence.${table}`, expected: id });
}

/** The policy sections by which the draft was judged; null when the event names none that the log has. */
function rulesOf(event: Held | Unused, policies: LogContext["policies"]): Pick<Policy, "compose" | "draft"> | null {
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

/**
 * The version of the rules that judged the draft. When the text has no version: this release's version, so that the text is then
 * reported as a fault.
 */
function judgementOf(given: string): number {
  const read = Numbered.safeParse(jsonIn(given));
  return read.success ? read.data.judgement : JUDGEMENT;
}
const Numbered = z.looseObject({ judgement: z.int().positive() });
