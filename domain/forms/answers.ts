// Takes the answers out of a submission of any form tool: flat, nested, in lists of label and value, in `form[field]`. It knows shapes, not tools;
// what a label means is decided after it.

/** One answer. Its labels: those that its question has (title, name, key), the most telling one first. */
export interface Answer {
  readonly labels: readonly string[];
  /** What stands above it in a nested submission, the outermost first. */
  readonly path: readonly string[];
  /** A text, number or yes-or-no; of a choice of several, all of them. */
  readonly values: readonly Scalar[];
  /** The type that the form tool gives the question, as `email`. */
  readonly type?: string | undefined;
}
export type Scalar = string | number | boolean | bigint;

type Container = Readonly<Record<string, unknown>>;

/** A body within the limits of the door never has more. */
const MOST_ANSWERS = 2_000;

/** Names that hold a submission's answers and are part of no label. */
const HOLDERS =
  /^(?:fields?|form_?fields?|data|payload|answers|form|properties|contact|lead|person|submission|submissions|item_?meta|custom_?fields|field_?data|user_?column_?data|form_?response|hidden|values?|variables|body|entry|record|attributes|raw_?request|results?|responses?|input|inputs|customer|client|user|respondent|visitor|sender|requester|subscriber|personal_?(?:info|details|information)|contact_?(?:info|details|information)|your_?details)$/iu;
/** Names beside which what else an object has is the form tool's own: the name of the form, its id. */
const ANSWER_LISTS = /^(?:fields|form_?fields|data|payload|answers|field_?data|user_?column_?data|raw_?request)$/iu;
/** Beside a list of answers, these describe the form: "name" is the form's. */
const FORM_OWN =
  /^(?:form|meta|site|page|name|title|type|subject|schema|definition|workspace|account|project|hook|webhook|status|created_?by)$/iu;

const LABEL_KEYS = [
  "title",
  "label",
  "question",
  "text",
  "field_label",
  "column_name",
  "fieldname",
  "field",
  "name",
  "ref",
  "key",
  "slug",
  "column_id",
  "id",
];
const VALUE_KEYS = ["value", "values", "answer", "answers", "string_value", "field_value", "user_value"];
/** What an object of one answer has beside its label and value. Anything else makes it an object with answers of its own. */
const PAIR_KEYS = new Set([
  ...LABEL_KEYS,
  ...VALUE_KEYS,
  "type",
  "raw_value",
  "required",
  "options",
  "order",
  "prettyformat",
  "sublabels",
  "hidden",
  "versions",
  "timestamp",
  "source",
  "sourceid",
  "sourcevid",
  "sourcelabel",
  "sourcetype",
  "selected",
  "objecttypeid",
  "qid",
  "fieldtype",
  "fieldelementid",
  "group",
  "object_type_id",
  "mask",
  "placeholder",
  "description",
  "properties",
  "identifier",
  "position",
  "updatedat",
  "updatedbyuserid",
  "choices",
  "confidential",
]);

const isObject = (value: unknown): value is Container =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Scalar => ["string", "number", "boolean", "bigint"].includes(typeof value);
const isFilled = (value: Scalar): boolean => typeof value !== "string" || value.trim() !== "";

interface Pair {
  readonly labels: readonly string[];
  readonly value: unknown;
  readonly type: string | undefined;
}

/** The one answer that an object is: a value, with its labels or below a name that is one. Null where it has answers of its own. */
function pairIn(object: Container): Pair | null {
  const keys = Object.keys(object);
  const valueKey = VALUE_KEYS.find((key) => Object.hasOwn(object, key));
  if (valueKey === undefined || !keys.every((key) => PAIR_KEYS.has(key.toLowerCase()))) return null;
  const labels = LABEL_KEYS.flatMap((name) => keys.filter((key) => key.toLowerCase() === name))
    .map((key) => object[key])
    .filter((label) => typeof label === "string" || typeof label === "number")
    .map(String);
  const type = typeof object["type"] === "string" ? object["type"] : undefined;
  return { labels, value: chosen(object[valueKey], object["options"]), type };
}

/** The words of chosen options where the value has their ids. */
function chosen(value: unknown, options: unknown): unknown {
  if (!Array.isArray(options)) return value;
  const words = new Map<unknown, unknown>(
    options
      .filter(isObject)
      .map((option) => [option["id"] ?? option["value"], option["text"] ?? option["label"] ?? option["name"]]),
  );
  const wordOf = (one: unknown): unknown => words.get(one) ?? one;
  return Array.isArray(value) ? value.map(wordOf) : wordOf(value);
}

/** `form[field]`, `name[first]` as names, the outermost first. */
const namesIn = (key: string): readonly string[] =>
  /^[^[\]]{1,100}(?:\[[^[\]]{0,100}\]){1,5}$/u.test(key) ? key.split(/[[\]]+/u).filter((name) => name !== "") : [key];

/** Names like `fields[email][value]` as objects in objects. */
function nested(object: Container): Container {
  const keys = Object.keys(object);
  if (!keys.some((key) => namesIn(key).length > 1)) return object;
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of keys) {
    const names = namesIn(key);
    let at = root;
    for (const name of names.slice(0, -1)) {
      const inner = at[name];
      const next: Record<string, unknown> = isObject(inner) ? inner : (Object.create(null) as Record<string, unknown>);
      // A value that has a name and parts keeps both.
      if (inner !== undefined && !isObject(inner)) next["value"] = inner;
      at[name] = next;
      at = next;
    }
    const last = names.at(-1) ?? key;
    const inner = at[last];
    if (isObject(inner) && !isObject(object[key])) (inner as Record<string, unknown>)["value"] = object[key];
    else at[last] = object[key];
  }
  return root;
}

/** JotForm puts the whole submission into one field, as JSON. */
function opened(key: string, value: unknown): unknown {
  if (!/^raw_?request$/iu.test(key) || typeof value !== "string" || !value.trimStart().startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

interface Pending {
  readonly value: unknown;
  readonly path: readonly string[];
  readonly labels: readonly string[];
  readonly type?: string | undefined;
}
/** A submission within the door's limits; a text inside one may be deeper than they allow. */
const MOST_DEPTH = 12;

/** All answers of a submission in its order, and what its form tool says beside them. Linear in its size; throws for no value. */
export function answersIn(submission: unknown): readonly Answer[] {
  const answers: Answer[] = [];
  // The next one is last.
  const pending: Pending[] = [{ value: submission, path: [], labels: [] }];
  for (let next = pending.pop(); next !== undefined && answers.length < MOST_ANSWERS; next = pending.pop())
    pending.push(...stepOf(next, answers).toReversed());
  return answers;
}

function stepOf({ value, path, labels, type }: Pending, answers: Answer[]): readonly Pending[] {
  if (path.length > MOST_DEPTH) return [];
  if (isScalar(value)) {
    if (isFilled(value)) answers.push({ labels, path, values: [value], type });
    return [];
  }
  if (Array.isArray(value)) {
    const values = value.filter(isScalar).filter(isFilled);
    if (values.length > 0) answers.push({ labels, path, values, type });
    return value
      .filter((one) => typeof one === "object" && one !== null)
      .map((one) => ({ value: one as unknown, path, labels, type }));
  }
  if (!isObject(value)) return [];
  const pair = pairIn(value);
  if (pair) return [{ value: pair.value, path, labels: [...pair.labels, ...labels], type: pair.type ?? type }];
  return entriesIn(nested(value), labels.length === 0 ? path : [...path, labels[0] ?? ""]);
}

/** The entries of an object that are answers or hold some. */
function entriesIn(object: Container, path: readonly string[]): readonly Pending[] {
  const entries = Object.entries(object);
  const hasList = entries.some(
    ([key, value]) => ANSWER_LISTS.test(key) && typeof opened(key, value) === "object" && value !== null,
  );
  return entries
    .filter(([key]) => !(hasList && FORM_OWN.test(key)))
    .map(([key, value]) => {
      const inner = opened(key, value);
      const isHolder = HOLDERS.test(key) && typeof inner === "object";
      return { value: inner, path, labels: isHolder ? [] : [key] };
    });
}
