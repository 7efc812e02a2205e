// Rule against statements that no source supports. Every clause is a statement unless it asks, wishes, offers a talk or sets a condition.
// A statement about us needs a cited statement of ours with the same content; one about the contact needs their own words or a cited row.
import { type Clause, clausesOf } from "./clauses.ts";
import { fold, plainWord, wordsOf } from "./draft-text.ts";
import { isEmptyWord, isOurNoun, meaningOf } from "./statement-words.ts";

/** Texts that support statements, folded. */
export interface Support {
  /** Statements of ours that a claim cites. */
  readonly ours: readonly string[];
  /** The contact's own words without orders, and rows about them: always known, or cited. */
  readonly theirs: readonly string[];
  /** Names of the contact, their company and the sender. They state nothing. */
  readonly names: readonly string[];
}

export interface Statements {
  readonly isAboutUsUnsupported: boolean;
  readonly isAboutThemUnsupported: boolean;
}

const US =
  /(?<!\p{L})(?:i|i'm|i've|i'll|i'd|me|my|mine|we|we're|we've|we'll|we'd|us|our|ours|ich|mich|mir|mein\p{L}{0,2}|wir|uns|unser\p{L}{0,2})(?!\p{L})/iu;
const THEM =
  /(?<!\p{L})(?:you|you're|you've|you'll|you'd|your|yours|sie|ihnen|ihr\p{L}{0,2}|du|dich|dir|dein\p{L}{0,2})(?!\p{L})/iu;

const OUR = /(?<!\p{L})(?:our|ours|unser\p{L}{0,2})(?!\p{L})/iu;

/** A clause that begins like this asks the contact for something, or says under which condition something else holds. */
const ASKS_OR_SETS_CONDITION =
  /^(?:(?:and|but|or|so|then|und|oder|aber|dann|ps)[\s,]+)?(?:please|kindly|just|bitte|let (?:me|us|me know)|feel free|tell|write|send|name|reply|answer|say|call|have a|take|see you|choose|ask|if|whether|should (?:you|your|it|the)|once (?:you|i|we)|when (?:you|it|the)|whenever|in case|until then|falls|wenn|sollten|sobald|ob|\p{L}{3,12}(?:en|ern) sie(?: (?:mir|uns|mich|sich|bitte|gern|dazu))|how|what|which|who|whose|where|why|wie|was|wer|welche[rsnm]?|wo|wann)(?!\p{L})/iu;

/** The writer's wish, question, thanks or offer of a talk: nothing that could be true or false of our business. */
const WISHES =
  /(?<!\p{L})(?:(?:i|we)(?:'d|'ll| would| will| can| could| may| might| shall| should| do| did)(?: not| also| first| only| rather| really| just| then| gladly| be| have| like to| love to| want to| be happy to| be glad to| usually| typically| each)* (?:like|love|want|prefer|wish|suggest|propose|ask|begin|understand|appreciate|happy|glad|curious|rather|need|show|tell|say|explain|answer|find out|hear|know|see|speak|talk|look|compare|stop|leave you|write|come back|get back|help|prepare)|(?:i|we)(?:'m|'re| am| are)(?: also| very| always)? (?:glad|happy|curious|sorry|looking forward|asking|writing)|(?:i|we) (?:hope|wonder|wish|thank|suggest|propose|look forward|wrote|asked|do not know|don't know|have not heard|haven't heard|do not want|don't want)|would (?:you|it|that|tuesday)|you (?:asked|wrote|wanted to know)|looking forward|thank(?:s| you)|happy to|no need to|no problem|ich (?:würde|möchte|wüsste|freue|hoffe|danke|frage|schlage|melde|richte|kläre|finde)|wir (?:würden|möchten|freuen|hoffen)|(?:würde|wüsste|möchte|freue|kläre|zeige|stelle|höre|spreche|erkläre) ich|würde (?:mich|uns|ein)|würden (?:sie|wir)|wie ich ihnen|(?:vielen|herzlichen|besten) dank|danke)(?!\p{L})/iu;

const NEGATION =
  /(?<!\p{L})(?:not|no|never|none|without|nothing|neither|nor|cannot|\p{L}+n't|nicht|kein\p{L}{0,2}|nie|niemals|ohne|nichts)(?!\p{L})/iu;

/**
 * A statement may have a few words that its sources do not have: at least this share must be in them. A remark about neither us nor the
 * contact may have more of its own.
 */
const SHARE = { us: 2 / 3, them: 7 / 10, anything: 1 / 2 } as const;

/** Compares the statements of a folded text with their support. The work grows with the length of the texts. */
export function statementsIn(folded: string, support: Support): Statements {
  const names = new Set(support.names.flatMap(wordsOf).map(plainWord));
  const ours = contentOf(support.ours);
  const anybodys = contentOf([...support.ours, ...support.theirs]);
  const unsupported = new Set<About>();
  let before: About = "anything";
  for (const clause of clausesOf(folded)) {
    const about = aboutOf(clause, before, names);
    before = about;
    if (about === "nothing") continue;
    const words = wordsOf(clause.text)
      .map(plainWord)
      .filter((word) => !isEmptyWord(word) && !names.has(word.replace(/'?s$/u, "")) && !names.has(word));
    const known = about === "us" ? ours : anybodys;
    if (!isSupported(words, NEGATION.test(clause.text) ? known.denied : known.affirmed, SHARE[about]))
      unsupported.add(about);
  }
  return {
    isAboutUsUnsupported: unsupported.has("us") || unsupported.has("anything"),
    isAboutThemUnsupported: unsupported.has("them"),
  };
}

type About = "us" | "them" | "anything" | "nothing";

/** Whom a clause is about. A clause without a subject of its own continues the one before it. */
function aboutOf({ text, isQuestion, isFirst }: Clause, before: About, names: ReadonlySet<string>): About {
  if (ASKS_OR_SETS_CONDITION.test(text)) return "nothing";
  const words = wordsOf(text).map(plainWord);
  // A heading such as "Your invoices" names a matter and states nothing about it.
  const isAboutUs = US.test(text) || (words.some(isOurNoun) && words.filter((word) => !isEmptyWord(word)).length > 1);
  if (isQuestion) return "nothing";
  if (WISHES.test(text)) return words.some(isOurNoun) || OUR.test(text) ? "anything" : "nothing";
  if (isAboutUs) return "us";
  if (THEM.test(text) || words.some((word) => names.has(word))) return "them";
  return isFirst ? "anything" : before === "nothing" ? "anything" : before;
}

interface Content {
  readonly affirmed: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
}

/** The meanings of the texts' words, apart for clauses with and without a negation. */
function contentOf(texts: readonly string[]): Content {
  const affirmed = new Set<string>();
  const denied = new Set<string>();
  for (const { text } of texts.flatMap((one) => clausesOf(fold(one)))) {
    const into = NEGATION.test(text) ? denied : affirmed;
    for (const word of wordsOf(text).map(plainWord)) if (!isEmptyWord(word)) into.add(meaningOf(word));
  }
  return { affirmed, denied };
}

function isSupported(words: readonly string[], known: ReadonlySet<string>, share: number): boolean {
  const meanings = words.map(meaningOf);
  const shared = meanings.filter((meaning) => known.has(meaning)).length;
  return words.length === 0 || (shared > 0 && shared >= meanings.length * share);
}

/** Whether the texts have the content of a statement: enough of its words that say something. */
export const isStatedBy = (statement: string, texts: readonly string[]): boolean => {
  const words = wordsOf(fold(statement))
    .map(plainWord)
    .filter((word) => !isEmptyWord(word));
  const { affirmed, denied } = contentOf(texts);
  return isSupported(words, NEGATION.test(statement) ? denied : affirmed, SHARE.anything);
};
