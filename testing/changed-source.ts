// Changes the text of one of the product's source files, so that a test can check that a planted defect is found. A change has
// the text to find, in which white space is ignored, and its replacement. Throws when the text does not occur exactly once.

export type SourceChange = readonly [find: string, replace: string];

export const changedSource = (text: string, changes: readonly SourceChange[], what: string): string =>
  changes.reduce((changed, [find, replace]) => {
    const places = [...changed.matchAll(looseWhiteSpace(find))];
    if (places.length !== 1)
      throw new Error(`${what}: the source must have "${find}" once, and has it ${places.length} times`);
    return changed.replace(looseWhiteSpace(find), () => replace);
  }, text);

/** A pattern for the same text with other white space, so that the formatter may break its lines elsewhere. */
const looseWhiteSpace = (find: string): RegExp =>
  new RegExp(
    find
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(String.raw`\s*`)
      // The formatter ends a list on several lines with a comma.
      .replaceAll(String.raw`\s*\}`, String.raw`,?\s*\}`)
      .replaceAll(String.raw`\s*\)`, String.raw`,?\s*\)`),
    "g",
  );
