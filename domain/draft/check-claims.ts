// Rules against statements without evidence: numbers, dates, promises, and events that nothing in the material reports. Names and
// links have their own files.
import type { DraftPolicy } from "../../schema/policy.ts";
import { isAsking, isOpen } from "./clause-kinds.ts";
import { type Clause, clausesBy, clausesOf } from "./clauses.ts";
import type { Ground } from "./draft-ground.ts";
import { fold, hasAnyPhrase, plainWords, type Sentence, sentencesOf } from "./draft-text.ts";
import { FIRST_JUDGEMENT, SECOND_JUDGEMENT, THIRD_JUDGEMENT } from "./given.ts";
import { type Figure, figuresIn } from "./numbers.ts";

/** Words for a talk that the writer may offer with a length in minutes. Such an offer needs no evidence. */
const TALK = /\b(?:call|chat|talk|conversation|meeting|demo|gespräch|telefonat|termin|telefonieren|anruf)\w*/iu;
const MINUTES_AFTER = /^[\s-]{0,2}(?:minutes?|minuten|min|an hour|hours?|stunden?)(?!\p{L})/iu;
const OWN_COUNT_AFTER =
  /^\s(?:(?:short|small|quick|more|other|kurze[nr]?)\s)?(?:questions?|things?|points?|details?|lines?|sentences?|words?|steps?|ways?|options?|fragen|dinge|punkte|sätze[n]?|zeilen|schritte|wege|worte)(?!\p{L})/iu;
/** "Three answers: …" counts what the letter says itself. */
const ANSWERS_AFTER = /^\s(?:(?:short|quick|brief|clear|kurze|klare)\s)?(?:answers|replies|antworten)(?!\p{L})/iu;
/** The words before a number as in "a line or two". */
const OR_BEFORE = /\b(?:an?|one|eine[nr]?)\s\p{L}+\s(?:or|oder)\s$/iu;
const TIME_BEFORE = /\b(?:at|um|gegen|around|between|and|or)\s$/iu;
const OWN_COUNT_MOST = 5;
const TALK_MINUTES_MOST = 60;

/**
 * Words of a price. A price that only the contact named is not ours: a figure in such a sentence needs a cited source of ours.
 */
const PRICED =
  /\b(?:we (?:can |will |would )?(?:offer|charge|agree|accept|match|do|give|grant)|our (?:price|offer|rate|fee)s?|costs?|pric(?:e|ed|es)|you (?:will |would |only |can )?(?:get|have|receive)|deal|agreed|accept(?:ed)?|kostet|kosten|preis|bieten|angebot|bekommen|erhalten)\b/iu;

/** A number word behind one of these is a label, as in "option two" or "Phase zwei". */
const LABELLED =
  /(?<!\p{L})(?:options?|phases?|steps?|parts?|plan|version|variants?|variante|stages?|points?|items?|numbers?|schritt|teil|stufe|punkt|nummer|möglichkeit)\s$/iu;
const isLabel = ({ text }: Sentence, { value, of, at }: Figure): boolean =>
  of === "other" && Number(value) <= LABEL_MOST && LABELLED.test(text.slice(Math.max(0, at - 12), at));
const LABEL_MOST = 5;

/** "All three", "any of the four": how many there are was said before. */
const COUNTED_BEFORE =
  /(?<!\p{L})(?:all|(?:any|each|one|some|both|none|which) of (?:the|these|those|your)|these|those|alle[nrs]?|diese[nrs]?|jede[rs]? der)\s(?:the\s|of\s)?$/iu;
const LASTS = /^[\s-](?:days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jahren?)(?!\p{L})/iu;

interface Mood {
  readonly asks: boolean;
  readonly isOpen: boolean;
}
type MoodAt = (at: number) => Mood;
const NO_MOOD: Mood = { asks: false, isOpen: false };
/** How the clause is meant in which a place of the sentence lies. Asked of places in their order, each clause is judged once. */
function moodsOf(sentence: string): MoodAt {
  const clauseAt = clausesBy(sentence);
  let of: Clause | undefined;
  let mood = NO_MOOD;
  return (at) => {
    const clause = clauseAt(at);
    if (clause !== of) mood = clause ? { asks: isAsking(clause), isOpen: isOpen(clause) } : NO_MOOD;
    of = clause;
    return mood;
  };
}

/**
 * A small count that needs no evidence: one of things counted before, in a request or a condition ("send me two or three leaflets"), or in a
 * proposal, unless it says how long something lasts.
 */
function isSmallCount({ text }: Sentence, { value, of, at, end }: Figure, moodAt: MoodAt): boolean {
  if (of !== "other" || !/^\d$/.test(value) || Number(value) > OWN_COUNT_MOST) return false;
  if (ANSWERS_AFTER.test(text.slice(end, end + 30))) return true;
  if (COUNTED_BEFORE.test(text.slice(Math.max(0, at - 24), at))) return true;
  const mood = moodAt(at);
  return mood.asks || (mood.isOpen && !LASTS.test(text.slice(end, end + 9)));
}

/** "Double work", "doppelte Arbeit": too much of something, and no figure. */
const IDIOM_AFTER =
  /^\s(?:work|effort|handling|entry|entries|room|glazing|arbeit|mühe|aufwand|eingabe\p{L}*|buchführung|boden|sicherheit)(?!\p{L})/iu;
const isIdiom = ({ text }: Sentence, { value, end }: Figure): boolean =>
  /^(?:double|doppelt)/u.test(value) && IDIOM_AFTER.test(text.slice(end, end + 20));

/** "S20": the name of a product, which `hasForeignName` judges. */
const PART_OF_NAME = /(?<![\p{L}\p{N}])\p{Lu}{1,2}-?$/u;
const isPartOfName = ({ text }: Sentence, { of, at }: Figure): boolean =>
  of === "other" && PART_OF_NAME.test(text.slice(Math.max(0, at - 4), at));

/** A length of a talk that the writer asks for or proposes. */
const PART_OF_AN_HOUR = /^(?:half an hour|quarter of an hour|halbe stunde|viertelstunde)/iu;
const isShortTalk = ({ text }: Sentence, { at }: Figure, moodAt: MoodAt): boolean =>
  PART_OF_AN_HOUR.test(text.slice(at, at + 20)) && moodAt(at).isOpen;

/** "You pay 900 euros a month at present": what they pay to somebody else, as they wrote. */
const PAID_NOW =
  /(?<!\p{L})(?:you (?:[\p{L}\p{N}]+ ){0,6}pay(?:ing)?|(?:zahlen|bezahlen) sie|sie (?:[\p{L}\p{N}]+ ){0,6}(?:zahlen|bezahlen))(?!\p{L}).{0,60}(?<!\p{L})(?:at present|at the moment|currently|today|so far|until now|derzeit|heute|bisher|aktuell|momentan|zurzeit)(?!\p{L})/iu;

export interface Finding {
  readonly sentence: string;
  /** The word or phrase that the rule found. */
  readonly word: string;
  /** Whether the same words may be innocent. A draft is refused only for what is not in doubt. */
  readonly isInDoubt: boolean;
}

/**
 * The numbers of a draft that neither the person nor a cited row has, and prices that only the person named. Labels count in judgement 1 only. A
 * small number in words is in doubt ("both halves of the team"), and any that a question has, unless it says how long something lasts.
 */
export const foreignNumbersIn = (
  folded: string,
  { figures, vouched, judgement, support }: Ground,
  isFirst: boolean,
): readonly Finding[] =>
  sentencesOf(folded).flatMap((sentence) => {
    const moodAt = moodsOf(sentence.text);
    const isOfPrices = PRICED.test(sentence.text) && (isFirst || !PAID_NOW.test(sentence.text));
    const isForeign = (figure: Figure): boolean => {
      if (!isFirst && (isLabel(sentence, figure) || isPartOfName(sentence, figure) || isIdiom(sentence, figure)))
        return false;
      if (
        judgement > SECOND_JUDGEMENT &&
        (isOwnPoints(sentence, figure) || isAddressed(sentence, figure) || isAskedOf(sentence, figure, support))
      )
        return false;
      const name = figure.of === "other" ? figure.value : `${figure.value} ${figure.of}`;
      if (!figures.has(name))
        return (
          !isOwnOffer(sentence, figure) &&
          (isFirst || (!isSmallCount(sentence, figure, moodAt) && !isShortTalk(sentence, figure, moodAt)))
        );
      return figure.of !== "other" && !vouched.has(name) && isOfPrices;
    };
    const foreign = figuresIn(sentence.text).filter(isForeign);
    return foreign.map((figure) => ({
      sentence: sentence.text,
      word: sentence.text.slice(figure.at, figure.end),
      isInDoubt: judgement > THIRD_JUDGEMENT && isInDoubt(sentence, figure),
    }));
  });

const SMALL_MOST = 12;
function isInDoubt({ text, isQuestion }: Sentence, { value, of, at, end }: Figure): boolean {
  const isInWords = !/\d/u.test(text.slice(at, end));
  const isSmall = isQuestion || value === "halves" || Number(value) <= SMALL_MOST;
  return isInWords && isSmall && of === "other" && !LASTS.test(text.slice(end, end + 9));
}

/** "Two open points", "zwei klare Fragen": what the letter itself counts. */
const POINTS_AFTER =
  /^\s(?:\p{L}+ )?(?:questions?|points?|answers?|lines?|statements?|things?|notes?|remarks?|hints?|fragen|punkte|antworten|sätze|zeilen|dinge|hinweise|anmerkungen|bemerkungen)(?!\p{L})/iu;
const isOwnPoints = ({ text }: Sentence, { value, of, end }: Figure): boolean =>
  of === "other" && Number(value) <= OWN_COUNT_MOST && POINTS_AFTER.test(text.slice(end, end + 40));

/** "Congratulations to the two of you", "compare the two properly": how many are spoken of. */
const isAddressed = ({ text }: Sentence, { value, of, at, end }: Figure): boolean =>
  of === "other" &&
  value === "2" &&
  /(?<!\p{L})(?:the|you|ihnen|sie)\s$/iu.test(text.slice(Math.max(0, at - 6), at)) &&
  /^(?:\sof you|en(?!\p{L})|[.,!]|\s(?:properly|fairly|better|closely|side by side)(?!\p{L})|$)/iu.test(
    text.slice(end, end + 14),
  );

/** "Would 24 or 36 months suit you?": a number of ours that is no price may be asked about, also where the letter does not tell the statement. */
const isAskedOf = ({ isQuestion }: Sentence, { value, of }: Figure, { business }: Ground["support"]): boolean =>
  isQuestion && of === "other" && business.some((text) => figuresIn(fold(text)).some((own) => own.value === value));

function isOwnOffer({ text, isQuestion }: Sentence, { value, of, at, end }: Figure) {
  if (of !== "other") return false;
  const after = text.slice(end, end + 40);
  if (value === "half" && /^ an hour|^e stunde/iu.test(after))
    return TALK.test(text) || /\b(?:enough|plenty)\b/iu.test(text);
  const number = Number(value);
  const isOwnCount = OWN_COUNT_AFTER.test(after) || OR_BEFORE.test(text.slice(Math.max(0, at - 30), at));
  if (number <= OWN_COUNT_MOST && isOwnCount) return true;
  if (number <= TALK_MINUTES_MOST && MINUTES_AFTER.test(after) && TALK.test(text)) return true;
  return (
    isQuestion && TIME_BEFORE.test(text.slice(Math.max(0, at - 9), at)) && /^(?:\d{1,2}|\d{1,2}:\d{2})$/.test(value)
  );
}

/** Words of one meaning, in English and German. A cited statement that has one word of a family supports all of them. */
const FAMILIES: readonly (readonly string[])[] = [
  ["guarantee", "guarantees", "guaranteed", "guaranteeing", "garantie", "garantieren", "garantiert", "garantiere"],
  [
    "discount",
    "discounts",
    "discounted",
    "rabatt",
    "rabatte",
    "nachlass",
    "preisnachlass",
    "off the price",
    "percent off",
    "cheaper",
  ],
  [
    "for free",
    "free of charge",
    "at no cost",
    "no cost",
    "free trial",
    "it is free",
    "it's free",
    "service is free",
    "trial is free",
    "is free for you",
    "are free for you",
    "completely free",
    "kostenlos",
    "kostenlose",
    "kostenlosen",
    "kostenfrei",
    "gratis",
    "umsonst",
    "kosten nichts",
    "kostet nichts",
    "at no charge",
  ],
  ["refund", "refunds", "refunded", "money back", "erstatten", "erstattet", "erstattung", "geld zuruck"],
  ["no obligation", "risk-free", "risk free", "unverbindlich", "without obligation", "zero risk", "no risk"],
  [
    "promise",
    "promises",
    "promised",
    "commit to",
    "we commit",
    "versprechen",
    "verspreche",
    "zusichern",
    "sichern ihnen zu",
    "zusage",
  ],
  ["we will deliver", "will be ready", "will have it ready", "wir liefern bis", "wird fertig"],
  ["best price", "lowest price", "bester preis", "besten preis", "gunstigster"],
  ["unlimited", "unbegrenzt", "lifetime", "for ever", "forever", "always available"],
];

const REPORTED = /\b(?:ask(?:ed)?|question|wonder(?:ed)?|want(?:ed)? to know|wrote|fragen|fragten|frage|gefragt)\b/iu;
const GRANTED =
  /\b(?:of course|you get|you have|you will get|happy to|glad to|yes|can offer|we offer|confirm\w*|granted?|agreed|approved|natürlich|gern|bekommen|erhalten|gewähren)\b/iu;

/** "I cannot promise that": the opposite of a promise. */
const DENIES_PROMISE =
  /(?<!\p{L})(?:cannot|can't|can not|not|nothing|without|never|nicht|nichts) (?:\p{L}+ ){0,2}(?:promise|guarantee|versprechen|garantieren|zusichern|zusagen)(?!\p{L})|(?<!\p{L})(?:rather|sooner|better) (?:\p{L}+ ){1,6}than (?:promise|guarantee)(?!\p{L})|(?<!\p{L})(?:versprechen|zusagen|zusichern|garantieren) (?:\p{L}+ ){1,4}(?:nicht|nichts)(?!\p{L})|(?<!\p{L})(?:before (?:i|we) promise|bevor (?:ich|wir) (?:\p{L}+ ){0,3}(?:zusage|zusagen|verspreche|versprechen|zusichere|zusichern))(?!\p{L})/iu;
/** "Eine Zusage gebe ich erst, wenn …", "before I promise it": a promise that is put off. */
const PUTS_OFF_PROMISE =
  /(?<!\p{L})(?:zusagen?|versprechen|garantie|promises?|guarantees?)(?: \p{L}+){0,6} (?:gebe|geben|kann|können|mache|machen|möchte|will|würde|give|make)(?: \p{L}+){0,3} (?:erst|noch nicht|noch keine|only (?:when|once|after))(?!\p{L})|(?<!\p{L})(?:erst|only)(?: \p{L}+){0,4},? (?:wenn|nachdem|sobald|when|once|after)(?: \p{L}+){0,6} (?:sage|gebe|mache|kann) ich(?: \p{L}+){0,3} (?:zu|zusage|zusagen)(?!\p{L})/iu;

/** "Nothing is for ever": the opposite of a promise, too. */
const DENIES_ENDLESS =
  /(?<!\p{L})(?:nothing|not|never) (?:is |lasts |binding )?(?:for ever|forever|unlimited)(?!\p{L})/giu;

/** "Sie möchten eine Zusage": they ask for one. */
const ASKS_FOR_PROMISE =
  /(?<!\p{L})(?:you (?:would like|want|need|ask for)|sie (?:möchten|wollen|wünschen|brauchen|bitten um)) (?:an? |some |eine?n? )?(?:promise|guarantee|zusage|garantie)(?!\p{L})/giu;

/** Words that deny, put off or ask: a promising or binding word beside one of them may promise nothing. */
const HEDGES =
  /(?<!\p{L})(?:not|no|none|nothing|neither|nor|never|cannot|\p{L}{2,8}n't|rather|before|until|only (?:when|after|once|if)|whether|nicht|nichts|kein\p{L}{0,2}|nie|erst|bevor|ehe|ob|ohne|without)(?!\p{L})/iu;

/** "If you are not happy you get your money back": denied is something else. */
const GIVES =
  /(?<!\p{L})(?:you(?:'ll| will)? (?:get|have|receive)|(?:bekommen|erhalten|haben) sie|sie (?:bekommen|erhalten))(?!\p{L})/iu;

/** Whether a sentence asks, denies or puts off. */
export const isHedged = ({ text, isQuestion }: Sentence): boolean => isQuestion || HEDGES.test(text);

export interface Promises {
  /** Promising words that no cited statement of ours supports. */
  readonly unfounded: readonly Finding[];
  /** The person used the word first, and the draft only reports that they asked. */
  readonly isToldBack: boolean;
}

/** Finds promises that no cited statement of ours makes. Where they are denied, put off or asked about, they are in doubt. */
export function promisesIn(
  folded: string,
  { cited, own, isFirst, judgement }: Ground,
  { promises }: Pick<DraftPolicy, "promises">,
): Promises {
  const families = [...FAMILIES, ...promises.map((promise) => [promise])];
  const said = judgement <= SECOND_JUDGEMENT ? folded : folded.replaceAll(ASKS_FOR_PROMISE, " ");
  const found = sentencesOf(said).flatMap(({ text, isQuestion }) => {
    const words = plainWords(isFirst ? text : text.replaceAll(/cheaper than/giu, " ").replaceAll(DENIES_ENDLESS, " "));
    const isDenied =
      !isFirst && (DENIES_PROMISE.test(text) || (judgement > SECOND_JUDGEMENT && PUTS_OFF_PROMISE.test(text)));
    return families
      .filter((family) => hasAnyPhrase(words, family) && !isVouchedFor(family, cited))
      .filter(([word = ""]) => !isDenied || !/^(?:promise|guarantee)/.test(word))
      .map((family) => ({
        sentence: text,
        word: family.find((phrase) => hasAnyPhrase(words, [phrase])) ?? "",
        isInDoubt:
          judgement > THIRD_JUDGEMENT &&
          !GIVES.test(text) &&
          (isQuestion || HEDGES.test(without(words, family)) || (hasAnyPhrase(own, family) && !GRANTED.test(text))),
        isToldBack: REPORTED.test(text) && !GRANTED.test(text) && hasAnyPhrase(own, family),
      }));
  });
  return {
    unfounded: found.filter(({ isToldBack }) => !isToldBack),
    isToldBack: found.some(({ isToldBack }) => isToldBack),
  };
}

/** "No obligation" and "at no cost" deny nothing. */
const without = (words: string, family: readonly string[]): string =>
  family.reduce((rest, phrase) => rest.replaceAll(` ${phrase} `, "  "), words);

/** A phrase of the policy is supported by any word of its family. */
const isVouchedFor = (family: readonly string[], cited: string): boolean =>
  hasAnyPhrase(cited, family) ||
  FAMILIES.some((other) => family.some((word) => other.includes(word)) && hasAnyPhrase(cited, other));

const DAY =
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember";
const DAY_NAMED = new RegExp(`(?<!\\p{L})(${DAY})s?(?!\\p{L})`, "giu");
const DEADLINE =
  /(?<!\p{L})(?:by|until|before|within|no later than|not later than|bis|spätestens|innerhalb)\s(?:the\s|zum\s|zur\s)?(?:end of|tomorrow|tonight|today|next week|this week|the week|morgen|heute|nächster woche|ende der|ende)(?!\p{L})|(?<!\p{L})(?:expires?|last chance|only today|offer ends|runs out|läuft ab|nur heute|letzte chance)(?!\p{L})/iu;

/** A deadline of one hour or day, which has no figure. */
const ONE_UNIT =
  /(?<!\p{L})(?:within (?:the|an?|one) (?:same )?(?:hour|day|week)|(?:innerhalb|binnen) (?:einer stunde|eines tages|einer woche)|by return of post|overnight|über nacht)(?!\p{L})/iu;

/** Whether the draft sets a day or a deadline that no source names. A question about a day is not a promise. */
export const hasForeignDate = (folded: string, { own, cited, names, isFirst, judgement }: Ground): boolean =>
  (isFirst ? sentencesOf(folded).filter(({ isQuestion }) => !isQuestion) : settingClauses(folded)).some(({ text }) => {
    const days = [...text.matchAll(DAY_NAMED)]
      .filter(({ 0: day, index }) => isDayHere(day, text.slice(Math.max(0, index - 10), index), judgement))
      .map(({ 1: day }) => day ?? "");
    const isNamed = (day: string): boolean =>
      hasAnyPhrase(own, isFirst ? [day] : [day, `${day}s`]) ||
      hasAnyPhrase(cited, isFirst ? [day] : [day, `${day}s`]) ||
      names.has(day.toLowerCase());
    const deadline = (DEADLINE.exec(text) ?? (isFirst ? null : ONE_UNIT.exec(text)))?.[0];
    const isOwnDeadline =
      !isFirst && deadline !== undefined && (hasAnyPhrase(own, [deadline]) || hasAnyPhrase(cited, [deadline]));
    return days.some((day) => !isNamed(day)) || (deadline !== undefined && !isOwnDeadline && days.length === 0);
  });

/** The clauses that may set a day: not those that ask, set a condition or propose. */
const settingClauses = (folded: string) => clausesOf(folded).filter((clause) => !isOpen(clause));

/** `may` and `march` are also verbs, so a month needs its capital, and `May` a word before it that stands before times. */
const isDayHere = (day: string, before: string, judgement: number): boolean =>
  /^\p{Lu}/u.test(day) && (day !== "May" || (judgement > THIRD_JUDGEMENT && BEFORE_MONTH.test(before)));
const BEFORE_MONTH =
  /(?:\d|(?<!\p{L})(?:in|until|till|by|of|since|from|to|through|before|after|early|late|mid|this|next|last|between|during))[\s-]$/iu;

/** Phrases that refer to an earlier talk, meeting or agreement. */
const TOGETHER =
  /(?<!\p{L})(?:as (?:we )?(?:agreed|discussed|promised|spoke|talked|mentioned on)|(?:after|following|since|from|in|on|during|per) our (?:last |recent )?(?:call|meeting|conversation|chat|talk|discussion)|when we (?:met|spoke|talked)|we (?:met|spoke|talked|agreed|discussed)|(?:great|good|nice|lovely|pleasure) (?:to meet|meeting|to speak|speaking|to talk|talking|to see|seeing)|thank(?:s| you) for (?:the|your|our) (?:call|meeting|time|visit|order|payment|signature)|you (?:have |have already |already )?(?:agreed|confirmed|accepted|ordered|signed|promised|booked|bought|subscribed|registered)|your (?:order|signature|confirmation|acceptance)|wie (?:besprochen|vereinbart|abgesprochen|versprochen|telefonisch)|(?:nach|seit|in) unserem (?:gespräch|telefonat|treffen)|unser(?:em)? (?:telefonat|treffen)|schön, (?:sie|dass wir)|haben (?:sie|wir) (?:vereinbart|besprochen|zugesagt))(?!\p{L})/iu;
/** "You have paid for this lesson once already" speaks of no payment to us: so it is shown, and refused by judgement 3 and before. */
const HAVE_PAID = /(?<!\p{L})you (?:have |have already |already )?paid(?!\p{L})/iu;

/** Whether a sentence says that the contact paid, which no text of theirs mentions. */
export const hasForeignPayment = (sentence: string, { own, judgement }: Ground): boolean =>
  HAVE_PAID.test(
    judgement > FIRST_JUDGEMENT ? sentence.replaceAll(COMES_LATER, " ").replaceAll(AS_CONDITION, " ") : sentence,
  ) && !hasAnyPhrase(own, PERSON_MET);

/** "Unless you have confirmed it": a condition, and no report. */
const AS_CONDITION =
  /(?<!\p{L})(?:unless|until|only (?:if|after|when|once)) you (?:have |have already )?(?:agreed|confirmed|accepted|ordered|signed|booked|paid)(?!\p{L})/giu;
/** "Twelve weeks from your order": an order that may come. "In your order:" is a sequence. */
const COMES_LATER =
  /(?<!\p{L})(?:in your order(?=\s?[:,.-])|(?:from|after|before|until|once we have|with|upon|on|ab|nach|vor|bis|mit) (?:receipt of )?(?:your (?:order|signature|confirmation|acceptance)|ihrer (?:bestellung|unterschrift|bestätigung)))(?!\p{L})/giu;
/** Words by which the contact's own text reports a talk or an agreement. */
const PERSON_MET = [
  "speak",
  "spoke",
  "talk",
  "talked",
  "met",
  "meet",
  "meeting",
  "call",
  "called",
  "agreed",
  "discussed",
  "conversation",
  "besprochen",
  "vereinbart",
  "gesprochen",
  "telefonat",
  "gesprach",
  "treffen",
  "confirm",
  "accept",
  "order",
];
const THEIR_ANSWER =
  /(?<!\p{L})(?:your (?:reply|answer|response|feedback)|(?:ihre|deine) (?:antwort|rückmeldung))(?!\p{L})/iu;
const THANKED = /(?<!\p{L})(?:thank|thanks|danke|dank)(?!\p{L})/iu;
/** Words that announce an attachment. A draft never has one. */
const ATTACHED =
  /(?<!\p{L})(?:attach|attaching|attached|attachments?|enclosed?|enclosing|anbei|im anhang|beigefügt|angehängt)(?!\p{L})/iu;
const FORWARD = /^\s*(?:fwd?|wg)\s?:/iu;
const REPLY_MARK = /^\s*(?:re|aw|antw|sv)\s?(?:\[\d{1,3}\])?:/iu;

/** Whether the draft refers to an earlier event that no source reports. */
export function hasForeignEvent(
  { subject, body }: { readonly subject: string; readonly body: string },
  ground: Ground,
) {
  const line = body.replaceAll(/\s+/gu, " ");
  const text = ground.isFirst ? line : line.replaceAll(COMES_LATER, " ").replaceAll(AS_CONDITION, " ");
  if (FORWARD.test(subject) || ATTACHED.test(text)) return true;
  if (REPLY_MARK.test(subject) && !ground.hasMessage) return true;
  if (TOGETHER.test(text) && !hasAnyPhrase(ground.own, PERSON_MET)) return true;
  if (ground.judgement <= THIRD_JUDGEMENT && hasForeignPayment(line, ground)) return true;
  return (
    !ground.hasMessage &&
    sentencesOf(body).some(({ text: sentence }) => THEIR_ANSWER.test(sentence) && THANKED.test(sentence))
  );
}
