// How like a title is to the titles that a vertical names, in basis points: the share of two-letter pieces that both have (Dice). Used where no
// model judges a role.
import { folded } from "./title-text.ts";
import { WHOLE } from "./score-terms.ts";

/** More of a title is not read: titles are short, and a stranger writes them. */
const CHARACTERS = 100;

/** The likeness to the most like of `titles`; 10,000 for an equal one, apart from case, marks and spaces. */
export const likenessOf = (title: string, titles: readonly string[]): number =>
  Math.max(0, ...titles.map((one) => likeness(piecesOf(title), piecesOf(one))));

function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const piece of b) left.set(piece, (left.get(piece) ?? 0) + 1);
  let common = 0;
  for (const piece of a) {
    const count = left.get(piece) ?? 0;
    if (count === 0) continue;
    left.set(piece, count - 1);
    common += 1;
  }
  return Math.round((2 * common * WHOLE) / (a.length + b.length));
}

/** The two-letter pieces of each word, with its edges, so that a word's beginning counts. */
function piecesOf(text: string): readonly string[] {
  const words = folded(text.slice(0, CHARACTERS)).split(/[^\p{L}\p{N}]+/u);
  return words.flatMap((word) => {
    if (word === "") return [];
    const letters = [" ", ...word, " "];
    return letters.slice(1).map((letter, index) => `${letters[index] ?? ""}${letter}`);
  });
}
