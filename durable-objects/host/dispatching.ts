// The stop switch in the object of `ad_dispatch`. A stop has its row before its event, so that nothing is claimed from the answer on, also while the log
// is down; a resumption has its event in the log before its row (placing.ts). Where a crash came between the two, the row of a stop is completed to its
// event. What is decided is in domain/contact/dispatching.ts.
import type { DispatchingCommand } from "../../schema/commands.ts";
import type { Writer } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { dispatchingOf, rowOfStop, stopAgain } from "../../domain/contact/dispatching.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Dispatching } from "../../drizzle/dispatching.ts";
import type { Shipping } from "./shipping.ts";

interface Ports {
  readonly dispatching: Dispatching;
  readonly shipping: Pick<Shipping, "shipped">;
  /** Records a command in this stream, once. `at`: the time of its events, where it was said already. */
  readonly administrate: (command: DispatchingCommand, writer: Writer, at?: string) => Refusal | null;
  /** The time of the events that are decided now. */
  readonly timeOf: () => string;
}

export interface Switching {
  /** Records a stop or a resumption. Throws, and records nothing, when the row cannot be read or written. */
  record(command: DispatchingCommand, writer: Writer): Promise<Refusal | null>;
  /** Makes the event of a stop that has only its row, and a row that is missing or that no event made. Throws when the row cannot be read or written. */
  complete(): Promise<void>;
}

/** Above every version: the row there is replaced in any case. */
const ANY_VERSION = Number.MAX_SAFE_INTEGER;

export function openSwitching(stream: Stream, { dispatching, shipping, administrate, timeOf }: Ports): Switching {
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: between a row and its event no other command may take the event's version. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const complete = async (): Promise<void> => {
    const row = await dispatching.read();
    const own = dispatchingOf(stream.events);
    if (row && row.version <= own.version) return;
    if (row?.isStopped && row.stop && !own.isStopped) {
      const at = stream.contact.at && stream.contact.at > row.stop.since ? stream.contact.at : row.stop.since;
      administrate(stopAgain(row.stop), "cron", at);
    }
    const now = dispatchingOf(stream.events);
    // A resumption that the log does not have yet has no row.
    const right = now.isStopped ? now : dispatchingOf(stream.events, shipping.shipped);
    if (row?.version !== right.version || !row.isStopped) await dispatching.put(right, ANY_VERSION);
  };

  return {
    complete: () => inTurn(complete),
    record: (command, writer) =>
      inTurn(async () => {
        if (stream.recorded(command.commandId)) return null;
        await complete();
        const own = dispatchingOf(stream.events);
        if (command.type === "ResumeDispatch" || own.isStopped) return administrate(command, writer);
        const since = timeOf();
        await dispatching.put(rowOfStop(command, own, since));
        return administrate(command, writer, since);
      }),
  };
}
