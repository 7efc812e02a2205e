// Tells apart, in a letter, the words that people adopted as statements and all other words, which are a model's own or a person's edit.
import { isOwnSentence } from "./told-statements.ts";

export interface Passage {
  readonly text: string;
  /** The statement that the passage repeats word for word, without its `us:`; null: nobody adopted these words. */
  readonly statement: string | null;
}

/** A text that the letter may tell, as the model read it. `us:<id>` is a statement of ours. */
interface Source {
  readonly about: string;
  readonly text: string;
}

const OURS = "us:";

/**
 * The letter in passages, in order; put together they are the letter. A statement counts where it stands whole, as sentences of its own: within
 * a sentence of the model its words may say the opposite. The work grows with the length of the letter times the number of statements.
 */
export function passagesOf(letter: string, sources: readonly Source[]): readonly Passage[] {
  const found = sources
    .filter(({ about, text }) => about.startsWith(OURS) && text.trim() !== "")
    .flatMap(({ about, text }) => placesOf(letter, text.trim()).map((place) => ({ ...place, about })))
    // The longest of those that begin at one place.
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const passages: Passage[] = [];
  let at = 0;
  for (const { from, to, about } of found) {
    if (from < at) continue;
    if (from > at) passages.push({ text: letter.slice(at, from), statement: null });
    passages.push({ text: letter.slice(from, to), statement: about.slice(OURS.length) });
    at = to;
  }
  if (at < letter.length) passages.push({ text: letter.slice(at), statement: null });
  return passages;
}

const GOES_ON = /^[^\s.]|^\.\S/u;
const ENDS = /[.!?]["')\u2019\u201d]?$/u;

function placesOf(letter: string, statement: string): { readonly from: number; readonly to: number }[] {
  const places: { readonly from: number; readonly to: number }[] = [];
  for (let from = letter.indexOf(statement); from >= 0; from = letter.indexOf(statement, from + 1)) {
    const end = from + statement.length;
    const behind = letter.slice(end, end + 2);
    // Code puts a full stop behind a statement that has none. Without one, what follows would go on with its sentence.
    const hasEnd = ENDS.test(statement) || behind.startsWith(".");
    const isWhole = end === letter.length || (hasEnd && !GOES_ON.test(behind));
    if (isWhole && isOwnSentence(letter, { index: from, behind: 0 }))
      places.push({ from, to: behind.startsWith(".") && !ENDS.test(statement) ? end + 1 : end });
  }
  return places;
}
