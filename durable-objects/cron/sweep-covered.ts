// Lets each contact with something open check the suppression list after it got a new entry, one bounded page after another: an entry for a domain
// or a telephone number may cover thousands. The veto does not wait for this: every gate reads the list itself.
import * as z from "zod";
import type { CronWork } from "../../drizzle/cron-work.ts";
import { Waiting, WaitingKey, type WaitingPage, type WaitingQuery } from "../../drizzle/waiting-contacts.ts";
import { ContactId, type StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer, unreadableIn } from "../../schema/only-answer.ts";
import { HOUR_MS } from "../../schema/time.ts";
import type { ObjectVerbs } from "../host/object.ts";

export interface SweepPorts {
  readonly work: CronWork;
  /** The revision of the newest row that put something on the list. */
  readonly newestEntry: () => Promise<number>;
  /** A page of the contacts whose run waits for a person, or for the claim of an approved draft. */
  readonly waiting: (query: WaitingQuery) => Promise<WaitingPage>;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly now: () => number;
}

/** Each contact is one request to an object, which may have to wake. */
const ROWS_PER_PAGE = 100;
/** A domain with 10,000 open holds is swept within five hours; none of them can be released meanwhile. */
const PAGES_PER_TURN = 5;
/** Contacts whose object did not answer are asked again at the next turn, so many at most. The others are found by their next gate. */
const MOST_AGAIN = 100;
/** A dispatch is tried for 32 hours. An older approval that nothing has claimed is stopped by the gate at its claim. */
const APPROVED_WITHIN_MS = 48 * HOUR_MS;

/** The stored progress. */
const State = z.strictObject({
  /** All that waits was checked after the list had this revision. */
  swept: z.int().min(0),
  /** The sweep that is under way. */
  sweep: z.strictObject({ to: z.int().min(1), waiting: Waiting, after: WaitingKey }).nullable(),
  again: z.array(ContactId),
});
type State = z.infer<typeof State>;

const NAME = "covered";
const BEFORE_ANY: State = { swept: 0, sweep: null, again: [] };
const BEGINNING = { at: "", holdId: "" };

export interface SweepFound {
  /** The contacts that were asked. */
  readonly checked: number;
  /** The contacts whose run the list has ended, now or just before. */
  readonly ended: number;
  /** The contacts whose object did not answer. They are asked again. */
  readonly silent: number;
  /** Whether more is left for the next turn. */
  readonly isUnderWay: boolean;
  /** Why the list could not be read by an object: nothing further was asked in this turn. */
  readonly trouble: "list_unreadable" | "list_went_back" | null;
}

/** What a turn has found that asked nobody. */
export const NOTHING_SWEPT: SweepFound = { checked: 0, ended: 0, silent: 0, isUnderWay: false, trouble: null };

type Sweep = NonNullable<State["sweep"]>;

/** The sweep that begins now; null while nothing was added since the last one. */
const begun = ({ swept }: State, newest: number): Sweep | null =>
  newest > swept ? { to: newest, waiting: "open", after: BEGINNING } : null;

/** The progress when a page was read and its contacts were asked. An entry that was added meanwhile begins another sweep. */
function advanced(state: State, sweep: Sweep, { next }: WaitingPage, now: number): State {
  if (next) return { ...state, sweep: { ...sweep, after: next } };
  if (sweep.waiting === "approved") return { ...state, swept: sweep.to, sweep: null };
  const since = { at: new Date(now - APPROVED_WITHIN_MS).toISOString(), holdId: "" };
  return { ...state, sweep: { ...sweep, waiting: "approved", after: since } };
}

/** Asks the next part of the contacts that wait, if something was added to the list since all of them were asked. */
export async function sweepCovered(ports: SweepPorts): Promise<SweepFound> {
  const { work, newestEntry, waiting, now } = ports;
  let from = await work.read(NAME);
  let state = from === null ? BEFORE_ANY : State.parse(JSON.parse(from));
  // Before the contacts: an entry that is added later is swept again.
  const newest = await newestEntry();
  let [checked, ended] = [0, 0];
  const found = (trouble: SweepFound["trouble"]): SweepFound => ({
    checked,
    ended,
    silent: state.again.length,
    isUnderWay: state.swept < newest || state.again.length > 0,
    trouble,
  });
  let left = state.again;
  for (let page = 0; page < PAGES_PER_TURN; page += 1) {
    const sweep = state.sweep ?? begun(state, newest);
    if (!sweep && left.length === 0) break;
    const read = sweep && (await waiting({ waiting: sweep.waiting, after: sweep.after, limit: ROWS_PER_PAGE }));
    const asked = await askedToCheck([...new Set([...left, ...(read?.contacts ?? [])])], ports);
    checked += asked.checked;
    ended += asked.ended;
    // Nobody is left out because the list could not be read: the next turn asks the same contacts.
    if (asked.trouble) return found(asked.trouble);
    // Those that were silent in an earlier turn have been asked again now, and this turn's wait for the next one.
    const again = [...state.again.slice(left.length), ...asked.silent].slice(0, MOST_AGAIN);
    left = [];
    state = { ...(sweep && read ? advanced(state, sweep, read, now()) : state), again };
    const to = JSON.stringify(state);
    if (!(await work.replace({ name: NAME, from, to, at: new Date(now()).toISOString() }))) break;
    from = to;
  }
  return found(null);
}

interface Asked {
  readonly checked: number;
  readonly ended: number;
  readonly silent: readonly ContactId[];
  readonly trouble: SweepFound["trouble"];
}

/** Asks these contacts to check the list. An object that cannot be read is noted for people, and releases nothing meanwhile. */
async function askedToCheck(contacts: readonly ContactId[], { object }: SweepPorts): Promise<Asked> {
  const answers = await inParallel(contacts, async (contactId) => {
    try {
      const { refusal } = onlyAnswer(await object(contactId).perform([{ type: "CheckList" }]));
      return { contactId, became: refusal?.reason ?? "goes_on" };
    } catch (cause) {
      return { contactId, became: unreadableIn(cause) ? "unreadable" : "silent" };
    }
  });
  const all = (became: string) => answers.filter((answer) => answer.became === became);
  const trouble = answers
    .map(({ became }) => became)
    .find((one) => one === "list_unreadable" || one === "list_went_back");
  return {
    checked: answers.length,
    ended: all("vetoed").length,
    silent: all("silent").map(({ contactId }) => contactId),
    trouble: trouble ?? null,
  };
}
