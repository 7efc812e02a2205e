// Tests the numbers for programs: the days, the dimension, the leads that a number counts, and what is refused.
import { describe, it } from "vitest";
import { NUMBERS } from "../../schema/numbers.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const { desk } = sampleInstallation();
const app = deskApp(desk);
const headers = { authorization: `Bearer ${GRACE.token}` };
const ask = async (path: string) => {
  const answer = await app.request(`${ORIGIN}/api/v1/numbers${path}`, { headers });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

describe("the page of the numbers", () => {
  it.for([
    ["names the samples among the leads of its days", "2026-11-20T09:00:00.000Z", "2026-11-01", true],
    ["does not name samples of earlier days", "2026-10-20T09:00:00.000Z", "2026-11-01", false],
    ["names none where there are none", null, "2026-11-01", false],
  ] as const)("%s", async ([, samplesBefore, from, isNamed], { expect }) => {
    const visitor = await signIn(deskApp({ ...desk, samplesBefore }));
    const page = await (await visitor.get(`/numbers?from=${from}&to=2026-11-21`)).text();
    expect(page).toContain("Conversion");
    expect(page.includes("Leads that began before")).toBe(isNamed);
    expect(page.includes("sample-model")).toBe(isNamed);
  });
});

describe("the classes of messages by a model", () => {
  it("are on the page beside those of the rules, by day", async ({ expect }) => {
    const page = await (await (await signIn(app)).get("/numbers")).text();
    expect(page).toContain("Messages, by the rules and by a model");
    expect(page).toContain("The model would have silenced");
    expect(page).toContain("92.5 %");
  });

  it("are missing on the page when no model was asked", async ({ expect }) => {
    const numbers: typeof desk.reads.numbers = async (query) => ({ ...(await desk.reads.numbers(query)), classes: [] });
    const visitor = await signIn(deskApp({ ...desk, reads: { ...desk.reads, numbers } }));
    expect(await (await visitor.get("/numbers")).text()).toContain("No model was asked about a message of these days.");
  });

  it("are in the API, by source where the numbers are", async ({ expect }) => {
    const { json } = await ask("?by=source");
    expect(json["classes"]).toMatchObject({
      messages: 40,
      agreement: { kind: "share", out: 37, of: 40 },
      wouldHaveSilenced: 2,
      ledToAnswer: 1,
      raisedDoubt: 2,
      groups: [{ key: "website", messages: 40 }],
    });
  });
});

describe("GET /api/v1/numbers", () => {
  it("answers every number with its query, its value or what is missing, and where it was read", async ({ expect }) => {
    const { status, json } = await ask("?by=population");
    expect(status).toBe(200);
    expect(json["numbers"]).toHaveLength(NUMBERS.length);
    expect(json["root"]).toMatchObject({ day: "2026-11-21" });
    expect(json["readAt"]).toBe(desk.now().toISOString());
    expect(json["samplesBefore"]).toBeNull();
    const numbers = json["numbers"] as { id: string; query: string; value: object; groups: object[] | null }[];
    expect(numbers.find(({ id }) => id === "conversion")).toMatchObject({
      query: expect.stringContaining("p.state = 'confirmed'"),
      value: { kind: "share", of: 36 },
      groups: [{ key: "agentic" }, { key: "scripted" }],
    });
    expect(numbers.find(({ id }) => id === "plan_fallbacks")?.value).toMatchObject({ kind: "missing" });
  });

  it("has thirty days with today, unless others are asked for", async ({ expect }) => {
    const today = desk.now().toISOString().slice(0, 10);
    expect((await ask("")).json["period"]).toMatchObject({ to: today });
    const period = { from: "2026-11-01", to: "2026-11-09" };
    expect((await ask("?from=2026-11-01&to=2026-11-09")).json["period"]).toEqual(period);
  });

  it.for(["?by=colour", "?from=2026-11-09&to=2026-11-01", "?from=2020-01-01&to=2026-11-01", "?from=today"])(
    "refuses %s",
    async (query, { expect }) => {
      expect((await ask(query)).status).toBe(400);
    },
  );

  it("lists the leads that a number counts, without a word of a person", async ({ expect }) => {
    const { json } = await ask("/leads?number=conversion&part=out&by=source&key=website");
    const items = json["items"] as object[];
    expect(items.length).toBeGreaterThan(3);
    expect(Object.keys(items[0]!).toSorted()).toEqual(["action", "beganAt", "reason", "runId", "source", "streamId"]);
    expect((await ask("/leads?number=luck")).status).toBe(400);
  });
});
