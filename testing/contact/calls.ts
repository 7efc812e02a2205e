// Calls of an object for tests: one command or query at a time, not a batch. Also objects whose answers a test defines.
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
import { drawnFirst } from "./as-drawn.ts";
import { AS_DRAWN } from "./scenario.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";

/** The verbs of an object for a single query or command. They return its answer, and throw when the call failed. */
export const callsOf = (host: () => ObjectHost) => {
  const verbs = verbsOf(host);
  return {
    ask: async <const Q extends HostQuery>(query: Q): Promise<HostAnswer<Q>> => onlyAnswer(await verbs.ask([query])),
    perform: async <const C extends HostCommand>(command: C): Promise<HostAnswer<C>> =>
      onlyAnswer(await verbs.perform([isUnseen(command) ? await clickedAsDrawn(command, verbs) : command])),
  };
};

type Click = Extract<HostCommand, { type: "Click" }>;
const isUnseen = (command: HostCommand): command is Click =>
  command.type === "Click" && "digest" in command.command && command.command.digest === AS_DRAWN;

/** A click with the digest of what the object shows of its hold. */
async function clickedAsDrawn<C extends Click>(click: C, { ask }: ObjectVerbs): Promise<C> {
  const command = await drawnFirst(click.command, {
    hold: async (contactId, holdId) => onlyAnswer(await ask([{ type: "Hold", contactId, holdId }])),
    timeline: async (contactId) => onlyAnswer(await ask([{ type: "Timeline", contactId }])),
  });
  return { ...click, command };
}

type Call = HostQuery | HostCommand;
/** The function that answers each type of call. A call of a type that is left out throws. */
type Replies = {
  readonly [T in Call["type"]]?: (call: Extract<Call, { type: T }>) => Promise<HostAnswers[T]>;
};

/** Replacements for objects, whose answers a test defines for each stream. */
export const objectsThat =
  (repliesOf: (streamId: StreamId) => Replies) =>
  (streamId: StreamId): ObjectVerbs => {
    const replies = repliesOf(streamId) as Readonly<Record<string, (call: Call) => Promise<never>>>;
    const answer = async (call: Call) => {
      const reply = replies[call.type];
      if (!reply) throw new Error(`the test defines no answer to ${call.type}`);
      return reply(call);
    };
    return verbsOf(() => ({ ask: answer, perform: answer }), answer);
  };
