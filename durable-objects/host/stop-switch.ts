// The errands of the stop switch: stops and resumes dispatching for a person, and says whether it is stopped and what waits. The object of `ad_dispatch`
// records it (dispatching.ts).
import type * as z from "zod";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Dispatching } from "../../drizzle/dispatching.ts";
import type { unsentApprovals, WaitingPage, WaitingQuery } from "../../drizzle/waiting-contacts.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { type DispatchingCommand, ResumeDispatch, StopDispatch } from "../../schema/commands.ts";
import type { DispatchingShown, DispatchingStanding, DispatchStop } from "../../schema/dispatching.ts";
import type { Resume, Stop } from "../../schema/desk-commands.ts";
import { commandIdOf, DISPATCH_STREAM, type StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "./object.ts";
import { nameOf, type Report } from "./report.ts";

interface Ports {
  readonly notes: Notes;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly record: (command: DispatchingCommand) => Promise<ClickAnswer>;
  readonly waiting: (query: WaitingQuery) => Promise<WaitingPage>;
  readonly report: Report;
}

/** Each is one request to an object, which may have to wake: a person waits for them. The cron wakes the others. */
const MOST_AT_ONCE = 50;

/** How the stop switch stands, by its own object. */
export const standingIn = async (object: (streamId: StreamId) => ObjectVerbs): Promise<DispatchingStanding> =>
  onlyAnswer(await object(DISPATCH_STREAM).ask([{ type: "Dispatching" }]));

/** Stops and resumes dispatching. Throws, and records nothing, when the row cannot be read or written. */
export function stopSwitch({ notes, object, record, waiting, report }: Ports) {
  const standing = () => standingIn(object);

  /** Wakes the contacts that have waited longest. Never throws: the alarm of each object sends its message again in any case. */
  async function wakeFirst(since: string): Promise<void> {
    try {
      const { contacts } = await waiting({
        waiting: "approved",
        after: { at: since, holdId: "" },
        limit: MOST_AT_ONCE,
      });
      await inParallel([...new Set(contacts)], (id) => object(id).perform([{ type: "Wake" }]));
    } catch (cause) {
      report({ reason: "wake_failed", streamId: null, detail: nameOf(cause) });
    }
  }

  return {
    /** The command's id follows from the version before it: two equal clicks at once are one stop, and a later one is another. */
    async stop({ by, reason, why }: z.infer<typeof Stop>): Promise<ClickAnswer> {
      const seal = await notes(why);
      const { version } = await standing();
      const commandId = commandIdOf("StopDispatch", String(version), by);
      const ids = { ...beginning(commandId), streamId: DISPATCH_STREAM };
      return record(StopDispatch.parse({ type: "StopDispatch", ...ids, by, reason, note: seal(commandId) }));
    },

    /** Afterwards the messages that have waited longest are sent at once, before the answer. */
    async resume({ stopped, by, reason, why }: z.infer<typeof Resume>): Promise<ClickAnswer> {
      const seal = await notes(why);
      const commandId = commandIdOf("ResumeDispatch", String(stopped), by);
      const ids = { ...beginning(commandId), streamId: DISPATCH_STREAM };
      const answer = await record(
        ResumeDispatch.parse({ type: "ResumeDispatch", ...ids, stopped, by, reason, note: seal(commandId) }),
      );
      const { waitingSince } = await standing();
      if (answer.logged && !answer.refusal && waitingSince) await wakeFirst(waitingSince);
      return answer;
    },
  };
}

interface ShownPorts {
  readonly dispatching: Pick<Dispatching, "read">;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly unsent: (query: Parameters<typeof unsentApprovals>[1]) => ReturnType<typeof unsentApprovals>;
  /** Opens the note of a stop; null when that cannot be done. */
  readonly open: (stop: DispatchStop) => Promise<string | null>;
}

/** The most approvals that are shown. */
const MOST_SHOWN = 200;

/** What people are shown of the stop switch. Does not throw: what cannot be read is said to be unknown. */
export async function dispatchingShown({ dispatching, object, unsent, open }: ShownPorts): Promise<DispatchingShown> {
  const nothing = { stop: null, waiting: [], isCut: false };
  const row = await dispatching.read().catch(() => null);
  if (!row) return { isStopped: null, version: 0, ...nothing };
  const { isStopped, version, stop } = row;
  if (!isStopped || !stop) return { isStopped, version, ...nothing };
  const { since, by, reason, note } = stop;
  const unsentNow = async () => {
    const { waitingSince } = await standingIn(object);
    return unsent({ since: waitingSince ?? since, limit: MOST_SHOWN });
  };
  const [why, { rows, isCut }] = await Promise.all([
    note ? open(stop).catch(() => null) : "",
    unsentNow().catch(() => ({ rows: [], isCut: true })),
  ]);
  const waiting = rows.map(({ holdId, contactId }) => ({ holdId, contactId }));
  return { isStopped, version, stop: { since, by, reason, why }, waiting, isCut };
}
