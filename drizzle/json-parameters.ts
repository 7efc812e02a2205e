// A batch travels as one JSON text per statement, read by `json_each`: the limit of 100 parameters does not apply to it.

/** D1 takes a text of at most 2 MB; half of that leaves room for its own escaping. */
const PARAMETER_BYTES = 1_000_000;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The values as JSON arrays of at most a megabyte each, in order. A value larger than that has one to itself. */
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
