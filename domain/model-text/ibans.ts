// Finds bank account numbers (IBAN, ISO 13616) in running text by their check digits, in any case and grouping.
import type { Found } from "./plain-view.ts";

/** The length by country, from the register of ISO 13616. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);
const LEAST = 15;
const MOST = 34;

/** The country's letters where a word begins, with a digit behind them. */
const BEGIN = /(?<![A-Za-z0-9])(?:iban)?[a-z]{2}[ .-]?\d[ .-]?\d/giu;
const BETWEEN = /[ \t.\-/]/;
const MOST_BETWEEN = 2;

export function ibansIn(view: string): Found[] {
  const found: Found[] = [];
  let from = 0;
  for (const { 0: begin, index } of view.matchAll(BEGIN)) {
    if (index < from) continue;
    const at = /^iban[a-z]{2}/i.test(begin) ? index + "iban".length : index;
    const end = endOfIban(view, at);
    if (end === null) continue;
    found.push({ at, end, as: "[iban]" });
    from = end;
  }
  return found;
}

/** Where the number that begins here ends; null when none does. */
function endOfIban(view: string, at: number): number | null {
  const characters = accountFrom(view, at);
  const country = `${characters[0]?.character ?? ""}${characters[1]?.character ?? ""}`;
  const length = LENGTHS.get(country);
  let remainder = 0;
  for (const [index, { character, end }] of characters.entries()) {
    if (index >= 4) remainder = remainderAfter(remainder, character);
    const count = index + 1;
    const isWhole = length === undefined ? count >= LEAST && !/[A-Za-z0-9]/.test(view[end] ?? "") : count === length;
    if (!isWhole) continue;
    // Country and check digits count behind the account.
    const checked = characters.slice(0, 4).reduce((sum, one) => remainderAfter(sum, one.character), remainder);
    if (checked === 1) return end;
  }
  return null;
}

interface Placed {
  /** In upper case. */
  readonly character: string;
  readonly end: number;
}

/** The letters and digits from here on, across the usual gaps, at most as many as an account has. */
function accountFrom(view: string, at: number): Placed[] {
  const characters: Placed[] = [];
  let gap = 0;
  for (let place = at; place < view.length && characters.length < MOST && gap <= MOST_BETWEEN; place += 1) {
    const character = view[place] ?? "";
    if (/[A-Za-z0-9]/.test(character)) {
      characters.push({ character: character.toUpperCase(), end: place + 1 });
      gap = 0;
    } else if (BETWEEN.test(character)) gap += 1;
    else break;
  }
  return characters;
}

/** The remainder by 97 of the number so far with this character behind it. A letter is two digits: A is 10. */
function remainderAfter(remainder: number, character: string): number {
  const value = Number.parseInt(character, 36);
  return (remainder * (value < 10 ? 10 : 100) + value) % 97;
}
