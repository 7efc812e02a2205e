// Cursors of lists: the key of the last row shown. Rows that are added or decided meanwhile do not shift the next page.

/** Cursors come from URLs; the desk never writes a longer one. */
const CURSOR_CHARACTERS = 400;

/** Parses a key; throws when the value is not one. */
export interface KeyShape<Key> {
  parse(value: unknown): Key;
}

export const writeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key), "utf8").toString("base64url");

/** The key of a cursor; null when the text is not a cursor of this list. */
export function readCursor<Key>(shape: KeyShape<Key>, cursor: string): Key | null {
  if (cursor.length > CURSOR_CHARACTERS) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
