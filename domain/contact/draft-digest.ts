// The digest of a draft: what an approval allows. It is computed when the draft is held or edited, and again from the event's opened
// words whenever they are shown, approved or sent.
import { shortDigestOf } from "../../schema/canonical.ts";
import { DraftText, type EventOf, type Sealed, type StoredEvent } from "../../schema/events.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";

/** The digest of personal words under the contact's key (`Stream.digest`); null when the contact has no key. */
export type WordsDigest = (value: unknown) => string | null;

/**
 * The salt of a draft's digest, which is sealed with the draft's words: who can open the words can compute the digest, and nobody else can
 * confirm a guess of the text. It is derived from the contact's key, so that the same draft has the same digest.
 */
export function draftSalt(
  digest: WordsDigest,
  text: DraftText,
  evidence: readonly ShownEvidence[],
  policyDigest: string,
): string {
  const salt = digest({ text, evidence, policy: policyDigest });
  if (salt === null) throw new Error("a draft of a contact without a key");
  return salt;
}

/** The digest that an approval allows: recipient, subject, body, footer and opt-out link, evidence and compose policy, with the salt. */
export const draftDigest = (
  salt: string,
  text: DraftText,
  evidence: readonly ShownEvidence[],
  policyDigest: string,
): string => shortDigestOf({ salt, text, evidence, policy: policyDigest });

/**
 * The object adds two rows to the composer's evidence of a draft, the decision and the reading of the list. The digest does not cover
 * them.
 */
const ADDED_ROWS = 2;

/** The words of a draft's event, with what their digest covers. */
export interface DraftWords {
  readonly text: DraftText;
  readonly evidence: readonly ShownEvidence[];
  /** The digest of this text and this evidence, computed now. */
  readonly digest: string;
}

/** A draft's words from its opened event; null when they are not those of a draft. */
export function draftWordsOf(event: EventOf<"DraftHeld" | "DraftEdited">, opened: Sealed): DraftWords | null {
  const fields = Object.keys(DraftText.shape).map((field) => [field, opened.words?.[field]]);
  const text = DraftText.safeParse(Object.fromEntries(fields));
  const salt = opened.words?.["salt"];
  if (!text.success || !event.policy || typeof salt !== "string") return null;
  const all = withPersonal(event, opened);
  const evidence = event.type === "DraftHeld" ? all.slice(0, -ADDED_ROWS) : all;
  return { text: text.data, evidence, digest: draftDigest(salt, text.data, evidence, event.policy.digest) };
}

/** The evidence of an event as its stage sent it: personal values in clear and separate. `record.ts` does the reverse. */
export function withPersonal({ provenance }: StoredEvent, { evidence = {} }: Sealed): readonly ShownEvidence[] {
  const personal = Object.entries(evidence).map(([place, value]) => ({ ...placeOf(place), value: String(value) }));
  return provenance.evidence.map((row, index) => {
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

/** Parses the key of a sealed evidence value: `0.title` is the column `title` of the first evidence row. */
export function placeOf(place: string): { readonly index: number; readonly column: string } {
  const dot = place.indexOf(".");
  return { index: Number(place.slice(0, dot)), column: place.slice(dot + 1) };
}
