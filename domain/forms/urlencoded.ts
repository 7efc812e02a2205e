// Reads the body of an HTML form, application/x-www-form-urlencoded. Pure.
import { unmarked } from "../charset.ts";

/** Bytes that are escaped. A percent sign without two digits is one. */
const ESCAPES = /((?:%[0-9a-f]{2})+)/iu;

/** A name or a value without its escapes. Forms escape bytes of any encoding, with or without a word about it. */
function unescaped(part: string, charset: string | undefined): string {
  const spaced = part.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  const bytes = Buffer.concat(
    spaced
      .split(ESCAPES)
      .map((piece, index) => (index % 2 === 1 ? Buffer.from(piece.replaceAll("%", ""), "hex") : Buffer.from(piece))),
  );
  return unmarked(bytes, charset) ?? bytes.toString("utf8");
}

/**
 * The answers of an urlencoded body by their names, in its order. A name that is given more than once has the list of its values, as check boxes and
 * repeated fields send it. `charset`: of the escaped bytes, where the sender states another one than UTF-8.
 */
export function urlencodedIn(text: string, charset?: string): Readonly<Record<string, string | readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const at = pair.includes("=") ? pair.indexOf("=") : pair.length;
    const name = unescaped(pair.slice(0, at), charset);
    const value = unescaped(pair.slice(at + 1), charset);
    const given = values.get(name);
    if (given) given.push(value);
    else values.set(name, [value]);
  }
  return namedValues(values);
}

/** One value as itself, and several as a list. */
export const namedValues = (
  values: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, string | readonly string[]>> =>
  Object.fromEntries(
    [...values].map(([name, [first = "", ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  );
