// The patterns by which a day and the words around it are found, made of a language's words. Data for until.ts; the words are in
// until-words.ts and calendar-words.ts.
import { monthsOf, weekdaysOf } from "./calendar-words.ts";
import type { Language } from "../../schema/hearing.ts";
import { UNTIL_WORDS, type UntilWords } from "./until-words.ts";

export interface Reader {
  readonly language: Language;
  readonly words: UntilWords;
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly patterns: Readonly<Record<string, RegExp>>;
  readonly until: RegExp;
  readonly untilBehind: RegExp;
  readonly back: RegExp;
  readonly backBehind: RegExp;
  readonly after: RegExp;
  readonly afterBehind: RegExp;
  readonly from: RegExp;
  readonly later: RegExp;
}

const readers = new Map<Language, Reader>();

/** The patterns of a language are compiled once, when they are first needed. */
export function readerOf(language: Language): Reader {
  const known = readers.get(language);
  if (known !== undefined) return known;
  const made = makeReader(language);
  readers.set(language, made);
  return made;
}

const isUnspaced = (language: Language): boolean => language === "ja" || language === "zh";
const longestFirst = (names: Iterable<string>): string =>
  [...names].toSorted((one, other) => other.length - one.length).join("|");
const NOTHING = "(?!)";
const either = (list: string): string => (list === "" ? NOTHING : `(?:${longestFirst(list.split("|"))})`);

function makeReader(language: Language): Reader {
  const words = UNTIL_WORDS[language];
  const months = monthsOf(language);
  const weekdays = new Map([...weekdaysOf(language)].filter(([name]) => name.length > 2));
  const numbers = new Map(
    words.numbers.split("|").flatMap((names, index) => names.split("/").map((name) => [name, index + 1] as const)),
  );
  const [L, R] = isUnspaced(language) ? ["", ""] : [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`];
  const month = months.size === 0 ? NOTHING : `(${longestFirst(months.keys())})`;
  // "Efter jul" is after Christmas: in these languages July is abbreviated only beside a day.
  const monthAlone = `(${longestFirst([...months.keys()].filter((name) => !words.christmas.split("|").includes(name))) || NOTHING})`;
  const weekday = weekdays.size === 0 ? NOTHING : `(${longestFirst(weekdays.keys())})`;
  const gap = String.raw`(?: (?:${words.between === "" ? NOTHING : longestFirst(words.between.split("|"))}|${weekdays.size === 0 ? NOTHING : longestFirst(weekdays.keys())})[.,]?){0,4} ?`;
  const before = (list: string): RegExp => new RegExp(`${L}${either(list)}${gap}$`, "u");
  const near = (list: string): RegExp => new RegExp(`${L}${either(list)}${R}[^.!?\\n]{0,32}$`, "u");
  const behind = (list: string): RegExp => new RegExp(`^[^.!?\\n]{0,32}?${L}${either(list)}${R}`, "u");
  const number = String.raw`(\d{1,2}|${longestFirst(numbers.keys())})`;
  const part = `(?:(${either(words.early)})|(${either(words.mid)})|(${either(words.end)}))`;
  const pattern = (source: string): RegExp => new RegExp(`${L}${source}`, "gu");
  const ahead = words.ahead === "" ? "" : `${either(words.ahead)} `;
  const space = isUnspaced(language) ? "" : " ";
  return {
    language,
    words,
    months,
    weekdays,
    numbers,
    patterns: {
      iso: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu,
      cjk: /(?:(\d{4}) ?年 ?)?(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]/gu,
      cjkMonth: /(?<!\d)(\d{1,2}) ?月(?:(初旬|上旬|初め|初)|(半ば|中旬)|(末|下旬|底))?(?! ?\d)/gu,
      // Three marks, each the same in one date; the year may do without its mark before it only where that is a dot.
      dotted: /(?<![\d.,/-])(\d{1,2}) ?\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2})(?!\d)|\.(?!\d)|(?!\d|[./-]\d))/gu,
      slashed: /(?<![\d.,/-])(\d{1,2}) ?\/ ?(\d{1,2})(?:(?: ?\/ ?|\.)(\d{4}|\d{2})(?!\d)|(?!\d|[./-]\d))/gu,
      dashed: /(?<![\d.,/-])(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})(?![\d-])/gu,
      dayMonth: new RegExp(
        String.raw`(?<![\d.,:/])(\d{1,2}) ?(?:st|nd|rd|th|er|eme|\.|º|ª|°|o|a|:e)? ?(?:de |of |d'|of the )?${month}${R}\.?(?:,? (?:de |del |do )?(\d{4})(?!\d))?`,
        "gu",
      ),
      monthDay:
        language === "en"
          ? new RegExp(
              String.raw`(?<![\p{L}\p{N}])${month}\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:,? (\d{4})(?!\d))?`,
              "gu",
            )
          : new RegExp(NOTHING, "gu"),
      partMonth: pattern(`${part}[ -]?${monthAlone}${R}(?:,? (?:de )?(\\d{4}))?`),
      month: new RegExp(`(?<=${L}${either(words.within)} )${monthAlone}${R}(?:,? (?:de )?(\\d{4}))?`, "gu"),
      bareMonth: language === "fi" || language === "tr" ? pattern(`${month}${R}`) : new RegExp(NOTHING, "gu"),
      weekday: pattern(`${weekday}${R}`),
      tomorrow: pattern(`${either(words.tomorrow)}${R}`),
      nextWeek: pattern(`${either(words.nextWeek)}${R}`),
      nextMonth: pattern(`${either(words.nextMonth)}${R}`),
      nextYear: pattern(`${either(words.nextYear)}${R}`),
      days: pattern(`${ahead}${number}${space}(?:${words.days})${R}`),
      weeks: pattern(`${ahead}${number}${space}(?:${words.weeks})${R}`),
      months: pattern(`${ahead}${number}${space}(?:${words.months})${R}`),
      christmas: pattern(`${either(words.christmas)}${R}`),
      newYear: pattern(`${either(words.newYear)}${R}`),
      week: pattern(`(?:${words.week}) ?(\\d{1,2})(?!\\d)`),
      quarter: /(?<![\p{L}\p{N}])(?:q|t)([1-4])(?: ?\/? ?(\d{4}))?(?![\p{L}\p{N}])/gu,
    },
    until: before(words.until),
    untilBehind: behind(isUnspaced(language) || language === "fi" || language === "tr" ? words.until : ""),
    back: near(words.back),
    backBehind: behind(words.back),
    after: before(words.after),
    afterBehind: behind(isUnspaced(language) || language === "fi" || language === "tr" ? words.after : ""),
    from: before(words.from),
    later: new RegExp(`${L}${either(words.later)}`, "u"),
  };
}
