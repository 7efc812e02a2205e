// Finds addresses and telephone numbers in a draft, which may contain only those of the contact and the sender. Part of the judgement
// of drafts, whose rules keep their version; what a model reads is cleaned by `model-text/`.
import { withoutHidden } from "../visible-text.ts";

/** The match starts only where a word begins, so that a long word without `@` is scanned once. */
const ADDRESS = /(?<![^\s@<>"'(),;:[\]])[^\s@<>"'(),;:[\]]+@[^\s@<>"'(),;:[\]]+/gu;
/** Seven or more digits, with the usual separators between them. */
const PHONE = /(?<![\d.,])\+?\(?\d(?:[ ()./-]{0,3}\d){6,}/g;
/** A date or a number with grouped thousands looks like a telephone number but is not one. */
const DATE_OR_THOUSANDS = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,3}(?:[ .]\d{3})+)$/;

/** Replaces each address and telephone number by words for its kind. */
export const withoutContactDetails = (text: string): string =>
  withoutHidden(text)
    .replace(ADDRESS, "(an e-mail address)")
    .replace(PHONE, (found) => (DATE_OR_THOUSANDS.test(found) ? found : "(a telephone number)"));

export const replaceAddresses = (text: string, by: (address: string) => string): string => text.replace(ADDRESS, by);

export const phonesIn = (text: string): string[] =>
  (text.match(PHONE) ?? []).filter((found) => !DATE_OR_THOUSANDS.test(found));

const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, "").replace(/^0+/, "");

/** Whether two spellings may be one number. The country code may be missing, so the last nine digits decide. */
export function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  return a === b || (a.length >= 9 && b.length >= 9 && a.slice(-9) === b.slice(-9));
}
