// Opens sealed words and checks them: that they open with the key, have the right shape, and match the digests in the event.
// Without a key, and without words that the caller has opened, nothing is checked here.
import type * as z from "zod";
import { EVENTS, type EventOf, type EventType, type Sealed, type StoredEvent } from "../schema/events.ts";
import type { Evidence } from "../schema/provenance.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { draftWordsOf, placeOf, withPersonal } from "../domain/contact/draft-digest.ts";
import { evidenceDigest, openEvent } from "../domain/contact/seal.ts";
import type { Contact } from "../domain/contact/state.ts";
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

/** The types that never are without words: the words are what happened. */
const WORDED: ReadonlySet<EventType> = new Set([
  "SignalReceived",
  "HistoryImported",
  "DraftHeld",
  "DraftUnused",
  "DraftEdited",
]);

/** Whether an event must have sealed words and has none. An erased contact has no key, so that what comes then is recorded without words. */
export const lacksWords = ({ type, sealed }: StoredEvent, before: Contact): boolean =>
  sealed === null && !before.erased && WORDED.has(type);

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
    const { index, column } = placeOf(place);
    const expected = evidenceDigest(key, String(value));
    const found = event.provenance.evidence[index]?.columns[column];
    compare(report, "evidence_differs", `provenance.evidence.${place}`, expected, found);
  }
}

/** Checks that the draft's digest is that of the opened text, its evidence and its policy. */
function judgeDraft(event: StoredEvent, opened: Sealed, report: Report): void {
  if (event.type !== "DraftHeld" && event.type !== "DraftEdited") return;
  const words = draftWordsOf(event, opened);
  if (words) compare(report, "digest_differs", "payload.digest", words.digest, event.payload.digest);
}

/** Recognises the opened title again, and compares the rule with the recorded one. */
function judgeTitle(event: StoredEvent, { words, evidence = {} }: Sealed, context: LogContext, report: Report): void {
  const { policies } = context;
  if (event.type === "ContactCorrected") return judgeCorrectedTitle(event, words, context, report);
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

/** Recognises a corrected title again, by the policy that the event names. */
function judgeCorrectedTitle(
  { payload, policy }: EventOf<"ContactCorrected">,
  words: Sealed["words"],
  { policies }: LogContext,
  report: Report,
): void {
  const rules = policy && policies.section("titles", policy.digest);
  const title = words?.["title"];
  if (!rules || typeof title !== "string") return;
  const again = recogniseTitle(title, rules);
  compare(report, "evidence_differs", "payload.title.rule", again.known ? again.ruleId : null, payload.title?.rule);
}

/** The evidence with opened personal values in place of their digests. */
export function shownClear(event: StoredEvent, opened: Sealed | null): readonly Evidence[] {
  if (!opened?.evidence) return event.provenance.evidence;
  return withPersonal(event, opened).map(({ personal = {}, ...row }) => ({
    ...row,
    columns: { ...row.columns, ...personal },
  }));
}
