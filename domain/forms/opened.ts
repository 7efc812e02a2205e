// Opens what some form tools put into one text: a submission as JSON, the parts of an answer a line each, all answers in a row. It knows shapes, not
// tools, and leaves any other text as it is.

/** Names below which a text may be JSON: Jotform's rawRequest, Unbounce's data.json, Wufoo's FieldStructure. */
const JSON_NAMES =
  /^(?:raw_?request|data|payload|fields?|form_?data|answers|submission|response|entry|body|field_?structure|[\w-]{1,40}[._]json)$/iu;
/** `first = Odile`: Formstack writes the parts of an answer so. */
const PART_LINE = /^[a-z][a-z0-9_]{0,30} = /iu;
const MOST_PARTS = 20;
/** Jotform's `pretty`: `Full Name:Ada Winter, E-mail:ada@winter.example`. */
const IN_A_ROW = /^pretty$/iu;
const ROW_LABEL = /^(?<label>[^,:]{1,120}):(?<value>[^]*)$/u;

/** The value of an entry, opened where it is a text with answers in it. Linear in its length; throws for no value. */
export function opened(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (JSON_NAMES.test(key)) return jsonIn(value);
  return PART_LINE.test(value) ? partsIn(value) : value;
}

/** An object or a list; a number or a word in quotes stays the text that it is. */
function jsonIn(text: string): unknown {
  if (!/^\s*[{[]/u.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function partsIn(text: string): unknown {
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== "");
  if (lines.length < 2 || lines.length > MOST_PARTS || !lines.every((line) => PART_LINE.test(line))) return text;
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(" = ")), line.slice(line.indexOf(" = ") + " = ".length)]),
  );
}

/**
 * The answers that a submission has in one row of `label:value`, where it has them nowhere else: Jotform sends them beside the submission itself. A comma
 * before a word and a colon may be a person's own; what it cuts apart stays labelled text.
 */
export function rowIn(entries: readonly (readonly [string, unknown])[]): readonly (readonly [string, string])[] {
  if (entries.some(([key, value]) => /^raw_?request$/iu.test(key) && value !== "")) return [];
  const row = entries.find(([key]) => IN_A_ROW.test(key))?.[1];
  if (typeof row !== "string") return [];
  const cells: string[] = [];
  for (const cell of row.split(", ")) {
    if (ROW_LABEL.test(cell) || cells.length === 0) cells.push(cell);
    else cells[cells.length - 1] += `, ${cell}`;
  }
  return cells.flatMap((cell) => {
    const { label, value } = ROW_LABEL.exec(cell)?.groups ?? {};
    return label === undefined || value === undefined ? [["pretty", cell] as const] : [[label, value] as const];
  });
}
