// Finds the remarks of a letter that are more than courtesy: what is said of anybody in words that every letter has ("it has failed before", "next time
// I will not ask"), and what a question or a wish says of everybody. Where each word came from does not tell these from courtesy.
import { type ClauseAbout, clausesAbout, isGeneral, isOpen } from "./clause-kinds.ts";
import { plainWord, sentencesOf } from "./draft-text.ts";
import { isLetterWord } from "./lexicon/all.ts";
import { repeats } from "./near-quotes.ts";
import { contentOf, isKnown, withFree } from "./statement-content.ts";
import { isCourtesy } from "./tell-back.ts";

const has = (...words: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${words.join("|")})(?!\p{L})`, "iu");
const NO_NAMES: ReadonlySet<string> = new Set();

/** The writer will find something out, and says nothing of it yet: "whether the date is still free, I will find out". */
export const FINDS_OUT = has(
  String.raw`i (?:will|would|shall|must|have to|need to|want to|can|am going to) (?:\p{L}+ ){0,2}(?:find out|look (?:it )?up|check|ask|make sure)|(?:find out|check|ask) (?:whether|how|what|which|who|when|where|about)|i(?:'ll|'d) (?:find out|check|ask)|i do not (?:yet )?know|i am finding out`,
  String.raw`(?:kläre|erfrage|prüfe|frage|finde) ich(?: \p{L}+){0,5}|ich (?:kläre|erfrage|prüfe|frage|finde)|(?:finde|würde|möchte|kann|muss) ich(?: \p{L}+){0,6} (?:heraus|herausfinden|nachfragen|klären|erfragen|fragen|prüfen)|frage ich nach|weiß ich (?:noch )?nicht|frage danach`,
);
const HAS_ASKED = has(String.raw`asked(?: \p{L}+){0,2}|gefragt`);
/** How what is sought begins. */
export const IS_SOUGHT =
  /^(?:(?:and|und) )?(?:whether|if|how|what|which|who|whom|when|where|ob|wie|was|wer|wem|wen|wann|wo|welche[rsnm]?|wonach|womit)(?!\p{L})/iu;
/** How a clause that states something begins, or what it has: a verb that a list of items has not. */
const STATES = new RegExp(
  String.raw`(?<!\p{L})(?:is|are|was|were|has|have|had|will|can|must|do|does|did|get|gets|ist|sind|war|waren|hat|haben|wird|werden|wurde|kann|können|muss|müssen|darf|dürfen|soll|sollen|gibt|geht|kommt|bleibt|heißt|liegt|steht|gehört|gehören|machen|sehen|gilt)(?!\p{L})|^(?:we|i|you|it|they|he|she|this|that|these|there|wir|ich|sie|es|er|das|dies|man|nobody|nothing|everybody|everything|niemand|nichts|alles)(?!\p{L})`,
  "iu",
);
/** The sentences with a remark that is more than courtesy and tells nothing back, also where all its words are those of any letter. */
export function remarksIn(
  own: string,
  theirs: readonly string[],
  isToldBack: (one: ClauseAbout) => boolean,
): ReadonlySet<string> {
  const isTheirs = repeats(theirs);
  const known = contentOf(theirs).all;
  const says = (one: ClauseAbout): boolean => {
    if (one.about === "us" && !one.clause.isBeforeColon) return true;
    const said = one.words.filter((word) => !isCourtesy(word));
    return (
      isRemark(one) &&
      !isToldBack(one) &&
      !isTheirs(said.join(" ")) &&
      said.length > 0 &&
      (HAPPENED.test(one.clause.text) || said.some((word) => isLetterWord(word) && !isKnown(word, known)))
    );
  };
  return new Set(
    sentencesOf(own)
      .filter(({ text }) => {
        const clauses = clausesAbout(withFree(text), NO_NAMES);
        const [sweeping = ""] = SWEEPS.exec(text) ?? [];
        const isAsked = FINDS_OUT.test(text) || HAS_ASKED.test(text);
        const isSought = (one: ClauseAbout): boolean =>
          isAsked && (IS_SOUGHT.test(text) || IS_SOUGHT.test(one.clause.text));
        return (
          clauses.some((one) => says(one) && !isSought(one)) ||
          (sweeping !== "" &&
            !ASKS_WHETHER.test(text) &&
            !isKnown(plainWord(sweeping), known) &&
            !clauses.every(isToldBack))
        );
      })
      .map(({ text }) => text),
  );
}
/** In a question or a wish, too, these words say how it always is, or name people who did something: "who else has nobody waiting?" */
const SWEEPS =
  /(?<!\p{L})(?:nobody|no one|nothing|never|always|everybody|everyone|niemand\p{L}{0,2}|(?<!noch )nichts|nie|niemals|immer(?! noch)|jederzeit|ours)(?!\p{L})|(?<!\p{L})(?:people|person|those|the ones|firms|companies|customers|leute|diejenigen|kunden)(?:,? )(?:who|that|die) (?:has|have|had|was|were|did|wrote|\p{L}+ed)(?!\p{L})/iu;
/** "Gibt es Geräte, an die niemand heran soll?": it may be so or not. */
const ASKS_WHETHER =
  /^(?:(?:and|und) )?(?:is there|are there|do you have|gibt es|haben sie)(?!\p{L})|(?<!\p{L})(?:whether|if|wenn|falls|ob)(?!\p{L})/iu;
const HAPPENED = has(
  String.raw`(?:had|was|were|did) (?!to )\p{L}+|(?:has|have) (?:\p{L}+ ){0,2}(?:been|\p{L}+(?:ed|en|wn|[^s]t|ne|me|ade|old|ung|un))|(?:happened|began|lost|left|went|came|got|stood|stopped) (?:\p{L}+ )?(?:to you|before|again|already|on|in|at|with)|(?:befell|hit|struck) you|(?:went|been|gone) through`,
  String.raw`(?:ist|sind|war|waren|hat|haben|hatte\p{L}*|wurde\p{L}*) (?:\p{L}+ ){0,5}(?:ge\p{L}+|schon|so|da|bereits|damals)`,
);
/** "I wrote to you about …", "ich hatte gefragt": what the writer read, wrote and asked is in the conversation. */
const WRITES =
  /^(?:(?:and|so|und|also) )?(?:i|ich)(?:'ve|'d| have| had| did| also| once more| first| already| am| habe| hatte| will| still)* (?:\p{L}+ly )?(?:wrote|written|mention(?:ed)?|read|saw|ask(?:ed)?|take up|come back|noted|note|finding out|see|gelesen|gefragt|geschrieben|notiert|erwähnt|(?:\p{L}+ ){1,5}(?:geschrieben|gefragt|gelesen|notiert))(?!\p{L})|(?<!\p{L})(?:nichts (?:von ihnen )?gehört|not (?:yet )?heard)(?!\p{L})/iu;
const isRemark = ({ clause, about }: ClauseAbout): boolean =>
  !clause.isQuestion &&
  !clause.isBeforeColon &&
  !/^(?:ohne|um|without|to)(?!\p{L})/iu.test(clause.text) &&
  !WRITES.test(clause.text) &&
  (STATES.test(clause.text) || HAPPENED.test(clause.text)) &&
  (about === "nothing" ? isGeneral(clause) && !isOpen(clause) : about !== "hedged");
