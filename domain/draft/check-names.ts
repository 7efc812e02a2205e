// Rule against names that no source has. In English a capital inside a sentence marks a name. German writes every noun with a
// capital, so there only the neighbouring words mark a name.
import type { Ground } from "./draft-ground.ts";
import { isOfTrade } from "./statement-words.ts";
import { plainWord, sentencesOf, wordsOf } from "./draft-text.ts";

const listed = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Capitalised words that are not the name of a person or a company. `hasForeignDate` judges days and months. */
const NO_NAMES = listed(
  "i i'm i'd i'll i've mr mrs ms miss mx dr prof sir madam herr herrn frau dear hello hi hallo kind best regards wishes english german french danish swedish norwegian spanish italian dutch european europe christmas easter internet excel pdf csv api crm erp gps eu uk usa it hr faq vat iso ok ceo cfo coo cto roi kpi am pm re aw monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december",
);
/** Languages, peoples and countries: everybody may name them. What we do there is a statement, and has a rule of its own. */
const LANDS = listed(
  "portuguese polish czech finnish greek turkish russian ukrainian hungarian romanian bulgarian croatian chinese japanese korean arabic american british irish scottish welsh austrian swiss belgian asian african spain mexico france poland portugal italy netherlands belgium switzerland austria germany ireland scotland wales england britain denmark norway sweden finland greece turkey russia ukraine hungary romania china japan india canada america africa asia europe europa australia deutschland osterreich schweiz frankreich spanien italien polen niederlande belgien danemark norwegen schweden finnland griechenland turkei irland england großbritannien tschechien ungarn",
);
/** Abbreviations of everyday things, words of addresses, and words of courtesy that other languages write with a capital. */
const ABBREVIATIONS = listed(
  "suo sua suoi sue lei le la vi voi vostro vostra pan pana pani panstwo panstwa panstwu usted ustedes senhor senhora county street road avenue river lake north south east west pc pcs lkw pkw tv usb wlan wifi sms led vr id wc nb fyi asap diy",
);
/** Words that may begin a sentence and be the subject of a verb in `OF_A_NAME` without being a name. */
const PRONOUNS = listed(
  "i we you he she it they this that these those which who whoever everybody everyone somebody someone nobody one each both some many most all people sie wir ihr er es das dies diese wer man jeder alle viele einige",
);
/** With `'s` these are contractions, not possessives. */
const CONTRACTED = listed("let that here what it there how who where when he she");
/** Verbs that follow the name of a customer. */
const OF_A_NAME = listed(
  "uses used chose saved saves trusts trust switched recommended recommends told signed joined cut reduced asked nutzt nutzte spart sparte vertraut empfiehlt wechselte sagte",
);
/** After these words a capital marks a name in German, too. */
const GERMAN_BEFORE_NAME = listed("herr herrn frau firma kollege kollegin kollegen wie");
const GERMAN = listed(
  "und der die das ich sie wir mit fur ist nicht ein eine einen zu auf ihre ihren ihrer ihr vielen dank uns bei von im den dem wie noch gern",
);
/** Words of both languages: judgement 1 counted them as English. */
const OF_BOTH = listed("in");
const ENGLISH = listed("and the you we to is for of i a your with in it that on be are our would have");
/** As they are written: "ab" is also a preposition, "se" a pronoun. */
const COMPANY_FORM_OF_FIRST = listed("gmbh ag kg ltd inc llc plc corp gbr se bv ab aps srl");
const COMPANY_FORM: ReadonlySet<string> = new Set(
  "GmbH GMBH gmbh AG KG Ltd LTD ltd Limited Inc INC inc LLC Plc PLC plc Corp corp GbR SE BV AB ApS APS SRL Srl SpA".split(
    " ",
  ),
);
/** Nouns that form a time with the next noun ("Anfang März"), not a name. */
const GERMAN_TIMES = listed(
  "anfang mitte ende januar februar marz april mai juni juli august september oktober november dezember",
);

/** Nouns that measure the next noun ("Stück Seife", "Prozent Rabatt"), and so are no first name. */
const GERMAN_MEASURES = listed(
  "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minute minuten uhr prozent euro cent stuck kilo gramm liter meter quadratmeter kilometer tonne tonnen paar satz prise hektar watt kilowatt grad teil menge art sorte",
);
/** Behind these a noun is an ordinary one, and no first name: "im Haus Zugriff". */
const GERMAN_BEFORE_NOUN = listed(
  "der die das den dem des auch im am zum zur beim vom ins ans ein eine einen einem einer kein keine keinen unser unsere unserem unseren ihr ihre ihrem ihren pro je viele vielen wenige wenigen alle allen einige einigen manche welche diese mehrere",
);

const GERMAN_POLITE = listed("sie ihr ihre ihren ihrem ihrer ihres ihnen");

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
/** "X-ray", "T-shirt": a letter, not a name. */
const isLetterWord = (word: string): boolean => /^\p{Lu}-\p{Ll}+$/u.test(word);
const isAcronym = (word: string): boolean => /^\p{Lu}[\p{Lu}\p{N}]{2,}$/u.test(word);
const hasInnerCapital = (word: string): boolean => /\p{Ll}\p{Lu}/u.test(word);

export function hasForeignName({ subject, body }: { readonly subject: string; readonly body: string }, ground: Ground) {
  const sentences = [...sentencesOf(body), ...(isTitleCase(subject) ? [] : sentencesOf(subject))];
  const language = languageOf(wordsOf(body), "english", ground.isFirst);
  return sentences
    .flatMap(({ text }) => clausesOf(text, !ground.isFirst && language === "german"))
    .some((words) =>
      namesIn(words, languageOf(words, language, ground.isFirst), ground).some((name) => !isKnown(name, ground)),
    );
}

type Language = "english" | "german";

/** The language by its function words; a clause without any has the language of the whole text. */
function languageOf(words: readonly string[], otherwise: Language, isFirst: boolean): Language {
  const telling = isFirst ? words : words.filter((word) => !OF_BOTH.has(plainWord(word)));
  const more = countOf(telling, GERMAN) - countOf(telling, ENGLISH);
  if (more === 0) return otherwise;
  return more > 0 ? "german" : "english";
}

/**
 * Splits where a new sentence may begin: after a colon, a quotation mark or an opening bracket. In German also at commas: the nouns of a list are no
 * first and last name.
 */
const clausesOf = (sentence: string, isCutAtCommas: boolean): string[][] =>
  sentence
    .split(isCutAtCommas ? /[:"“”„«»(,]\s*/u : /[:"“”„«»(]\s*|,\s*(?=(?:Sie|Ihr)\b)/u)
    .map(wordsOf)
    .filter((words) => words.length > 0);

/** Words of the clause that look like names. */
function namesIn(words: readonly string[], language: Language, { isFirst }: Ground): string[] {
  return words.filter((word, index) => {
    if (!isCapital(word)) return hasInnerCapital(word);
    if (!isFirst && isLetterWord(word)) return false;
    const before = plainWord(words[index - 1] ?? "");
    const after = words[index + 1] ?? "";
    if (
      isAcronym(word) ||
      hasInnerCapital(word) ||
      (isFirst ? COMPANY_FORM_OF_FIRST.has(plainWord(after)) : COMPANY_FORM.has(after))
    )
      return true;
    if (index === 0) return isSubjectOfName(word, after);
    return language === "german" ? isGermanName(word, { before, index, words, isFirst }) : true;
  });
}

const isSubjectOfName = (word: string, after: string): boolean =>
  word.endsWith("'s")
    ? !CONTRACTED.has(plainWord(word.slice(0, -2)))
    : !PRONOUNS.has(plainWord(word)) && OF_A_NAME.has(plainWord(after));

function isGermanName(
  word: string,
  { before, index, words, isFirst }: { before: string; index: number; words: readonly string[]; isFirst: boolean },
): boolean {
  // "LKW wie Transporter": a comparison with a thing of our trade names nobody, and neither does "wie Verträge enden".
  if (!isFirst && before === "wie" && !isCapital(words[index - 2] ?? "")) return false;
  if (GERMAN_BEFORE_NAME.has(before))
    return isFirst || before !== "wie" || (!isOfTrade(plainWord(word)) && !GERMAN_POLITE.has(plainWord(word)));
  const neighbour = words[index - 1] ?? "";
  const isPair = index > 1 && isCapital(neighbour) && !GERMAN_BEFORE_NAME.has(before);
  return (
    isPair &&
    !GERMAN_TIMES.has(before) &&
    (isFirst || (!GERMAN_MEASURES.has(before) && !GERMAN_BEFORE_NOUN.has(plainWord(words[index - 2] ?? "")))) &&
    !GERMAN_POLITE.has(before) &&
    !GERMAN_POLITE.has(plainWord(word)) &&
    !GERMAN_TIMES.has(plainWord(word))
  );
}

const countOf = (words: readonly string[], list: ReadonlySet<string>): number =>
  words.filter((word) => list.has(plainWord(word))).length;

/** A genitive counts as the name without its ending. */
function isKnown(name: string, { names, isFirst }: Ground): boolean {
  const word = plainWord(name);
  return (
    (!isFirst && (names.has(`${word}s`) || LANDS.has(word) || ABBREVIATIONS.has(word))) ||
    [word, word.replace(/'s?$/, ""), word.replace(/s$/, "")].some((form) => names.has(form) || NO_NAMES.has(form)) ||
    word.split("-").every((part) => names.has(part) || NO_NAMES.has(part))
  );
}

/** Whether the subject has every long word capitalised. A capital then does not mark a name. */
function isTitleCase(subject: string): boolean {
  const long = wordsOf(subject)
    .slice(1)
    .filter((word) => word.length > 3);
  return long.length > 1 && long.every(isCapital);
}
