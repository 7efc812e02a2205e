// Tests `holdpoint metrics`: what it prints, that the same log gives the same bytes, and that a log at a root is the log as it was then.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, it } from "vitest";
import { headsOf, FULL_STORY, deploymentAfter, type HonestDeployment, ORIGIN } from "../testing/honest-log.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { byId, memorySource } from "../replay/source.ts";
import { merkleRoot } from "../domain/merkle.ts";
import { numbersReport } from "../domain/numbers/report.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { NUMBERS } from "../schema/numbers.ts";
import { rootHeaderLine, rootHeadLine } from "../schema/root-file.ts";
import type { EventRow, Head } from "../schema/shipment.ts";
import { DAY_MS } from "../schema/time.ts";
import { sampleNumbers } from "../testing/desk/numbers.ts";
import { localSamplesBefore } from "./local-installation.ts";
import { metricsCsv, metricsText } from "./metrics-text.ts";
import type { Shell } from "./shell.ts";
import { writeExport } from "./write-export.ts";

const DAY = "2026-11-22";

let deployment: HonestDeployment;
let before: readonly EventRow[] = [];
let heads: readonly Head[] = [];
let root = "";
beforeAll(async () => {
  deployment = await deploymentAfter(FULL_STORY);
  before = deployment.rows();
  heads = headsOf(before);
  root = merkleRoot(heads);
  await deployment.publishRoot(DAY);
  await deployment.play([
    { what: "pass", who: 0, pick: 1 },
    { what: "lead", who: 1, pick: 1 },
    { what: "outcome", who: 0, pick: 0 },
  ]);
  await deployment.drain();
});

async function aLog(rows: readonly EventRow[]) {
  const cwd = aFolder();
  const sorted = rows.toSorted((a, b) => byId(a, b) || a.version - b.version);
  const job = {
    lines: "ndjson",
    sealed: "closed",
    madeAt: new Date(NOW).toISOString(),
    onEvents: () => undefined,
  } as const;
  await writeExport({ ...job, log: memorySource(sorted), path: join(cwd, "log.ndjson") });
  const header = {
    day: DAY,
    root,
    streams: heads.length,
    events: before.length,
    madeAt: new Date(NOW).toISOString(),
    logKey: LOG_SIGNER.key,
    checkpoint: ORIGIN,
  };
  writeFileSync(join(cwd, "root.ndjson"), rootHeaderLine(header) + heads.map(rootHeadLine).join(""));
  return (...args: readonly string[]) => holdpoint(["metrics", "--from", "log.ndjson", ...args], { cwd });
}

interface Found {
  readonly at: { readonly root: string; readonly events: number };
  readonly numbers: readonly { readonly id: string; readonly value: { readonly kind: string; readonly of?: number } }[];
}
const valueOf = (out: string, id: string) => (JSON.parse(out) as Found).numbers.find((one) => one.id === id)?.value;

describe("the classes of messages by a model", () => {
  const query = {
    period: { from: DAY, to: DAY },
    by: "source",
    now: `${DAY}T09:00:00.000Z`,
    hours: samplePolicy.hours,
  } as const;
  const at = { root: "ab".repeat(32), events: 9, streams: 3, newest: null };
  const found = { at, samplesBefore: null, ...numbersReport(sampleNumbers(query), query), unreadable: [] };

  it("are printed beside those of the rules, and as lines of CSV", ({ expect }) => {
    const text = metricsText(found);
    expect(text).toMatch(/interested +unsubscribe +2/);
    expect(text).toMatch(/website +40 +2 +1 +2 +92\.5 %/);
    const lines = metricsCsv(found).split("\r\n");
    expect(lines).toContainEqual(expect.stringContaining('"class_would_have_silenced","count","source","website","2"'));
    expect(lines).toContainEqual(
      expect.stringContaining('"classes","count","rules × model","not_interested × interested","1"'),
    );
  });

  it("are not printed where no model was asked", async ({ expect }) => {
    expect((await (await aLog(before))()).out).not.toContain("Messages that a model was asked about");
  });
});

describe("holdpoint metrics", () => {
  it("prints every number with its value or what is missing, and the log that it counted", async ({ expect }) => {
    const ask = await aLog(before);
    const { code, out } = await ask();
    expect(code).toBe(0);
    for (const { title } of NUMBERS) expect(out).toContain(title);
    expect(out).toContain(`root ${root}`);
    expect(out).toContain("not yet: no model was asked for a plan of a lead of these days");
    expect(valueOf((await ask("--json")).out, "mail_sent")).toMatchObject({ kind: "share", out: 1, of: 1 });
  });

  it("prints the same bytes twice, also later and divided", async ({ expect }) => {
    const ask = await aLog(deployment.rows());
    for (const args of [[], ["--json"], ["--csv"], ["--csv", "--by", "source"], ["--by", "day"]]) {
      const [one, other] = [await ask(...args), await ask(...args)];
      expect([one.code, one.err]).toEqual([0, ""]);
      expect(one.out).toBe(other.out);
    }
  });

  it("prints CSV whose lines all have the same columns", async ({ expect }) => {
    const { out } = await (await aLog(before))("--csv", "--by", "source");
    const lines = out.trimEnd().split("\r\n");
    const columns = lines.map((line) => line.split('","').length);
    expect(new Set(columns).size).toBe(1);
    expect(lines.find((line) => line.startsWith('"mail_sent","share","source","website"'))).toContain(root);
    expect(lines.filter((line) => line.startsWith('"open_holds"'))).toHaveLength(4);
  });

  it("counts the log as it was at a root, by its file and by its digest", async ({ expect }) => {
    const then = await (await aLog(before))("--json");
    const ask = await aLog(deployment.rows());
    const now = await ask("--json");
    expect(valueOf(now.out, "leads")?.of).toBeGreaterThan(valueOf(then.out, "leads")?.of ?? 0);
    for (const at of ["root.ndjson", root]) expect((await ask("--json", "--at", at)).out).toBe(then.out);
  });

  it("refuses a root that the log never published, one whose heads it does not have, and days that are no period", async ({
    expect,
  }) => {
    const ask = await aLog(deployment.rows());
    expect(await ask("--at", "0".repeat(64))).toMatchObject({
      code: 2,
      err: expect.stringContaining("published no root"),
    });
    const other = await aLog(deployment.rows().filter(({ streamId }) => streamId.startsWith("ad_")));
    expect(await other("--at", "root.ndjson")).toMatchObject({
      code: 2,
      err: expect.stringContaining("does not have the heads"),
    });
    expect((await ask("--since", "2026-11-30", "--until", "2026-11-01")).code).toBe(2);
  });

  it("counts the days that are asked for, and says when a stream cannot be read", async ({ expect }) => {
    const ask = await aLog(before);
    const [{ body } = { body: "" }] = before.filter(({ streamId }) => streamId.startsWith("ct_"));
    const first = (JSON.parse(body) as { at: string }).at;
    const later = new Date(Date.parse(first) + 40 * DAY_MS).toISOString().slice(0, 10);
    const { out } = await ask("--since", later, "--until", later, "--json");
    expect(valueOf(out, "conversion")).toEqual({ kind: "missing", missing: "no lead of these days was handed over" });
    const broken = await aLog(before.filter(({ streamId, version }) => streamId.startsWith("ad_") || version !== 3));
    expect(await broken()).toMatchObject({ code: 1, out: expect.stringContaining("cannot be read to its end") });
  });

  it("names the samples of a local installation", ({ expect }) => {
    const state = join(aFolder(), "state");
    const samples = (content: object) => {
      writeFileSync(join(state, "..", "samples.json"), JSON.stringify(content));
      return localSamplesBefore({ cwd: state } as Shell, { state });
    };
    const now = new Date(NOW).toISOString();
    expect(samples({ now, done: false, past: "wanted" })).toBeNull();
    expect(samples({ now, done: true, past: "there" })).toBe(now);
  });
});
