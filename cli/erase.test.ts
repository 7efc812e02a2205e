// `holdpoint erase` at the desk's made-up house: what it asks, what it wishes, what it says came of it.
import { describe, it } from "vitest";
import { deskApp } from "../workers/desk/app.tsx";
import { GRACE, sampleHouse } from "../testing/desk/house.ts";
import { holdpoint } from "../testing/command-line.ts";

const WHY = ["--why", "ticket 4711"];

function aHouse() {
  const house = sampleHouse();
  const app = deskApp(house.desk);
  const questions: string[] = [];
  const { streamId } = house.holdOf("ada");
  const erase = (args: readonly string[], typed: string | null = null) =>
    holdpoint(["erase", ...args, "--desk", "http://localhost:8787"], {
      env: { HOLDPOINT_DESK_TOKEN: GRACE.token },
      fetch: async (url, init) => app.request(url, init),
      ask: async (question) => {
        questions.push(question);
        return typed;
      },
    });
  return { house, erase, questions, streamId };
}

describe("before anything is destroyed", () => {
  it("asks whom it means, with what is there, and takes the same words for a yes", async ({ expect }) => {
    const { house, erase, questions, streamId } = aHouse();
    expect(await erase([streamId, ...WHY], streamId)).toMatchObject({ code: 0, err: "" });
    expect(questions.join("")).toMatch(/Ada Lovelace, ada@analytical\.example\): 7 events, 2 with words/);
    expect(house.asked).toMatchObject([{ type: "EraseContact", contactId: streamId, by: "grace", why: "ticket 4711" }]);
  });

  it.for(["", "yes", "ada"])("does nothing when “%s” is typed", async (typed, { expect }) => {
    const { house, erase, streamId } = aHouse();
    expect(await erase([streamId, ...WHY], typed)).toMatchObject({ code: 2, out: "" });
    expect(house.asked).toEqual([]);
  });

  it("does nothing where nobody can be asked, unless it is told not to ask", async ({ expect }) => {
    const { house, erase, streamId } = aHouse();
    const refused = await erase([streamId, ...WHY]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--yes")]);
    expect(house.asked).toEqual([]);
    expect(await erase([streamId, ...WHY, "--yes"])).toMatchObject({ code: 0 });
  });

  it("wants a reason, and a contact that is there", async ({ expect }) => {
    const { house, erase, streamId } = aHouse();
    expect(await erase([streamId, "--yes"])).toMatchObject({ code: 2 });
    expect(await erase(["ct_nobody", ...WHY, "--yes"])).toMatchObject({ code: 2 });
    expect(await erase(["nobody", ...WHY, "--yes"])).toMatchObject({ code: 2 });
    expect(house.asked).toEqual([]);
  });
});

describe("what it says", () => {
  it("names what is destroyed, what stays, and what may still hold a copy until when", async ({ expect }) => {
    const { erase, streamId } = aHouse();
    const { code, out } = await erase([streamId, ...WHY, "--yes"]);
    expect(code).toBe(0);
    for (const said of [
      `Erased: ${streamId}.`,
      "2 before, 0 now",
      "copies of the contact’s key",
      "suppression list",
      "“ingest”, until 2026-11-26T12:00:00.000Z",
      "restore points of databases and objects, until 2026-12-22T12:00:00.000Z",
      "letters that name nobody",
    ])
      expect(out, said).toContain(said);
  });

  it("says it to programs, too", async ({ expect }) => {
    const { erase, streamId } = aHouse();
    const { out } = await erase([streamId, ...WHY, "--yes", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      erased: true,
      contactId: streamId,
      logged: true,
      isComplete: true,
      opened: { before: 2, after: 0 },
      mayStillHold: [{ until: "2026-11-26T12:00:00.000Z" }, {}, {}, { until: null }, { until: null }],
    });
  });

  it.for([
    [{ logged: false, isComplete: false }, "goes on by itself"],
    [{ isComplete: false }, "goes on destroying by itself"],
    [{}, "still shows something"],
  ] as const)("ends with 1 when something is left: %j", async ([answer, said], { expect }) => {
    const { house, erase, streamId } = aHouse();
    house.setAnswer(answer);
    const { code, out } = await erase([streamId, ...WHY, "--yes"]);
    expect([code, out]).toEqual([1, expect.stringContaining(said)]);
  });

  it("ends with 2, in the desk’s words, when nothing was done", async ({ expect }) => {
    const { house, erase, streamId } = aHouse();
    house.setAnswer({ refusal: { reason: "list_unreadable" } });
    const { code, err } = await erase([streamId, ...WHY, "--yes"]);
    expect([code, err]).toEqual([2, expect.stringContaining("suppression list cannot be read")]);
  });
});
