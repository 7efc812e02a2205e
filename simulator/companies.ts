// What is recorded of companies while the world runs, and the cron job that grades open holds again. Each is an errand: a tool sends until it is
// answered, and a turn of the cron that could not finish is followed by another one.
import { memoryCronWork } from "../testing/twins/memory-cron-work.ts";
import { recorder } from "../durable-objects/host/object.ts";
import { companyWork, statesOf } from "../durable-objects/host/company-work.ts";
import { gradeAgain } from "../durable-objects/cron/grade-again.ts";
import type { CompanyWish } from "../schema/company-commands.ts";
import type { StreamId } from "../schema/ids.ts";
import { arithmeticOf } from "../schema/shown-hold.ts";
import { memoryNotes } from "../testing/twins/memory-notes.ts";
import { type Actor, through } from "./call-gate.ts";
import { logThrough, type Surroundings } from "./consumers.ts";
import type { Errands } from "./errands.ts";
import type { Objects } from "./objects.ts";

interface Companies {
  readonly around: Surroundings;
  readonly errands: Errands;
  readonly objects: Objects;
}

export function companiesFrom({ around, errands, objects }: Companies) {
  const { gate, ledger, crm, now, systemKey, policy } = around;
  const objectFor = (actor: Actor) => (id: StreamId) => through(gate, actor, "object", objects.stub(id));
  const work = memoryCronWork(new Map());
  /** The open holds as the log's rows have them, in the order in which they were opened. */
  const openHolds = () =>
    [...ledger.holds.values()]
      .filter(({ state }) => state === "open")
      .map((row) => ({ key: { at: row.openedAt, holdId: row.holdId as string }, row }))
      .toSorted((a, b) => (a.key.at + a.key.holdId < b.key.at + b.key.holdId ? -1 : 1));
  return {
    /** A tool records something of a company after `afterMs`. */
    record: (wish: CompanyWish, afterMs = 0): void =>
      errands.add({
        name: `${JSON.stringify(wish)} at ${now() + afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const object = objectFor(actor);
          const perform = companyWork({
            systemKey,
            notes: memoryNotes(now),
            stateOf: statesOf(object),
            crm: through(gate, actor, "crm", crm),
            record: recorder(object, "desk"),
          });
          return (await perform(wish)).logged;
        },
      }),
    /** A turn of the cron after `afterMs` compares the grades of the open holds. */
    gradeAgain: (afterMs = 0): void =>
      errands.add({
        name: `grades at ${now() + afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const found = await gradeAgain({
            work: through(gate, actor, "work", work),
            open: ({ after, limit }) =>
              gate.call(actor, "holds.open", async () => {
                const rows = openHolds().filter(({ key }) => key.at + key.holdId > after.at + after.holdId);
                const shown = rows.slice(0, limit);
                const grades = shown.map(({ row }) => ({ contactId: row.streamId, arithmetic: arithmeticOf(row) }));
                return { grades, next: rows.length > limit ? (shown.at(-1)?.key ?? null) : null };
              }),
            crm: through(gate, actor, "crm", crm),
            log: logThrough(around, actor),
            object: objectFor(actor),
            policy,
            now,
          });
          return found.silent === 0 && found.trouble === null && !found.isUnderWay;
        },
      }),
  };
}
