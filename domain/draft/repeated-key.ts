// Detects JSON objects with a repeated key: parsers differ in which of the two values they return.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Whether any object in the text, which must be JSON, has a repeated key. */
export function hasRepeatedKey(json: string): boolean {
  const open: (Set<unknown> | null)[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key: unknown = JSON.parse(last);
      const keys = open.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
    last = token;
  }
  return false;
}
