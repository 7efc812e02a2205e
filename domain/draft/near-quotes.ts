// Compares a sentence with the texts that it may repeat: word for word, but for the words of grammar. "You have 34 vans" repeats "we have 34
// vans"; "you have no vans" and "you have enough vans" do not.
import { fold, plainWord, sentencesOf, wordsOf } from "./draft-text.ts";
import { meaningOf } from "./statement-words.ts";

const listed = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).map(plainWord));

/** Words that only join the others, say whose something is, or greet. Words that deny, count, limit or order in time are none of them. */
const GRAMMAR = listed(
  `a an the this that these those there here it its it's i i'm i'd i'll i've we we'd we'll we're we've you you'd you'll you're you've he she they them their his her him me my mine us our ours your yours
  who whom whose what which where how as at by for from in into of off on onto to upon with about and am is are was were be been being do does did done have has had having will would shall get gets got
  der die das den dem des ein eine einen einem einer eines und dass ich wir sie er es ihr ihre ihren ihrem ihrer ihres ihnen uns unser unsere unseren unserem unserer mir mich mein meine meinen meiner sich
  im in an am auf aus bei beim durch für mit nach um über von vom zu zum zur so da dann dabei dafür damit daran darauf darüber davon dazu hier dort wo wie was wer welche welcher welches
  bin ist sind war waren sein habe haben hat hatte hatten wird werden wurde wurden hello hi dear good day thank thanks congratulations glückwunsch herzlichen hallo guten tag liebe lieber sehr geehrte geehrter frau herr herrn danke dank vielen`,
);
/** Whether the plain word only joins others, says whose something is, or greets. */
export const isGrammarWord = (word: string): boolean => GRAMMAR.has(word);
const DENIES = /^(?:not|no|none|cannot|.{2,8}n't|nicht|kein\p{L}{0,2})$/u;

/** The words that say something, in order; every denial as one sign. */
const tokensOf = (text: string): string[] =>
  wordsOf(text)
    .map(plainWord)
    .filter((word) => !GRAMMAR.has(word))
    .map((word) => (DENIES.test(word) ? "!" : meaningOf(word)));

const runOf = (tokens: readonly string[]): string => ` ${tokens.join(" ")} `;

/** Whether a folded text repeats a run of words of one sentence of the texts. The work grows with the length of both. */
export function repeats(texts: readonly string[]): (text: string) => boolean {
  const runs = texts.flatMap((text) => sentencesOf(fold(text)).map((sentence) => runOf(tokensOf(sentence.text))));
  return (text) => {
    const run = runOf(tokensOf(text));
    return run.trim() === "" || runs.some((known) => known.includes(run));
  };
}
