// Replaces e-mail addresses, bank accounts (IBAN), numbers of payment cards and telephone numbers in running text. Text without any
// stays as it is, byte for byte.
import { addressesAtAHost, addressesIn } from "./addresses.ts";
import { cardsIn } from "./cards.ts";
import { ibansIn } from "./ibans.ts";
import { partOf, type Run, runsIn } from "./number-runs.ts";
import { phonesIn, SPOKEN } from "./phones.ts";
import { type Found, replaceFound } from "./plain-view.ts";
import { withoutTimes } from "./times.ts";

/** One search after the other, each in what the ones before left: the digits of an address are no telephone number. */
export const withoutContactData = (text: string): string =>
  [addressesIn, addressesAtAHost, ibansIn, numbersIn, numbersIn, spokenIn].reduce(replaceFound, text);

/** Cards and telephone numbers. A second search finds what only became a number of its own when its neighbours were replaced. */
function numbersIn(view: string): Found[] {
  return runsIn(view)
    .flatMap((run) => withoutTimes(view, run))
    .flatMap((run) => foundInRun(view, run));
}

function foundInRun(view: string, run: Run): Found[] {
  const found: Found[] = [];
  let from = 0;
  const phonesUpTo = (to: number): void => {
    found.push(...phonesIn(view, partOf(run, from, to)).map((span) => ({ ...span, as: PHONE })));
  };
  for (const { first, last } of cardsIn(run)) {
    phonesUpTo(first);
    const { at = 0 } = run.groups[first] ?? {};
    const { end = at } = run.groups[last] ?? {};
    found.push({ at, end, as: "[card]" });
    from = last + 1;
  }
  phonesUpTo(run.groups.length);
  return found;
}

const PHONE = "[phone]";

const spokenIn = (view: string): Found[] =>
  [...view.matchAll(SPOKEN)].map(({ 0: found, index }) => ({ at: index, end: index + found.length, as: PHONE }));
