// Decides whether a run of digits is a telephone number. Seven to fifteen digits are one, unless the form or the words beside them
// say something else: a price, a quantity, a version, the number of an order. A plus or a leading zero needs no such look.
import { digitsOf, type Group, partOf, type Run, textOf } from "./number-runs.ts";
import type { Span } from "./plain-view.ts";
import { isTime } from "./times.ts";

const LEAST = 7;
/** After a word such as "call", a short local number counts as well. */
const LEAST_WHEN_NAMED = 5;
/** E.164: the most digits of a number with its country code. */
const MOST = 15;

/** How far the words beside a number are read. */
const BESIDE = 40;

const PHONE_WORD =
  "(?:tele(?:ph|f)on(?:e|nummer)?|tele|tel|fon|(?:smart|cell)?phones?(?: ?(?:number|no|nr))?|mobile|mobil(?:e|nummer|funk)?|cell|handy(?:nummer)?|(?:tele)?fax(?:nummer)?|rufnummer|durchwahl|whats ?app|signal|telegram|viber|sms|hotline)";
const NAMED = new RegExp(String.raw`(?<!\p{L})${PHONE_WORD}[\s.:()=\-_/]{0,4}$`, "iu");
const NAMED_FURTHER = new RegExp(
  String.raw`(?<!\p{L})(?:${PHONE_WORD}|call|ring|dial|text|reach|anrufen|ruf(?:en|t)?)[\s.:(=-]{1,4}(?:\p{L}{1,8}[\s:]{1,2}){0,3}$`,
  "iu",
);
/** Words whose number is no telephone number, with at most "no.", "is" and signs between. */
const LABELLED =
  /(?:^|[^\p{L}])(?:orders?|invoices?|inv|po|p\.o\.|tickets?|case|ref|reference|sku|ean|isbn|issn|gtin|imei|serial|tracking|build|version|ver|v|release|id|vat|duns|hrb|hra|bestellung|auftrag|rechnung|lieferschein|vorgang|aktenzeichen|az|artikel|commande|facture|pedido|factura|(?:order|customer|client|contract|account|member|item|article|part|policy|booking|project|quote|registration)[\s-]?(?:number|no|nr|id|num)|\p{L}{3,24}(?:nummer|nr))[\s.:]{0,2}(?:(?:no|nr|num|number|nummer|id|is|was|ist|war|lautet|vom)[\s.:]{1,2}){0,2}[\s.:#=(-]{0,3}$/iu;
/** Letters or a sign directly before: `INV-2026-000123`, `AB1234567`, `#4500012345`. */
const GLUED = /(?:[\p{L}][-_/.]?|#\s?)$/u;

const MONEY_WORD =
  "(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|francs?|franken|sek|nok|dkk|pln|czk|jpy|yen|aud|cad|inr)";
const MONEY_BEFORE = new RegExp(String.raw`(?:\p{Sc}|(?<!\p{L})${MONEY_WORD}\.?)\s{0,2}$`, "iu");
const COUNTED_AFTER = new RegExp(
  String.raw`^(?:,\d{1,2}(?!\d))?\s{0,2}(?:\p{Sc}|%|°|(?:${MONEY_WORD}|percent|prozent|k|m|mio|million(?:s|en)?|users?|customers?|kunden|employees|people|mitarbeiter|contacts?|kontakte|units?|pcs|pieces|stück|items?|records?|rows?|requests?|visits?|visitors?|stops?|orders?|kg|g|t|tons?|tonnen|km|mm|cm|sqm|kwh|mwh|gb|mb|tb|bytes?|hours?|stunden|days?|tage)(?!\p{L}))`,
  "iu",
);

/**
 * The telephone numbers of a run. Only as many groups are looked at together as fit into one number, so that the work grows with the
 * run's length.
 */
export function phonesIn(view: string, run: Run): Span[] {
  const found: Span[] = [];
  for (let from = 0; from < run.groups.length;) {
    const to = endOfNumber(view, run.groups, from);
    const part = partOf(run, from, to);
    const { isPhone, taken } = judged(view, part);
    if (isPhone) {
      const end = part.groups.at(-1)?.end ?? part.at;
      found.push({ at: part.at, end: end + extensionLength(view, end) });
    }
    // What is no number down to the end of the run has none in it either: "1 234 567 890" has no "234 567 890".
    from += isPhone || taken < part.groups.length || to === run.groups.length ? taken : 1;
  }
  return found;
}

/**
 * Where the groups end that fit into one number. The first belongs to it, however long it is. Where a gap is near, the number ends
 * there and not within what is written without one.
 */
function endOfNumber(view: string, groups: readonly Group[], from: number): number {
  let digits = 0;
  let gap: number | null = null;
  for (let to = from; to < groups.length; to += 1) {
    const [before, group] = [groups[to - 1], groups[to]];
    const isGap = to > from && /^\s+$/.test(view.slice(before?.end, group?.at));
    if (isGap && digits >= LEAST) gap = to;
    digits += group?.digits.length ?? 0;
    if (to > from && digits > MOST) return isGap ? to : (gap ?? to);
  }
  return groups.length;
}

/** Whether groups are a telephone number, and how many of them are judged with that. */
function judged(view: string, run: Run): { readonly isPhone: boolean; readonly taken: number } {
  const all = run.groups.length;
  const digits = digitsOf(run);
  const text = textOf(view, run);
  const [before, after] = beside(view, run);
  const is = (isPhone: boolean, taken = all) => ({ isPhone, taken });
  const isCounted = COUNTED_AFTER.test(after);
  if (run.hasPlus) return is(digits.length >= LEAST && !(ROUND.test(digits) && isCounted));
  // A longer number is an identifier.
  if (digits.length > MOST) return is(false);
  if (digits.length >= LEAST && BEGINS_WITH_ZERO.test(text) && !/^0+$/.test(digits)) return is(true);
  // A label and letters belong to what is written without a gap.
  const isOther = LABELLED.test(before) || (run.at === run.groups[0]?.at && GLUED.test(before));
  const isNamed = digits.length >= LEAST_WHEN_NAMED && (NAMED.test(before) || (!isOther && NAMED_FURTHER.test(before)));
  if (isOther && !isNamed) return is(false, groupsBeforeGap(view, run.groups));
  const isOneNumber = !/\s/.test(text) || THOUSANDS.test(text);
  if (isOneNumber && (isCounted || MONEY_BEFORE.test(before))) return is(false);
  return is(isNamed || (digits.length >= LEAST && !isTime(text) && !isNumber(text, digits)));
}

function groupsBeforeGap(view: string, groups: readonly Group[]): number {
  const gap = groups.findIndex(({ at }, index) => index > 0 && /\s/.test(view.slice(groups[index - 1]?.end, at)));
  return gap === -1 ? groups.length : gap;
}

/** The zero of a long-distance call. `0.5` is a fraction. */
const BEGINS_WITH_ZERO = /^0[\d ()/-]/;

const beside = (view: string, { at, groups }: Run): readonly [before: string, after: string] => {
  const end = groups.at(-1)?.end ?? at;
  return [view.slice(Math.max(0, at - BESIDE), at), view.slice(end, end + BESIDE)];
};

const THOUSANDS = /^\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+)(?:\.\d{1,2})?$/;
const IP = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
/** Dots only, and a group of one digit that is not the first: `10.0.19045.3693`. */
const VERSION = /^\d+(?:\.\d+)*\.\d(?:\.\d+)*$/;
const DECIMAL = /^[1-9]\d{0,2}\.\d+$|^0\.\d+$/;
const RANGE = /^\d+00\s?-\s?\d+00$/;
/** Four zeros at the end of one group: a round quantity. */
const ROUND = /^\d{3,5}0000$|^\d{1,5}000000$/;

/** Whether the form alone says that it is a number to count with, a version or an address of the internet protocol. */
function isNumber(text: string, digits: string): boolean {
  if ([IP, VERSION, DECIMAL, RANGE, ROUND].some((form) => form.test(text))) return true;
  return THOUSANDS.test(text) && ([7, 8, 10].includes(digits.length) || /000(?:\.\d{1,2})?$/.test(text));
}

const EXTENSION = /^\s{0,2}(?:ext(?:ension)?|x|durchwahl|dw|apparat|poste)\s?[.:]?\s?\d{1,6}(?!\d)/iu;

/** How many characters behind a telephone number are its extension. */
const extensionLength = (view: string, end: number): number =>
  EXTENSION.exec(view.slice(end, end + BESIDE))?.[0].length ?? 0;

const DIGIT_WORD =
  "(?:zero|nought|null|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)";
/** Seven to fifteen digits written as words. */
export const SPOKEN = new RegExp(
  String.raw`(?<![\p{L}-])(?:plus\s)?${DIGIT_WORD}(?:[\s,-]{1,3}${DIGIT_WORD}){6,14}(?!\p{L})`,
  "giu",
);
