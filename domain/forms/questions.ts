// Finds the questions that a submission brings beside its answers, where these name them by an id alone: Gravity Forms' `form.fields`, Wufoo's
// `FieldStructure`.
import { opened } from "./opened.ts";
import { type Container, isObject } from "./values.ts";

/** What a question without an answer has. Anything else makes it an object with answers of its own. */
const OF_QUESTION =
  /^(?:id|_id|qid|question_?id|key|ref|label|title|question|type|inputs|required|is_?required|description|options|choices|order|properties|subfields|instructions|class_?names|default_?val|page)$/iu;

interface Question {
  readonly id: string;
  readonly label: string;
  readonly parts: readonly unknown[];
}

const textAt = (object: Container, names: RegExp): string | undefined => {
  const found = Object.entries(object).find(
    ([key, value]) => names.test(key) && ["string", "number"].includes(typeof value),
  );
  return found === undefined ? undefined : String(found[1]).trim();
};

/** The question that an object is, when it has an id, a type and a label, and no answer. */
export function questionIn(value: unknown): Question | null {
  if (!isObject(value) || !Object.keys(value).every((key) => OF_QUESTION.test(key))) return null;
  const [id, label] = [textAt(value, /^(?:id|qid|question_?id)$/iu), textAt(value, /^(?:label|title|question)$/iu)];
  if (id === undefined || label === undefined || id === "" || label === "" || textAt(value, /^type$/iu) === undefined)
    return null;
  return { id, label, parts: [value["inputs"], value["SubFields"]].flat().filter(isObject) };
}

const MOST_DEPTH = 12;
const MOST_QUESTIONS = 2_000;

/** The labels of a submission's questions by their ids; empty where it brings none. Linear in its size. */
export function questionsIn(submission: unknown): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: submission, depth: 0 }];
  for (let next = pending.pop(); next !== undefined && labels.size < MOST_QUESTIONS; next = pending.pop()) {
    const { value, depth } = next;
    if (depth > MOST_DEPTH) continue;
    const question = questionIn(value);
    if (question) {
      labels.set(question.id, question.label);
      for (const part of question.parts) {
        const [id, label] = [textAt(part as Container, /^id$/iu), textAt(part as Container, /^label$/iu)];
        if (id && label) labels.set(id, `${question.label} (${label})`);
      }
    } else if (Array.isArray(value)) pending.push(...value.map((one: unknown) => ({ value: one, depth: depth + 1 })));
    else if (isObject(value))
      pending.push(
        ...Object.entries(value)
          .map(([key, one]) => ({ value: opened(key, one), depth: depth + 1 }))
          .filter((entry) => typeof entry.value === "object"),
      );
  }
  return labels;
}
