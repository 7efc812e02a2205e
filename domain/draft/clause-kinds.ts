// Tells what a clause of a draft is about: us, the writer, the contact, something else, or nothing that could be true or false: a question, a
// request, a wish, a guess, a proposal or a condition.
import { type Clause, clausesOf } from "./clauses.ts";
import { plainWord, wordsOf } from "./draft-text.ts";
import { figuresIn } from "./numbers.ts";
import { isEmptyWord, isOurNoun } from "./statement-words.ts";

/** `hedged`: our business in a wish, a guess or a proposal. `me`: the person who writes, who may speak of what they read and do. `anything`: neither us nor the contact. */
export type About = "us" | "hedged" | "me" | "them" | "anything" | "nothing";

const starts = (...alternatives: readonly string[]): RegExp =>
  new RegExp(
    String.raw`^(?:(?:and|but|or|so|then|also|ps|und|oder|aber|dann|yes|no|ja|nein|well)[\s,]+){0,2}(?:${alternatives.join("|")})(?!\p{L})`,
    "iu",
  );
const has = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives.join("|")})(?!\p{L})`, "iu");

/** The clause asks the contact for something. */
const ASKS = starts(
  String.raw`please|kindly|just|simply|bitte|let (?:me|us|me know)|feel free|tell|write|send|name|reply|answer|say|call|have a|take|see you|choose|pick|ask|try|think|imagine|picture|consider|note that|do (?:let|tell|write|ask|not worry)|don't worry|go ahead|bring|keep|give (?:me|us|it)|start|begin`,
  String.raw`\p{L}{3,12}(?:en|ern) sie (?:mir|uns|mich|sich|bitte|gern\p{L}?|dazu|es|das|dort|doch|einfach|ruhig|also|am|dann|zuerst|erst|mit)|how|what|which|who|whose|where|why|(?:(?:for|with|in|on|from|to|at|by|of|von|in|mit|an|auf|bei|für|zu|aus|nach) )?(?:welche[rsnm]?|wem|wen|whom|whose|which)|wie|was|wer|wo|wann|woran|womit|worauf`,
);
/** The clause says under which condition, for which purpose or before what something else holds. */
const SETS_CONDITION = starts(
  String.raw`(?:even |only |as long as |as soon as )?(?:if|whether|unless|once|when|whenever|until|before|as long as|as soon as|in case|so that|provided)|should (?:you|your|it|the|this|that|they|anything)|to (?:make sure|be sure|begin|start|answer|put|be|give|help|understand|see|get|keep|avoid|find|prepare|compare|say|show|sum)`,
  String.raw`(?:auch |nur |erst |gerade )?(?:falls|wenn|sobald|ob|bevor|ehe|bis|damit|solange|sofern|um)|sollten?|dass`,
);
/** In the middle of a clause: "I do not know whether …", "frage ich nach, ob …". */
const DOUBTS = has(
  String.raw`(?:whether|depends? on|depending on|(?:i'm|i am|we are|we're) (?:not|un)\s?(?:quite |yet |entirely )?(?:sure|certain)|(?:do not|don't|cannot|can't|can not) (?:\p{L}+ )?(?:know|say|tell|promise|judge|see|guess)|not (?:yet )?(?:know|sure|certain|clear))`,
  String.raw`hängt (?:\p{L}+ ){0,3}(?:davon )?ab|(?:kommt|käme) (?:\p{L}+ )?(?:darauf|auf) (?:an)?|nicht sicher|weiß (?:ich|nicht)|kann ich (?:\p{L}+ ){0,4}nicht|kann ich (?:\p{L}+ ){0,3}(?:erst|nur)|noch (?:nicht|keine)`,
);
/** "I will find out whether …": the writer asks, and says nothing of it yet. */
const INQUIRES = has(
  String.raw`(?:find out|check|ask(?: \p{L}+){0,3}|look up|work out|see|know|tell(?: \p{L}+)?|wonder) (?:whether|if|how|what|which|when|where|who)`,
  String.raw`(?:frage|kläre|prüfe|schaue|sehe|wissen|wüsste|weiß)(?: \p{L}+){0,4},? ?(?:ob|wie|was|welche[rsnm]?|wann|wo|wer)`,
);
/** A guess, a proposal or politeness, in the conditional mood: it states nothing that is so. */
const CONDITIONAL = has(
  String.raw`would|\p{L}+'d|could|should|might|perhaps|maybe|i (?:think|guess|suppose|believe|imagine|assume|expect|take it|gather)|shall (?:we|i)|seems?|sounds?|looks like|probably|likely|hopefully|need not|(?:do not|don't|does not|doesn't) (?:have|need) to`,
  String.raw`würden?|würdest|könnten?|sollten?|dürften?|müssten?|wären?|hätten?|ließen?|möchten?|wüssten?|bräuchten?|käme|ginge|gäbe|täte|fände|vielleicht|wohl|vermutlich|hoffentlich|wahrscheinlich|denke|glaube|vermute|nehme an|klingt|scheint|(?:müssen|brauchen) (?:sie )?(?:\p{L}+ ){0,4}nicht|(?:müssen|brauchen) (?:sie )?(?:\p{L}+ ){0,3}nichts`,
);

/** What the contact wishes is said of them: "you would like a plan for each bakery". Not what they would like to know or to see. */
const THEIR_WISH =
  /(?<!\p{L})(?:you (?:also )?asked us (?:not )?to|sie hätten gern|you(?:'d| would| do)? (?:like|prefer|love|want)(?! (?:to (?:know|see|hear|read|have a|talk|speak|ask)|me|us|more|a (?:call|word|closer)))|(?:sie möchten|möchten sie)(?! (?:\p{L}+ ){0,5}(?:wissen|sehen|hören|erfahren|lesen|sprechen)))(?!\p{L})/iu;

/** What is praised or regretted, or went before, is said to be so: "congratulations on managing without a tool", "having started already". */
const PRESUPPOSES =
  /^(?:congratulations on \p{L}+ing|(?:herzlichen )?glückwunsch (?:zum|zur|zu)|congratulations (?:on|to) (?:your|the)|having \p{L}+(?:ed|en|un|ght|t)|how (?:pleasant|nice|good|sad|annoying|great|lovely|unfortunate) that|(?:glad|good|nice|great|sorry|sad|pity|lovely) that)(?!\p{L})/iu;

/** Thanks for what the contact did: it is said that they did it. For their words everybody may be thanked. */
const THANKS_FOR = /(?<!\p{L})thank(?:s| you)(?: \p{L}+){0,3} for (?:\p{L}+ly )?\p{L}+ing(?!\p{L})/iu;
const THANKS_FOR_WORDS =
  /(?<!\p{L})for (?:\p{L}+ly )?(?:writing|asking|telling|letting|sharing|getting|reaching|contacting|coming|replying|answering|explaining|describing|responding|enquiring|inquiring|being|mentioning|naming|taking|raising|saying|sending|giving|your \p{L}+ing)(?!\p{L})/iu;

/** What the contact may or can do says nothing about them; it may say something about our business. */
const MAY = has(
  String.raw`you (?:may|can|cannot|can't|are (?:welcome|free) to)`,
  String.raw`(?:können|dürfen) sie|sie (?:\p{L}+ ){0,6}(?:können|dürfen)`,
);

/** What holds for many: a remark, where it is about neither us nor the contact. */
const GENERAL = has(
  String.raw`tends? to|usually|often|typically|in general|generally|sometimes|mostly|many|most|some`,
  String.raw`meist|meistens|oft|üblicherweise|in der regel|manchmal|erfahrungsgemäß|viele|manche|man|gerade`,
);

/** The writer's wish, thanks, question or offer of a talk. */
const WISHES =
  /(?<!\p{L})(?:(?:i|we)(?:'d|'ll| would| will| can| could| may| might| shall| should| do| did)(?: not| also| first| only| rather| really| just| then| gladly| be| have| like to| love to| want to| be happy to| be glad to| usually| typically| each)* (?:like|love|want|prefer|wish|suggest|propose|ask|begin|start|understand|appreciate|happy|glad|curious|rather|need|show|tell|say|explain|answer|find out|hear|know|see|speak|talk|look|compare|stop|leave you|write|come back|get back|help|prepare|check|confirm (?:that|this|it|the date|the time)|let you know|go through|get you|give you|work out|count|read|think|discuss|clarify|try|make sure|be in touch)|(?:i|we)(?:'m|'re| am| are)(?: also| very| always)? (?:glad|happy|curious|sorry|looking forward|asking|writing|pleased|delighted|grateful)|(?:i|we) (?:hope|wonder|wish|thank|suggest|propose|look forward|wrote|asked|do not know|don't know|have not heard|haven't heard|do not want|don't want|understand|see|ask|appreciate|agree|forgot|need|read|noticed|saw|prefer|know)|you(?:'ll| will) (?:want|know|need|see|find|like|probably|agree|notice|have noticed)|you find more|may i|would (?:you|it|that|tuesday)|(?:you|that) (?:asked|wrote|said|mentioned|wanted to know|describe)|you also (?:asked|want|wanted|wrote|said|mentioned)|you are right|looking forward|thank(?:s| you)|happy to|glad to|no need to|no problem|congratulations|i (?:did not|didn't|forgot to|have not|should have) (?:yet )?(?:mention|say|said|forget|forgotten|told)|(?:habe|hatte) ich (?:\p{L}+ ){0,3}(?:vergessen|erwähnt|gesagt|geschrieben|gelesen|gesehen)|ich (?:würde|möchte|wüsste|freue|hoffe|danke|frage|schlage|melde|richte|kläre|finde|verstehe|sehe|wollte|denke|habe (?:gelesen|gesehen|verstanden)|sage|schreibe|rechne|gebe|prüfe|suche|spreche|schicke|zeige|erkläre)|wir (?:würden|möchten|freuen|hoffen|sehen|schauen|sprechen|reden)|(?:würde|wüsste|möchte|freue|kläre|zeige|stelle|höre|spreche|erkläre|verstehe|schlage|prüfe|frage|sage|suche|gebe|rechne|schicke|schreibe|melde|hoffe|sehe|kann) ich|würde (?:mich|uns|ein)|würden (?:sie|wir)|wie ich ihnen|sie (?:wollen|wollten|möchten) (?:auch |noch )?wissen|haben sie gefragt|sie hatten (?:\p{L}+ ){1,8}gefragt|sie (?:fragen|fragten|schreiben|schrieben|haben gefragt|haben geschrieben|wollten wissen)|muss ich (?:sie|ihnen|leider)|(?:brauche|bräuchte|benötige) ich|ich (?:brauche|bräuchte|benötige)|darf ich|sollen wir|soll ich|(?:ich )?(?:erfrage|erkundige|bespreche|kläre)(?: ich| mich| es| das)+|lasse ich (?:mir|das)|(?:muss|müsste) ich (?:\p{L}+ ){0,3}(?:erfragen|klären|nachfragen|prüfen|nachsehen)|(?:habe ich|ich habe) (?:\p{L}+ ){0,2}keine (?:angaben?|auskunft|antwort|zahlen?)|i have no (?:answer|figure|information|details)s?|(?:vielen|herzlichen|besten) dank|danke|glückwunsch|schade|gern|gerne)(?!\p{L})/iu;

const WE = has(String.raw`we|we're|we've|we'll|we'd|our|ours|wir|unser\p{L}{0,2}|bei uns`);
const OUR = has(String.raw`our|ours|unser\p{L}{0,2}`);
const I = has(String.raw`i|i'm|i've|i'll|i'd|my|mine|ich|mein\p{L}{0,2}`);
/** The contact as the one who is or does something. "For you", "to you" and "Ihnen" name them in passing. */
const THEY =
  /(?<!(?:for|to|with|from|of|about|on|in|at|by|into|without|over|behind|under|and|tell|give|show|send|help|let|ask|wish|thank|offer|get) )(?<!\p{L})(?:[Yy]ou|[Yy]ou're|[Yy]ou've|[Yy]ou'll|[Yy]ours?)(?!\p{L})|(?<!(?:für|an|mit|auf|über|von|ohne|in|bei|zu|aus|nach|unter|vor|wegen|um|gegen|durch) )(?<!\p{L})(?:Sie|Ihr|Ihre[mnrs]?|[Dd]u|[Dd]eine?)(?!\p{L})/u;

/** What happened to the contact: "bei Ihnen ist nichts liegen geblieben", "dass Ihnen die Küche krank geworden ist". */
const THEIR_LOT =
  /(?<!\p{L})(?:bei Ihnen (?:ist|sind|war|waren|hat|haben|gibt|läuft|wird|werden|fehlt)|(?:ist|sind|war|waren|hat|haben|wurde) (?:bei )?Ihnen|[Dd]ass (?:bei )?Ihnen|^(?:bei )?Ihnen (?:\p{L}+ ){1,8}(?:ist|sind|war|waren|hat|haben|wurde|wurden))(?!\p{L})/u;

/** Words by which a part without any other is recognised as a statement: otherwise it is a heading or an item of a list. */
const IS_SAID =
  /(?<!\p{L})(?:is|are|was|were|has|have|had|will|can|cannot|must|do|does|did|isn't|aren't|gets?|won|lost|ist|sind|war|waren|hat|haben|hatte|wird|werden|wurde|kann|können|muss|müssen|gilt|gibt|geht|kostet|dauert|liegt|steht|läuft|kommt)(?!\p{L})/iu;
const BEGINS_WITH_SUBJECT =
  /^(?:we|i|you|it|they|he|she|this|that|these|there|wir|ich|sie|es|er|das|dies|man)(?!\p{L})/iu;

/** A longer line is no heading. */
const ITEM_WORDS = 6;
const HEADING_WORDS = 8;
/** What a heading before a colon must not say: that we do something, how much, for nothing, in every case, never, or too. */
const SAYS_MORE = has(
  String.raw`we|our|wir|unser\p{L}*|free|kostenlos\p{L}*|gratis|no|not|never|nothing|nichts|nicht|kein\p{L}*|nie|too|also|even|auch|sogar|any|every\p{L}*|all|always|jede\p{L}*|alle\p{L}*|immer`,
);
/** How a heading of several words begins: it names a topic, or shows to what comes next. Any other one may be a sentence with a verb. */
const NAMES_TOPIC =
  /^(?:(?:and|also|first|then|now|in short|briefly|und|auch|zuerst|dann|nun|kurz)[\s,]+)?(?:on|about|as for|as to|regarding|for|in short|in brief|briefly|here (?:is|are)|this is what|these are|zum?|zur|zu den|zu ihr\p{L}*|über|hier (?:ist|sind)|in kürze|kurz|dazu|das wichtigste|fürs?|wegen|until then|the (?:price|costs?)|your questions|(?:one|two|three|ein|zwei|drei) (?:statements?|points?|sentences?|sätze|punkte?))(?!\p{L})/iu;
const SHORT_HEADING = 2;
/** "The price:", "On signing in:", "Here is the cost of a visit:". The clause names what is told behind the colon. */
export const isHeading = ({ text, isBeforeColon }: Clause): boolean => {
  const words = wordsOf(text).length;
  return (
    isBeforeColon &&
    (words <= SHORT_HEADING || (NAMES_TOPIC.test(text) && words <= HEADING_WORDS)) &&
    !SAYS_MORE.test(text) &&
    figuresIn(text).every(({ of }) => of === "other")
  );
};
/** "You ask about the price, and about a discount": a few words without a verb go on with what is asked. */
const FEW_WORDS = 4;
const goesOnAsking = ({ text, isFirst }: Clause): boolean =>
  !isFirst &&
  !IS_SAID.test(text) &&
  !BEGINS_WITH_SUBJECT.test(text) &&
  !SAYS_MORE.test(text) &&
  wordsOf(text).length <= FEW_WORDS &&
  figuresIn(text).length === 0;

/** "Would the demo that we give on Tuesdays suit you?": what we do is stated on the way, also in a question. */
const TELLS_OF_US =
  /^(?:we|wir) (?:\p{L}+ly )?(?!would|could|can|should|might|may|will|hope|think|könnten|würden|sollten|können)\p{L}+(?!\p{L})/iu;
/** "Ärgerlich, was die Firma angerichtet hat", "your drivers, who took to it at once": a clause behind another one tells, and asks nothing. */
const GOES_ON = /^(?:who|whose|whom|what|was|wer|wem|wie|welche[rsnm]?)(?!\p{L})/iu;
/** "Apps benutzen Sie ja gern": what others like is no wish of the writer. */
const GLADLY = /(?<!\p{L})gerne?(?!\p{L})/giu;
const isWish = (text: string): boolean =>
  WISHES.test(text) && (I.test(text) || WE.test(text) || WISHES.test(text.replaceAll(GLADLY, " ")));

/** Whom a clause is about. A clause without a subject of its own continues the one before it. */
function aboutOf(clause: Clause, before: About, names: ReadonlySet<string>): About {
  const { text, isFirst, isItem } = clause;
  if (!isFirst && TELLS_OF_US.test(text)) return "us";
  const isTold = !isFirst && !clause.isQuestion && before !== "nothing" && GOES_ON.test(text);
  if ((isAsking(clause) && !isTold) || clause.isProposed) return "nothing";
  const words = wordsOf(text).map(plainWord);
  const saying = words.filter((word) => !isEmptyWord(word));
  const isOfUs = words.some(isOurNoun) && saying.length > 1;
  if (isHeading(clause)) return "nothing";
  if (isItem && !IS_SAID.test(text) && !BEGINS_WITH_SUBJECT.test(text))
    return isOfUs && OUR.test(text)
      ? "us"
      : saying.length > ITEM_WORDS || SAYS_MORE.test(text)
        ? "anything"
        : "nothing";
  if (PRESUPPOSES.test(text) || THEIR_WISH.test(text) || (THANKS_FOR.test(text) && !THANKS_FOR_WORDS.test(text)))
    return "them";
  if (INQUIRES.test(text)) return "nothing";
  if (isWish(text) || DOUBTS.test(text)) return isOfUs || OUR.test(text) ? "hedged" : "nothing";
  if (CONDITIONAL.test(text)) return isOfUs || WE.test(text) ? "hedged" : "nothing";
  if (before === "nothing" && clause.isRelative && !OUR.test(text)) return "nothing";
  if (before === "nothing" && goesOnAsking(clause)) return "nothing";
  if (WE.test(text)) return "us";
  if (MAY.test(text) && !isOfUs && !OUR.test(text) && !WE.test(text)) return "anything";
  if (THEIR_LOT.test(text) || THEY.test(text.replace(CONDITION_BEHIND, "")) || beginsWithName(text, names))
    return "them";
  if (isOfUs) return "us";
  if (I.test(text)) return "me";
  if (GENERAL.test(text) && !words.some((word) => names.has(word))) return "nothing";
  if (before === "them" && !isFirst && IS_RELATIVE.test(text)) return "them";
  return isFirst || before === "nothing" || clause.isRelative || POINTS_BACK.test(text) ? "anything" : before;
}

export interface ClauseAbout {
  readonly clause: Clause;
  readonly about: About;
  /** The plain words that are no name. */
  readonly words: readonly string[];
}

/** The clauses of a folded letter, each with whom it is about. `names` are plain words. */
export function clausesAbout(folded: string, names: ReadonlySet<string>): ClauseAbout[] {
  let before: About = "anything";
  return clausesOf(folded).map((clause) => {
    before = aboutOf(clause, before, names);
    const words = wordsOf(clause.text).map(plainWord);
    return {
      clause,
      about: before,
      words: words.filter((word) => !names.has(word.replace(/'?s$/u, "")) && !names.has(word)),
    };
  });
}

/** "No box is destroyed unless you confirm it": the condition says nothing of them. */
const CONDITION_BEHIND = /\s(?:unless|until|provided|as long as|solange|sofern)\s.*$/isu;

/** "Ihr Caterer, der auch nach dem Sommer weitermacht": what is said of theirs, the verb at the end. */
const IS_RELATIVE =
  /^(?:who|whose|der|die|das|den|dem|deren|dessen)(?!\p{L})(?!.{0,20}(?<!\p{L})(?:ist|sind|hat|haben|war|waren)(?!\p{L}))/u;

/** A clause with a subject of its own, which is neither we nor the contact: "that saves work". */
const POINTS_BACK = /^(?:it|that|this|these|those|they|which|es|das|dies|diese|er|man|die|der)(?!\p{L})/u;

/** A name within the first two words is whom the clause is about. Company names are made of ordinary words, so a name has its capital. */
const beginsWithName = (text: string, names: ReadonlySet<string>): boolean =>
  wordsOf(text)
    .slice(0, 2)
    .some((word) => /^\p{Lu}/u.test(word) && names.has(plainWord(word)));

/** Whether the clause says what holds for many: "most firms begin with one". */
export const isGeneral = ({ text }: Pick<Clause, "text">): boolean => GENERAL.test(text);

export const isCondition = ({ text }: Pick<Clause, "text">): boolean => SETS_CONDITION.test(text);

/** "Dass die Küche krank ist, tut mir leid": what is regretted is stated. */
const STATES_FIRST = /^Dass(?!\p{L})/u;

/** Whether the clause only asks, or says under which condition something else holds. */
export const isAsking = ({ text, isQuestion, isReason }: Pick<Clause, "text" | "isQuestion" | "isReason">): boolean =>
  isQuestion || ASKS.test(text) || (!isReason && !STATES_FIRST.test(text) && SETS_CONDITION.test(text));

/** Whether the clause guesses: "presumably it stands with you in five weeks". */
export const isGuess = (clause: Clause): boolean => isOpen(clause) && !clause.isProposed && !isAsking(clause);

/** Whether the clause asks, sets a condition, or is in the conditional mood: what it names is neither set nor promised. */
export const isOpen = (clause: Pick<Clause, "text" | "isQuestion" | "isReason" | "isProposed">): boolean =>
  clause.isProposed || isAsking(clause) || CONDITIONAL.test(clause.text);
