// Opens sealed words and checks them: that they open with the key, have the right shape, and match the digests in the event.
// Without a key, and without words that the caller has opened, nothing is checked here.
import type * as z from "zod";
import { DraftText, EVENTS, type Sealed, type StoredEvent } from "../schema/events.ts";
import type { Evidence, ShownEvidence } from "../schema/provenance.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { draftDigest } from "../domain/contact/decide-run.ts";
import { evidenceDigest, openEvent } from "../domain/contact/seal.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import { citedPolicy } from "./grades-again.ts";
import { evidenceOf } from "./placed.ts";

/** `none`: the event has no personal words. `closed`: the words stay sealed, because the key is not available or was destroyed. */
export type Seal = "none" | "opened" | "closed";

/** An event's sealed content, opened with a key; null when it has none or does not open. */
export function openWithKey(event: StoredEvent, key: Uint8Array | null): Sealed | null {
  if (event.sealed === null || key === null) return null;
  try {
    return openEvent(key, event, event.sealed);
  } catch {
    return null;
  }
}

/**
 * An event's sealed content, opened with the context's `openWords` or, without it, with the context's keys. Null when it stays
 * closed.
 */
export const openSealed = (
  event: StoredEvent,
  { keys, openWords }: Pick<LogContext, "keys" | "openWords">,
): Sealed | null => (openWords ? openWords(event) : openWithKey(event, keys(event.streamId)));

/** Checks an event's sealed content. The digests of personal evidence are compared only with the key, because only the key can make them. */
export function judgeSealed(event: StoredEvent, key: Uint8Array | null, context: LogContext, report: Report): void {
  const opened = openSealed(event, context);
  if (!opened) return key ? report({ name: "seal_broken", field: "sealed" }) : undefined;
  judgeWords(event, opened, report);
  if (key) judgeDigests(event, opened, key, report);
  judgeDraft(event, opened, report);
  judgeTitle(event, opened, context, report);
}

function judgeWords(event: StoredEvent, { words }: Sealed, report: Report): void {
  if (words === undefined) return;
  const schema: z.ZodType = EVENTS[event.type].sealed;
  const parsed = schema.safeParse(words);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return report({ name: "words_invalid", field: `sealed.words.${issue?.path.join(".")}`, expected: issue?.code });
  }
  if (event.type !== "SignalReceived") return;
  const kind = (words["signal"] as { readonly kind?: string } | undefined)?.kind;
  compare(report, "words_invalid", "sealed.words.signal.kind", event.payload.kind, kind);
}

/** Checks that each personal value of the evidence matches its keyed digest in the open part of the event. */
function judgeDigests(event: StoredEvent, { evidence = {} }: Sealed, key: Uint8Array, report: Report): void {
  for (const [place, value] of Object.entries(evidence)) {
    const { row, column } = evidenceAt(event, place);
    const expected = evidenceDigest(key, String(value));
    compare(report, "evidence_differs", `provenance.evidence.${place}`, expected, row?.columns[column]);
  }
}

/** Resolves the key of a sealed evidence value: `0.title` is the column `title` of the first evidence row. */
function evidenceAt(
  { provenance }: StoredEvent,
  place: string,
): { row: Evidence | undefined; column: string; index: number } {
  const dot = place.indexOf(".");
  const index = Number(place.slice(0, dot));
  return { row: provenance.evidence[index], column: place.slice(dot + 1), index };
}

/** Checks that the draft's digest is that of the opened text, its evidence and its policy. */
function judgeDraft(event: StoredEvent, opened: Sealed, report: Report): void {
  if (event.type !== "DraftHeld" && event.type !== "DraftEdited") return;
  const fields = Object.keys(DraftText.shape).map((field) => [field, opened.words?.[field]]);
  const text = DraftText.safeParse(Object.fromEntries(fields));
  if (!text.success || !event.policy) return;
  const shown = shownEvidence(event, opened);
  // The object adds two rows to the composer's evidence, the decision and the reading of the list. The digest does not cover them.
  const covered = event.type === "DraftHeld" ? shown.slice(0, -2) : shown;
  const expected = draftDigest(text.data, covered, event.policy.digest);
  compare(report, "digest_differs", "payload.digest", expected, event.payload.digest);
}

/** The evidence as the stage sent it: personal values in clear and separate. */
function shownEvidence(event: StoredEvent, { evidence = {} }: Sealed): readonly ShownEvidence[] {
  const personal = Object.entries(evidence).map(([place, value]) => ({
    ...evidenceAt(event, place),
    value: String(value),
  }));
  return event.provenance.evidence.map((row, index) => {
    const own = personal.filter((one) => one.index === index);
    if (own.length === 0) return row;
    const hidden = new Set(own.map(({ column }) => column));
    return {
      ...row,
      columns: Object.fromEntries(Object.entries(row.columns).filter(([column]) => !hidden.has(column))),
      personal: Object.fromEntries(own.map(({ column, value }) => [column, value])),
    };
  });
}

/** Recognises the opened title again, and compares the rule with the recorded one. */
function judgeTitle(event: StoredEvent, { evidence = {} }: Sealed, { policies }: LogContext, report: Report): void {
  if (event.type !== "QualificationGraded") return;
  const index = event.provenance.evidence.findIndex(({ table }) => table === "contacts");
  const title = evidence[`${index}.title`];
  const cited = citedPolicy(event, "titles");
  const rules = cited && policies.section("titles", cited.id);
  if (typeof title !== "string" || !rules) return;
  const again = recogniseTitle(title, rules);
  const found = evidenceOf(event, "contacts")?.columns["title_rule"];
  compare(
    report,
    "evidence_differs",
    `provenance.evidence.${index}.title_rule`,
    again.known ? again.ruleId : null,
    found,
  );
}

/** The evidence with opened personal values in place of their digests. */
export function shownClear(event: StoredEvent, opened: Sealed | null): readonly Evidence[] {
  if (!opened?.evidence) return event.provenance.evidence;
  return shownEvidence(event, opened).map(({ personal = {}, ...row }) => ({
    ...row,
    columns: { ...row.columns, ...personal },
  }));
}
