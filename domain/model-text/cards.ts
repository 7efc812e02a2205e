// Finds the numbers of payment cards in a run of digits: 13 to 19 digits with a right check digit (Luhn, ISO/IEC 7812), in any
// grouping.
import type { Group, Run } from "./number-runs.ts";

const LEAST = 13;
const MOST = 19;
/** Cards of payment begin with 2 to 6; other digits are of airlines, fuel and the state. */
const FIRST = /^[2-6]/;

/** The cards of a run: the first and the last group of each, in order. */
export function cardsIn({ groups, hasPlus }: Run): { readonly first: number; readonly last: number }[] {
  const cards: { first: number; last: number }[] = [];
  // A number with a plus is a telephone number.
  for (let first = hasPlus ? 1 : 0; first < groups.length; first += 1) {
    const last = lastOfCard(groups, first);
    if (last === null) continue;
    cards.push({ first, last });
    first = last;
  }
  return cards;
}

/** The longest card that begins here. */
function lastOfCard(groups: readonly Group[], first: number): number | null {
  let [digits, found]: [string, number | null] = ["", null];
  for (let last = first; last < groups.length; last += 1) {
    const group = groups[last]?.digits ?? "";
    if (digits.length + group.length > MOST) break;
    digits += group;
    if (digits.length >= LEAST && FIRST.test(digits) && isLuhn(digits)) found = last;
  }
  return found;
}

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const value = place % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
