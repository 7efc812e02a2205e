// Notes each object that cannot be read, from the calls of ports, of the cron and of other objects. A noted object is listed on the
// desk until it was rebuilt, or until the cron finds that it reads again.
import type { UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import type { StreamId } from "../../schema/ids.ts";
import { damageOf, isDamage } from "../../schema/object-damage.ts";
import type { Answered, Failed } from "../../schema/ports.ts";
import { err } from "../../schema/result.ts";
import type { HostCommand, ObjectVerbs } from "./object.ts";
import { nameOf, type Report } from "./report.ts";

interface Ports {
  readonly unreadable: Pick<UnreadableObjects, "note" | "clear">;
  readonly now: () => number;
  readonly report: Report;
}

/** Returns a function that notes an object and reports it. It never throws. */
export const noterOf =
  ({ unreadable, now, report }: Ports) =>
  async (streamId: StreamId, detail: string): Promise<void> => {
    report({ reason: damageOf(detail), streamId, detail });
    try {
      await unreadable.note({ streamId, detail, at: new Date(now()).toISOString() });
    } catch (cause) {
      report({ reason: "unreadable_not_noted", streamId, detail: nameOf(cause) });
    }
  };

type Answers = readonly Answered<unknown>[];

/** The same objects. A failure of the notes does not change an answer. */
export function notingUnreadable(
  object: (streamId: StreamId) => ObjectVerbs,
  ports: Ports,
): (streamId: StreamId) => ObjectVerbs {
  const note = noterOf(ports);
  const noted = async (streamId: StreamId, answers: Answers): Promise<Answers> => {
    const found = answers.find(isUnreadable);
    if (!found) return answers;
    await note(streamId, found.error.detail);
    return answers.map((answer) => (isUnreadable(answer) ? err({ ...answer.error, streamId }) : answer));
  };
  return (streamId) => {
    const verbs = {
      ask: async (queries: readonly unknown[]) =>
        noted(streamId, await answered(queries, () => object(streamId).ask(queries as never))),
      perform: async (commands: readonly HostCommand[]) => {
        const answers = await noted(streamId, await answered(commands, () => object(streamId).perform(commands)));
        // A note that stays is removed by the cron, which finds that the object reads again.
        if (commands.some((command, index) => isRebuilt(command, answers[index])))
          await ports.unreadable.clear(streamId).catch(() => undefined);
        return answers;
      },
    };
    // The answers are those of the object, except an entry's failure.
    return verbs as ObjectVerbs;
  };
}

type Unreadable = { readonly ok: false; readonly error: Failed };
const isUnreadable = (answer: Answered<unknown>): answer is Unreadable => !answer.ok && isDamage(answer.error.reason);

const isRebuilt = ({ type }: HostCommand, answer: Answered<unknown> | undefined): boolean =>
  type === "RebuildObject" && answer?.ok === true && (answer.value as { readonly refusal: unknown }).refusal === null;

const NO_ANSWER: Failed = { reason: "object_unreadable", detail: "no_answer" };

/** The answers; when the runtime could not run the object, one failure for each entry. */
async function answered(entries: readonly unknown[], call: () => Promise<Answers>): Promise<Answers> {
  try {
    return await call();
  } catch (cause) {
    if (isNotStarted(cause)) return entries.map(() => err(NO_ANSWER));
    throw cause;
  }
}

/**
 * Whether the runtime failed, not the object's code. It does so when the object's file is no database, before any code of the
 * object runs, and when a write fails at a damaged page. Errors with one of these two properties pass by themselves.
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
function isNotStarted(cause: unknown): boolean {
  const { retryable, overloaded } = cause as { readonly retryable?: unknown; readonly overloaded?: unknown };
  return cause instanceof Error && /^internal error/i.test(cause.message) && retryable !== true && overloaded !== true;
}
