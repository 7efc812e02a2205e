// Measures the bytes of a row of `events` by event type, over the newest frozen logs. A row of more than 1,002 bytes needs an overflow page of
// 4 KB, because the table is WITHOUT ROWID. `AVERAGES` notes what each type takes: a type that grows fails here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { exportSource, openExportFile } from "../cli/sources/export-file.ts";
import { ROOT } from "../local/workers.ts";
import type { EventRow } from "../schema/shipment.ts";
import { FIXTURES, FROZEN_LOGS, pathsOf } from "../scripts/frozen/facts.ts";

/** A lead's way to its answer. */
const ON_THE_WAY = {
  SignalReceived: 1188,
  ActionDecided: 1074,
  QualificationGraded: 1338,
  OpportunityAnalyzed: 1009,
  PreviewHeld: 986,
  PreviewConfirmed: 831,
  DraftHeld: 2562,
  DraftApproved: 1071,
  DispatchClaimed: 1025,
  DispatchSucceeded: 831,
};
/** The average bytes of a row, by type. The types with free text and the whole policy are not among them. */
const AVERAGES: Readonly<Record<string, number>> = {
  ...ON_THE_WAY,
  ContactErased: 644,
  ContactFlagged: 782,
  DispatchFailed: 730,
  DispatchUncertain: 735,
  ExportOpened: 920,
  FollowupDue: 760,
  HistoryImported: 1273,
  HoldExpired: 768,
  HoldReassigned: 856,
  HoldSnoozed: 954,
  HoldVoided: 691,
  LogKeyAdopted: 810,
  OutcomeReported: 713,
  PreviewDismissed: 837,
  RootPublished: 728,
  RunRequested: 746,
  SafetyVetoed: 740,
  SuppressionAdded: 815,
  SuppressionLifted: 833,
  TaskClosed: 811,
  TaskRaised: 785,
};
/** What one recording may differ from the next: how many of its events are signed, numbers of more digits, another person's name. */
const TOLERANCE = 1.02;
/** What a database of the log takes for an event on its disk, in bytes. */
const ON_DISK = 2_950;

const release = readdirSync(FIXTURES, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  .toSorted()
  .at(-1)!;

const rows: EventRow[] = [];
for (const name of FROZEN_LOGS)
  for await (const stream of exportSource(openExportFile(pathsOf(release, name).log)).streams())
    rows.push(...stream.rows);

const bytesOf = ({ streamId, hash, body, signature }: EventRow): number =>
  Buffer.byteLength(`${streamId}${hash}${body}${signature ?? ""}`);
const typeOf = ({ body }: EventRow): string => (JSON.parse(body) as { type: string }).type;
const averageOf = (own: readonly EventRow[]): number =>
  Math.round(own.reduce((sum, row) => sum + bytesOf(row), 0) / own.length);
const byType = Map.groupBy(rows, typeOf);

describe("the average row", () => {
  it.for(Object.entries(AVERAGES))("of %s takes at most %i bytes", ([type, noted], { expect }) => {
    expect(averageOf(byType.get(type) ?? [])).toBeLessThanOrEqual(noted * TOLERANCE);
  });
});

describe("a database of the log", () => {
  it("takes at most the noted bytes for an event", ({ expect }) => {
    const database = new DatabaseSync(":memory:");
    const folder = join(ROOT, "drizzle/events");
    for (const file of readdirSync(folder).toSorted())
      if (file.endsWith(".sql")) database.exec(readFileSync(join(folder, file), "utf8"));
    const insert = database.prepare(
      "INSERT OR IGNORE INTO events (stream_id, version, hash, body, signature) VALUES (?, ?, ?, ?, ?)",
    );
    const contacts = rows.filter(({ streamId }) => streamId.startsWith("ct_"));
    for (const { streamId, version, hash, body, signature } of contacts)
      insert.run(streamId, version, hash, body, signature);
    const [pages] = database.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'events'").all();
    const [stored] = database.prepare("SELECT count(*) AS events FROM events").all();
    expect(Number(pages?.["bytes"]) / Number(stored?.["events"])).toBeLessThanOrEqual(ON_DISK);
  });
});
