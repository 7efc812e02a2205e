// The commands replay, why, never-contact, flip and what-if on an export: their arguments, output and exit codes. The answers themselves are tested
// in replay/.
import type { ScoreFlip } from "../replay/flip-score.ts";
import { scoreFlipText } from "./flip-text.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, it } from "vitest";
import { ADA, GRACE, idOf, KIM, SYSTEM_KEY } from "../testing/people.ts";
import { edited, FULL_STORY, rechained, deploymentAfter } from "../testing/honest-log.ts";
import { byId, memorySource } from "../replay/source.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { EventRow } from "../schema/shipment.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { writeExport } from "./write-export.ts";

let rows: readonly EventRow[] = [];
beforeAll(async () => {
  const deployment = await deploymentAfter([
    ...FULL_STORY,
    { what: "suppress", who: 1, pick: 0 },
    { what: "lead", who: 1, pick: 1 },
    { what: "drain", who: 0, pick: 0 },
  ]);
  rows = deployment.rows().toSorted((a, b) => byId(a, b) || a.version - b.version);
});

/** Runs commands on a `log.ndjson` with these rows. */
async function aLog(of: readonly EventRow[] = rows) {
  const cwd = aFolder();
  const job = {
    lines: "ndjson",
    sealed: "closed",
    madeAt: new Date(NOW).toISOString(),
    onEvents: () => undefined,
  } as const;
  await writeExport({ ...job, log: memorySource(of), path: join(cwd, "log.ndjson") });
  const ask = (...args: readonly string[]) =>
    holdpoint([...args, "--from", "log.ndjson"], { cwd, env: { SYSTEM_KEY } });
  return { cwd, ask };
}

const changed = (streamId: string, change: (row: EventRow) => EventRow): readonly EventRow[] =>
  rows.map((row) => (row.streamId === streamId ? change(row) : row));

describe("holdpoint replay", () => {
  it("prints every event, and the state after the last", async ({ expect }) => {
    const { ask } = await aLog();
    const { code, out } = await ask("replay", ADA);
    expect(code).toBe(0);
    for (const { version, body } of rows.filter(({ streamId }) => streamId === idOf(ADA)))
      expect(out).toMatch(
        new RegExp(`^ *${version}  \\S+  ${(JSON.parse(body) as { type: string }).type}, written by`, "m"),
      );
    expect(out).toContain("personal words: sealed");
    expect(out).toMatch(/messages sent +1, the last 20/);
  });

  it("ends at the version or the time of --at, with the state at that point", async ({ expect }) => {
    const { ask } = await aLog();
    const upTo = async (at: string) => {
      const { code, out } = await ask("replay", ADA, "--at", at, "--json");
      return [code, (JSON.parse(out) as { contact: { version: number } }).contact.version];
    };
    const third = JSON.parse(rows.find((row) => row.streamId === idOf(ADA) && row.version === 3)!.body) as {
      at: string;
    };
    expect(await upTo("2")).toEqual([0, 2]);
    expect((await upTo(third.at))[1]).toBeGreaterThanOrEqual(3);
    expect(await upTo("1999-01-01")).toEqual([0, 0]);
    expect(await ask("replay", ADA, "--at", "now")).toMatchObject({ code: 2 });
  });

  it("prints administrative streams too", async ({ expect }) => {
    const { ask } = await aLog();
    const streamId = rows.find((row) => row.streamId.startsWith("ad_suppressions"))!.streamId;
    const { code, out } = await ask("replay", streamId);
    expect([code, out]).toEqual([0, expect.stringContaining("SuppressionAdded")]);
    expect(out).not.toContain("As of version");
  });

  it("ends with 1 when the stream cannot be read to its end", async ({ expect }) => {
    const { ask } = await aLog(rows.filter((row) => row.streamId !== idOf(ADA) || row.version !== 3));
    expect(await ask("replay", ADA)).toMatchObject({ code: 1, out: expect.stringContaining("cannot be read further") });
  });

  it("prints no control characters from the log", async ({ expect }) => {
    const hostile = rechained(
      rows
        .filter(({ streamId }) => streamId === idOf(ADA))
        .map((row) =>
          edited(row, (event) => ({
            ...event,
            provenance: {
              ...event.provenance,
              evidence: [{ table: "events", id: "x", columns: { a: "\u001b[2J\u202eevil\r\n" } }],
            },
          })),
        ),
    );
    const { ask } = await aLog([...rows.filter(({ streamId }) => streamId !== idOf(ADA)), ...hostile]);
    const { out } = await ask("replay", ADA);
    expect(out).toContain("evil");
    expect(out).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});

describe("holdpoint why", () => {
  it("prints the receipt as text, as JSON and as a page", async ({ expect }) => {
    const { ask, cwd } = await aLog();
    const text = await ask("why", GRACE);
    expect([text.code, text.out]).toEqual([0, expect.stringContaining("the suppression list")]);
    const json = await ask("why", ADA, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ contactId: idOf(ADA), faults: [], seal: "closed" });
    const page = await ask("why", ADA, "--html", "ada.html");
    expect(page).toMatchObject({ code: 0, out: expect.stringMatching(/^ada\.html: /) });
    expect(readFileSync(join(cwd, "ada.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(await ask("why", ADA, "--html", "no/where.html")).toMatchObject({ code: 2 });
  });

  it("prints one run with --run, and ends with 2 for an unknown run or contact", async ({ expect }) => {
    const { ask } = await aLog();
    const { runs } = JSON.parse((await ask("why", ADA, "--json")).out) as { runs: readonly { runId: string }[] };
    const one = await ask("why", ADA, "--run", runs[1]!.runId, "--json");
    expect((JSON.parse(one.out) as { runs: readonly unknown[] }).runs).toHaveLength(1);
    expect(await ask("why", ADA, "--run", "run_none")).toMatchObject({
      code: 2,
      err: expect.stringContaining("no run"),
    });
    expect(await ask("why", KIM)).toMatchObject({ code: 2, err: expect.stringContaining("is not in the export") });
    expect(await ask("why", "ad_policy")).toMatchObject({ code: 2 });
  });

  it("ends with 2 and names no run when no event of the stream can be read", async ({ expect }) => {
    const { ask } = await aLog(changed(idOf(ADA), (row) => (row.version === 1 ? { ...row, body: "{}" } : row)));
    const { code, err } = await ask("why", ADA);
    expect([code, err]).toEqual([2, expect.stringContaining(`No event of ${idOf(ADA)} can be read.`)]);
    expect(err).not.toContain("has no run");
  });

  it("ends with 1 for a stream with faults", async ({ expect }) => {
    const { ask } = await aLog(
      changed(idOf(ADA), (row) => ({ ...row, body: row.body.replace('"planned":true', '"planned":false') })),
    );
    expect(await ask("why", ADA)).toMatchObject({ code: 1, out: expect.stringContaining("DOES NOT HOLD") });
  });
});

describe("holdpoint never-contact", () => {
  it("prints the proof", async ({ expect }) => {
    const { ask } = await aLog();
    expect(await ask("never-contact")).toMatchObject({ code: 0, out: expect.stringMatching(/^Proved: /) });
    expect(JSON.parse((await ask("never-contact", "--json")).out)).toMatchObject({ result: "holds" });
  });

  it("prints the shortest counter-example", async ({ expect }) => {
    // The list gets Ada's address as revision 1, and her gates claim to have read revision 99.
    const planted = rows.map((row) =>
      row.streamId === idOf(ADA)
        ? edited(row, (event) =>
            "gate" in event.payload
              ? { ...event, payload: { ...event.payload, gate: { ...event.payload.gate, revision: 99 } } }
              : event,
          )
        : row,
    );
    const [first] = planted.filter(({ streamId }) => streamId === idOf(ADA));
    const { lookups } = (JSON.parse(first!.body) as { payload: { lookups: { address: string } } }).payload;
    const withEntry = planted.map((row) =>
      row.streamId.startsWith("ad_suppressions")
        ? edited(row, (event) => ({
            ...event,
            payload: { ...event.payload, entries: [{ revision: 1, kind: "address", digest: lookups.address }] },
          }))
        : row,
    );
    const rewritten = [...Map.groupBy(withEntry, ({ streamId }) => streamId).values()].flatMap(rechained);
    const { ask } = await aLog(rewritten);
    const { code, out } = await ask("never-contact");
    expect(code).toBe(1);
    expect(out).toMatch(/revision 1 of the list, by address/);
    expect(out).toMatch(/PreviewHeld, whose gate had read the list up to revision 99/);
  });

  it("ends with 2 for a broken chain", async ({ expect }) => {
    const { ask } = await aLog(rows.filter((row) => row.streamId !== idOf(ADA) || row.version !== 2));
    const { code, out } = await ask("never-contact");
    expect([code, out]).toEqual([2, expect.stringContaining(`verify --contact ${idOf(ADA)}`)]);
  });
});

describe("holdpoint flip", () => {
  it("prints the missing inputs of one lead", async ({ expect }) => {
    const { ask } = await aLog();
    const one = await ask("flip", ADA, "--json");
    expect(JSON.parse(one.out)).toMatchObject({ contactId: idOf(ADA), qualifiedFrom: 6_000 });
    expect(await ask("flip", ADA)).toMatchObject({ code: 0, out: expect.stringContaining(idOf(ADA)) });
    // A veto ended every run of this contact before a grade; what she did is scored all the same.
    const vetoed = await ask("flip", GRACE);
    expect(vetoed).toMatchObject({ code: 0, out: expect.stringMatching(/never graded[^]*Score 0\.\d\d, tier [A-D]/) });
    expect(await ask("flip", "ct_nobody")).toMatchObject({ code: 2 });
  });

  it("prints a ranked work list over all open leads", async ({ expect }) => {
    const waiting = await deploymentAfter([
      { what: "lead", who: 2, pick: 4 },
      { what: "drain", who: 0, pick: 0 },
    ]);
    const { ask } = await aLog(waiting.rows().toSorted((a, b) => byId(a, b) || a.version - b.version));
    const list = JSON.parse((await ask("flip", "--open", "--json")).out) as { open: number; items: readonly object[] };
    expect(list.open).toBe(1);
    expect(list.items).toContainEqual(expect.objectContaining({ what: "title", unlocks: 1, contacts: [idOf(KIM)] }));
    // The address is of a mailbox provider. With SYSTEM_KEY the command sees that from the domain's digest, without opening the address.
    expect(list.items).toContainEqual(expect.objectContaining({ what: "company_link" }));
    expect((await ask("flip", "--open")).out).toMatch(/^UNLOCKS .*LEADS$/m);
  });

  it("requires either a contact or --open", async ({ expect }) => {
    const { ask } = await aLog();
    expect(await ask("flip")).toMatchObject({ code: 2, err: expect.stringContaining("--open") });
    expect(await ask("flip", ADA, "--open")).toMatchObject({ code: 2 });
  });
});

describe("what holdpoint flip says of a score", () => {
  const score: ScoreFlip = {
    vertical: "general",
    tier: "B",
    composite: 7_506,
    asOf: "2026-03-02T09:00:00.000Z",
    next: { tier: "A", from: 8_000 },
    ways: [],
  };

  it("names the cheapest way first, with what it adds", ({ expect }) => {
    const way = { adds: 600, composite: 8_106, tier: "A" } as const;
    const title = { what: "title", example: "founder" } as const;
    const ways: ScoreFlip["ways"] = [
      { ...way, facts: [{ what: "profile", example: null }] },
      { ...way, facts: [title, { what: "booking", example: null }] },
    ];
    expect(scoreFlipText({ ...score, ways }).split("\n")).toEqual([
      "Score 0.75, tier B in general, as of 2026-03-02T09:00:00.000Z. No score decides about a message.",
      "Tier A from 0.80, the cheapest first:",
      "     a public profile of the contact: +0.06, 0.81 tier A",
      "  or the contact’s title, if it is one such as “founder” (role fit by rule)",
      "     and a booked meeting: +0.06, 0.81 tier A",
    ]);
  });

  it("says so when nothing is enough, when there is no better tier, and when there is no score", ({ expect }) => {
    expect(scoreFlipText(score)).toContain("Tier A from 0.80: no two missing facts would reach it.");
    expect(scoreFlipText({ ...score, tier: "A", next: null })).toContain("There is no better tier.");
    expect(scoreFlipText(null)).toContain("not scored");
  });
});

describe("holdpoint what-if", () => {
  const candidate = (cwd: string, sections: unknown): string => {
    writeFileSync(join(cwd, "candidate.json"), JSON.stringify(sections));
    return "candidate.json";
  };

  it("finds no change under the policy in force", async ({ expect }) => {
    const { ask, cwd } = await aLog();
    const same = await ask("what-if", "--policy", candidate(cwd, {}));
    expect(same).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing changes/) });
    const whole = await ask("what-if", "--policy", candidate(cwd, samplePolicy), "--json");
    expect(JSON.parse(whole.out)).toMatchObject({
      changeCount: 0,
      changes: [],
      unknown: { never_asked: 0, sealed: 0 },
    });
  });

  it("prints the changes in a table, and writes changes and unknowns to a file", async ({ expect }) => {
    const { ask, cwd } = await aLog();
    const policy = candidate(cwd, { qualify: { ...samplePolicy.qualify, qualifiedFrom: 10_000, companyKnown: 1 } });
    const { code, out } = await ask("what-if", "--policy", policy, "--diff", "diff.ndjson");
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`${idOf(ADA)}@\\d+ .*verdict`));
    const lines = readFileSync(join(cwd, "diff.ndjson"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ kind: "change", streamId: idOf(ADA), aspect: "verdict" }),
    );
    expect(await ask("what-if", "--policy", policy, "--since", "2099-01-01")).toMatchObject({ code: 0 });
  });

  it("names the problem of an invalid policy", async ({ expect }) => {
    const { ask, cwd } = await aLog();
    const wrong = async (sections: unknown) => (await ask("what-if", "--policy", candidate(cwd, sections))).err;
    expect(await wrong({ ladder: { followupDays: [] } })).toMatch(/ladder\.followupDays/);
    expect(await wrong({ laddder: {} })).toMatch(/laddder/);
    writeFileSync(join(cwd, "candidate.json"), "{");
    expect((await ask("what-if", "--policy", "candidate.json")).err).toMatch(/is no JSON/);
    expect((await ask("what-if", "--policy", "none.json")).err).toMatch(/cannot be read/);
    expect(await ask("what-if")).toMatchObject({ code: 2, err: expect.stringContaining("--policy") });
  });
});
