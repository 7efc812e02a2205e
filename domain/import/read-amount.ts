// Reads an amount or a number of people as people write one. A text with two readings has none: nothing is cut off and nothing is rounded.

export interface Amount {
  readonly min: number;
  /** Absent: open above. Equal to `min` for one amount. */
  readonly max?: number;
  readonly currency?: string;
}
/** `two_readings`: "1.234" is a thousand or one. `range_became_day`: "10-Nov" was "10-11". */
export type ReadAmount =
  | { readonly is: "amount"; readonly amount: Amount }
  | { readonly is: "none"; readonly why: "two_readings" | "negative_amount" | "range_became_day" | "not_an_amount" };

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/€|\beuro?s?\b/iu, "EUR"],
  [/us\$|\$|\busd\b|\bdollars?\b/iu, "USD"],
  [/£|\bgbp\b/iu, "GBP"],
  [/¥|\bjpy\b/iu, "JPY"],
  [/\bchf\b|\bfr\.(?=\s?\d)/iu, "CHF"],
  [/\bsek\b/iu, "SEK"],
  [/\bnok\b/iu, "NOK"],
  [/\bdkk\b/iu, "DKK"],
  [/zł|\bpln\b/iu, "PLN"],
  [/\bczk\b|kč/iu, "CZK"],
  [/₹|\binr\b/iu, "INR"],
  [/\bcny\b|\brmb\b/iu, "CNY"],
  [/\bcad\b/iu, "CAD"],
  [/\baud\b/iu, "AUD"],
];
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|tsd\.?|thousand|tausend|mille|mil)$/iu, 1e3],
  [/^(?:m|mm|mn|mio\.?|mill?\.?|million(?:en|s)?|millones|milioni)$/iu, 1e6],
  [/^(?:b|bn|mrd\.?|md|billions?|milliarden?)$/iu, 1e9],
];
/** A longer text is a sentence. */
const MOST_CHARACTERS = 100;
const MONTHS =
  /(?:^|[^\p{L}])(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\p{L}*\.?(?:$|[^\p{L}])/iu;
const none = (why: Exclude<ReadAmount, { is: "amount" }>["why"]): ReadAmount => ({ is: "none", why });

/** A number with its marks of thousands and decimals; null where it is none, NaN where it has two readings. A count has no decimals. */
function readNumber(text: string, isCount: boolean): number | null {
  const plain = text.replace(/[\s\u00a0\u202f’']/gu, "");
  if (!/^\d[\d.,]*$/u.test(plain)) return null;
  const [dots, commas] = [plain.split(".").length - 1, plain.split(",").length - 1];
  if (dots === 0 && commas === 0) return Number(plain);
  if (dots > 0 && commas > 0) {
    const decimal = plain.lastIndexOf(".") > plain.lastIndexOf(",") ? "." : ",";
    const thousands = decimal === "." ? "," : ".";
    const [whole = "", fraction = ""] = [
      plain.slice(0, plain.lastIndexOf(decimal)),
      plain.slice(plain.lastIndexOf(decimal) + 1),
    ];
    return isGrouped(whole, thousands) && /^\d+$/u.test(fraction)
      ? Number(`${whole.replaceAll(thousands, "")}.${fraction}`)
      : null;
  }
  const mark = dots > 0 ? "." : ",";
  if (dots + commas > 1) return isGrouped(plain, mark) ? Number(plain.replaceAll(mark, "")) : null;
  const [whole = "", fraction = ""] = plain.split(mark);
  if (fraction === "") return null;
  // "1.234": a thousand, or one and a bit.
  if (fraction.length === 3 && whole !== "0" && whole.length <= 3)
    return isCount ? Number(whole + fraction) : Number.NaN;
  return Number(`${whole}.${fraction}`);
}
const isGrouped = (text: string, mark: string): boolean => {
  const [first = "", ...rest] = text.split(mark);
  return /^\d{1,3}$/u.test(first) && rest.every((group) => /^\d{2,3}$/u.test(group)) && rest.at(-1)?.length === 3;
};

interface Scaled {
  readonly value: number | null;
  readonly scale: number;
}
function scaled(text: string, isCount: boolean): Scaled {
  const [, digits = "", word = ""] = /^([\d.,\s\u00a0\u202f’']+)\s*([\p{L}.]*)$/u.exec(text.trim()) ?? [];
  const scale = word === "" ? 1 : SCALES.find(([shape]) => shape.test(word))?.[1];
  return scale === undefined ? { value: null, scale: 1 } : { value: readNumber(digits.trim(), isCount), scale };
}

/** The amount of a cell; a `count` is of people or things, and whole. A scale of the upper end is that of the lower one, too: "10–50 M" is 10 to 50 million. */
export function readAmount(cell: string, isCount = false): ReadAmount {
  if (cell.length > MOST_CHARACTERS) return none("not_an_amount");
  const text = cell.normalize("NFKC").trim();
  if (MONTHS.test(text)) return none("range_became_day");
  if (/^\(.*\)$|^[-−–]\s*\d|\d\s*[-−]$/u.test(text)) return none("negative_amount");
  const currency = CURRENCIES.find(([shape]) => shape.test(text))?.[1];
  const bare = CURRENCIES.reduce((rest, [shape]) => rest.replace(new RegExp(shape.source, "giu"), " "), text)
    .replace(/^(?:ca\.?|about|circa|approx\.?|rund|etwa|~|≈)\s*/iu, "")
    .replace(/\s*(?:employees|people|mitarbeiter(?:innen)?|staff|p\.\s?a\.)$/iu, "")
    .trim();
  const open = /^(?:>|>=|≥|over|more than|über|mehr als)\s*(?<least>.+)$|^(?<most>.+?)\s*\+$/iu.exec(bare)?.groups;
  const withCurrency = currency === undefined ? {} : { currency };
  if (open) {
    const { value, scale } = scaled(open["least"] ?? open["most"] ?? "", isCount);
    return finish([{ value, scale }], isCount, ([min = 0]) => ({ min, ...withCurrency }));
  }
  const parts = bare.split(/\s*(?:[-–—−]|\bto\b|\bbis\b|\.\.\.?)\s*/u).filter((part) => part !== "");
  if (parts.length > 2 || parts.length === 0) return none("not_an_amount");
  const read = parts.map((part) => scaled(part, isCount));
  const scale = read.at(-1)?.scale ?? 1;
  const ends = read.map((one) => ({ ...one, scale: one.scale === 1 ? scale : one.scale }));
  return finish(ends, isCount, ([min = 0, max = min]) => ({ min, max, ...withCurrency }));
}

function finish(
  read: readonly Scaled[],
  isCount: boolean,
  amountOf: (values: readonly number[]) => Amount,
): ReadAmount {
  const values = read.map(({ value, scale }) => (value === null ? null : Number((value * scale).toPrecision(15))));
  if (
    values.includes(null) ||
    (isCount && values.some((value) => value !== null && !Number.isNaN(value) && !Number.isInteger(value)))
  )
    return none("not_an_amount");
  const numbers = values.filter((value) => value !== null);
  if (numbers.some(Number.isNaN)) return none("two_readings");
  const amount = amountOf(numbers);
  return amount.max !== undefined && amount.max < amount.min ? none("not_an_amount") : { is: "amount", amount };
}
