// Compares the rows of holds, from which the inbox is made, with what the contacts' objects would ship: a row may have been changed,
// closed, opened again or deleted by hand. It changes nothing; `rebuild --read-models` repairs.
import type { Compared, LogHead } from "../../domain/contact/compare-head.ts";
import { differingFields } from "../../domain/contact/compare-rows.ts";
import type { HoldKey, StoredHold } from "../../drizzle/hold-rows.ts";
import type { StreamId } from "../../schema/ids.ts";
import { ROWS_DIFFER } from "../../schema/object-damage.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "../host/object.ts";

export interface HoldPorts {
  readonly object: (streamId: StreamId) => ObjectVerbs;
  /** The last event of one stream in the log. */
  readonly head: (streamId: StreamId) => Promise<LogHead | null>;
  readonly holdRows: (keys: readonly HoldKey[]) => Promise<readonly StoredHold[]>;
}

export interface Answered {
  readonly streamId: StreamId;
  readonly answer: Compared;
}

/** Lets an object compare itself with what the log has of it. Throws when it does not answer. */
export const compared = async (object: ObjectVerbs, head: LogHead | null): Promise<Compared> =>
  onlyAnswer(await object.perform([{ type: "Compare", head }]));

/**
 * What differs, for each stream with a row that is not as its object says. An object ships what the log lacks before it answers; a hold
 * may still change before its row is read, so what differs is compared a second time.
 */
export async function differingHolds(
  answers: readonly Answered[],
  ports: HoldPorts,
): Promise<ReadonlyMap<StreamId, string>> {
  const first = await differing(answers, ports);
  if (first.size === 0) return first;
  const again = await inParallel([...first.keys()], async (streamId): Promise<readonly Answered[]> => {
    try {
      return [{ streamId, answer: await compared(ports.object(streamId), await ports.head(streamId)) }];
    } catch {
      return [];
    }
  });
  return differing(again.flat(), ports);
}

async function differing(
  answers: readonly Answered[],
  { holdRows }: HoldPorts,
): Promise<ReadonlyMap<StreamId, string>> {
  const keys = answers.flatMap(({ streamId, answer: { holds } }) =>
    [...(holds.open ? [holds.open.holdId] : []), ...holds.ended].map((holdId) => ({ streamId, holdId })),
  );
  const rows = new Map((keys.length === 0 ? [] : await holdRows(keys)).map((row) => [row.holdId, row]));
  return new Map(
    answers.flatMap(({ streamId, answer }) => {
      const found = faultsIn(answer, rows);
      return found.length === 0 ? [] : [[streamId, `${ROWS_DIFFER} ${found.join("; ")}`] as const];
    }),
  );
}

function faultsIn({ holds: { open, ended } }: Compared, rows: ReadonlyMap<string, StoredHold>): readonly string[] {
  const row = open && rows.get(open.holdId);
  const fields = open ? (row ? differingFields(open, row) : ["row"]) : [];
  return [
    ...(open && fields.length > 0 ? [`holds.${open.holdId} ${fields.join(", ")}`] : []),
    // An ended hold is not in the inbox, unless its row was opened again.
    ...ended.filter((holdId) => rows.get(holdId)?.state === "open").map((holdId) => `holds.${holdId} state`),
  ];
}
