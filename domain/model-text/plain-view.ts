// The view of a text in which contact data is searched: full-width and other digits, dashes, dots and gaps in ASCII, without hidden
// characters and marks on letters. Each place of the view knows its place in the text, so that the text itself is not changed.
import { fold } from "../draft/draft-text.ts";

/** A piece of a text or of a view: from `at` up to `end`. */
export interface Span {
  readonly at: number;
  readonly end: number;
}

export interface Found extends Span {
  /** What is written in place of the piece. */
  readonly as: string;
}

const PLAIN = /^[\n\t -~]*$/;
const MARK = /\p{M}/u;

interface View {
  readonly text: string;
  /** The place in the text for each place of the view, and for its end. Null: they are the same. */
  readonly places: readonly number[] | null;
}

function viewOf(text: string): View {
  if (PLAIN.test(text)) return { text, places: null };
  const seen = new Map<string, string>();
  const shown: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const plain = seen.get(character) ?? (MARK.test(character) ? "" : fold(character));
    seen.set(character, plain);
    shown.push(plain);
    for (let unit = 0; unit < plain.length; unit += 1) places.push(place);
    place += character.length;
  }
  return { text: shown.join(""), places: [...places, place] };
}

/** Replaces what `find` finds in the view of a text. The pieces that it finds are in order and do not overlap. */
export function replaceFound(text: string, find: (view: string) => readonly Found[]): string {
  const view = viewOf(text);
  const placeOf = (at: number): number => view.places?.[at] ?? at;
  const pieces: string[] = [];
  let from = 0;
  for (const { at, end, as } of find(view.text)) {
    // One character may stand for several of the view, so a piece may begin within the character that ended the one before.
    pieces.push(text.slice(from, Math.max(from, placeOf(at))), as);
    from = Math.max(from, placeOf(end - 1) + 1, placeOf(end));
  }
  return from === 0 && pieces.length === 0 ? text : `${pieces.join("")}${text.slice(from)}`;
}
