// Typeform's form_response as answers: each refers to a question of the form's definition, which has its title. Hidden fields come last, because a page put
// them there.
import * as z from "zod";
import type { Answer } from "./answers.ts";
import type { Scalar } from "./values.ts";

/** Lenient: an unreadable part counts as absent, so that a new kind of question does not lose a lead. */
const part = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined);
const Question = z.object({
  id: part(z.string()),
  ref: part(z.string()),
  title: part(z.string()),
  type: part(z.string()),
});
const Defined = Question.extend({ properties: part(z.object({ fields: part(z.array(Question.catch({}))) })) });
const Text = part(z.string());
const Chosen = z.object({ label: Text, other: Text, labels: part(z.array(z.string().catch(""))) });
const GivenAnswer = z.looseObject({ type: Text, field: part(Question), choice: part(Chosen), choices: part(Chosen) });
type GivenAnswer = z.infer<typeof GivenAnswer>;

export const FormResponse = z.object({
  form_id: part(z.string()),
  token: part(z.string()),
  submitted_at: z.unknown().optional(),
  definition: part(z.object({ fields: part(z.array(Defined.catch({}))) })),
  answers: part(z.array(GivenAnswer.catch({}))),
  hidden: part(z.record(z.string(), z.unknown())),
});
export type FormResponse = z.infer<typeof FormResponse>;

type Question = z.infer<typeof Question>;
const isScalar = (value: unknown): value is Scalar =>
  (typeof value === "string" && value.trim() !== "") || typeof value === "number" || typeof value === "boolean";

/** What an answer has beside its type, its question and its choices. */
const valuesBeside = (answer: GivenAnswer): readonly unknown[] =>
  Object.entries(answer).flatMap(([name, value]) => (OF_QUESTION.has(name) ? [] : [value]));
const OF_QUESTION: ReadonlySet<string> = new Set(["type", "field", "choice", "choices"]);

/** The values of an answer, under whatever name its type has. */
function valuesOf(answer: GivenAnswer): readonly Scalar[] {
  const { choice, choices } = answer;
  const chosen = [
    choice?.label,
    choice?.other,
    ...(choice?.labels ?? []),
    ...(choices?.labels ?? []),
    choices?.other,
    choices?.label,
  ];
  return [...chosen, ...valuesBeside(answer)].flat().filter(isScalar);
}

/** The parts of an answer that has several, as the contact block. */
function partsOf(answer: GivenAnswer, question: Question | undefined): readonly Answer[] {
  return valuesBeside(answer)
    .filter((value) => typeof value === "object" && value !== null && !Array.isArray(value))
    .flatMap((parts) => Object.entries(parts as object))
    .filter((entry): entry is [string, Scalar] => isScalar(entry[1]))
    .map(([name, value]) => ({
      labels: [name],
      path: question?.title === undefined ? [] : [question.title],
      values: [value],
    }));
}

/** The answers of a response, its time with them. */
export function typeformAnswers({
  answers,
  definition,
  hidden,
  submitted_at: submitted,
}: FormResponse): readonly Answer[] {
  const defined = (definition?.fields ?? []).flatMap((field) => [field, ...(field.properties?.fields ?? [])]);
  const questions = new Map(
    defined
      .flatMap(
        (field) =>
          [
            [field.id, field],
            [field.ref, field],
          ] as const,
      )
      .filter(([id]) => id !== undefined),
  );
  const given = (answers ?? []).flatMap((answer): readonly Answer[] => {
    const asked = questions.get(answer.field?.id) ?? questions.get(answer.field?.ref);
    const labels = [answer.field?.title ?? asked?.title, answer.field?.ref].filter(
      (label) => label !== undefined && label !== "",
    ) as string[];
    const values = valuesOf(answer);
    const type =
      answer.type === "email" || answer.type === "phone_number"
        ? answer.type
        : (answer.field?.type ?? asked?.type ?? answer.type);
    return [...(values.length === 0 ? [] : [{ labels, path: [], values, type }]), ...partsOf(answer, asked)];
  });
  const placed = Object.entries(hidden ?? {})
    .filter((entry): entry is [string, Scalar] => isScalar(entry[1]))
    .map(([name, value]) => ({ labels: [name], path: [], values: [value], type: "hidden" }));
  const time = isScalar(submitted) ? [{ labels: ["submitted_at"], path: [], values: [submitted] }] : [];
  return [...given, ...placed, ...time];
}
