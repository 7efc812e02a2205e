// `holdpoint erase` against the desk of the test installation: its question, its command and its answer.
import { describe, it } from "vitest";
import { deskApp } from "../workers/desk/app.tsx";
import { GRACE, sampleInstallation } from "../testing/desk/installation.ts";
import { holdpoint } from "../testing/command-line.ts";

const WHY = ["--why", "ticket 4711"];

function anInstallation() {
  const installation = sampleInstallation();
  const app = deskApp(installation.desk);
  const questions: string[] = [];
  const { streamId } = installation.holdOf("ada");
  const erase = (args: readonly string[], typed: string | null = null) =>
    holdpoint(["erase", ...args, "--desk", "http://localhost:8787"], {
      env: { HOLDPOINT_DESK_TOKEN: GRACE.token },
      fetch: async (url, init) => app.request(url, init),
      ask: async (question) => {
        questions.push(question);
        return typed;
      },
    });
  return { installation, erase, questions, streamId };
}

describe("holdpoint erase, before it sends the command", () => {
  it("shows what is stored, asks the user to type the contact again, and erases after the same text", async ({
    expect,
  }) => {
    const { installation, erase, questions, streamId } = anInstallation();
    expect(await erase([streamId, ...WHY], streamId)).toMatchObject({ code: 0, err: "" });
    expect(questions.join("")).toMatch(/Ada Lovelace, ada@analytical\.example\): 8 events, 2 with words/);
    expect(installation.asked).toMatchObject([
      { type: "EraseContact", contactId: streamId, by: "grace", why: "ticket 4711" },
    ]);
  });

  it.for(["", "yes", "ada"])("does nothing when “%s” is typed", async (typed, { expect }) => {
    const { installation, erase, streamId } = anInstallation();
    expect(await erase([streamId, ...WHY], typed)).toMatchObject({ code: 2, out: "" });
    expect(installation.asked).toEqual([]);
  });

  it("does nothing without a terminal, unless --yes is given", async ({ expect }) => {
    const { installation, erase, streamId } = anInstallation();
    const refused = await erase([streamId, ...WHY]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--yes")]);
    expect(installation.asked).toEqual([]);
    expect(await erase([streamId, ...WHY, "--yes"])).toMatchObject({ code: 0 });
  });

  it.for(["", "   ", "\t\n"])("refuses “%s” as a reason, before it asks the desk", async (why, { expect }) => {
    const { installation, erase, streamId } = anInstallation();
    const refused = await erase([streamId, "--why", why, "--yes"]);
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("A reason is missing.");
    expect(refused.err).toContain("--why says it in your own words");
    expect(installation.asked).toEqual([]);
    expect(await erase([streamId, "--why", why, "--reason", "legal", "--yes"])).toMatchObject({ code: 0 });
  });

  it("requires a reason and a known contact", async ({ expect }) => {
    const { installation, erase, streamId } = anInstallation();
    expect(await erase([streamId, "--yes"])).toMatchObject({ code: 2 });
    expect(await erase(["ct_nobody", ...WHY, "--yes"])).toMatchObject({ code: 2 });
    expect(await erase(["nobody", ...WHY, "--yes"])).toMatchObject({ code: 2 });
    expect(installation.asked).toEqual([]);
  });
});

describe("the output of holdpoint erase", () => {
  it("names what is destroyed, what is kept, and what may still have a copy until when", async ({ expect }) => {
    const { erase, streamId } = anInstallation();
    const { code, out } = await erase([streamId, ...WHY, "--yes"]);
    expect(code).toBe(0);
    for (const text of [
      `Erased: ${streamId}.`,
      "2 before, 0 now",
      "copies of the contact’s key",
      "suppression list",
      "“ingest”, until 2026-11-26T12:00:00.000Z",
      "restore points of databases and objects, until 2026-12-22T12:00:00.000Z",
      "Unused parts of the platform’s database files",
      "letters that name no contact",
    ])
      expect(out, text).toContain(text);
  });

  it("has the same content as JSON with --json", async ({ expect }) => {
    const { erase, streamId } = anInstallation();
    const { out } = await erase([streamId, ...WHY, "--yes", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      erased: true,
      contactId: streamId,
      logged: true,
      isComplete: true,
      opened: { before: 2, after: 0 },
      mayStillHold: [
        { until: "2026-11-26T12:00:00.000Z" },
        {},
        {},
        ...Array.from({ length: 4 }, () => ({ until: null })),
      ],
    });
  });

  it.for([
    [{ logged: false, isComplete: false }, "continues by itself when the log answers"],
    [{ isComplete: false }, "continues the erasure by itself"],
    [{}, "still shows personal data"],
  ] as const)("ends with 1 when a part is not erased yet: %j", async ([answer, text], { expect }) => {
    const { installation, erase, streamId } = anInstallation();
    installation.setAnswer(answer);
    const { code, out } = await erase([streamId, ...WHY, "--yes"]);
    expect([code, out]).toEqual([1, expect.stringContaining(text)]);
  });

  it("prints the desk’s problem and ends with 2 when nothing was done", async ({ expect }) => {
    const { installation, erase, streamId } = anInstallation();
    installation.setAnswer({ refusal: { reason: "list_unreadable" } });
    const { code, err } = await erase([streamId, ...WHY, "--yes"]);
    expect([code, err]).toEqual([2, expect.stringContaining("suppression list cannot be read")]);
  });
});
