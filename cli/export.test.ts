// Tests writing an export and reading it back (NDJSON and CSV), and `holdpoint export` without --open.
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { ada, chain, contact, grace, linus } from "../testing/rows.ts";
import { merkleRoot } from "../domain/merkle.ts";
import { memorySource, type StreamQuery } from "../replay/source.ts";
import { AdminId } from "../schema/ids.ts";
import { manifestBeside } from "./export-format.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { CannotRun } from "./shell.ts";
import { exportSource, type LineFault, openExportFile } from "./sources/export-file.ts";
import { writeExport } from "./write-export.ts";

const policy = AdminId.parse("ad_policy");
/** Events with non-ASCII text and quotes, of more than one chunk of the file. */
const ROWS = [
  ...chain(policy, 2),
  ...chain(ada, 700, `naïve “quotes” and "these", 🎈${"x".repeat(1_000)}`),
  ...chain(grace, 900, "y".repeat(900)),
  ...chain(linus, 3),
];
const HEADS = [policy, ada, grace, linus].map((id) => ROWS.findLast(({ streamId }) => streamId === id)!);

async function exported(path: string, rows = ROWS) {
  const lines = path.endsWith(".csv") ? "csv" : path.endsWith(".cloudevents") ? "cloudevents" : "ndjson";
  const madeAt = new Date(NOW).toISOString();
  const job = { log: memorySource(rows), path, lines, sealed: "closed", madeAt, onEvents: () => undefined } as const;
  return { path, manifest: await writeExport(job) };
}

async function read(path: string, query?: StreamQuery, onFault?: (fault: LineFault) => void) {
  const rows = [];
  const source = exportSource(openExportFile(path), onFault ? { onFault } : {});
  for await (const stream of source.streams(query)) rows.push(...stream.rows);
  return rows;
}

describe.for(["log.ndjson", "log.csv", "log.cloudevents"])("an export as %s", (name) => {
  /** Lines before the first event: a manifest or a header. */
  const before = name.endsWith(".cloudevents") ? 0 : 1;

  it("is read back with equal rows", async ({ expect }) => {
    const { path } = await exported(join(aFolder(), name));
    expect(await read(path)).toEqual(ROWS);
  });

  it("returns only the requested streams", async ({ expect }) => {
    const { path } = await exported(join(aFolder(), name));
    const only = async (query: StreamQuery) => new Set((await read(path, query)).map(({ streamId }) => streamId));
    expect(await only({ ids: [linus, ada, contact("nobody")] })).toEqual(new Set([ada, linus]));
    expect(await only({ prefix: "ad_" })).toEqual(new Set([policy]));
    expect(await read(path, { prefix: "ct_" })).toEqual(ROWS.slice(2));
  });

  it("has a manifest with its counts and digests", async ({ expect }) => {
    const { path, manifest } = await exported(join(aFolder(), name));
    expect(openExportFile(path).manifest).toEqual(manifest);
    expect(manifest).toMatchObject({
      v: 1,
      streams: 4,
      events: ROWS.length,
      root: merkleRoot(HEADS),
      sealed: "closed",
    });
  });

  it("exists only when it was written to its end, and is readable by its owner only", async ({ expect }) => {
    const folder = aFolder();
    const { path } = await exported(join(folder, name));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const broken = {
      async *streams() {
        yield { streamId: ada, rows: ROWS.slice(2, 5) };
        throw new CannotRun("the database failed");
      },
    };
    const again = {
      path: `${path}.again.${name}`,
      lines: "ndjson",
      sealed: "closed",
      madeAt: "",
      onEvents: () => undefined,
    } as const;
    await expect(writeExport({ ...again, log: broken })).rejects.toThrow("the database failed");
    expect(readdirSync(folder).filter((one) => /again|part/.test(one))).toEqual([]);
  });

  it("stops a reader at a damaged line, unless the reader passes onFault", async ({ expect }) => {
    const { path } = await exported(join(aFolder(), name));
    const lines = readFileSync(path, "utf8").split("\n");
    lines[2] = "not what was written";
    writeFileSync(path, lines.join("\n"));
    await expect(read(path)).rejects.toThrow("Line 3 of");
    const faults: LineFault[] = [];
    const rows = await read(path, {}, (fault) => faults.push(fault));
    expect(faults).toEqual([{ name: "line_unreadable", line: 3 }]);
    expect(rows).toEqual(ROWS.filter((_, index) => index !== 2 - before));
  });

  it("reports the line where it was cut, and where streams are out of order", async ({ expect }) => {
    const { path } = await exported(join(aFolder(), name));
    const last = readFileSync(path, "utf8").trimEnd().split("\n").at(-1) ?? "";
    appendFileSync(path, readFileSync(path, "utf8").split("\n")[1]! + "\n");
    appendFileSync(path, last.slice(0, 40));
    const faults: LineFault[] = [];
    await read(path, {}, (fault) => faults.push(fault));
    const events = ROWS.length + before;
    expect(faults).toEqual([
      { name: "stream_out_of_order", line: events + 1 },
      { name: "line_cut", line: events + 2 },
    ]);
  });
});

describe("holdpoint export", () => {
  it("writes an export from another export, equal except for the time in the manifest", async ({ expect }) => {
    const cwd = aFolder();
    const { manifest } = await exported(join(cwd, "log.ndjson"));
    const { code, out } = await holdpoint(["export", "--from", "log.ndjson", "log.csv", "--json"], { cwd });
    expect(code).toBe(0);
    const printed: unknown = JSON.parse(out);
    const { sha256: _, ...same } = manifest;
    expect(printed).toMatchObject({ file: join(cwd, "log.csv"), manifest: { ...same, lines: "csv" } });
    expect(await read(join(cwd, "log.csv"))).toEqual(ROWS);
  });

  it("replaces an existing file only with --force", async ({ expect }) => {
    const cwd = aFolder();
    await exported(join(cwd, "log.ndjson"));
    const again = ["export", "--from", "log.ndjson", "log.ndjson"];
    expect(await holdpoint(again, { cwd })).toMatchObject({ code: 2, err: expect.stringMatching(/exists already/) });
    expect(await holdpoint([...again, "--force"], { cwd })).toMatchObject({ code: 0 });
    expect(await read(join(cwd, "log.ndjson"))).toEqual(ROWS);
  });

  it("names the problem of a file that cannot be read or written", async ({ expect }) => {
    const cwd = aFolder();
    const { path } = await exported(join(cwd, "log.csv"));
    const from = (file: string) => holdpoint(["export", "--from", file, "out.ndjson"], { cwd });
    expect((await from("nothing.ndjson")).err).toMatch(/does not exist/);
    expect((await from(".")).err).toMatch(/is a folder/);
    writeFileSync(join(cwd, "text.txt"), "hello");
    expect((await from("text.txt")).err).toMatch(/no manifest/);
    truncateSync(manifestBeside(path), 0);
    expect((await from("log.csv")).err).toMatch(/no manifest/);
    writeFileSync(manifestBeside(path), JSON.stringify({ format: "holdpoint-export", v: 2 }));
    expect((await from("log.csv")).err).toMatch(/another version \(2\)/);
    await exported(join(cwd, "log.ndjson"));
    const nowhere = await holdpoint(["export", "--from", "log.ndjson", "no/such/folder.ndjson"], { cwd });
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be written \(ENOENT\)/) });
    expect(existsSync(join(cwd, "out.ndjson"))).toBe(false);
  });

  it("prints progress when the export takes longer than a second", async ({ expect }) => {
    const cwd = aFolder();
    await exported(join(cwd, "log.ndjson"));
    let time = NOW;
    const now = () => (time += 700);
    const { err } = await holdpoint(["export", "--from", "log.ndjson", "again.ndjson"], { cwd, now });
    expect(err).toMatch(/^writing: [\d,]+ events, [\d,]+ a second$/m);
  });
});

describe("the command line", () => {
  it("ends with 2 and a suggestion for a mistake, and with 0 for help", async ({ expect }) => {
    expect(await holdpoint(["exprot"])).toMatchObject({ code: 2, err: expect.stringMatching(/Did you mean export/) });
    expect(await holdpoint(["export"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/missing required argument/),
    });
    expect(await holdpoint(["export", "x", "--bogus"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/unknown option/),
    });
    expect(await holdpoint(["export", "--help"])).toMatchObject({ code: 0, out: expect.stringMatching(/Examples/) });
  });

  it("suggests npm start when there is no local log", async ({ expect }) => {
    const cwd = aFolder();
    const { code, err } = await holdpoint(["export", "x.ndjson", "--state", "nowhere"], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/npm start/);
  });
});
