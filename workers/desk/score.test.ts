// Tests what pages and programs see of a score: in lists, on a hold, on a contact, and that it says when a rule stood in for a model.
import { describe, it } from "vitest";
import type { TimelineEntry } from "../../schema/answers.ts";
import type { ContactId } from "../../schema/ids.ts";
import { LEADS } from "../../testing/desk/leads.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

async function openDesk(options: Parameters<typeof sampleInstallation>[0] = {}) {
  const installation = sampleInstallation(options);
  const app = deskApp(installation.desk);
  const visitor = await signIn(app);
  const headers = { authorization: `Bearer ${GRACE.token}` };
  return {
    installation,
    page: async (path: string) => plain(await (await visitor.get(path)).text()),
    get: async (path: string) => (await app.request(`${ORIGIN}/api/v1${path}`, { headers })).json() as Promise<never>,
  };
}

/** A page's text without tags, on one line. */
const plain = (html: string): string =>
  html
    .replace(/<(?!\/?(?:bdi|strong|code|time|span|a)\b)[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ");
const keysIn = (text: string): readonly string[] =>
  LEADS.map(({ key, email }) => ({ key, at: text.indexOf(email.replace("@", "@ ")) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at)
    .map(({ key }) => key);

describe("the score of a contact", () => {
  it("is on each card of the inbox, which says where there is none and where no model judged the role", async ({
    expect,
  }) => {
    const page = await (await openDesk()).page("/");
    expect(page).toContain("Score tier A 0.84 in general; as of");
    expect(page).toContain("in software; role fit by rule: no model judged this role; as of");
    expect(page.split("Score not scored yet")).toHaveLength(2);
  });

  it("orders the inbox only where a person or a program asks for it", async ({ expect }) => {
    const { page, get } = await openDesk();
    // Grouped by source: the website's first.
    expect(keysIn(await page("/?group=source"))).toEqual(["noor", "ada", "mallory", "hedy"]);
    expect(keysIn(await page("/?group=source&order=tier"))).toEqual(["ada", "noor", "mallory", "hedy"]);
    const keys: unknown[] = [];
    for (let path: string | null = "/holds?order=tier&limit=1"; path !== null;) {
      const list: { items: { score: { tier: string } | null }[]; next: string | null } = await get(path);
      keys.push(list.items[0]?.score?.tier ?? null);
      path = list.next && `/holds?order=tier&limit=1&cursor=${list.next}`;
    }
    expect(keys).toEqual(["A", "B", "D", null]);
  });

  it("is beside a hold for programs, and in no digest of it", async ({ expect }) => {
    const { get, page, installation } = await openDesk();
    const { holdId } = installation.holdOf("hedy");
    const hold: { score: object; digest: string } = await get(`/holds/${holdId}`);
    expect(hold.score).toMatchObject({ tier: "B", vertical: "software", roleFit: "rule" });
    expect(hold.digest).toBe(installation.holdOf("hedy").digest);
    expect(await page(`/holds/${holdId}`)).toContain("role fit by rule: no model judged this role");
  });

  it("is explained on the contact's page: each term, its weight, what it counted, and who judged the role", async ({
    expect,
  }) => {
    const { page, get, installation } = await openDesk();
    const [ada, hedy] = ["ada", "hedy"].map((key) => installation.holdOf(key).streamId);
    const text = await page(`/contacts/${ada}`);
    expect(text).toContain("Score tier A 0.84 in general, as of");
    expect(text).toContain("A score orders lists. It decides about no message.");
    expect(text).toContain("Seniority 0.75 × weight 0.25 = 0.19");
    expect(text).toContain("director or head (title.head) contacts ct_");
    expect(text).toContain("Judged by a model (deepseek-flash@");
    expect(text).toContain("; the role decides about such a purchase.");
    expect(text).toContain("a form, just before events ct_");
    expect(await page(`/contacts/${hedy}`)).toContain(
      "Judged by rule: no model judged this role; the model took too long.",
    );
    expect(await get(`/contacts/${ada}`)).toMatchObject({
      score: { tier: "A", terms: [{ term: "seniority", basisPoints: 7_500, share: 2_500, adds: 1_875 }, {}, {}, {}] },
    });
  });

  it("names the terms that are left out, and where their weight goes", async ({ expect }) => {
    const { page, installation } = await openDesk();
    const text = await page(`/contacts/${installation.holdOf("noor").streamId}`);
    expect(text).toContain("Role fit left out: the title is not known. Its weight of 0.30 goes to the others.");
    expect(text).toContain("Signals of intent 0.30 × weight 0.35, of the terms that are there 1.00 = 0.30");
  });

  it("is the newest of its log, of the object's own events, and ends with an erasure", async ({ expect }) => {
    const log = await sampleLog();
    const { page, get } = await openDesk({ log });
    const last = log.timeline(log.contactId)?.entries.findLast(({ type }) => type === "ContactScored");
    expect(await get(`/contacts/${log.contactId}`)).toMatchObject({ score: { version: last?.version } });
    const erased = { ...last, version: 99, type: "ContactErased" } as TimelineEntry;
    const timeline = (id: ContactId) => {
      const own = log.timeline(id);
      return own && { ...own, entries: [...own.entries, erased] };
    };
    const after = await openDesk({ log: { ...log, timeline } });
    expect(await after.get(`/contacts/${log.contactId}`)).toMatchObject({ score: null });
    expect(await after.page(`/contacts/${log.contactId}`)).toContain("Score not scored yet");
    expect(await page(`/contacts/${log.contactId}`)).not.toContain("Score not scored yet");
  });
});
