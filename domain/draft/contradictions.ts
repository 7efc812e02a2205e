// Rule against a statement that is made of a source's words and says more than the source: of more cases, without its limit, with another
// unit or number, for nothing, or the opposite. The statement is compared with the source that it shares most words with.
import { plainWord, sentencesOf, wordsOf } from "./draft-text.ts";
import { partsOf } from "./clauses.ts";
import { figuresIn } from "./numbers.ts";
import { formsOf, isEmptyWord, isOrdinaryWord, isOurNoun, meaningOf } from "./statement-words.ts";

const has = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives.join("|")})(?!\p{L})`, "iu");

/** Says that something holds in every case. */
const UNIVERSAL = has(
  String.raw`always|every|everyone|everybody|everywhere|any|all|whenever|wherever|whatever|daily|nightly|monthly`,
  String.raw`immer|stets|jede[rsnm]?|alle[nr]?|sämtliche[nr]?|überall|jederzeit|täglich\p{L}*|ausnahmslos`,
);
/** "For each van" counts, and says in another language what "every" says. */
const EACH = has("each");
/** Says that something never ends. */
const ENDLESS = has(
  String.raw`forever|for ever|for life|(?:for )?a lifetime|unlimited|round the clock|(?:ein )?leben lang|lebenslang\p{L}*|unbegrenzt\p{L}*|rund um die uhr`,
);
/** Phrases with such a word that claim nothing, and those that count a price or an amount: "for each van". */
const IDIOM =
  /(?<!\p{L})(?:all of (?:it|this|that)|not all|at all|after all|above all|(?:first|best) of all|all in all|in any case|at any rate|if any|any (?:further|other|more) questions?|auf (?:jeden|alle) f[aä]lle?|all (?:among|part of)|nicht jede\p{L}{0,2}|(?:for|per|up for|für|pro) (?:every|each|jede[nrs]?)|each of (?:them|these|those)|(?<=\d \p{L}{1,12} )each|vor allem|in jedem fall|alle[nr]? (?:ihre[nr]?|fragen)|all your|(?:all|alle) (?:das|dies|that|this))(?!\p{L})/giu;
const NEVER = has("never|nie|niemals");
/** Says that a source's limit does not hold here. */
const EVEN = has(
  String.raw`even|sogar|selbst|(?:also|auch) (?:without|on|at|in|for|after|outside|an?|one|ohne|bei|am|an|im|in|nach|außerhalb|ein\p{L}{0,2})`,
);
const TOO = has("too|also|as well|even|auch|sogar|selbst");
const ONLY = has("only|nobody but|nur|ausschließlich");
const LIMITED = has(
  String.raw`only|up to|until|at most|at least|within|unless|if|before|after|from \d+|nur|bis|ab \d+|wenn|innerhalb|höchstens|mindestens|bei|vorher|frühestens|spätestens`,
);
const NEGATION =
  /(?<!\p{L})(?:not|no|never|none|without|nothing|neither|nor|cannot|\p{L}{2,8}n't|nicht|kein\p{L}{0,2}|nie|niemals|ohne|nichts)(?!\p{L})/giu;
const WITHOUT =
  /(?<!\p{L})(?:without|no|ohne|kein\p{L}{0,2})\s(?:(?:any|an?|the|your|ihre?n?|jede[nrs]?|eine?n?|den|die|das)\s)?(\p{L}+)/giu;
/** What limits anything. Without it a statement has no bound at all. */
const BOUNDS: ReadonlySet<string> = new Set(
  "limit limits exception exceptions condition conditions restriction restrictions grenze grenzen obergrenze ausnahme ausnahmen bedingung bedingungen einschrankung einschrankungen".split(
    " ",
  ),
);
const NOT_NEEDED =
  /(?<!\p{L})(?:not|n't|no longer|nicht|keine?)\s(?:\p{L}+\s)?(?:needed|required|necessary|nötig|erforderlich|notwendig)(?!\p{L})/iu;
const UP_TO = has("up to|until|within|at most|bis|innerhalb|höchstens");
const WE = has(String.raw`we|wir`);
const OF_US = has(String.raw`we|our|us|wir|uns|unser\p{L}{0,2}`);
const OF_YOU = /(?<!\p{L})(?:your|Ihre?[nmrs]?)(?!\p{L})/u;

/** Units of time by the end of their word, and the unit that each is. */
const TIME =
  /^(?:\p{L}*?)(minut|stund|hour|night|nacht|nächt|tag|day|woche|week|wöch|monat|month|jahr|year|jähr)(?:e[ns]?|en|s|n|ly|lich\p{L}*)?$/u;
const TIMES: Readonly<Record<string, string>> = {
  minut: "minute",
  stund: "hour",
  hour: "hour",
  night: "night",
  nacht: "night",
  nächt: "night",
  tag: "day",
  day: "day",
  woche: "week",
  week: "week",
  wöch: "week",
  monat: "month",
  month: "month",
  jahr: "year",
  year: "year",
  jähr: "year",
};
/** Names of days are no lengths of time. */
const DAY_NAME =
  /^(?:mon|diens|donners|frei|sams|sonn|werk|arbeits|sun|tues|wednes|thurs|fri|satur|working|feier)(?:day|tag)/u;
const timeOf = (word: string): string | undefined => {
  const lower = word.toLowerCase();
  if (DAY_NAME.test(lower) || lower === "minutes") return lower === "minutes" ? "minute" : undefined;
  const [, unit] = TIME.exec(lower) ?? [];
  return unit === undefined ? undefined : TIMES[unit];
};

/** Words of which one excludes the others. */
const OPPOSITES: readonly ReadonlySet<string>[] = [
  "north south east west norden suden osten westen",
  "dry damp wet trocken feucht nass",
  "open closed geoffnet geschlossen",
  "morgens abends nachts",
  "more less fewer mehr weniger",
  "before after vorher nachher",
  "cheaper dearer billiger teurer",
  "new used neu gebraucht",
  "indoor outdoor",
].map((line) => new Set(line.split(" ")));

/** A figure, and the unit of time or the thing that it counts. */
interface Count {
  readonly value: string;
  readonly time: string | undefined;
  readonly thing: string | undefined;
  readonly isBound: boolean;
}

/** How far behind a figure its unit or thing stands: "24 working hours". */
const NEAR = 2;

function countsOf(text: string): Count[] {
  return figuresIn(text).map(({ value, of, at, end }) => {
    const after = wordsOf(text.slice(end, end + 40))
      .slice(0, NEAR)
      .map(plainWord);
    const time = after.map(timeOf).find((unit) => unit !== undefined);
    const [next] = after;
    const isThing = of === "other" && time === undefined && next !== undefined && !isEmptyWord(next);
    return {
      value,
      time,
      thing: isThing ? meaningOf(next) : undefined,
      isBound: BOUND_BEFORE.test(text.slice(Math.max(0, at - 12), at)),
    };
  });
}

/** A text of the material, prepared for comparison. */
interface Source {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly plain: ReadonlySet<string>;
  readonly run: string;
  readonly figures: ReadonlySet<string>;
  readonly parts: readonly { readonly text: string; readonly words: ReadonlySet<string> }[];
}

/** The sources of one side, and what they count. */
export interface Told {
  readonly sources: readonly Source[];
  /** The words of parts with a negation, and all words, those of questions too. */
  readonly denied: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly times: ReadonlySet<string>;
  readonly fractions: readonly { readonly value: string; readonly of: string }[];
  /** For each counted thing its numbers. */
  readonly things: ReadonlyMap<string, ReadonlySet<string>>;
}

const formsIn = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .map(plainWord)
      .filter((word) => !isEmptyWord(word))
      .flatMap(formsOf),
  );

/** Prepares the texts that a statement may tell. They are folded, and "free of charge" is one word in them. */
export function toldBy(given: readonly string[]): Told {
  // A question says nothing of what is so.
  const texts = given.map((text) =>
    sentencesOf(text)
      .filter(({ isQuestion }) => !isQuestion)
      .map((sentence) => sentence.text)
      .join("\n\n"),
  );
  const sources = texts.map((text): Source => {
    const words = wordsOf(text).map(plainWord);
    return {
      text,
      words: formsIn(text),
      plain: new Set(words),
      run: ` ${words.join(" ")} `,
      figures: new Set(figuresIn(text).map(({ value }) => value)),
      parts: partsOf(text).map((part) => ({ text: part.text, words: formsIn(part.text) })),
    };
  });
  const counts = texts.flatMap(countsOf);
  const things = Map.groupBy(
    counts.filter(({ thing }) => thing !== undefined),
    ({ thing }) => thing ?? "",
  );
  const parts = sources.flatMap((source) => source.parts);
  return {
    sources,
    denied: new Set(parts.filter(({ text }) => isDenied(text)).flatMap(({ words }) => [...words])),
    all: new Set(given.flatMap((text) => [...formsIn(text)])),
    fractions: texts.flatMap(fractionsOf),
    times: new Set(counts.map(({ value, time }) => `${value} ${time}`)),
    things: new Map([...things].map(([thing, of]) => [thing, new Set(of.map(({ value }) => value))])),
  };
}

const isDenied = (text: string): boolean => text.search(NEGATION) >= 0;
/** "Not only" and "none unless" deny nothing. */
const UNDENIES = /(?<!\p{L})(?:unless|only|nur|außer|sondern)(?!\p{L})/giu;
const negationsOf = (text: string): number => [...text.matchAll(NEGATION), ...text.matchAll(UNDENIES)].length;

const FREE = has(String.raw`free|gratis|kostenlos\p{L}{0,2}|kostenfrei\p{L}{0,2}`);

/** A statement that shares fewer of its words with a source is not made of it. */
const SHARE = 1 / 2;

/** The sources that share most words with the statement; none, where they share few. */
function nearest<T extends { readonly words: ReadonlySet<string> }>(
  words: readonly string[],
  sources: readonly T[],
): T[] {
  const telling = words.filter((word) => !isOrdinaryWord(word));
  const compared = telling.length > 0 ? telling : words;
  const scored = sources.map((source) => {
    const sharedOf = (of: readonly string[]): number =>
      of.filter((word) => formsOf(word).some((form) => source.words.has(form))).length;
    return { source, shared: sharedOf(compared), all: sharedOf(words) };
  });
  const shared = Math.max(0, ...scored.map((of) => of.shared));
  if (shared === 0 || shared < compared.length * SHARE) return [];
  const most = scored.filter((of) => of.shared === shared);
  const all = Math.max(...most.map((of) => of.all));
  return most.filter((of) => of.all === all).map(({ source }) => source);
}

export interface Saying {
  readonly text: string;
  /** The plain words that state something. */
  readonly words: readonly string[];
}

/** Whether a statement about us says more than the cited statement it is made of. */
export function exceeds({ text, words }: Saying, ours: Told, theirs: Told): boolean {
  const spoken = text.replaceAll(IDIOM, " ");
  const topic = words.filter((word) => !FREE.test(word) && !UNIVERSAL.test(word));
  const near = nearest(topic, ours.sources);
  const counts = countsOf(text);
  if (near.length === 0) return false;
  const all = (test: (source: Source) => boolean): boolean => near.every(test);
  const hasFigureOf = ({ figures }: Source): boolean => counts.some(({ value }) => figures.has(value));
  return (
    (UNIVERSAL.test(spoken) && all((source) => !UNIVERSAL.test(source.text) && !EACH.test(source.text))) ||
    (NEVER.test(spoken) && all((source) => !isDenied(source.text))) ||
    (ENDLESS.test(spoken) && all((source) => !ENDLESS.test(source.text))) ||
    (EVEN.test(spoken) &&
      all((source) => LIMITED.test(source.text) && !TOO.test(source.text) && !hasFigureOf(source))) ||
    (TOO.test(spoken) && !isDenied(text) && all((source) => ONLY.test(source.text) && !TOO.test(source.text))) ||
    (NOT_NEEDED.test(text) && all((source) => !isDenied(source.text) && !FREE.test(source.text))) ||
    (UP_TO.test(text) && counts.length === 0 && all((source) => UP_TO.test(source.text) && source.figures.size > 0)) ||
    (counts.length === 0 && isWithout(text, near, ours)) ||
    isFreeBeyond(text, near) ||
    isOtherTime(text, near) ||
    counts.some(
      ({ value, time }) =>
        time !== undefined &&
        near.some(({ figures }) => figures.has(value)) &&
        !ours.times.has(`${value} ${time}`) &&
        !ours.times.has(`${value} undefined`) &&
        !theirs.times.has(`${value} ${time}`),
    ) ||
    isOtherFraction(text, ours) ||
    isOpposite({ text, words }, near) ||
    isOthersWork({ text, words: topic }, near)
  );
}

/** "Above 50 vans": a bound, and no number of theirs. */
const BOUND_BEFORE =
  /(?<!\p{L})(?:above|over|below|under|from|than|to|least|most|ab|über|unter|als|bis|mindestens|höchstens)\s$/iu;
/** "Sie werden in Frankfurt gespeichert": behind a full stop this may speak of things. */
const MAY_BE_THINGS = /^sie (?:werden|liegen|stehen|bleiben|kommen|sind)(?!\p{L})/iu;
const PLACE = /(?<!\p{L})(?:in|near|from|nach|aus)\s(\p{Lu}[\p{L}-]+)/gu;

/** Whether a statement about the contact contradicts their own words: another number, the opposite, or a place that only we named. */
export function contradicts({ text, words }: Saying, theirs: Told, ours: Told): boolean {
  const near = nearest(words, theirs.sources);
  return (
    countsOf(text).some(({ value, thing, isBound }) => {
      const known = thing === undefined || isBound ? undefined : theirs.things.get(thing);
      return known !== undefined && !known.has(value);
    }) ||
    (!words.some((word) => isOurNoun(word) || word.endsWith("daten")) &&
      !MAY_BE_THINGS.test(text) &&
      [...text.matchAll(PLACE)].some(({ 1: place = "" }) => {
        const forms = formsOf(plainWord(place));
        return forms.some((form) => ours.all.has(form)) && !forms.some((form) => theirs.all.has(form));
      })) ||
    isOpposite({ text, words }, near) ||
    deniesTheirs({ text, words }, theirs)
  );
}

/** Denies what they say of themselves, in their words: "you have no server". */
const HAS_NONE =
  /(?<!\p{L})(?:ha(?:ve|s) (?:no|nothing|none)|(?:do|does)(?: not|n't) have|ha(?:ben|t) (?:\p{L}+ )?kein\p{L}{0,2}|ist (?:\p{L}+ )?nichts)(?!\p{L})/iu;
const deniesTheirs = ({ text, words }: Saying, { all, denied }: Told): boolean =>
  HAS_NONE.test(text) &&
  negationsOf(text) === 1 &&
  words.length > 0 &&
  words.every((word) => formsOf(word).some((form) => all.has(form))) &&
  !words.some((word) => formsOf(word).some((form) => denied.has(form)));

/** "Without notice", where a source names the notice, or without any limit. */
function isWithout(text: string, near: readonly Source[], { denied }: Told): boolean {
  if (negationsOf(text) !== 1) return false;
  return [...text.matchAll(WITHOUT)].some(({ 1: noun = "" }) => {
    const word = plainWord(noun);
    if (isEmptyWord(word) && !BOUNDS.has(word)) return false;
    const forms = formsOf(word);
    if (forms.some((form) => denied.has(form))) return false;
    return BOUNDS.has(word) || forms.some((form) => near.some(({ words }) => words.has(form)));
  });
}

/** Says that something is free which its source does not call free, or for a number that the source does not call free. */
function isFreeBeyond(text: string, near: readonly Source[]): boolean {
  if (!FREE.test(text) || isDenied(text)) return false;
  if (near.every((source) => !FREE.test(source.text))) return true;
  const counts = countsOf(text).filter(({ time }) => time !== undefined);
  const free = near.flatMap(({ parts }) => parts.filter((part) => FREE.test(part.text)));
  return counts.some(({ value }) =>
    free.every((part) => figuresIn(part.text).every((figure) => figure.value !== value)),
  );
}

/** "Half the price", where the sources say "half a day". */
const isOtherFraction = (text: string, { fractions }: Told): boolean =>
  fractionsOf(text).some(
    ({ value, of }) =>
      fractions.some((known) => known.value === value) &&
      !fractions.some((known) => known.value === value && known.of === of),
  );

/** Fractions, "twice" and the like, each with what it is of. */
const fractionsOf = (text: string): { readonly value: string; readonly of: string }[] =>
  figuresIn(text)
    .filter(({ value }) => /^\p{L}/u.test(value))
    .flatMap(({ value, end }) => {
      const after = wordsOf(text.slice(end, end + 40))
        .slice(0, NEAR)
        .map(plainWord);
      const of = after.map((word) => timeOf(word) ?? (isEmptyWord(word) ? undefined : meaningOf(word)));
      return of.flatMap((one) => (one === undefined ? [] : [{ value, of: one }])).slice(0, 1);
    });

const EACH_TIME = /(?<!\p{L})(?:every|each|jede[rsnm]?)\s(\p{L}+)/giu;
/** "Every hour", where the source says "every night". */
const isOtherTime = (text: string, near: readonly Source[]): boolean =>
  [...text.matchAll(EACH_TIME)].some(({ 1: word = "" }) => {
    const time = timeOf(word);
    return time !== undefined && near.every(({ plain }) => ![...plain].some((known) => timeOf(known) === time));
  });

/** Says one of two opposites where the source says the other; or denies in the source's own words what it says. */
function isOpposite({ text, words }: Saying, near: readonly Source[]): boolean {
  if (near.length === 0) return false;
  const spoken = wordsOf(text).map(plainWord);
  const others = OPPOSITES.some((group) =>
    spoken.some(
      (word) =>
        group.has(word) &&
        near.every(({ plain }) => !plain.has(word) && [...group].some((other) => plain.has(other))) &&
        words.length > 1,
    ),
  );
  return others || deniesRun(text, near);
}

/** How many words in a row are a source's own. */
const RUN = 3;
const MODAL = /(?<!\p{L})(can)(?:not|'t)(?!\p{L})/giu;
function deniesRun(text: string, near: readonly Source[]): boolean {
  if (negationsOf(text) !== 1) return false;
  const at = text.search(NEGATION);
  const plain = text.replace(MODAL, "$1").replace(NEGATION, " ");
  const before = wordsOf(text.slice(0, at)).length;
  const spoken = wordsOf(plain).map(plainWord);
  // A run that holds the place of the negation, or begins right behind it.
  return spoken.some(
    (_, index) =>
      index >= before - RUN + 1 &&
      index <= before &&
      index + RUN <= spoken.length &&
      near.some(
        (source) => !isDenied(source.text) && source.run.includes(` ${spoken.slice(index, index + RUN).join(" ")} `),
      ),
  );
}

/** Says that we do what the source leaves to the contact's people. */
const isOthersWork = ({ text, words }: Saying, near: readonly Source[]): boolean =>
  WE.test(text) &&
  !OF_YOU.test(text) &&
  !isDenied(text) &&
  nearest(
    words,
    near.flatMap(({ parts }) => parts),
  ).some((part) => OF_YOU.test(part.text) && !OF_US.test(part.text));
