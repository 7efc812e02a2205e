// Compares the CRM's row of the stop switch with its stream. Row and event are written one after the other, so a row that differs is read again.
import * as z from "zod";
import { dispatchingEvents, dispatchingRowFaults } from "../replay/dispatching-row.ts";
import type { Fault } from "../replay/faults.ts";
import type { StoredEvent } from "../schema/events.ts";
import { DISPATCH_STREAM } from "../schema/ids.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";

/** How often the stream and the row are read until they agree. */
const READS = 3;

const SELECT =
  "SELECT stopped, version, command_id AS commandId, since, by, reason, note FROM dispatching WHERE only = 1";

const text = z.string().nullable();
const Stored = z.array(
  z.object({
    stopped: z.coerce.number(),
    version: z.coerce.number(),
    commandId: text,
    since: text,
    by: text,
    reason: text,
    note: text,
  }),
);

/** The fault of the row that lasts, or none; none either while the stream's own chain is broken. */
export async function dispatchingFaults(
  { log, crm }: Pick<OpenedSource, "log"> & { readonly crm: Query },
  now: Date,
): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    let events: readonly StoredEvent[] | null = [];
    for await (const stream of log.streams({ ids: [DISPATCH_STREAM] })) events = dispatchingEvents(stream);
    const [row] = Stored.parse(await crm(SELECT, []));
    faults = events ? dispatchingRowFaults(events, row ?? null, now) : [];
    if (faults.length === 0) break;
  }
  return faults;
}
