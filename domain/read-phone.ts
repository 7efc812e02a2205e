// Reads a telephone number as people and programs write one: what stands around one clear number is taken off. It stands before `canonicalPhone`,
// which makes the digests of the suppression list and never changes. docs/decisions/2026-11-30-readers-of-forms.md compares it with a library.
import { canonicalPhone } from "./address.ts";
import { asOneLine } from "./plain-lines.ts";
import { withoutHidden } from "./visible-text.ts";

export interface ReadPhone {
  /** The number as it was written, with its marks: with the country where that was stated. */
  readonly phone: string;
  /** Whether it is all that was written. An extension, a second number and words are not in `phone`. */
  readonly isWhole: boolean;
}

/** A longer text is a letter, and no number. */
const MOST_CHARACTERS = 200;
/** A number has five digits at the least (`canonicalPhone`), and with its country fifteen at the most (E.164), behind the two of `00` and a `(0)`. */
const MOST_DIGITS = 18;

/** What a program or a person writes before a number. */
const BEFORE =
  /^(?:tel|telefon|telefono|téléphone|teléfono|telephone|telefone|phone|mobile?|móvil|mobil|mobiel|cell(?:ular)?|handy|fon|portable|whatsapp|call|ph|tlf|puh|gsm|no|nr|number|p|t|m|h|w|電話|电话|手机)(?!\p{L})[.:#\s]*[:.#]?\s*/iu;
/** Digits with what people put between them, and nothing else. A dash may be any of the dashes. */
const RUN = /(?:\+\s?)?[(\d][\d\s()./\u00b7\u2010-\u2015\u2212-]*\d/gu;
/** Between two numbers, and within one. */
const MARK = /\s+\/\s+/u;
/** So many digits on both sides of a mark are two numbers: an area code has fewer. */
const OWN_DIGITS = 7;
/** Days, which have as many digits as a number; and what a table makes of a long number: its digits are lost. */
const NO_NUMBER = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d(?:[.,]\d+)?e\+?\d+)$/iu;

const asciiDigits = (text: string): string => text.replace(/(?!\d)\p{Nd}/gu, (digit) => String(valueOf(digit)));
/** Unicode keeps the ten digits of a script together, from zero on. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

const digitsIn = (text: string): number => text.replace(/\D/gu, "").length;
/** `030 1234567 / 0171 2345678` is two; `0171 / 23 45 678` is one. */
function numbersIn(run: string): readonly string[] {
  const parts = run.split(MARK);
  return parts.every((part) => digitsIn(part) >= OWN_DIGITS) ? parts : [run];
}

const isNumber = (run: string): boolean =>
  digitsIn(run) <= MOST_DIGITS && !NO_NUMBER.test(run) && canonicalPhone(run) !== undefined;
/** An internal number, which no list has. */
const SHORT = /^\d{3,4}$/u;

/** The first telephone number in a value of a form, or a short internal one that is all of it; null where it has none that is clear. Linear in the length; throws for no value. */
export function readPhone(value: unknown): ReadPhone | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const given = asOneLine(asciiDigits(withoutHidden(String(value).normalize("NFKC"))));
  if (given.length > MOST_CHARACTERS || NO_NUMBER.test(given)) return null;
  const text = given.replace(BEFORE, "");
  if (SHORT.test(text)) return { phone: text, isWhole: true };
  const runs = (text.match(RUN) ?? []).flatMap(numbersIn);
  const phone = runs.map((run) => run.trim()).find(isNumber);
  if (phone === undefined) return null;
  const rest = text.replace(phone, "");
  return { phone, isWhole: !/[\p{L}\p{N}]/u.test(rest) };
}
