// Finds the name by which a draft greets. Nobody minds a greeting without a name; a wrong one shows that no person looked. So a name is used only
// where a source gave the first name apart, or where the whole text is a given name that we know with a family name after it. Everything else, such
// as names of cultures in which the family name comes first, is left out. What was compared: docs/decisions/2026-11-30-names-in-greetings.md.
import { isSameMailbox } from "../address.ts";
import { GIVEN_NAMES } from "./given-names.ts";
import { isNoName } from "./no-names.ts";

/** What a source said about a person's name; a stranger wrote it. */
export interface GivenName {
  /** The whole name. */
  readonly name?: string | null | undefined;
  /** The first name, where a form asked for it apart. */
  readonly firstName?: string | null | undefined;
}

/** A longer text is no name. In UTF-16 units. */
const NAME_CHARACTERS = 60;
const FIRST_NAME_CHARACTERS = 40;

/** The first name to greet with; undefined without one that is certain. */
export function greetingName({ name, firstName }: GivenName): string | undefined {
  return nameApart(firstName, name) ?? knownFirstName(name);
}

/** Who wrote, as far as the name of one matters. */
interface Author extends GivenName {
  readonly email: string;
}

/**
 * What the author of the newest words said of the name. The lead's counts only where the lead is of the same mailbox, because a colleague who answers
 * is somebody else; its first name, which a form asked for apart, only while the mail has no other name.
 */
export function nameOfAuthor(message: Omit<Author, "firstName"> | null, lead: Author | null): GivenName {
  const own = lead && (!message || isSameMailbox(message.email, lead.email)) ? lead : null;
  const isOther = message?.name !== undefined && message.name !== own?.name;
  return { name: message?.name ?? own?.name, firstName: isOther ? undefined : own?.firstName };
}

/** The words of a text without hidden characters; none of a text that is too long. */
function wordsOf(text: string | null | undefined, most: number): readonly string[] {
  const line = (text ?? "").slice(0, most + 1);
  if (line.length > most) return [];
  return line
    .replaceAll(/\p{Cf}/gu, "")
    .normalize("NFC")
    .split(/\s+/u)
    .filter((word) => word !== "");
}

const folded = (word: string): string =>
  word
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .replaceAll("ß", "ss");

const partsOf = (word: string): readonly string[] => folded(word).split(/['’-]/u);
/** A word or a part of it is no name, as in "Test-Anna". */
const saysNoName = (word: string): boolean => [folded(word), ...partsOf(word)].some(isNoName);

/** Letters of one script with single hyphens and apostrophes inside. */
const LETTERS = /^\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*$/u;
const SCRIPTS = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Han",
  "Hangul",
  "Hiragana",
  "Katakana",
  "Devanagari",
  "Thai",
].map((script) => new RegExp(String.raw`^(?:\p{Script=${script}}|\p{M}|['’\s-])+$`, "u"));
const isOneScript = (text: string): boolean => SCRIPTS.some((script) => script.test(text));

/** Two words, as "Anna Maria"; three are a whole name in the wrong field. */
const WORDS_APART = 2;

/** A first name that was asked for apart, if it can be one. */
function nameApart(text: string | null | undefined, name: string | null | undefined): string | undefined {
  const words = wordsOf(text, FIRST_NAME_CHARACTERS);
  if (words.length === 0 || words.length > WORDS_APART || !isOneScript(words.join(" "))) return undefined;
  if (!words.every((word) => LETTERS.test(word) && !saysNoName(word))) return undefined;
  // "Ada Lovelace" as the first name beside "Lovelace": the person wrote the whole name twice.
  const whole = wordsOf(name, NAME_CHARACTERS * 2);
  const [last] = whole.length === 1 ? whole : whole.slice(words.length).slice(-1);
  if (words.length > 1 && last !== undefined && words.some((word) => folded(word) === folded(last))) return undefined;
  const cased = words.map(withCapital);
  return cased.every((word) => word !== undefined) ? cased.join(" ") : undefined;
}

/** The shortest word in capitals that is a name and no initials. */
const SHORTEST_IN_CAPITALS = 3;

/** "ada" and "ADA" as "Ada"; a word with both as it is. Undefined for a single letter and for initials. */
function withCapital(word: string): string | undefined {
  const [small, large] = [word.toLowerCase(), word.toUpperCase()];
  // Scripts without capitals.
  if (small === large) return word;
  if (word.length < 2) return undefined;
  if (word === large && word.length < SHORTEST_IN_CAPITALS) return undefined;
  return word === small || word === large
    ? small.replaceAll(/(?<!\p{L}\p{M}*)\p{L}/gu, (letter) => letter.toUpperCase())
    : word;
}

/** The first name of a whole name: a known given name, perhaps an initial or particles of a family name, and a family name that is no given name. */
function knownFirstName(name: string | null | undefined): string | undefined {
  const words = wordsOf(name, NAME_CHARACTERS);
  const [first, ...others] = words;
  if (first === undefined || !isOneScript(words.join(" ").replaceAll(".", ""))) return undefined;
  if (!CAPITALISED.test(first) || !isGiven(first)) return undefined;
  if (CONTINUED.has(folded(first)) && others.some((word) => PARTICLES.has(word))) return undefined;
  const rest = others.filter((word) => !INITIAL.test(word) && !PARTICLES.has(word));
  if (rest.length !== 1 && (rest.length !== 2 || words.length > 3)) return undefined;
  if (others.at(-1) !== rest.at(-1)) return undefined;
  // "Nagy István", "Jean Pierre Dupont": of two given names either may be the family name, or both the first name.
  return rest.every((word) => FAMILY.test(word) && !saysNoName(word) && !isGiven(word)) &&
    new Set(rest).size === rest.length
    ? first
    : undefined;
}

const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}[\p{Ll}\p{M}]+)?$/u;
/** "Meier", "O'Neil", "McDonald", "Meier-Huber"; no "GmbH" and no "CEO". */
const FAMILY = /^(?:\p{Lu}['’])?\p{Lu}[\p{Ll}\p{M}]+(?:['’-]?\p{Lu}[\p{Ll}\p{M}]+){0,2}$/u;
const INITIAL = /^\p{Lu}\.$/u;
const PARTICLES: ReadonlySet<string> = new Set([
  "van",
  "von",
  "der",
  "den",
  "ter",
  "zu",
  "de",
  "di",
  "da",
  "dos",
  "du",
]);
/** After these given names "de" may continue the first name: "María de Jesús", "Juan de Dios". */
const CONTINUED: ReadonlySet<string> = new Set(["maria", "jose", "juan", "ana", "jesus", "miguel", "rosa"]);

/** Each part of a word with hyphens is a known given name. */
const isGiven = (word: string): boolean => partsOf(word).every((part) => given().has(part));

let known: ReadonlySet<string> | null = null;
/** Folded in the same way as the names that are looked up; made when it is first needed. */
function given(): ReadonlySet<string> {
  known ??= new Set(GIVEN_NAMES.flatMap((names) => names.split(" ")));
  return known;
}
