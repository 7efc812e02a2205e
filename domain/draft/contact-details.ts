// Addresses and telephone numbers in running text: a model is not told them, and a draft may name none but the person's and ours.
import { withoutHidden } from "../visible-text.ts";

/** Tried only where a word begins, so that a long word without `@` is read once. */
const ADDRESS = /(?<![^\s@<>"'(),;:[\]])[^\s@<>"'(),;:[\]]+@[^\s@<>"'(),;:[\]]+/gu;
/** Seven digits or more with what people put between them. */
const PHONE = /(?<![\d.,])\+?\(?\d(?:[ ()./-]{0,3}\d){6,}/g;
/** A date or a row of thousands looks like a telephone number, and is none. */
const DATE_OR_THOUSANDS = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,3}(?:[ .]\d{3})+)$/;

/** Without them, in words that say what stood there. */
export const withoutContactDetails = (text: string): string =>
  withoutHidden(text)
    .replace(ADDRESS, "(an e-mail address)")
    .replace(PHONE, (found) => (DATE_OR_THOUSANDS.test(found) ? found : "(a telephone number)"));

export const replaceAddresses = (text: string, by: (address: string) => string): string => text.replace(ADDRESS, by);

export const phonesIn = (text: string): string[] =>
  (text.match(PHONE) ?? []).filter((found) => !DATE_OR_THOUSANDS.test(found));

const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, "").replace(/^0+/, "");

/** Whether two spellings may be one number: with and without the country, so the last nine digits decide. */
export function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  return a === b || (a.length >= 9 && b.length >= 9 && a.slice(-9) === b.slice(-9));
}
