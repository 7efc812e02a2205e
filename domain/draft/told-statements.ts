// Puts our statements into a model's letter. The model names a statement by its reference, as a sentence of its own ("[S9]"), and code writes
// the words that people adopted: so a model says nothing about us in words of its own.
import type { DraftSource } from "./given.ts";

export interface Told {
  /** The letter with the statements' words. */
  readonly whole: string;
  /** The letter without them: the model's own words. */
  readonly own: string;
  /** The statements that are told, each once, in the order of the letter. */
  readonly told: readonly DraftSource[];
}

const REFERENCE = /\[(S\d{1,2})\]\.?(?=\s|$)/gu;
/** What a sentence of its own stands behind: a line break, or the end of a sentence or of a clause. */
const BEHIND = /(?:\n|[.!?:,]["')\u2019\u201d]?\s)\s*$/u;
/** So many characters before a reference say whether it is a sentence of its own. */
const LOOK_BACK = 8;
const ENDS = /[.!?]["')\u2019\u201d]?$/u;

/** Whether the source is a statement of ours. */
export const isOurs = ({ about }: Pick<DraftSource, "about">): boolean => about.startsWith("us:");

/**
 * Replaces the first reference of each statement of ours that is a sentence of its own. Any other one stays, and is refused as a placeholder:
 * in the middle of a sentence, of another source, of none, or of a statement that is told already, so that a letter grows by each only once.
 */
export function withStatements(body: string, sources: readonly DraftSource[]): Told {
  const byRef = new Map(sources.filter(isOurs).map((source) => [source.ref, source]));
  const told = new Set<DraftSource>();
  let [whole, own, from] = ["", "", 0];
  for (const { 0: reference, 1: ref = "", index } of body.matchAll(REFERENCE)) {
    const source = byRef.get(ref);
    if (source === undefined || told.has(source) || !isOwnSentence(body, { index, behind: from })) continue;
    told.add(source);
    const [between, text] = [body.slice(from, index), source.text.trim()];
    whole += `${between}${text}${ENDS.test(text) ? "" : "."}`;
    own += `${between}\n\n`;
    from = index + reference.length;
  }
  const rest = body.slice(from);
  return { whole: `${whole}${rest}`, own: `${own}${rest}`, told: [...told] };
}

/** Whether what stands at `index` begins a sentence or a clause. `behind` is where the last statement was put in; 0 where there was none. */
export function isOwnSentence(
  body: string,
  { index, behind }: { readonly index: number; readonly behind: number },
): boolean {
  if (index === 0) return true;
  const before = body.slice(Math.max(behind, index - LOOK_BACK), index);
  return BEHIND.test(before) || (behind > 0 && behind >= index - LOOK_BACK && before.trim() === "");
}
