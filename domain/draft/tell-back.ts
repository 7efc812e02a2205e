// Whether a clause only tells back what one sentence of the contact's says, says nothing, or names a topic: then nothing in it has to be compared.
import type { Support } from "./check-statements.ts";
import type { ClauseAbout } from "./clause-kinds.ts";
import { fold, plainWord, sentencesOf, wordsOf } from "./draft-text.ts";
import { isLetterWord } from "./lexicon/all.ts";
import { isGrammarWord } from "./near-quotes.ts";
import { figuresIn } from "./numbers.ts";
import { contentOf, isKnown } from "./statement-content.ts";
import { isEmptyWord } from "./statement-words.ts";

/** Words of telling back, beside those of grammar: "you write that …", "your question about …". */
const TELLING_BACK: ReadonlySet<string> = new Set(
  `write writes wrote writing ask asks asked asking say says said saying mention mentioned question questions point points enquiry request message read see understand answer topic matter both two three first second line lines statement sentence well good important interesting clear help helps want need look looking think like right one open fair worth matters matter most find out
  schreiben schrieben geschrieben fragen fragten gefragt frage sagen sagten erwähnen erwähnt anfrage nachricht lese gelesen sehe verstehe antwort thema punkt punkte beide beiden zwei drei erste zweite satz zeile wichtig gut klar richtig hilft nennen nannten denken möchten wollen suchen brauchen ja auch so richtige klären kläre offen`
    .split(/\s+/u)
    .map(plainWord),
);
const isGlue = (word: string): boolean =>
  (word.length < 3 && !SHORT_WORDS.has(word)) || isGrammarWord(word) || TELLING_BACK.has(word);
/** Short words that say something: "your planner has to go". */
const SHORT_WORDS: ReadonlySet<string> = new Set(["go", "no", "up", "ab"]);

/**
 * Words of courtesy: a remark that has only these says nothing of anybody. Fewer than every letter has, since a lie, a threat or an admission may be
 * made of those: "it has failed before", "next time I will not ask". A denial, what is done and when is none of them.
 */
const COURTESY: ReadonlySet<string> = new Set(
  `short brief line lines word words enough answer answers answered useful use help helps fine too right quite clear clearly aim fair worry worries question questions good important matter matters well best plain plainly point points honest statement statements exact exactly figure figures overview information list difference way start open place check checking find ask asks asked asking before write writing read reading know see seen heard hear noted fully full interesting possible choose send sum wish sorry glad nice lovely pleasant great kind look also now here then just only still soon back come forward first second sense reason case both either yes perhaps maybe really very much more most some any one two three order turn brief urgent list part thing things above all next closer long talk until not no don't doesn't isn't haven't last reminder fun often usually mostly sometimes reason since because something can may could would might message mail letter reply
  kurz kurze kurzer kurzes zeile zeilen satz sätze wort worte genügt genug reicht antwort antworten nützlich hilft hilfreich gut gute guter gutes richtig richtige richtiger klar klare klares sorge sorgen frage fragen punkt punkte ehrlich ehrliche genau genaue zahl zahlen überblick angabe angaben unterschied weg anfang offen finde finden heraus herausfinden frag gefragt schreiben schreibe geschrieben lese gelesen weiß wissen sehe sehen gesehen notiert melde melden bescheid geben gebe erledigt wichtig wichtige wichtigste verlässlich moment interessant möglich schön schade verständlich ärgerlich auch nun jetzt hier dann nur noch gern gerne zuerst erst beides beide ja vielleicht sehr mehr etwas eins zwei drei dinge kann können dürfte könnte würde dies diese dieser dieses anfrage nachricht hinweis halte einfach einfachsten am überlegen soll sollen nicht oft meist weil vergessen`
    .split(/\s+/u)
    .map(plainWord),
);
/** Whether the plain word is one of courtesy, or joins others. */
export const isCourtesy = (word: string): boolean => isGlue(word) || COURTESY.has(word);

/** Words by which a question may ask whether what the contact wrote goes on. */
const STILL: ReadonlySet<string> = new Set(["still", "noch", "yet"]);

const has = (words: string): RegExp => new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, "iu");

/** An answer says that something of ours is so, in their words: "yes, of course". */
const ANSWERS = has("yes|no|of course|certainly|sure|possible|nein|natürlich|selbstverständlich|möglich|sicher");
const OF_US = has(String.raw`we|us|our|ours|we're|we've|we'll|we'd|wir|uns|unser\p{L}{0,2}`);
const TO_THEM = has(String.raw`you|yours?|sie|ihnen`);
/** What the contact did or what happened is told, also in words that every letter has. */
const PAST = has(
  String.raw`called|met|spoke|spoken|talked|decided|agreed|chose|chosen|got|had|was|were|sent|promised|confirmed|wanted|needed|worked|tried|used|came|went|gave|took|made|began|started|already|hatten?|wurden?|war|waren|bekommen|erhalten|entschieden|gegeben|versprochen|geschickt|kam\p{L}{0,2}|ging\p{L}{0,2}|bereits|schon`,
);
const LIMITS = has(
  String.raw`not|no|never|none|without|nothing|neither|nor|cannot|\p{L}{2,8}n't|no longer|still|only|too|own|noch|weiter|nicht|kein\p{L}{0,2}|nie|niemals|nur|nichts|ohne|eigen\p{L}{0,2}`,
);
/** "Then the price", "As for the end of the contract". */
const NAMES_TOPIC =
  /^(?:(?:and|then|first|also|now|so|once more|und|dann|zuerst|deshalb|darum|gleich|nun|noch einmal)\s){0,2}(?:on|about|for|as (?:for|to)|regarding|to|zu[rm]?|über|wegen|für|beim?)\s/iu;
const HAS_VERB = has(
  "is|are|was|were|has|have|had|will|can|must|do|does|did|get|gets|costs?|takes?|runs?|ist|sind|war|waren|hat|haben|wird|werden|wurde|kann|können|muss|müssen|gibt|geht|kostet|dauert|läuft|kommt|gilt",
);
/** So many words of content may name a topic. */
const TOPIC_WORDS = 2;
/** What a question with one of these words asks about is taken to be so: "who cooks in your kitchen?" */
const ASKS_FOR =
  /^(?:(?:and|but|und|aber) )?(?:who|whose|when|why|how|where|what|which|wer|wem|wen|wann|warum|wieso|weshalb|wie|wo|was|welche[rsnm]?)(?!\p{L})/iu;

const namesOf = (text: string): string[] => figuresIn(text).map(({ value, of }) => `${value} ${of}`);

/** Tells whether a clause may be left unread. A statement about us never may. The work grows with the length of both texts. */
export function tellsBack({ theirs, business }: Pick<Support, "theirs" | "business">): (one: ClauseAbout) => boolean {
  const ours = contentOf(business).all;
  // A word of our business says something, though letters have it: "plan".
  const saysNothing = (word: string): boolean => isLetterWord(word) && (isEmptyWord(word) || !isKnown(word, ours));
  const sentences = theirs
    .flatMap((text) => sentencesOf(fold(text)))
    .map(({ text }) => ({
      words: contentOf([text]).all,
      exact: new Set(wordsOf(text).map(plainWord)),
      figures: new Set(namesOf(text)),
    }));
  return ({ clause: { text, isQuestion }, about, words }) => {
    if (about === "us" || about === "hedged" || OF_US.test(text) || ANSWERS.test(text)) return false;
    const figures = namesOf(text);
    const said = words.filter((word) => !/^\d/u.test(word) && !isGlue(word) && !(isQuestion && STILL.has(word)));
    const content = said.filter((word) => !saysNothing(word));
    if (figures.length === 0 && !LIMITS.test(text) && !PAST.test(text)) {
      if (content.length === 0 && (isQuestion || said.every(isCourtesy))) return true;
      const isTopic = content.length <= TOPIC_WORDS && NAMES_TOPIC.test(text);
      if (isTopic && !HAS_VERB.test(text) && !TO_THEM.test(text)) return true;
    }
    return (
      !(isQuestion && ASKS_FOR.test(text)) &&
      sentences.some(
        (sentence) =>
          said.every((word) => (isLetterWord(word) ? sentence.exact.has(word) : isKnown(word, sentence.words))) &&
          figures.every((figure) => sentence.figures.has(figure)),
      )
    );
  };
}
