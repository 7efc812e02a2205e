// Patterns of whole words, for the rules on what a draft does to the person.

/** A pattern that finds one of the alternatives as whole words. */
export const word = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives.join("|")})(?!\p{L})`, "iu");

/** Whether a match of `pattern` has a match of `other` within the next `characters`. */
export function isBefore(text: string, pattern: RegExp, other: RegExp, characters: number): boolean {
  const all = new RegExp(pattern.source, `${pattern.flags}g`);
  return [...text.matchAll(all)].some(({ 0: found, index }) =>
    other.test(text.slice(index, index + found.length + characters)),
  );
}
