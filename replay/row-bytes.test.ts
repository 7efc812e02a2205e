// Measures the bytes of a row of `events` by event type, over the newest frozen logs. A row of more than 1,002 bytes needs an overflow page of
// 4 KB, because the table is WITHOUT ROWID. `AVERAGES` notes what each type takes: a type that grows fails here.
import { readdirSync } from "node:fs";
import { describe, it } from "vitest";
import { exportSource, openExportFile } from "../cli/sources/export-file.ts";
import { bytesAnEvent } from "../bench/disk.ts";
import { generatedLog } from "../bench/generate.ts";
import type { EventRow } from "../schema/shipment.ts";
import { FIXTURES, FROZEN_LOGS, pathsOf } from "../scripts/frozen/facts.ts";

/** A lead's way to its answer. */
const ON_THE_WAY = {
  SignalReceived: 910,
  ActionDecided: 852,
  QualificationGraded: 943,
  OpportunityAnalyzed: 824,
  PreviewHeld: 761,
  PreviewConfirmed: 580,
  DraftHeld: 2000,
  DraftApproved: 731,
  DispatchClaimed: 781,
  DispatchSucceeded: 677,
};
/** The average bytes of a row, by type. The types with free text and the whole policy are not among them. */
const AVERAGES: Readonly<Record<string, number>> = {
  ...ON_THE_WAY,
  ContactErased: 392,
  ContactFlagged: 599,
  DispatchFailed: 587,
  DispatchUncertain: 592,
  ExportOpened: 685,
  FollowupDue: 521,
  HistoryImported: 994,
  HoldExpired: 529,
  HoldReassigned: 624,
  HoldSnoozed: 717,
  HoldVoided: 472,
  LogKeyAdopted: 575,
  OutcomeReported: 524,
  PreviewDismissed: 601,
  RootPublished: 699,
  RunRequested: 482,
  SafetyVetoed: 569,
  SuppressionAdded: 571,
  SuppressionLifted: 589,
  TaskClosed: 544,
  TaskRaised: 621,
};
/** What one recording may differ from the next: how many of its events are signed, numbers of more digits, another person's name. */
const TOLERANCE = 1.02;
/** A row of more bytes takes an overflow page. */
const FITS = 1_002;
/** What the log takes for an event on the disk of its database, in bytes. */
const ON_DISK = 1_798;

const release = readdirSync(FIXTURES, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  .toSorted()
  .at(-1)!;

const rows: EventRow[] = [];
for (const name of FROZEN_LOGS)
  for await (const stream of exportSource(openExportFile(pathsOf(release, name).log)).streams())
    rows.push(...stream.rows);

/** The bytes of a row beside its columns: the header of the record, and the version. */
const BESIDE = 10;
const bytesOf = ({ streamId, hash, body, sealed, signature }: EventRow): number =>
  BESIDE +
  Buffer.byteLength(`${streamId}${body}`) +
  Buffer.from(hash, "hex").length +
  Buffer.from(sealed ?? "", "base64").length +
  Buffer.from(signature ?? "", "base64url").length;
const typeOf = ({ body }: EventRow): string => (JSON.parse(body) as { type: string }).type;
const averageOf = (own: readonly EventRow[]): number =>
  Math.round(own.reduce((sum, row) => sum + bytesOf(row), 0) / own.length);
const byType = Map.groupBy(rows, typeOf);

describe("the average row", () => {
  it.for(Object.entries(AVERAGES))("of %s takes at most %i bytes", ([type, noted], { expect }) => {
    expect(averageOf(byType.get(type) ?? [])).toBeLessThanOrEqual(noted * TOLERANCE);
  });
});

it("of at least eight of the ten types on a lead's way fits its page", ({ expect }) => {
  const fitting = Object.keys(ON_THE_WAY).filter((type) => averageOf(byType.get(type) ?? []) <= FITS);
  expect(fitting.length).toBeGreaterThanOrEqual(8);
});

it("and its pages take at most the noted bytes an event, in the order in which events come", async ({ expect }) => {
  expect(await bytesAnEvent(await generatedLog(5_000))).toBeLessThanOrEqual(ON_DISK);
});
