// A port that answers as a test says, entry by entry. What throws is answered as failed, as the real port does.
import type { AnswerTo, Answered, Port, PortCommandOf, QueryOf } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";
import type { Message } from "../../schema/messages.ts";
import type { Delivery } from "../../workers/stage/delivery.ts";
import { runStage, type Stage, type StagePorts } from "../../workers/stage/stage.ts";
import { recordingLog } from "./people.ts";
import { err, ok } from "../../schema/result.ts";

type EntryOf<R extends PortRole> = QueryOf<R> | PortCommandOf<R>;

/** For each type of entry, its answer; a type that a test leaves out is not answered. */
export type Replies<R extends PortRole> = {
  readonly [T in EntryOf<R>["type"]]?: (
    entry: Extract<EntryOf<R>, { type: T }>,
  ) => AnswerTo<{ type: T }> | Promise<AnswerTo<{ type: T }>>;
};

/** `calls` has the verb of every call, with how many entries it had. */
export function portThat<R extends PortRole>(replies: Replies<R>, calls: string[] = []): Port<R> {
  const table = replies as Readonly<Record<string, ((entry: unknown) => unknown) | undefined>>;
  const answered = async (entry: { readonly type: string }): Promise<Answered<unknown>> => {
    try {
      const reply = table[entry.type];
      if (!reply) throw new Error(`a test has no answer to ${entry.type}`);
      return ok(await reply(entry));
    } catch (error) {
      return err({ reason: "failed", detail: error instanceof Error ? error.name : "" });
    }
  };
  const verb = (name: string) => (entries: readonly { readonly type: string }[]) => {
    calls.push(`${name} ${entries.length}`);
    return Promise.all(entries.map(answered));
  };
  return { ask: verb("ask"), perform: verb("perform") } as Port<R>;
}

/** Runs a stage over deliveries. A stage that sends, with a test that gives no queue, fails the test; the rest of the rim does nothing. */
export const runOver = <R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  stage: Stage<R, M, Shared, Query>,
  deliveries: readonly Delivery[],
  rim: Pick<StagePorts<R>, "port"> & Partial<StagePorts<R>>,
): Promise<void> =>
  runStage(stage, deliveries, {
    log: recordingLog(),
    send: () => Promise.reject(new Error("the test gave no queue")),
    deadLetter: async () => undefined,
    random: () => 0.5,
    report: () => undefined,
    ...rim,
  });
