// Takes the answers out of a submission of any form tool: flat, nested, in lists of label and value, in `form[field]`. It knows shapes, not tools;
// what a label means is decided after it.
import { opened, rowIn } from "./opened.ts";
import { isQuestion, pairIn } from "./pairs.ts";
import { questionIn, questionsIn } from "./questions.ts";
import { type Container, isObject, isScalar, type Scalar } from "./values.ts";

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

/** A body within the limits of the door never has more. */
const MOST_ANSWERS = 2_000;

/** Names that hold a submission's answers and are part of no label. */
const HOLDERS =
  /^(?:fields?|form_?fields?|data|payload|answers|form|properties|contact|lead|person|submission|submissions|item_?meta|custom_?fields|field_?data|user_?column_?data|form_?response|hidden|values?|variables|body|entry|record|attributes|raw_?request|data\.json|payload_?params|params|form_?data|named_?values|questions|human_?fields|ordered_human_fields|results?|responses?|input|inputs|customer|client|user|respondent|visitor|sender|requester|subscriber|personal_?(?:info|details|information)|contact_?(?:info|details|information)|your_?details)$/iu;
/** Names beside which what else an object has is the form tool's own: the name of the form, its id. */
const ANSWER_LISTS = /^(?:fields|form_?fields|data|payload|answers|field_?data|user_?column_?data|raw_?request)$/iu;
/** Beside a list of answers, these describe the form: "name" is the form's. */
const FORM_OWN =
  /^(?:form|meta|site|page|name|title|type|schema|definition|workspace|account|project|hook|webhook|status|created_?by)$/iu;
/** What an object that describes the form has: its id, its name. Anything else makes it an object with answers. */
const OF_FORM = /^(?:id|internal_?name|name|title|key|slug|url|hash|version|description|type)$/iu;
/** Objects that a form tool keeps beside the answers: of the visit, of the browser, of its own records. */
const TOOLS_OWN =
  /^(?:__\w+|origin|device|form-submissions|identity-profiles|list-memberships|merge-audits|merged-vids|url_?params)$/iu;

const isFilled = (value: Scalar): boolean => typeof value !== "string" || value.trim() !== "";

/** `form[field]`, `name[first]`, and Zapier's `fields__0__label`, as names, the outermost first. */
function namesIn(key: string): readonly string[] {
  if (/^[^[\]]{1,100}(?:\[[^[\]]{0,100}\]){1,5}$/u.test(key)) return key.split(/[[\]]+/u).filter((name) => name !== "");
  return /^[a-z0-9]+(?:_[a-z0-9]+)*(?:__[a-z0-9]+(?:_[a-z0-9]+)*){1,5}$/iu.test(key) ? key.split("__") : [key];
}

/** Names like `fields[email][value]` as objects in objects. */
function nested(object: Container): Container {
  const keys = Object.keys(object);
  if (!keys.some((key) => namesIn(key).length > 1)) return object;
  const root = emptyObject();
  // What the submission has is copied before a name is added to it.
  const ours = new Set<unknown>([root]);
  for (const key of keys) {
    const names = namesIn(key);
    let at = root;
    for (const name of names.slice(0, -1)) {
      const inner = at[name];
      const next: Record<string, unknown> =
        isObject(inner) && ours.has(inner) ? inner : Object.assign(emptyObject(), isObject(inner) ? inner : {});
      // A value that has a name and parts keeps both.
      if (inner !== undefined && !isObject(inner)) next["value"] = inner;
      ours.add(next);
      at[name] = next;
      at = next;
    }
    const last = names.at(-1) ?? key;
    const inner = at[last];
    if (ours.has(inner) && !isObject(object[key])) (inner as Record<string, unknown>)["value"] = object[key];
    else if (ours.has(inner)) Object.assign(inner as Record<string, unknown>, object[key]);
    else at[last] = object[key];
  }
  return root;
}
const emptyObject = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

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
  const questions = questionsIn(submission);
  return questions.size === 0 ? answers : answers.map((answer) => asked(answer, questions));
}

/** An answer below an id alone, with the label of its question. */
function asked(answer: Answer, questions: ReadonlyMap<string, string>): Answer {
  const [id, ...more] = answer.labels;
  const label = id === undefined || more.length > 0 ? undefined : questions.get(id);
  return label === undefined ? answer : { ...answer, labels: [label, ...answer.labels] };
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
    return (
      value
        .filter((one) => typeof one === "object" && one !== null)
        // A question of a list has its own label; the list's name is no other one of it.
        .map((one) => ({ value: one as unknown, path, labels: isQuestion(one) ? [] : labels, type }))
    );
  }
  if (!isObject(value) || questionIn(value) !== null) return [];
  const pair = pairIn(value);
  if (pair) {
    // An id says less than the name that the answer stands below.
    const names = pair.isNamed ? [...pair.labels, ...labels] : [...labels, ...pair.labels];
    const whole = { value: pair.value, path, labels: names, type: pair.type ?? type };
    return [whole, ...entriesIn(pair.parts, [...path, whole.labels[0] ?? ""])];
  }
  return entriesIn(nested(value), labels.length === 0 ? path : [...path, labels[0] ?? ""]);
}

/** The entries of an object that are answers or hold some. */
function entriesIn(object: Container, path: readonly string[]): readonly Pending[] {
  const entries = Object.entries(object).map(([key, value]) => [key, opened(key, value)] as const);
  const hasList = entries.some(([key, value]) => ANSWER_LISTS.test(key) && typeof value === "object" && value !== null);
  return [...entries, ...rowIn(entries)]
    .filter(([key, value]) => !(hasList && FORM_OWN.test(key)) && !isToolsOwn(key, value))
    .map(([key, value]) => ({ value, path, labels: HOLDERS.test(key) && typeof value === "object" ? [] : [key] }));
}

/** An object that describes the form, or belongs to the form tool; or a list of such. */
function isToolsOwn(key: string, value: unknown): boolean {
  if (TOOLS_OWN.test(key)) return isObject(value) || (Array.isArray(value) && value.every(isObject));
  if (!isObject(value)) return false;
  // Cognito's record of an entry has a link for its administrators.
  if (/^entry$/iu.test(key)) return Object.hasOwn(value, "AdminLink");
  return /^form$/iu.test(key) && Object.keys(value).every((name) => OF_FORM.test(name));
}
