// A matcher of regular expressions that counts its steps. It does the same backtracking search as the runtime: a pattern becomes
// a program of small instructions, and each executed instruction is a step. It finds the begin and end of the first match, but no
// groups. `counted-work.ts` uses it to find patterns that are slow on long texts, without a clock.

type Direction = 1 | -1;
type Instruction =
  | { readonly op: "character"; readonly is: (character: string) => boolean; readonly direction: Direction }
  | { readonly op: "edge"; readonly is: (characters: readonly string[], at: number) => boolean }
  | { readonly op: "look"; readonly program: Program; readonly wanted: boolean }
  /** Continues at `first`; if that does not lead to a match, continues at `second`. */
  | { readonly op: "fork"; readonly first: number; readonly second: number }
  | { readonly op: "jump"; readonly to: number }
  | { readonly op: "match" };
type Program = readonly Instruction[];

/** A part of a program. Its jump targets are relative to its own first instruction. */
type Piece = readonly Instruction[];

export interface Search {
  /** The begin and end of the first match, in UTF-16 units; null when there is none. */
  readonly found: readonly [begin: number, end: number] | null;
  readonly steps: number;
}

/** The piece with its jump targets moved, for its place inside a larger piece. */
const moved = (piece: Piece, by: number): Piece =>
  piece.map((instruction) => {
    if (instruction.op === "jump") return { ...instruction, to: instruction.to + by };
    if (instruction.op === "fork")
      return { ...instruction, first: instruction.first + by, second: instruction.second + by };
    return instruction;
  });

const joined = (pieces: readonly Piece[]): Piece => {
  const whole: Instruction[] = [];
  for (const piece of pieces) whole.push(...moved(piece, whole.length));
  return whole;
};

const fork = (isLazy: boolean, inside: number, outside: number): Instruction =>
  isLazy ? { op: "fork", first: outside, second: inside } : { op: "fork", first: inside, second: outside };

const either = (one: Piece, other: Piece): Piece =>
  joined([[{ op: "fork", first: 1, second: one.length + 2 }], one, [{ op: "jump", to: other.length + 1 }], other]);

function repeated(piece: Piece, least: number, most: number, isLazy: boolean): Piece {
  const needed = Array.from({ length: least }, () => piece);
  if (most === Infinity) {
    const back: Instruction = { op: "jump", to: -(piece.length + 1) };
    return joined([...needed, joined([[fork(isLazy, 1, piece.length + 2)], piece, [back]])]);
  }
  let optional: Piece = [];
  for (let count = least; count < most; count += 1) {
    optional = joined([[fork(isLazy, 1, piece.length + optional.length + 1)], piece, optional]);
  }
  return joined([...needed, optional]);
}

const ATOM = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])|\[(?:\\[^]|[^\]\\])*\]|[^]/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/y;
const GROUP = /\((?:\?(?:<?[=!]|:|<[^>]*>))?/y;

/** Translates a pattern into a program. To test one character, an instruction uses the runtime's own regular expression. */
class Translator {
  #at = 0;
  readonly #source: string;
  readonly #flags: string;

  constructor({ source, flags }: RegExp) {
    this.#source = source;
    this.#flags = flags;
  }

  program(): Program {
    const piece = this.#choice(1);
    if (this.#at < this.#source.length)
      throw new Error(`the step counter cannot read the whole pattern: ${this.#source}`);
    return [...piece, { op: "match" }];
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at += found[0].length;
    return found;
  }

  #choice(direction: Direction): Piece {
    const options = [this.#sequence(direction)];
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      options.push(this.#sequence(direction));
    }
    return options.reduceRight((rest, option) => either(option, rest));
  }

  #sequence(direction: Direction): Piece {
    const parts: Piece[] = [];
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at] ?? "")) {
      parts.push(this.#quantified(this.#part(direction)));
    }
    return joined(direction === 1 ? parts : parts.toReversed());
  }

  #quantified(piece: Piece): Piece {
    const found = this.#take(QUANTIFIER);
    if (!found) return piece;
    const [, sign, least = "", comma, most, lazy] = found;
    const isLazy = lazy === "?";
    if (sign !== undefined) return repeated(piece, sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity, isLazy);
    const upTo = comma === "" ? Number(least) : most === "" ? Infinity : Number(most);
    return repeated(piece, Number(least), upTo, isLazy);
  }

  #part(direction: Direction): Piece {
    const group = this.#take(GROUP);
    if (group) return this.#group(group[0], direction);
    const text = this.#take(ATOM)?.[0] ?? "";
    const edge = edgeOf(text, this.#flags.includes("m"));
    if (edge) return [{ op: "edge", is: edge }];
    if (/^\\[1-9k]/.test(text))
      throw new Error(`the step counter does not support a reference to a group: ${this.#source}`);
    return [{ op: "character", is: oneCharacter(text, this.#flags), direction }];
  }

  #group(opening: string, direction: Direction): Piece {
    const look = /^\(\?(<?)([=!])$/.exec(opening);
    const inside = this.#choice(look ? (look[1] === "<" ? -1 : 1) : direction);
    // Skips the closing bracket of the group.
    this.#at += 1;
    return look ? [{ op: "look", program: [...inside, { op: "match" }], wanted: look[2] === "=" }] : inside;
  }
}

const isWord = (character: string | undefined): boolean => character !== undefined && /^\w$/.test(character);

function edgeOf(text: string, isMultiline: boolean) {
  const isBreak = (character: string | undefined) => isMultiline && /^[\n\r\u2028\u2029]$/.test(character ?? "");
  const edges: Readonly<Record<string, (characters: readonly string[], at: number) => boolean>> = {
    "^": (characters, at) => at === 0 || isBreak(characters[at - 1]),
    $: (characters, at) => at === characters.length || isBreak(characters[at]),
    "\\b": (characters, at) => isWord(characters[at - 1]) !== isWord(characters[at]),
    "\\B": (characters, at) => isWord(characters[at - 1]) === isWord(characters[at]),
  };
  return Object.hasOwn(edges, text) ? edges[text] : undefined;
}

function oneCharacter(text: string, flags: string): (character: string) => boolean {
  const pattern = new RegExp(`^(?:${text})$`, flags.replaceAll(/[gymd]/g, ""));
  const tested = new Map<string, boolean>();
  return (character) => {
    const before = tested.get(character);
    if (before !== undefined) return before;
    const answer = pattern.test(character);
    tested.set(character, answer);
    return answer;
  };
}

function run(program: Program, characters: readonly string[], from: number, count: (steps: number) => void): number {
  const open: number[] = [0, from];
  let steps = 0;
  let end = -1;
  while (open.length > 0 && end < 0) {
    let at = open.pop() ?? 0;
    let place = open.pop() ?? 0;
    for (let isAlive = true; isAlive && end < 0;) {
      steps += 1;
      const instruction = program[place];
      place += 1;
      switch (instruction?.op) {
        case "character": {
          const character = characters[instruction.direction === 1 ? at : at - 1];
          isAlive = character !== undefined && instruction.is(character);
          at += instruction.direction;
          break;
        }
        case "edge":
          isAlive = instruction.is(characters, at);
          break;
        case "look":
          isAlive = run(instruction.program, characters, at, count) >= 0 === instruction.wanted;
          break;
        case "fork":
          open.push(instruction.second, at);
          place = instruction.first;
          break;
        case "jump":
          place = instruction.to;
          break;
        case "match":
        case undefined:
          end = at;
      }
    }
  }
  count(steps);
  return end;
}

interface Translated {
  readonly program: Program;
  /** Whether the pattern can match only at the beginning of a text. */
  readonly isAnchored: boolean;
}

const translated = new Map<string, Translated>();

function translate(pattern: RegExp): Translated {
  const key = String(pattern);
  const before = translated.get(key);
  if (before) return before;
  const program = new Translator(pattern).program();
  const made = { program, isAnchored: pattern.source.startsWith("^") && !pattern.multiline };
  translated.set(key, made);
  return made;
}

/** The characters that a pattern reads one by one (code points with the flag u, else UTF-16 units), and the offset of each. */
function charactersOf(text: string, isUnicode: boolean) {
  const characters = isUnicode ? [...text] : text.split("");
  const begins = [0];
  for (const character of characters) begins.push((begins.at(-1) ?? 0) + character.length);
  return { text, isUnicode, characters, begins };
}

/** The index of the first character that begins at the offset `from` or after it. */
function firstFrom(begins: readonly number[], from: number): number {
  let [low, high] = [0, begins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((begins[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last text that was split into characters: a global pattern searches the same text many times. */
let latest = charactersOf("", true);

/** Finds the first match at `from` or later. Throws for a pattern with unsupported syntax. */
export function search(pattern: RegExp, text: string, from: number): Search {
  const { program, isAnchored } = translate(pattern);
  if (latest.text !== text || latest.isUnicode !== pattern.unicode) latest = charactersOf(text, pattern.unicode);
  const { characters, begins } = latest;
  let steps = 0;
  const first = firstFrom(begins, from);
  const last = pattern.sticky || isAnchored ? first : characters.length;
  for (let at = first; at <= last && at <= characters.length; at += 1) {
    const end = run(program, characters, at, (more) => void (steps += more));
    if (end >= 0) return { found: [begins[at] ?? 0, begins[end] ?? 0], steps };
  }
  return { found: null, steps };
}
