// Wakes the contacts whose approved message waited while dispatching was stopped, one bounded page after another, once it is resumed. This is haste: the
// alarm of each object sends its message again at least every hour (`hold.stepPatienceMaxSeconds`), whether it is woken here or not.
import * as z from "zod";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { Dispatching } from "../../drizzle/dispatching.ts";
import { WaitingKey, type WaitingPage, type WaitingQuery } from "../../drizzle/waiting-contacts.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "../host/object.ts";
import { standingIn } from "../host/stop-switch.ts";

export interface ReleasedPorts {
  readonly work: CronWork;
  readonly dispatching: Pick<Dispatching, "read">;
  readonly waiting: (query: WaitingQuery) => Promise<WaitingPage>;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly now: () => number;
}

/** Each contact is one request to an object, which may have to wake. */
const ROWS_PER_PAGE = 100;
const PAGES_PER_TURN = 5;

/** The stored progress: the resumption whose contacts are being woken, and after which of them the next page begins; null when all were. */
const State = z.strictObject({ resumed: z.int().min(0), after: WaitingKey.nullable() });
const NAME = "released";

export interface ReleasedFound {
  /** The contacts that were woken. */
  readonly woken: number;
  /** The contacts whose object did not answer: their alarm sends their message. */
  readonly silent: number;
  /** Whether more is left for the next turn. */
  readonly isUnderWay: boolean;
}

/** What a turn has found that woke nobody. */
export const NOTHING_RELEASED: ReleasedFound = { woken: 0, silent: 0, isUnderWay: false };

/** Wakes the next contacts that waited for the last resumption. While dispatching is stopped, or never was, nobody is woken. */
export async function sweepReleased({
  work,
  dispatching,
  waiting,
  object,
  now,
}: ReleasedPorts): Promise<ReleasedFound> {
  const row = await dispatching.read();
  if (!row?.stop || row.isStopped) return NOTHING_RELEASED;
  let from = await work.read(NAME);
  const stored = from === null ? null : State.parse(JSON.parse(from));
  const begin = async (): Promise<WaitingKey | null> => {
    const { waitingSince: at } = await standingIn(object);
    return at === null ? null : { at, holdId: "" };
  };
  let after = stored?.resumed === row.version ? stored.after : await begin();
  let [woken, silent] = [0, 0];
  for (let page = 0; page < PAGES_PER_TURN && after; page += 1) {
    const read = await waiting({ waiting: "approved", after, limit: ROWS_PER_PAGE });
    const answers = await inParallel([...new Set(read.contacts)], async (contactId) => {
      try {
        return onlyAnswer(await object(contactId).perform([{ type: "Wake" }])).logged;
      } catch {
        return false;
      }
    });
    woken += answers.filter(Boolean).length;
    silent += answers.filter((isWoken) => !isWoken).length;
    after = read.next;
    const to = JSON.stringify({ resumed: row.version, after });
    if (!(await work.replace({ name: NAME, from, to, at: new Date(now()).toISOString() }))) break;
    from = to;
  }
  return { woken, silent, isUnderWay: after !== null };
}
