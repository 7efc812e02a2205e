// A batch of one, for callers that have one thing to ask.
import type { Answered, AnswerTo, Port, PortCommandOf, QueryOf } from "./ports.ts";
import type { PortRole } from "./roles.ts";

/** The answer to one query. Throws where the port or the object failed. */
export const askOne = async <R extends PortRole, const Q extends QueryOf<R>>(
  port: Port<R>,
  query: Q,
): Promise<AnswerTo<Q>> => onlyAnswer(await port.ask([query]));

/** What one command came to. Throws where the port or the object failed. */
export const performOne = async <R extends PortRole, const C extends PortCommandOf<R>>(
  port: Port<R>,
  command: C,
): Promise<AnswerTo<C>> => onlyAnswer(await port.perform([command]));

/** The only answer of a batch. Throws where its entry failed. */
export function onlyAnswer<T>([answer]: readonly Answered<T>[]): T {
  if (!answer?.ok) throw new Error(`no answer: ${answer?.error.reason ?? "none"} ${answer?.error.detail ?? ""}`);
  return answer.value;
}
