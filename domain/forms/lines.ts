// Writes answers as lines for a person: the label, and what was answered.
import { type Answer, answersIn } from "./answers.ts";
import { cutText, manyLines, oneLine, type Scalar } from "./values.ts";

/** A label with more characters is cut: it is there to say which answer it is. */
const LABEL_CHARACTERS = 120;

export const shown = (value: Scalar): string => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));
export const wordsIn = ({ values }: Answer): string => values.map(shown).join(", ");
export const textIn = ({ values }: Answer): string => values.map(shown).join("\n\n");

/** An answer as lines for a person: its label, and what was answered. */
function lineOf(answer: Answer): string | undefined {
  const value = manyLines(wordsIn(answer));
  const names = [...answer.path, ...answer.labels.slice(0, 1)].map(
    (name) => oneLine(name.replace(/\{\{[^{}]*\}\}/gu, "…")) ?? "",
  );
  const label = cutText(names.filter((name) => name !== "").join(", "), LABEL_CHARACTERS)?.replace(
    /[:：?？*\s]+$/u,
    "",
  );
  return value === undefined ? undefined : label === undefined || label === "" ? value : `${label}: ${value}`;
}

export const linesOf = (answers: readonly Answer[]): readonly string[] =>
  answers.map(lineOf).filter((line) => line !== undefined);

/** Everything that a program states, as lines for a person. */
export const answerLines = (data: unknown): readonly string[] => linesOf(answersIn(data));
