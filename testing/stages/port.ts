// A replacement for a stage's port, with answers that a test defines for each type of entry. An answer that throws becomes
// `failed`, as in the real port; `NoAnswer` gives another failure. Also runs a stage over deliveries.
import type { AnswerTo, Answered, Port, PortCommandOf, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import { NoAnswer } from "../../schema/only-answer.ts";
import type { Message } from "../../schema/messages.ts";
import type { Delivery } from "../../workers/stage/delivery.ts";
import { openKept } from "../../workers/stage/kept.ts";
import { runStage, type Stage, type StagePorts } from "../../workers/stage/stage.ts";
import { err, ok } from "../../schema/result.ts";

type EntryOf<R extends PortRole> = QueryOf<R> | PortCommandOf<R>;

/** The function that answers each type of entry. An entry of a type that is left out fails. */
export type Replies<R extends PortRole> = {
  readonly [T in EntryOf<R>["type"]]?: (
    entry: Extract<EntryOf<R>, { type: T }>,
  ) => AnswerTo<{ type: T }> | Promise<AnswerTo<{ type: T }>>;
};

/** The log of the port does not answer. */
export const logDown = () => new NoAnswer({ reason: "log_unavailable", detail: "down" });

/** Makes the port. It adds the verb of every call, with its number of entries, to `calls`. */
export function portThat<R extends PortRole>(replies: Replies<R>, calls: string[] = []): Port<R> {
  const table = replies as Readonly<Record<string, ((entry: unknown) => unknown) | undefined>>;
  const answered = async (entry: { readonly type: string }): Promise<Answered<unknown>> => {
    try {
      const reply = table[entry.type];
      if (!reply) throw new Error(`the test defines no answer to ${entry.type}`);
      return ok(await reply(entry));
    } catch (error) {
      if (error instanceof NoAnswer && error.failed) return err(error.failed);
      return err({ reason: "failed", detail: error instanceof Error ? error.name : "" });
    }
  };
  const verb = (name: string) => (entries: readonly { readonly type: string }[]) => {
    calls.push(`${name} ${entries.length}`);
    return Promise.all(entries.map(answered));
  };
  return { ask: verb("ask"), perform: verb("perform") } as Port<R>;
}

/**
 * Runs a stage over deliveries. By default, `send` rejects, dead letters and reports are dropped, and paid work is kept for this batch
 * only; `rim` replaces each of these.
 */
export const runOver = <R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  deliveries: readonly Delivery[],
  rim: Pick<StagePorts<R>, "port"> & Partial<StagePorts<R>>,
): Promise<void> =>
  runStage(stage, deliveries, {
    send: () => Promise.reject(new Error("the test defines no queue")),
    deadLetter: async () => undefined,
    random: () => 0.5,
    report: () => undefined,
    kept: openKept<R>(),
    ...rim,
  });
