// `holdpoint suppressions`, `holdpoint not-written` and `holdpoint under-way` against the desk of the test installation.
import { describe, it } from "vitest";
import { GRACE, sampleInstallation } from "../testing/desk/installation.ts";
import { holdpoint } from "../testing/command-line.ts";
import { deskApp } from "../workers/desk/app.tsx";

function anInstallation() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const urls: string[] = [];
  const run = (...args: readonly string[]) =>
    holdpoint([...args, "--desk", "http://localhost:8787"], {
      env: { HOLDPOINT_DESK_TOKEN: GRACE.token },
      fetch: async (url, init) => {
        urls.push(url);
        return app.request(url, init);
      },
    });
  return { installation, run, urls };
}

describe("holdpoint suppressions", () => {
  it("says by which entries a value is covered, with the exit code 1, and sends it in no URL", async ({ expect }) => {
    const { run, urls } = anInstallation();
    const found = await run("suppressions", "check", "ada@quiet.example");
    expect(found).toMatchObject({ code: 1, err: "" });
    expect(found.out).toBe("Covered by the list, as of its revision 8:\n  revision 8: the domain (a domain)\n");
    expect(await run("suppressions", "check", "ada@loud.example")).toMatchObject({
      code: 0,
      out: "Not on the list, as of its revision 8.\n",
    });
    expect(urls.join()).not.toContain("quiet");
    const json = await run("suppressions", "check", "quiet.example", "--kind", "domain", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ revision: 8, entries: [{ by: "domain" }] });
    expect((await run("suppressions", "check", "nothing")).code).toBe(2);
  });

  it("lists the entries of a kind, and exports all of them with their digests", async ({ expect }) => {
    const { run } = anInstallation();
    const listed = await run("suppressions", "list", "--kind", "domain");
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out.trim().split("\n")).toHaveLength(2);
    expect(listed.out).toContain("linus");
    const { out } = await run("suppressions", "export");
    expect(out.trim().split("\r\n")).toEqual([
      '"revision","kind","digest","cause","by","at","lifted_by","installation"',
      expect.stringContaining(`"8","domain","${"a".repeat(22)}","desk","linus"`),
      expect.stringContaining('"7","address"'),
      expect.stringMatching(/^"6","comparison",.*,"9","[\w-]{22}"$/),
    ]);
    expect((await run("suppressions")).code).toBe(2);
  });
});

describe("holdpoint not-written", () => {
  it("lists why runs ended without a message, by reason and by name", async ({ expect }) => {
    const { run } = anInstallation();
    const all = await run("not-written");
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(all.out.trim().split("\n")).toHaveLength(5);
    expect(all.out).toContain("The model’s plan has no message: ");
    expect(all.out).toContain(", until 2027-01-11");
    expect(all.out).toContain("A reviewer dismissed the preview, by linus");
    expect((await run("not-written", "--reason", "too_soon")).out).toContain("The last message is too recent");
    expect((await run("not-written", "--search", "nobody at all")).out).toBe("There is no such run.\n");
    expect(JSON.parse((await run("not-written", "--reason", "dismissed", "--json")).out)).toMatchObject({
      items: [{ reason: "dismissed", endedBy: "linus" }],
      next: null,
    });
    expect((await run("not-written", "--reason", "because")).code).toBe(2);
    const dated = await run("not-written", "--again");
    expect(dated.out.trim().split("\n")).toHaveLength(2);
    expect(dated.out).toContain("; again on 2026-12-10, says grace");
  });
});

describe("holdpoint flip --open", () => {
  it("names companies and leads, with the form of each, in lines of at most a hundred characters", async ({
    expect,
  }) => {
    const { run } = anInstallation();
    const listed = await run("flip", "--open");
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toMatch(/^UNLOCKS  HELPS  FIND OUT .*LEADS$/m);
    expect(listed.out).toMatch(/^ {9}http:\/\/localhost:8787\/(companies|contacts)/m);
    expect(Math.max(...listed.out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
    const json = JSON.parse((await run("flip", "--open", "--json")).out) as { items: { unlocks: number }[] };
    expect(json.items.map(({ unlocks }) => unlocks)).toEqual(
      json.items.map(({ unlocks }) => unlocks).toSorted((a, b) => b - a),
    );
  });
});

describe("holdpoint plans", () => {
  it("lists who planned, the stages, why there is no message, and what became of the run", async ({ expect }) => {
    const { run, urls } = anInstallation();
    const all = await run("plans");
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(all.out.trim().split("\n")).toHaveLength(12);
    expect(all.out).toContain("planned by the model local-peer: its plan was repaired");
    expect(all.out).toContain("skip; no message: they asked to wait, until 2027-01-11; dropped: an unknown stage");
    expect(all.out).toContain("planned by the rules as a fallback: ");
    expect((await run("plans", "--skip-reason", "no_need")).out).toBe("There is no such plan.\n");
    const json = await run("plans", "--fallback", "--arm", "reasoning", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ items: [{ became: "preview_open", shownPlan: { fallback: true } }] });
    expect(urls.at(-1)).toContain("arm=reasoning&compared=no_plan");
    expect((await run("plans", "--fallback", "--differs")).code).toBe(2);
  });
});

describe("holdpoint look-again", () => {
  it("gives a day for a run, and takes it back", async ({ expect }) => {
    const { installation, run } = anInstallation();
    const { streamId } = installation.holdOf("ada");
    const given = await run(
      "look-again",
      streamId,
      "--run",
      "run_1",
      "--on",
      "2027-01-11",
      "--why",
      "they asked to wait",
    );
    expect(given).toMatchObject({ code: 0, out: "A run begins on 2027-01-11, unless a veto stops it.\n" });
    expect((await run("look-again", streamId, "--run", "run_1", "--cancel")).code).toBe(0);
    expect(installation.asked).toMatchObject([
      { type: "SetRevisit", runId: "run_1", on: "2027-01-11", by: "grace", why: "they asked to wait" },
      { type: "ClearRevisit", runId: "run_1", by: "grace" },
    ]);
    for (const wrong of [["--on", "soon"], ["--on", "2027-01-11", "--cancel"], []])
      expect((await run("look-again", streamId, "--run", "run_1", ...wrong)).code).toBe(2);
    expect((await run("look-again", streamId, "--run", "1", "--cancel")).code).toBe(2);
  });
});

describe("holdpoint under-way", () => {
  it("lists what waits longer than usual, for what, and why where it is known", async ({ expect }) => {
    const { run } = anInstallation();
    const all = await run("under-way");
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(all.out.trim().split("\n")).toHaveLength(3);
    expect(all.out).toMatch(/the plan of what to do +6 .*the model did not answer in time/);
    expect(JSON.parse((await run("under-way", "--json")).out)).toMatchObject({
      items: [
        { step: "plan", looks: 6, why: "timeout" },
        { step: "dispatch", looks: 5, why: null },
      ],
      next: null,
    });
  });
});
