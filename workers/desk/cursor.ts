// Where a list goes on: the key of the last row that was shown. A row that is added or decided meanwhile moves nothing.

/** Cursors are read back from addresses; a longer one is not ours. */
const CURSOR_CHARACTERS = 400;

/** Reads a key back; throws for what is none. */
export interface KeyShape<Key> {
  parse(value: unknown): Key;
}

export const writeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key), "utf8").toString("base64url");

/** The key of a cursor; null when the text is no cursor of this list. */
export function readCursor<Key>(shape: KeyShape<Key>, cursor: string): Key | null {
  if (cursor.length > CURSOR_CHARACTERS) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
