// Passes many rows to a statement as one JSON parameter, which `json_each` reads. D1 allows only 100 parameters in a statement. The SQL is in
// json-sql.ts.

/** D1 accepts a text of at most 2 MB; half of that leaves room for escaping. */
const PARAMETER_BYTES = 1_000_000;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The values as JSON arrays of at most `limit` bytes each, in order. A value that is larger gets an array of its own. */
export function jsonParameters(values: readonly unknown[], limit = PARAMETER_BYTES): string[] {
  const parameters: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const value of values) {
    const text = JSON.stringify(value);
    const added = bytes(text) + 1;
    if (size + added > limit) {
      parameters.push([]);
      size = 1;
    }
    parameters.at(-1)?.push(text);
    size += added;
  }
  return parameters.map((texts) => `[${texts.join(",")}]`);
}
