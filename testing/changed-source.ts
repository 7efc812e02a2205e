// The product's own source with something made wrong in it, for tests that must find it. A change names the text it replaces, whatever its white
// space; when that text is no longer there, or there twice, this throws and says so.

export type SourceChange = readonly [find: string, replace: string];

export const changedSource = (text: string, changes: readonly SourceChange[], what: string): string =>
  changes.reduce((changed, [find, replace]) => {
    const places = [...changed.matchAll(looseWhiteSpace(find))];
    if (places.length !== 1) throw new Error(`${what}: "${find}" is there ${places.length} times`);
    return changed.replace(looseWhiteSpace(find), () => replace);
  }, text);

/** The same words, however a formatter breaks their lines. */
const looseWhiteSpace = (find: string): RegExp =>
  new RegExp(
    find
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(String.raw`\s*`)
      // A list that is broken into lines ends in a comma.
      .replaceAll(String.raw`\s*\}`, String.raw`,?\s*\}`)
      .replaceAll(String.raw`\s*\)`, String.raw`,?\s*\)`),
    "g",
  );
