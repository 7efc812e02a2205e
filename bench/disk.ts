// Measures what a log takes on the disk of its database: with the real table, its triggers left out, in the order in which events come.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ROOT } from "../local/workers.ts";
import type { LogSource } from "../replay/source.ts";
import type { EventRow } from "../schema/shipment.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";

/** The share of all contacts that begin between two events of one contact. */
const GAP = 0.05;

/**
 * The bytes on disk of an event, over the contacts of a log. Contacts begin in no order of their ids, and each gets its next event when some
 * others have begun: so rows are inserted between others, and pages are split, as in an installation.
 */
export async function bytesAnEvent(log: LogSource): Promise<number> {
  const streams: (readonly EventRow[])[] = [];
  for await (const { rows } of log.streams({ prefix: "ct_" }))
    if (rows[0]?.streamId.startsWith("ct_")) streams.push(rows);
  // Ids are digests, so their last letters are in another order than their first.
  const begun = streams.toSorted(([one], [other]) => (lastLetters(one) < lastLetters(other) ? -1 : 1));
  const coming = begun.flatMap((rows, start) =>
    rows.map((row, index) => ({ row, time: start + index * GAP * streams.length })),
  );
  const database = new DatabaseSync(":memory:");
  const [migration] = readdirSync(join(ROOT, "drizzle/events")).filter((file) => file.endsWith("_log.sql"));
  database.exec(readFileSync(join(ROOT, "drizzle/events", migration ?? ""), "utf8"));
  database.exec("DROP TRIGGER events_append; DROP TRIGGER events_list_revision; BEGIN");
  const insert = database.prepare(INSERT_EVENT);
  for (const { row } of coming.toSorted((one, other) => one.time - other.time)) insert.run(...valuesOf(row));
  database.exec("COMMIT");
  const [taken] = database.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'events'").all();
  database.close();
  return Number(taken?.["bytes"]) / coming.length;
}

const lastLetters = (row: EventRow | undefined): string => row?.streamId.slice(-8) ?? "";
