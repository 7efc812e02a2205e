// Reads an address as people and programs write one: what stands around one clear address is taken off. It stands before canon v1
// (address.ts), which makes ids and never changes: text that canon takes is that address, and only what it refuses is read further.
import { err, ok, type Result } from "../schema/result.ts";
import { canonicalAddress } from "./address.ts";
import { withoutHidden } from "./visible-text.ts";

/**
 * Why a value has no address: `several` different ones, of which none is marked; `comma_in_domain` and `dot_before_at` are typing slips that are
 * not corrected, because the corrected address may be somebody else's; `among_words`: in a sentence, which may speak of anybody.
 */
export type AddressFault =
  | "no_text"
  | "too_long"
  | "no_at"
  | "several"
  | "comma_in_domain"
  | "dot_before_at"
  | "among_words"
  | "malformed";

interface FoundAddress {
  /** Canonical, canon v1. */
  readonly address: string;
  /** How many words stand beside it. */
  readonly words: number;
  /** Whether it stands in angle brackets, as behind a name. */
  readonly inAngles: boolean;
}

/** A longer text is a letter, and no address. */
const MOST_CHARACTERS = 1_000;
/** A name before or after an address. */
const NAME_CHARACTERS = 80;
/** Lists and objects around a value, one in the other. */
const MOST_WRAPPERS = 4;

/** One text of a value: itself, of a list with one element, or under the name that forms give a value. */
function textIn(value: unknown, depth = 0): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || depth >= MOST_WRAPPERS) return null;
  if (Array.isArray(value)) {
    const texts = value.slice(0, MOST_CHARACTERS).map((one) => textIn(one, depth + 1));
    const filled = texts.filter((text) => text !== null && text.trim() !== "");
    return filled.length === 0 ? null : filled.join("; ");
  }
  const named = ["value", "email", "address", "text"].find((name) => Object.hasOwn(value, name));
  return named === undefined ? null : textIn((value as Record<string, unknown>)[named], depth + 1);
}

/** Full-width and small forms as ASCII: keyboards for Chinese and Japanese write them. Other look-alikes stay other letters. */
const narrow = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCodePoint(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("\ufe6b", "@")
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f\u205f]/g, " ");

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&#64;": "@",
  "&commat;": "@",
  "&amp;": "&",
  "&quot;": '"',
};

/** Written for a page or a link: entities, `%40`, `mailto:` with its query. */
function withoutMarkup(text: string): string {
  const plain = text.replace(/&(?:lt|gt|#64|commat|amp|quot);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
  const decoded = plain.includes("@") ? plain : plain.replace(/%40/gi, "@");
  return decoded.replace(/(@[^\s?<>()"'\]]{1,255})\?[^\s<>()"'\]]*/g, "$1");
}

/** Narrow, visible and without markup. */
const plainText = (text: string): string =>
  withoutMarkup(narrow(withoutHidden(text.toWellFormed())).replace(/\s*@\s*/gu, "@")).trim();

/** Around an address: brackets, quotes, list signs and what a sentence ends with. */
const OPENING = /^[\s<>()[\]{}"'`,;:*_~«»„“”‘’|/\\=-]+/u;
const CLOSING = /[\s<>()[\]{}"'`,;:.!?*_~«»„“”‘’|/\\、。，；：-]+$/u;
const PREFIX = /^(?:mailto|e-?mail|mail|smtp|addr(?:ess)?)\s*[:=]\s*/iu;
const BETWEEN = /[\s<>()[\]{}",;|、，；「」【】《》]+/u;

function bare(token: string): string {
  let text = token;
  // Twice: a prefix may stand inside a quote, and a quote after a prefix.
  for (let round = 0; round < 2; round++) text = text.replace(OPENING, "").replace(PREFIX, "").replace(CLOSING, "");
  return text;
}

function addressesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const token of text.split(BETWEEN)) {
    if (!token.includes("@")) continue;
    // `a@x.example/b@x.example` is two.
    for (const part of token.split("/")) {
      const address = canonicalAddress(bare(part));
      if (address.ok) found.add(address.value);
    }
  }
  return [...found];
}

/** In `Name <a@b>` the address is the one in the angle brackets, whatever the name looks like. */
function inAngles(text: string): readonly string[] {
  const inner = [...text.matchAll(/<\s*(?:mailto:)?([^<>\s]{1,400})\s*>?/giu)].flatMap(([, one = ""]) =>
    addressesIn(one),
  );
  return [...new Set(inner)];
}

function faultOf(text: string): AddressFault {
  if (!text.includes("@")) return "no_at";
  if (/@[^\s@,]{1,253},[a-z]{2,24}\W*$/iu.test(text)) return "comma_in_domain";
  if (/\.@|\.\.|^\W*\.[^@]*@/u.test(text)) return "dot_before_at";
  return "malformed";
}

const WORDS = /\p{L}[\p{L}\p{M}'’.-]*/gu;
/** A name, a form of address and a title make six words at the most. */
const NAME_WORDS = 6;

/** How many words stand beside the address: so many that they are no name where there is much text. */
function wordsBeside(text: string, address: string): number {
  const rest = text
    .toLowerCase()
    .replaceAll(address, " ")
    .replace(/mailto:|^\W*e-?mail\s*[:=]/gu, " ")
    .trim();
  return rest.length > NAME_CHARACTERS ? NAME_WORDS + 1 : (rest.match(WORDS) ?? []).length;
}

/** "hanna or jo@x.example" names two mailboxes, and only one of them whole. */
const isChoice = (text: string): boolean => /\s(?:or|oder|ou|of|eller|lub|veya)\s[<("']?[^\s@]{1,64}@/iu.test(text);

/**
 * The one address of a value: of a text, a list or an object of a form. Whatever canon v1 takes is itself; else brackets, names, `mailto:`, hidden and
 * full-width characters and the marks of a sentence are taken off. Several different addresses are refused, and so is a slip that would have to be
 * guessed. Linear in the length; throws for no value.
 */
function readAddress(value: unknown): Result<FoundAddress, AddressFault> {
  const given = textIn(value);
  if (given === null || given.trim() === "") return err("no_text");
  if (given.length > MOST_CHARACTERS) return err("too_long");
  const asCanon = canonicalAddress(given);
  const isNarrow = narrow(given) === given;
  if (asCanon.ok && isNarrow) return ok({ address: asCanon.value, words: 0, inAngles: false });
  const text = plainText(given);
  const whole = canonicalAddress(text);
  if (whole.ok) return ok({ address: whole.value, words: 0, inAngles: false });
  const angled = inAngles(text);
  const [address, ...others] = angled.length === 1 ? angled : addressesIn(text);
  if (address === undefined) return err(faultOf(text));
  if (others.length > 0 || isChoice(text)) return err("several");
  return ok({ address, words: wordsBeside(text, address), inAngles: angled.length === 1 });
}

/** The address of a field that a person or a program fills in for an address: a name beside it is no sentence, with or without brackets. */
export function addressIn(value: unknown): Result<string, AddressFault> {
  const found = readAddress(value);
  if (!found.ok) return found;
  return found.value.words > NAME_WORDS ? err("among_words") : ok(found.value.address);
}

/** The different addresses of a value in which there are several, in their order; none for any other value. */
export function severalIn(value: unknown): readonly string[] {
  const text = textIn(value);
  if (text === null || text.length > MOST_CHARACTERS) return [];
  const found = addressesIn(plainText(text));
  return found.length > 1 ? found : [];
}

/** The address of a value that is nothing else, whatever its field is for: `a@b.example`, `Name <a@b.example>`. Null for any other value. */
export function bareAddressIn(value: unknown): string | null {
  const found = readAddress(value);
  return found.ok && found.value.words <= (found.value.inAngles ? NAME_WORDS : 0) ? found.value.address : null;
}
