// Reads the body of an HTML form, application/x-www-form-urlencoded. Pure.

/** The answers of an urlencoded body by their names, in its order. A name that is given more than once has the list of its values, as check boxes and repeated fields send it. */
export function urlencodedIn(text: string): Readonly<Record<string, string | readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const given = values.get(name);
    if (given) given.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(
    [...values].map(([name, [first = "", ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  );
}
