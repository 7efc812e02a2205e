/** What a text says as JSON; null where it is none. For a shape to be read from: null is no shape, either way. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
