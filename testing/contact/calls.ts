// One call of an object at a time, as tests make them: the answer itself, or a throw.
import {
  type HostAnswer,
  type HostAnswers,
  type HostCommand,
  type HostQuery,
  type ObjectHost,
  type ObjectVerbs,
  verbsOf,
} from "../../durable-objects/host/object.ts";
import type { StreamId } from "../../schema/ids.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";

/** The verbs of an object over batches of one. */
export const callsOf = (host: () => ObjectHost) => {
  const verbs = verbsOf(host);
  return {
    ask: async <const Q extends HostQuery>(query: Q): Promise<HostAnswer<Q>> => onlyAnswer(await verbs.ask([query])),
    perform: async <const C extends HostCommand>(command: C): Promise<HostAnswer<C>> =>
      onlyAnswer(await verbs.perform([command])),
  };
};

type Call = HostQuery | HostCommand;
/** For each type of call, its answer; a type that a test leaves out is not answered. */
type Replies = {
  readonly [T in Call["type"]]?: (call: Extract<Call, { type: T }>) => Promise<HostAnswers[T]>;
};

/** Objects that answer as a test says. */
export const objectsThat =
  (repliesOf: (streamId: StreamId) => Replies) =>
  (streamId: StreamId): ObjectVerbs => {
    const replies = repliesOf(streamId) as Readonly<Record<string, (call: Call) => Promise<never>>>;
    const answer = async (call: Call) => {
      const reply = replies[call.type];
      if (!reply) throw new Error(`a test has no answer to ${call.type}`);
      return reply(call);
    };
    return verbsOf(() => ({ ask: answer, perform: answer }));
  };
