// Words that people write as two. A text has them as one word before phrases are looked for.
/** Spellings in two words, in all languages: "e mail", "un subscribe". */
const JOINED: readonly (readonly [first: string, second: RegExp])[] = [
  ["e", /^(?:mail|post)/],
  ["un", /^(?:subscri|abonn)/],
  ["unsub", /^scri/],
  ["opt", /^(?:out|in)$/],
  ["opting", /^out$/],
  ["news", /^(?:letter|brev)/],
  ["follow", /^ups$/],
  ["mailing", /^list/],
  ["ab", /^(?:melde|melden|bestelle|bestellen)$/],
  ["de", /^(?:sabonn|sinscri)/],
  ["uit", /^schrijv/],
  ["raus", /^(?:nehmen|loschen|werfen)/],
];

/** Whether the two folded words, one behind the other, are one. */
export const joins = (first: string, second: string): boolean =>
  JOINED.some(([one, other]) => one === first && other.test(second));
