// Calls a port with a batch of one entry, for callers that have a single query or command.
import { InstallationKey } from "./lists.ts";
import { isDamage } from "./object-damage.ts";
import type { Answered, AnswerTo, Failed, Port, PortCommandOf, QueryOf } from "./ports.ts";
import type { PortRole } from "./roles.ts";

/** Sends one query and returns its answer. Throws when the port refused it or the object failed. */
export const askOne = async <R extends PortRole, const Q extends QueryOf<R>>(
  port: Port<R>,
  query: Q,
): Promise<AnswerTo<Q>> => onlyAnswer(await port.ask([query]));

/**
 * Sends one command and returns its answer. Throws when the port refused it or the object failed. A refusal by the object is in
 * the answer.
 */
export const performOne = async <R extends PortRole, const C extends PortCommandOf<R>>(
  port: Port<R>,
  command: C,
): Promise<AnswerTo<C>> => onlyAnswer(await port.perform([command]));

/** The only answer of a batch. Throws `NoAnswer` when there is none, or when its entry was refused or failed. */
export function onlyAnswer<T>([answer]: readonly Answered<T>[]): T {
  if (!answer?.ok) throw new NoAnswer(answer?.error ?? null);
  return answer.value;
}

/** Thrown in place of an answer. `failed` is null when the batch had no answer at all. */
export class NoAnswer extends Error {
  readonly failed: Failed | null;

  constructor(failed: Failed | null) {
    super(`no answer: ${failed?.reason ?? "none"} ${failed?.detail ?? ""}`);
    this.name = "NoAnswer";
    this.failed = failed;
  }
}

/**
 * The key that is not the installation's, when this is why something was thrown; else null. Of an error in another Worker only the message is
 * known.
 */
export function differingKeyIn(thrown: unknown): InstallationKey | null {
  const message = thrown instanceof Error ? thrown.message : "";
  return InstallationKey.safeParse(/\bkey_differs:? ([A-Z]+_KEY)\b/.exec(message)?.[1]).data ?? null;
}

/** The failure of an object that cannot be read, when this is why something was thrown; else null. */
export const unreadableIn = (thrown: unknown): Failed | null =>
  thrown instanceof NoAnswer && thrown.failed && isDamage(thrown.failed.reason) ? thrown.failed : null;
