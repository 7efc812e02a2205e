// Makes the lines of a text plain: one kind of line end, or one line. Hidden characters are handled in visible-text.ts.

/** The text with \n as its only line end. Mails and forms send \r\n, and old programs a single \r. */
export const withLf = (text: string): string => text.replace(/\r\n?/g, "\n");

/** Whether two texts differ in line ends and in blanks at the ends of lines alone, which a form or an editor changes and nobody reads. */
export const isSameText = (one: string, other: string): boolean => withoutEnds(one) === withoutEnds(other);

const withoutEnds = (text: string): string =>
  withLf(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();

/** One trimmed line: line ends and tabs become spaces, so that no name or subject can begin a header or a paragraph. */
export const asOneLine = (text: string): string => text.replace(/[\r\n\t\u2028\u2029]+/g, " ").trim();
