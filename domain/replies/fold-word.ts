// Brings a word into the one spelling in which texts and phrases are compared. Both go through the same steps, so a phrase of a lexicon
// is written as its language writes it, and matches a text without umlauts, accents or capitals.

const MARKS = /[\u0300-\u036f]/g;
/** Letters that are not a base letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "a",
  œ: "o",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const OTHER_LETTER = /[ßæœøłđðþı]/g;
/** "loeschen" is "löschen": where a keyboard has no umlauts, an e stands behind the vowel. Scandinavian "aa" is "å". */
const DIGRAPH = /([aou])e|aa/g;
const ONLY_ASCII = /^[\0-\x7f]*$/;
/** "Stoooop" is "stop": no word of the lexicons has so many equal letters in a row. */
const STRETCHED_LETTERS = 3;

/** The word in lower case, without marks. */
export function withoutMarks(word: string): string {
  const lower = word.toLowerCase();
  if (ONLY_ASCII.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(OTHER_LETTER, (letter) => LETTERS[letter] ?? letter);
}

/** The word as phrases are compared. */
export const foldWord = (word: string): string =>
  unstretched(withoutMarks(word).replaceAll("'", "")).replace(DIGRAPH, (pair) => pair.charAt(0));

function unstretched(word: string): string {
  let short = "";
  for (let from = 0; from < word.length;) {
    let to = from + 1;
    while (word[to] === word[from]) to += 1;
    short += to - from < STRETCHED_LETTERS ? word.slice(from, to) : word.charAt(from);
    from = to;
  }
  return short;
}
