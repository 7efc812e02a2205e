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
  SignalReceived: 1107,
  ActionDecided: 1016,
  QualificationGraded: 1297,
  OpportunityAnalyzed: 958,
  PreviewHeld: 928,
  PreviewConfirmed: 772,
  DraftHeld: 2498,
  DraftApproved: 998,
  DispatchClaimed: 949,
  DispatchSucceeded: 785,
};
/** The average bytes of a row, by type. The types with free text and the whole policy are not among them. */
const AVERAGES: Readonly<Record<string, number>> = {
  ...ON_THE_WAY,
  ContactErased: 598,
  ContactFlagged: 738,
  DispatchFailed: 684,
  DispatchUncertain: 689,
  ExportOpened: 874,
  FollowupDue: 728,
  HistoryImported: 1217,
  HoldExpired: 736,
  HoldReassigned: 775,
  HoldSnoozed: 911,
  HoldVoided: 645,
  LogKeyAdopted: 764,
  OutcomeReported: 643,
  PreviewDismissed: 756,
  RootPublished: 888,
  RunRequested: 714,
  SafetyVetoed: 691,
  SuppressionAdded: 769,
  SuppressionLifted: 787,
  TaskClosed: 779,
  TaskRaised: 739,
};
/** What one recording may differ from the next: how many of its events are signed, numbers of more digits, another person's name. */
const TOLERANCE = 1.02;
/** What a database of the log takes for an event on its disk, in bytes. */
const ON_DISK = 2_800;

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
