// Verifies a log with the file of a daily root: a log that has grown since then has no fault, every other change of the log
// is a fault. The last test compares with an earlier export (--against).
import { ADOPTION, LOG_SIGNER } from "../testing/log-keys.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, it } from "vitest";
import { publicationOf } from "../domain/contact/publish-root.ts";
import { makeCheckpoint } from "../domain/make-proof.ts";
import { record } from "../domain/contact/record.ts";
import { FULL_STORY, type Move, rechained, deploymentAfter } from "../testing/honest-log.ts";
import { byId, memorySource } from "../replay/source.ts";
import { AdminId, commandIdOf, type StreamId } from "../schema/ids.ts";
import { headOf, merkleRoot } from "../domain/merkle.ts";
import type { Head, EventRow } from "../schema/shipment.ts";
import { rootHeaderLine, rootHeadLine } from "../schema/root-file.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { writeExport } from "./write-export.ts";
import { beginning } from "../schema/cause.ts";

const DAY = "2026-11-22";
const FILE = `${DAY}.ndjson`;
const STORY: readonly Move[] = [...FULL_STORY, { what: "lead", who: 1, pick: 1 }, { what: "optOut", who: 0, pick: 2 }];
const AUDIT = AdminId.parse("ad_audit");

let before: readonly EventRow[] = [];
let after: readonly EventRow[] = [];
let heads: readonly Head[] = [];
let root = "";

beforeAll(async () => {
  const deployment = await deploymentAfter(STORY);
  before = deployment.rows();
  heads = [...Map.groupBy(before, ({ streamId }) => streamId)]
    .flatMap(([streamId, rows]) => headOf({ streamId, rows }) ?? [])
    .toSorted(byId)
    .map(({ streamId, version, hash }) => ({ streamId, version, hash }));
  root = merkleRoot(heads);
  await deployment.play([
    { what: "optOut", who: 1, pick: 2 },
    { what: "lead", who: 2, pick: 1 },
  ]);
  await deployment.drain();
  const grown = deployment.rows();
  after = [...grown, rootPublishedRow(root, heads.length)];
});

const ORIGIN = "sales.example/holdpoint";

/** The `RootPublished` event of a root, after the event of the log's key. */
function rootPublishedRow(digest: string, count: number): EventRow {
  const commandId = commandIdOf("PublishRoot", DAY, digest);
  const cause = beginning(commandId);
  const command = {
    type: "PublishRoot",
    ...cause,
    streamId: AUDIT,
    root: digest,
    heads: count,
    events: 9,
    day: DAY,
    origin: ORIGIN,
  } as const;
  const decided = publicationOf(command, "cron", { before: [], signer: LOG_SIGNER });
  const place = { streamId: AUDIT, version: 2, prevHash: ADOPTION.hash, at: new Date(NOW).toISOString(), ...cause };
  const { row } = record(decided, place, null, () => new Uint8Array());
  return { ...row, signature: LOG_SIGNER.sign(row) };
}

const linesOf = (of: readonly Head[]): readonly string[] => [
  rootHeaderLine({
    day: DAY,
    root,
    streams: of.length,
    events: 9,
    madeAt: new Date(NOW).toISOString(),
    logKey: LOG_SIGNER.key,
    checkpoint: makeCheckpoint(ORIGIN, [{ day: DAY, root }], LOG_SIGNER),
  }),
  ...of.map(rootHeadLine),
];

/** Runs verify on a log with a root file of these lines. */
async function verify(rows: readonly EventRow[], lines = linesOf(heads)) {
  const cwd = aFolder();
  const log = memorySource(rows.toSorted((a, b) => byId(a, b) || a.version - b.version));
  const made = { madeAt: new Date(NOW).toISOString(), onEvents: () => undefined };
  await writeExport({ log, path: join(cwd, "log.ndjson"), lines: "ndjson", sealed: "closed", ...made });
  writeFileSync(join(cwd, FILE), lines.join(""));
  const { code, out, err } = await holdpoint(["verify", "--from", "log.ndjson", "--root", FILE], { cwd });
  return { code, out, err };
}
const without = (streamId: StreamId): readonly EventRow[] => after.filter((row) => row.streamId !== streamId);
/** The last head whose stream has more than one event. */
const aLongerHead = (): Head => heads.findLast(({ version }) => version > 1)!;

describe("a log with a daily root", () => {
  it("has no fault when streams grew and new streams began after the root was made", async ({ expect }) => {
    const streamsIn = (rows: readonly EventRow[]) => new Set(rows.map(({ streamId }) => streamId)).size;
    expect(after.length).toBeGreaterThan(before.length + 1);
    expect(streamsIn(after)).toBeGreaterThan(streamsIn(before) + 1);
    const { code, out } = await verify(after);
    expect([code, out]).toEqual([0, expect.stringContaining(`compared with the root of ${DAY}, ${root}`)]);
  });

  it("has a fault for a missing stream", async ({ expect }) => {
    const { streamId, version } = aLongerHead();
    const { code, out } = await verify(without(streamId));
    expect([code, out]).toEqual([1, expect.stringContaining(`stream_missing  ${streamId}  expected ${version}`)]);
  });

  it("has a fault when the missing stream is the last one in the root file", async ({ expect }) => {
    const { streamId } = heads.at(-1)!;
    expect((await verify(without(streamId))).out).toContain(`stream_missing  ${streamId}`);
  });

  it("has a fault for a stream without its last events", async ({ expect }) => {
    const { streamId, version } = aLongerHead();
    const cut = after.filter((row) => row.streamId !== streamId || row.version < version);
    expect((await verify(cut)).out).toContain(`stream_truncated  ${streamId}@${version}`);
  });

  it("has a fault for a rewritten stream whose hashes were computed again", async ({ expect }) => {
    const { streamId, version } = aLongerHead();
    const rewritten = rechained(
      after
        .filter((row) => row.streamId === streamId)
        .map((row) => ({ ...row, body: row.body.replaceAll("2026-", "2027-") })),
    );
    expect((await verify([...without(streamId), ...rewritten])).out).toContain(`head_differs  ${streamId}@${version}`);
  });

  it("has a fault when its event RootPublished for the day of the file is missing or names another root", async ({
    expect,
  }) => {
    const withoutRoot = after.filter(({ body }) => !body.includes(`"type":"RootPublished"`));
    const none = await verify(withoutRoot);
    expect(none.out).toContain(`root_differs  ad_audit ${DAY}: expected ${root}, found none`);
    const other = "f".repeat(64);
    const another = await verify([...withoutRoot, rootPublishedRow(other, 3)]);
    expect(another.out).toContain(`found ${other}`);
  });
});

describe("the file of a root", () => {
  it("has a fault when a head was removed or changed", async ({ expect }) => {
    for (const lines of [linesOf(heads.slice(1)), linesOf(heads.with(0, { ...heads[0]!, hash: "0".repeat(64) }))]) {
      const { code, out } = await verify(after, lines);
      expect([code, out]).toEqual([1, expect.stringContaining(`root_differs  file: expected ${root}`)]);
    }
  });

  it("is refused when it is damaged, is out of order, is no root file or does not exist", async ({ expect }) => {
    const lines = linesOf(heads);
    const cut = lines.with(lines.length - 1, lines.at(-1)!.slice(0, -10));
    expect(await verify(after, cut)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Line \d+ of .* is damaged/),
    });
    expect(await verify(after, lines.with(2, "{}\n"))).toMatchObject({
      code: 2,
      err: expect.stringContaining("Line 3"),
    });
    const swapped = [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)];
    expect(await verify(after, swapped)).toMatchObject({ code: 2, err: expect.stringContaining("Line 3") });
    expect(await verify(after, ["{}\n"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("not the file of a root"),
    });
    const missingFile = await holdpoint(["verify", "--root", "nowhere.ndjson"], { cwd: aFolder() });
    expect([missingFile.code, missingFile.err]).toEqual([2, expect.stringContaining("does not exist")]);
  });
});

it("a log with newer events has no fault against an earlier export", async ({ expect }) => {
  const cwd = aFolder();
  const made = {
    madeAt: new Date(NOW).toISOString(),
    onEvents: () => undefined,
    lines: "ndjson",
    sealed: "closed",
  } as const;
  const sorted = (rows: readonly EventRow[]) =>
    memorySource(rows.toSorted((a, b) => byId(a, b) || a.version - b.version));
  await writeExport({ ...made, log: sorted(before), path: join(cwd, "earlier.ndjson") });
  await writeExport({ ...made, log: sorted(after), path: join(cwd, "log.ndjson") });
  const { code, out } = await holdpoint(["verify", "--from", "log.ndjson", "--against", "earlier.ndjson"], { cwd });
  expect([code, out]).toEqual([0, expect.stringContaining("Holds")]);
});
