// The command `holdpoint golden`: its arguments and exit codes. The content of the lines is tested with the evals.
import { join } from "node:path";
import { sha256 } from "../schema/canonical.ts";
import { beforeAll, describe, it } from "vitest";
import { played } from "../evals/parity/run.ts";
import { idOf } from "../testing/memory/fixture-deployment.ts";
import { sampleFixtures } from "../evals/parity/sample-fixtures.ts";
import type { StreamRows } from "../replay/source.ts";
import type { Sealed } from "../schema/events.ts";
import { promptDigestOf } from "../workers/model/model.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { writeExport } from "./write-export.ts";

const EMAIL = "amara.okafor@brightwater.example";
const contactId = idOf(EMAIL);
let streams: readonly StreamRows[];
let runs: readonly string[];
beforeAll(async () => {
  const [fixture] = sampleFixtures().filter(({ id }) => id === "sample both-known");
  if (!fixture) throw new Error("no such sample");
  const usage = { tokensIn: 1, tokensCached: 0, tokensOut: 1, costMicroDollars: 1, latencyMs: 1 };
  const deployment = await played(fixture, undefined, {
    reasoning: {
      flag: { kind: "on", percent: 100, onlyLowRisk: false },
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
      model: {
        call: async ({ step, prefix, tool }) => ({
          outcome: "ok",
          reply: '{"stages":["qualify","compose"]}',
          call: {
            step,
            model: "deepseek-flash",
            promptDigest: promptDigestOf({ prefix, tool }),
            ...usage,
            outcome: "ok",
          },
        }),
      },
      spend: { read: async () => [] },
      random: (bytes) => new Uint8Array(bytes),
    },
  });
  streams = deployment.streams().map((streamId) => {
    const { rows, open } = deployment.streamOf(streamId);
    const openedWords = rows.flatMap(({ version }): [number, Sealed][] => {
      const words = open(version);
      return words === null ? [] : [[version, { words }]];
    });
    return { streamId, rows, openedWords: new Map(openedWords) };
  });
  const { events } = deployment.streamOf(contactId);
  runs = events.flatMap((event) => (event.type === "ActionDecided" ? [event.payload.runId] : []));
});

/** Runs the command on a `log.ndjson` that is an opened or a closed export. */
async function aLog(sealed: "opened" | "closed" = "opened") {
  const cwd = aFolder();
  const log = {
    async *streams({ ids, prefix = "" }: { readonly ids?: readonly string[]; readonly prefix?: string } = {}) {
      for (const stream of streams) {
        if (!stream.streamId.startsWith(prefix) || (ids && !ids.includes(stream.streamId))) continue;
        yield sealed === "opened" ? stream : { streamId: stream.streamId, rows: stream.rows };
      }
    },
  };
  const madeAt = new Date(NOW).toISOString();
  const path = join(cwd, "log.ndjson");
  await writeExport({ log, path, lines: "ndjson", sealed, madeAt, onEvents: () => undefined });
  return (...args: readonly string[]) => holdpoint(["golden", ...args, "--from", "log.ndjson"], { cwd });
}

const idsIn = (out: string): string[] =>
  out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);

describe("holdpoint golden", () => {
  it("prints a line for each decision of a run, with an empty why", async ({ expect }) => {
    const ask = await aLog();
    const [run = ""] = runs;
    const { code, out, err } = await ask(run);
    expect([code, err]).toEqual([0, ""]);
    const of = (suite: string) => `run-${sha256(run).slice(0, 8)}-${suite}`;
    expect(idsIn(out)).toEqual(["repair", "action", "qualify", "analyze"].map(of));
    for (const line of out.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ why: "" });
    expect(out).not.toMatch(/amara|okafor|brightwater|spreadsheet/i);
  });

  it("prints the lines of one suite for the newest run of a contact", async ({ expect }) => {
    const ask = await aLog();
    const last = runs.at(-1) ?? "";
    expect(last).not.toBe(runs[0]);
    const { code, out } = await ask(contactId, "--suite", "action");
    expect([code, idsIn(out)]).toEqual([0, [`run-${sha256(last).slice(0, 8)}-action`]]);
  });

  it("ends with 1 when no line can be made of a decision, and names the decision", async ({ expect }) => {
    const ask = await aLog("closed");
    const { code, out, err } = await ask(runs[0] ?? "");
    expect([code, idsIn(out)]).toEqual([1, expect.not.arrayContaining([expect.stringContaining("repair")])]);
    expect(err).toBe("no line for repair: the reply is sealed: take the run from an export with --open\n");
    const { out: json } = await ask(runs[0] ?? "", "--json");
    expect(JSON.parse(json)).toMatchObject({
      runId: runs[0],
      lines: [{ suite: "action" }, { suite: "qualify" }, { suite: "analyze" }],
      left: [{ suite: "repair" }],
    });
  });

  it.for([
    [["run_0123456789abcdefABCDEF"], "is not in"],
    [["ct_0123456789abcdefABCDEF"], "is not in"],
    [["nobody"], "neither a contact’s id"],
    [[contactId, "--suite", "taste"], "Allowed choices"],
  ] as const)("ends with 2 for the arguments %j", async ([args, problem], { expect }) => {
    expect(await (await aLog())(...args)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(problem) });
  });

  it("has help with examples", async ({ expect }) => {
    const { code, out } = await holdpoint(["golden", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("$ npx holdpoint golden run_");
    expect(out).toContain("until a person has filled in these fields");
  });
});
