// Parses JSON of unknown origin without throwing. The caller checks the shape.

/** The parsed value, or null when the text is no JSON. For callers whose schema refuses null, so that both cases are refused alike. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
