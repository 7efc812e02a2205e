// Checks the rows that the lists of holds and tasks have: one row that was changed by hand is named, and the others are listed.
import { TaskRow } from "../schema/shipment.ts";
import { ReadableHoldRow } from "../schema/shown-hold.ts";
import { ListedScore } from "../schema/shown-score.ts";
import { checkedPage } from "./checked-rows.ts";
import { EndedKey, OpenHoldKey, TaskKey } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import type { HoldReads } from "./hold-reads.ts";

const HOLDS = {
  table: "holds",
  shape: ReadableHoldRow,
  idOf: ({ holdId }: { readonly holdId: string }) => holdId,
} as const;
const OPEN_HOLDS = { ...HOLDS, shape: ReadableHoldRow.extend({ score: ListedScore }), key: OpenHoldKey } as const;
const TASKS = { table: "tasks", shape: TaskRow, idOf: ({ taskId }: { readonly taskId: string }) => taskId } as const;

/** The same reads, whose lists have parsed rows. */
export const checkedHoldReads = (reads: HoldReads): Pick<DeskReads, keyof HoldReads> => ({
  ...reads,
  openHolds: async (query) => checkedPage(await reads.openHolds(query), OPEN_HOLDS),
  endedHolds: async (query) => checkedPage(await reads.endedHolds(query), { ...HOLDS, key: EndedKey }),
  openTasks: async (query) => checkedPage(await reads.openTasks(query), { ...TASKS, key: TaskKey }),
});
