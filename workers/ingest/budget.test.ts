// Tests the budgets at the door: the windows of a source and of its contacts, the budget of a day, and what is never over.
import { describe, it } from "vitest";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { webhook } from "../../testing/stages/ingest.ts";
import { openBudget } from "./budget.ts";

/** The platform's limit, for one window. */
function aLimit(most: number) {
  const counts = new Map<string, number>();
  return {
    limit: async ({ key }: { readonly key: string }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { success: (counts.get(key) ?? 0) <= most };
    },
  };
}

const NOON = new Date("2026-03-02T12:00:00.000Z");
const broken = { limit: async () => Promise.reject(new Error("no limits now")) };

function door({
  ofSource = aLimit(1_000),
  ofContact = aLimit(1_000),
  runs = 0,
  dailyBudget = null as number | null,
} = {}) {
  const lines: object[] = [];
  const budget = openBudget({
    sourceLimit: ofSource,
    contactLimit: ofContact,
    runsToday: () => runs,
    now: () => NOON,
    report: (line) => void lines.push(line),
  });
  const deployment = ingestDeployment({
    budget: { over: (source, contactId) => budget.over({ ...source, dailyBudget }, contactId) },
  });
  return { ...deployment, budget, lines, post: (request: Request) => deployment.ask(request) };
}
const lead = (email: string, message = "Hello") => webhook("website", { email, message });
const optOut = (email: string) => webhook("crm", { type: "contact.unsubscribed", data: { email } });

describe("a budget", () => {
  it("lets one contact's flood neither through nor use up what its source may send", async ({ expect }) => {
    const { post, sent, budget } = door({ ofSource: aLimit(10), ofContact: aLimit(2) });
    const flood = [];
    for (let copy = 0; copy < 50; copy += 1) flood.push(await post(lead("mallory@flood.example", `${copy}`)));
    const others = [await post(lead("ada@engine.example")), await post(lead("grace@navy.example"))];
    expect(flood.map(({ status }) => status)).toEqual([202, 202, ...Array.from({ length: 48 }, () => 429)]);
    expect(flood.at(-1)?.headers.get("retry-after")).toBe("60");
    expect([others.map(({ status }) => status), sent.length]).toEqual([[202, 202], 4]);
    expect([...budget.takeOver()]).toEqual([["website", 48]]);
    expect([...budget.takeOver()]).toEqual([]);
  });

  it("lets one source's flood leave every other source as it was", async ({ expect }) => {
    const { post } = door({ ofSource: aLimit(5) });
    const statuses = [];
    for (let copy = 0; copy < 20; copy += 1) statuses.push((await post(lead(`p${copy}@flood.example`))).status);
    expect(statuses.filter((status) => status === 429).length).toBe(15);
    const other = await post(webhook("crm", { type: "lead.created", data: { email: "ada@engine.example" } }));
    expect(other.status).toBe(202);
  });

  it("refuses until midnight what is over the budget of a day", async ({ expect }) => {
    const { post } = door({ runs: 100, dailyBudget: 100 });
    const answer = await post(lead("ada@engine.example"));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, String(12 * 60 * 60)]);
    expect((await door({ runs: 99, dailyBudget: 100 }).post(lead("ada@engine.example"))).status).toBe(202);
  });

  it("keeps nothing of what is over, and names the source's text nowhere", async ({ expect }) => {
    const { post, refused, answers } = door({ ofSource: aLimit(0) });
    await post(lead("ada@engine.example", "a secret plan"));
    expect(refused()).toEqual([]);
    expect(answers.join("\n")).not.toContain("secret plan");
  });

  it("never stops an opt-out, a bounce or a complaint", async ({ expect }) => {
    const { post } = door({ ofSource: aLimit(0), ofContact: aLimit(0), runs: 9, dailyBudget: 1 });
    const events = ["contact.unsubscribed", "contact.bounced", "contact.complained"];
    for (const [place, type] of events.entries()) {
      const answer = await post(
        webhook("crm", { type, data: { email: `p${place}@engine.example` } }, { id: `msg_${place}` }),
      );
      expect([type, answer.status]).toEqual([type, 200]);
    }
    expect((await post(optOut("ada@engine.example"))).status).toBe(200);
    expect((await post(lead("ben@engine.example", "Please unsubscribe me."))).status).toBe(202);
    expect((await post(lead("ben@engine.example", "Please send a quote."))).status).toBe(429);
  });

  it("limits nothing while the platform's limits do not answer, and reports it", async ({ expect }) => {
    const { post, lines } = door({ ofSource: broken, ofContact: broken });
    expect((await post(lead("ada@engine.example"))).status).toBe(202);
    expect(lines).toContainEqual({ reason: "limit_unavailable", error: "Error" });
  });
});
