// Tests `holdpoint check` and `holdpoint verify` on changed exports: which faults each command reports, and the exit codes.
import * as fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, it } from "vitest";
import { ADA, SYSTEM_KEY } from "../testing/people.ts";
import { FULL_STORY, rechained, deploymentAfter } from "../testing/honest-log.ts";
import { byId, memorySource } from "../replay/source.ts";
import type { EventRow } from "../schema/shipment.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { eventLine } from "./export-format.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { writeExport } from "./write-export.ts";

let rows: readonly EventRow[] = [];
/** An honest export, as its lines. */
let lines: readonly string[] = [];

beforeAll(async () => {
  const deployment = await deploymentAfter([
    ...FULL_STORY,
    { what: "optOut", who: 0, pick: 2 },
    { what: "lead", who: 1, pick: 1 },
  ]);
  rows = deployment.rows().toSorted((a, b) => byId(a, b) || a.version - b.version);
});

async function write(path: string, of: readonly EventRow[] = rows): Promise<void> {
  const job = {
    lines: "ndjson",
    sealed: "closed",
    madeAt: new Date(NOW).toISOString(),
    onEvents: () => undefined,
  } as const;
  await writeExport({ ...job, log: memorySource(of), path });
  lines = readFileSync(path, "utf8").split("\n");
}

interface Report {
  readonly holds: boolean;
  readonly faultCount: number;
  readonly faultsByName: Readonly<Record<string, number>>;
  readonly faults: readonly { readonly name: string; readonly line: number | null; readonly version: number | null }[];
}

/** The exit code and the report of a command for a file with these lines. */
async function reportOf(command: readonly string[], of: readonly string[]) {
  const cwd = aFolder();
  writeFileSync(join(cwd, "log.ndjson"), of.join("\n"));
  const { code, out, err } = await holdpoint([...command, "--json"], { cwd });
  if (code === 2) throw new Error(err);
  return { code, report: JSON.parse(out) as Report };
}
const check = (of: readonly string[]) => reportOf(["check", "log.ndjson"], of);
const verify = (of: readonly string[], ...options: readonly string[]) =>
  reportOf(["verify", "--from", "log.ndjson", ...options], of);

/** Single edits of a file, and the faults that they cause. Line 0 is the manifest; the text after the last line end is empty. */
const EDITS: Readonly<
  Record<string, { of: (line: number, pick: number) => readonly string[]; names: readonly string[] }>
> = {
  "a changed letter": {
    of: (line, pick) => {
      const text = lines[line] ?? "";
      const at = pick % text.length;
      return lines.with(line, `${text.slice(0, at)}${text[at] === "7" ? "8" : "7"}${text.slice(at + 1)}`);
    },
    names: ["bytes_differ"],
  },
  "a removed line": { of: (line) => lines.toSpliced(line, 1), names: ["bytes_differ", "count_differs"] },
  "a repeated line": {
    of: (line) => lines.toSpliced(line, 0, lines[line] ?? ""),
    names: ["bytes_differ", "count_differs", "version_repeated"],
  },
  "a line that is no event": {
    of: (line, pick) => lines.toSpliced(line, 0, ["{}", "x", "[1]", '{"streamId":"ct_x"}'][pick % 4] ?? ""),
    names: ["bytes_differ", "line_unreadable"],
  },
  "its end cut off": {
    of: (line, pick) => [...lines.slice(0, line), (lines[line] ?? "").slice(0, 1 + (pick % 50))],
    names: ["bytes_differ", "count_differs", "line_cut"],
  },
  "an added space at the end of a line": {
    of: (line) => lines.with(line, `${lines[line]} `),
    names: ["bytes_differ"],
  },
};

describe("an export", () => {
  it("has no fault when it is unchanged", async ({ expect }) => {
    await write(join(aFolder(), "log.ndjson"));
    expect(await check(lines)).toMatchObject({ code: 0, report: { holds: true, faultCount: 0, events: rows.length } });
    expect(await verify(lines)).toMatchObject({ code: 0, report: { holds: true, faultCount: 0, events: rows.length } });
  });

  it.for(Object.entries(EDITS))(
    "has a fault in check with %s",
    { timeout: LONG_MILLISECONDS },
    async ([, edit], { expect }) => {
      await write(join(aFolder(), "log.ndjson"));
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: rows.length }), fc.nat(9_999), async (line, pick) => {
          const { code, report } = await check(edit.of(line, pick));
          expect(code).toBe(1);
          for (const name of edit.names) expect(report.faultsByName).toHaveProperty(name);
        }),
        runs(10),
      );
    },
  );

  it.for([
    ["sha256", "0".repeat(64), "bytes_differ"],
    ["heads", "0".repeat(64), "heads_differ"],
    ["root", "0".repeat(64), "root_differs"],
    ["streams", 1, "count_differs"],
    ["events", 1, "count_differs"],
  ] as const)(
    "has a fault in check when its manifest has another value of %s",
    async ([field, value, name], { expect }) => {
      await write(join(aFolder(), "log.ndjson"));
      const manifest = { ...(JSON.parse(lines[0] ?? "") as object), [field]: value };
      const { code, report } = await check(lines.with(0, JSON.stringify(manifest).padEnd(lines[0]?.length ?? 0)));
      expect(code).toBe(1);
      expect(report.faults).toMatchObject([{ name, field, line: null }]);
    },
  );

  it("has the line number in the report of a fault", async ({ expect }) => {
    await write(join(aFolder(), "log.ndjson"));
    const swapped = [lines[0]!, lines.at(-2)!, ...lines.slice(1, -2), ""];
    const { report } = await verify(swapped);
    expect(report.faults).toContainEqual(expect.objectContaining({ name: "stream_out_of_order", line: 3 }));
  });
});

describe("holdpoint verify", () => {
  it("names the event, the field and both values of a changed event", async ({ expect }) => {
    await write(join(aFolder(), "log.ndjson"));
    const index = rows.findIndex(
      ({ body }) => body.includes('"QualificationGraded"') && /"basisPoints":(7000|10000)/.test(body),
    );
    const row = rows[index]!;
    const planted = rechained(
      rows
        .filter(({ streamId }) => streamId === row.streamId)
        .map((one) => ({
          ...one,
          body: one === row ? one.body.replace(/"basisPoints":(7000|10000)/, '"basisPoints":9000') : one.body,
        })),
    );
    const rest = rows.filter(({ streamId }) => streamId !== row.streamId);
    const cwd = aFolder();
    await write(join(cwd, "log.ndjson"), [...rest, ...planted]);
    const { code, out } = await holdpoint(["verify", "--from", "log.ndjson"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`✗  grade_differs  ${row.streamId}@${row.version}  .*found 9000`));
    expect(out).toMatch(/Does not hold/);
    expect(await verify(lines, "--contact", row.streamId)).toMatchObject({ code: 1 });
  });

  it("finds a rewritten stream with --root, and names the stream with --against an earlier export", async ({
    expect,
  }) => {
    const cwd = aFolder();
    await write(join(cwd, "earlier.ndjson"));
    const { root } = JSON.parse(lines[0] ?? "") as { root: string };
    const streamId = rows.at(-1)!.streamId;
    const rewritten = rechained(
      rows
        .filter((row) => row.streamId === streamId)
        .map((row) => ({ ...row, body: row.body.replaceAll("2026-", "2027-") })),
    );
    await write(join(cwd, "log.ndjson"), [...rows.filter((row) => row.streamId !== streamId), ...rewritten]);
    const from = ["verify", "--from", "log.ndjson"];
    expect(await holdpoint(from, { cwd })).toMatchObject({ code: 0 });
    const byRoot = await holdpoint([...from, "--root", root], { cwd });
    expect([byRoot.code, byRoot.out]).toEqual([1, expect.stringContaining("root_differs")]);
    const byHeads = await holdpoint([...from, "--against", "earlier.ndjson"], { cwd });
    expect([byHeads.code, byHeads.out]).toEqual([1, expect.stringContaining(`head_differs  ${streamId}`)]);
    expect(await holdpoint(["verify", "--from", "earlier.ndjson", "--root", root], { cwd })).toMatchObject({ code: 0 });
  });

  it("reports the first thousand of many faults, and counts all of them", async ({ expect }) => {
    await write(join(aFolder(), "log.ndjson"));
    const many = Array.from({ length: 1_500 }, (_, index) => eventLine({ ...rows[0]!, version: index + 2 }).trimEnd());
    const { report } = await verify([lines[0]!, lines[1]!, ...many, ""]);
    expect(report.faults).toHaveLength(1_000);
    expect(report.faultCount).toBeGreaterThan(1_500);
  });

  it("ends with 2 for invalid options and unknown contacts", async ({ expect }) => {
    const cwd = aFolder();
    await write(join(cwd, "log.ndjson"));
    const verifyWith = async (...options: readonly string[]) => {
      const { code, err } = await holdpoint(["verify", "--from", "log.ndjson", ...options], { cwd });
      return [code, err] as const;
    };
    const root = "0".repeat(64);
    expect(await verifyWith("--contact", "ct_nobody")).toEqual([2, expect.stringContaining("is not in the export")]);
    expect(await verifyWith("--contact", "ct_x", "--root", root)).toEqual([2, expect.stringContaining("whole log")]);
    expect(await verifyWith("--root", "abc")).toEqual([2, expect.stringContaining("64 hexadecimal digits")]);
    expect(await verifyWith("--since", "yesterday")).toEqual([2, expect.stringContaining("2026-11-22T12:00:00Z")]);
    expect(await verifyWith("--contact", "not an address")).toEqual([2, expect.stringContaining("neither")]);
  });

  it("finds a contact by address when SYSTEM_KEY is set", async ({ expect }) => {
    const cwd = aFolder();
    await write(join(cwd, "log.ndjson"));
    const args = ["verify", "--from", "log.ndjson", "--contact", ` ${ADA.toUpperCase()} `];
    expect(await holdpoint(args, { cwd, env: { SYSTEM_KEY } })).toMatchObject({ code: 0 });
  });
});
