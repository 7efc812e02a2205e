// Recognises an answer that is an object: a value with its label, its type and what the form tool says of the question, in the names of any tool.
import { type Container, isObject, isScalar } from "./values.ts";

const LABEL_KEYS = [
  "heading",
  "title",
  "label",
  "question",
  "text",
  "field_label",
  "column_name",
  "variable",
  "fieldname",
  "field",
  "name",
  "ref",
  "key",
  "slug",
  "column_id",
  "id",
];
const VALUE_KEYS = [
  "value",
  "values",
  "answer",
  "answers",
  "string_value",
  "field_value",
  "user_value",
  "answerdetails",
  "response",
];
/** LinkedIn puts an answer below the name of its kind. */
const VALUE_HOLDERS = /^(?:(?:text|multiple_?choice)_?question_?answer|answer|options)$/iu;
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
  "field_type",
  "custom_key",
  "value_raw",
  "visible",
  "section",
  "childrens",
  "_id",
  "questionid",
  "rows",
  "columns",
]);
/** Labels of an answer that has parts beside its value. An id alone makes no answer of an object. */
const PART_LABELS = ["title", "label", "question", "name", "heading"];
/** Kinds of an answer around it, one in the other. */
const MOST_HOLDERS = 12;

interface Pair {
  readonly labels: readonly string[];
  /** Whether one of its labels is more than an id. */
  readonly isNamed: boolean;
  readonly value: unknown;
  readonly type: string | undefined;
  /** What else the object has: the parts of a name. */
  readonly parts: Container;
}

/** The one answer that an object is: a value, with its labels or below a name that is one. Null where it has answers of its own. */
export function pairIn(object: Container): Pair | null {
  const keys = new Map(Object.keys(object).map((key) => [key.toLowerCase(), key]));
  const at = (name: string): unknown => object[keys.get(name) ?? name];
  const valueKey = VALUE_KEYS.find((name) => keys.has(name));
  if (valueKey === undefined) return null;
  const others = Object.keys(object).filter((key) => !PAIR_KEYS.has(key.toLowerCase()));
  // A question of a form has a type and a label; what else it has are parts of its answer.
  const isQuestion =
    isScalar(at(valueKey)) && keys.has("type") && PART_LABELS.some((name) => typeof at(name) === "string");
  if (others.length > 0 && !isQuestion) return null;
  const labels = LABEL_KEYS.map(at)
    .filter((label) => typeof label === "string" || typeof label === "number")
    .map(String);
  const type = [at("type"), at("field_type")].find((one) => typeof one === "string");
  const words = wordsOfIds(at("options"), at("rows"), at("columns"));
  return {
    labels,
    isNamed: LABEL_KEYS.some((name) => name !== "id" && isScalar(at(name))),
    value: withWords(unheld(at(valueKey)), words),
    type,
    parts: Object.fromEntries(others.map((key) => [key, object[key]])),
  };
}

/** Whether a value is an object with a label and an answer. */
export const isQuestion = (value: unknown): boolean => isObject(value) && (pairIn(value)?.isNamed ?? false);

/** The answer in what a tool wraps around it. */
function unheld(value: unknown): unknown {
  let inner = value;
  for (let depth = 0; depth < MOST_HOLDERS && isObject(inner); depth++) {
    const [entry, ...more] = Object.entries(inner);
    if (entry === undefined || more.length > 0 || !VALUE_HOLDERS.test(entry[0])) break;
    inner = entry[1];
  }
  return inner;
}

/** The words of options, and of the rows and columns of a table, by their ids. */
const wordsOfIds = (...lists: readonly unknown[]): ReadonlyMap<unknown, unknown> =>
  new Map(
    lists
      .filter((list) => Array.isArray(list))
      .flatMap((list: readonly unknown[]) => list.filter(isObject))
      .map((option) => [option["id"] ?? option["value"], option["text"] ?? option["label"] ?? option["name"]]),
  );

/** A value with the words of what was chosen where it has their ids. */
function withWords(value: unknown, words: ReadonlyMap<unknown, unknown>): unknown {
  if (words.size === 0) return value;
  const wordOf = (one: unknown): unknown => words.get(one) ?? one;
  if (Array.isArray(value)) return value.map(wordOf);
  if (!isObject(value)) return wordOf(value);
  return Object.fromEntries(
    Object.entries(value).map(([row, cells]) => [
      String(wordOf(row)),
      Array.isArray(cells) ? cells.map(wordOf) : wordOf(cells),
    ]),
  );
}
