// Reads whom an event of a program is about, and events that we do not know: one that may be an opt-out is left to a person.
import { err, ok, type Result } from "../../schema/result.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { addressIn } from "../read-address.ts";
import { answersIn } from "./answers.ts";
import type { FormFault } from "./lead.ts";
import { answerLines } from "./lines.ts";
import { isPresent } from "./labels.ts";
import { readAnswer, whoseForm } from "./meaning.ts";
import { cutText, oneLine } from "./values.ts";

const addressOfAnswers = (data: unknown): string | null => {
  const whose = whoseForm(answersIn(data).map((answer) => readAnswer(answer, {})));
  return whose.is === "one" ? whose.address : null;
};

/** The address that an event states. With `anywhere`, the one address that its data has under whatever name. */
export function personIn(stated: unknown, anywhere?: unknown): Result<string, FormFault> {
  const address = addressIn(stated);
  if (address.ok) return address;
  const other = anywhere === undefined ? null : addressOfAnswers(anywhere);
  if (other !== null) return ok(other);
  return isPresent(stated)
    ? err({ reason: "field_invalid", field: "email", how: address.error })
    : err({ reason: "field_missing", field: "email" });
}

/** The words of names that programs give to the end of a permission, in parts of a name and as a whole. */
const ENDING =
  /unsub|(?:^|[^a-z])opt(?:[^a-z]|out|ed|ing|$)|complain|bounc|spam|remov|suppress|abuse|desub|undeliver/iu;

/**
 * The message of an event whose name we do not know, where it may be an opt-out of somebody whose address it has: a person decides. Null for any other
 * event.
 */
export function unknownEvent(name: string, data: unknown): Readonly<Record<string, unknown>> | null {
  if (!ENDING.test(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"))) return null;
  const email = addressOfAnswers(data);
  if (email === null) return null;
  const text = cutText([`Event: ${oneLine(name) ?? ""}`, ...answerLines(data)].join("\n"), SIGNAL_LIMITS.text);
  return { kind: "message", email, text, doubt: "opt_out" };
}
