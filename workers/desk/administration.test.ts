// Tests the page and the API of what was done to the installation: entries, opened and closed notes, the next page.
import { describe, it } from "vitest";
import type { AdministrationAnswer, TimelineEntry } from "../../schema/answers.ts";
import { provenance } from "../../schema/provenance.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { portThat } from "../../testing/stages/port.ts";
import { deskApp } from "./app.tsx";

const entry = (version: number, words: string | null): TimelineEntry => ({
  version,
  type: "ExportOpened",
  at: "2026-11-20T09:00:00.000Z",
  writer: "desk",
  payload: JSON.stringify({
    root: "a".repeat(64),
    streams: 2,
    events: 9,
    by: "rosa",
    reason: "audit",
    note: { month: "2026-11", sealed: "c2VhbGVk" },
  }),
  provenance: JSON.stringify(
    provenance({
      confidence: 1,
      reason: "export_opened",
      source: "human:rosa",
      evidence: [{ table: "events", id: "root", columns: {} }],
    }),
  ),
  words,
  sealed: true,
  hash: "b".repeat(64),
});

function deskWith(answer: AdministrationAnswer) {
  const asked: unknown[] = [];
  const Administration = (query: unknown) => {
    asked.push(query);
    return answer;
  };
  return { app: deskApp({ ...sampleInstallation().desk, port: portThat<"desk">({ Administration }) }), asked };
}

describe("the page of the administration", () => {
  it("shows sentences, opened notes as text, and which notes are closed for good", async ({ expect }) => {
    const words = JSON.stringify({ why: "<b>Ada</b> asked what we know" });
    const { app, asked } = deskWith({
      entries: [entry(9, words), entry(8, null)],
      unopened: [],
      unreadable: [],
      next: 8,
    });
    const visitor = await signIn(app, GRACE);
    const page = await (await visitor.get("/administration")).text();
    expect(page).toContain("The words of an export of 9 events were opened by rosa (an audit).");
    expect(page).toContain("&lt;b&gt;Ada&lt;/b&gt; asked what we know");
    expect(page.match(/sealed for good/g)).toHaveLength(1);
    expect(page).toContain("/administration?stream=ad_audit&amp;before=8");
    await visitor.get("/administration?stream=ad_suppressions_3&before=4");
    expect(asked).toEqual([
      { type: "Administration", streamId: "ad_audit", before: null },
      { type: "Administration", streamId: "ad_suppressions_3", before: 4 },
    ]);
  });

  it("names notes that did not open although their key is there, and does not call them erased", async ({ expect }) => {
    const { app } = deskWith({
      entries: [entry(9, null), entry(8, null), entry(7, null)],
      unopened: [9, 7],
      unreadable: [6],
      next: null,
    });
    const visitor = await signIn(app, GRACE);
    const page = (await (await visitor.get("/administration")).text()).replaceAll(/\s+/g, " ");
    expect(page).toMatch(/note of events <a href="#v9">9<\/a>, <a href="#v7">7<\/a> did not open/);
    expect(page).toContain("What the log has as event 6 of");
    expect(page.match(/class="tag warn">did not open/g)).toHaveLength(2);
    expect(page.match(/sealed for good/g)).toHaveLength(1);
  });

  it.for(["stream=ct_0", "stream=ad_audit&before=0", "stream=ad_audit&before=x"])(
    "refuses %s",
    async (query, { expect }) => {
      const { app, asked } = deskWith({ entries: [], unopened: [], unreadable: [], next: null });
      const visitor = await signIn(app, GRACE);
      expect((await visitor.get(`/administration?${query}`)).status).toBe(400);
      expect(asked).toEqual([]);
    },
  );

  it("is in the API, for people with a token", async ({ expect }) => {
    const { app } = deskWith({
      entries: [entry(9, JSON.stringify({ why: "so" })), entry(8, null)],
      unopened: [8],
      unreadable: [7],
      next: null,
    });
    const path = `${ORIGIN}/api/v1/administration?stream=ad_audit`;
    expect((await app.request(path)).status).toBe(401);
    const answer = await app.request(path, { headers: { authorization: `Bearer ${GRACE.token}` } });
    expect(await answer.json()).toMatchObject({
      items: [
        { version: 9, type: "ExportOpened", payload: { reason: "audit" }, words: { why: "so" } },
        { version: 8, words: null },
      ],
      unopened: [8],
      unreadable: [7],
      next: null,
    });
  });
});
