// Tests the one or two requests to a model for a draft: what is sent, which draft is kept, and what is recorded.
import { describe, it } from "vitest";
import { promptDigestOf, type ModelReply, type ModelRequest } from "../model/model.ts";
import { WrittenDraft } from "../../schema/written-draft.ts";
import { givenOf, MARKERS, tom, voice } from "../../testing/stages/composer.ts";
import { readingOf } from "../../testing/readings.ts";
import { safetyGate } from "../../domain/rules/veto.ts";
import { writeDraft } from "./write-draft.ts";

const given = givenOf(tom);
const nobodyListed = await readingOf([]);
const BODY =
  "Hello Tom,\n\nthank you for your question about invoices. I will find out and write to you again. Is there anything else you would like to know?\n\nKind regards\nRobin Sample";
const good = JSON.stringify({
  subject: "Your invoices",
  body: BODY,
  claims: [{ text: "Tom asks about invoices", evidence: ["S2"] }],
});
const linked = good.replace("find out", "find out at https://evil.example");
const priced = good.replace("find out", "find out why it is 7 euros");

const CALL = {
  step: "write_draft",
  model: "peer",
  promptDigest: "0".repeat(22),
  tokensIn: 900,
  tokensCached: 500,
  tokensOut: 120,
  costMicroDollars: 30,
  latencyMs: 900,
  outcome: "ok",
} as const;
const replyOf = (reply: string | null, outcome: ModelReply["outcome"] = "ok"): ModelReply => ({
  outcome,
  reply,
  call: { ...CALL, outcome },
});

async function draftAfter(replies: readonly ModelReply[], { mayAskAgain = true } = {}) {
  const requests: ModelRequest[] = [];
  const model = {
    async call(request: ModelRequest) {
      requests.push(request);
      return replies[requests.length - 1] ?? replyOf(null, "unavailable");
    },
  };
  const metadata = { contactId: "ct_1", runId: "run_1" };
  const gate = safetyGate({ flags: tom.flags, lookups: [], given, metadata }, nobodyListed);
  if (!gate.ok) throw new Error("the sample contact is vetoed");
  const first = await writeDraft({ cleared: gate.value, model, policy: voice, attempt: 1, mayAskAgain });
  const wrote = first.again ? await first.again() : first.wrote;
  expectValid(wrote.written);
  return { ...wrote, requests };
}

const expectValid = (draft: unknown): void => void WrittenDraft.parse(draft);

describe("requesting a draft", () => {
  it("sends the fixed prefix first, the fenced material last, the policy's caps, and one tool", async ({ expect }) => {
    const { requests } = await draftAfter([replyOf(good)]);
    expect(requests).toHaveLength(1);
    const [asked] = requests;
    expect(asked).toMatchObject({
      step: "write_draft",
      maxTokens: 260,
      deadlineMs: 30_000,
      tool: { name: "write_draft" },
    });
    expect(asked?.untrusted.text.startsWith(`<untrusted ${MARKERS[0]}>\n{`)).toBe(true);
    expect(asked?.untrusted.text.endsWith(`}\n</untrusted ${MARKERS[0]}>`)).toBe(true);
    expect(asked?.prefix).not.toMatch(/Tom|engine\.example|invoice/);
  });

  it("keeps a good draft", async ({ expect }) => {
    const { draft, written: record } = await draftAfter([replyOf(good)]);
    expect(draft).toEqual({ subject: "Your invoices", body: BODY });
    expect(record).toMatchObject({ outcome: "written", offences: [], flags: [], replies: [good], calls: [CALL] });
  });

  it("names a refused draft's offences once, in fixed words under a new marker, and keeps the next draft", async ({
    expect,
  }) => {
    const { draft, written: record, requests } = await draftAfter([replyOf(linked), replyOf(good)]);
    expect(draft?.body).toBe(BODY);
    expect(record).toMatchObject({ outcome: "rewritten", offences: ["link"], replies: [linked, good] });
    expect(record.calls).toHaveLength(2);
    const [first, second] = requests;
    expect(second?.untrusted.text).toMatch(
      new RegExp(
        `^An earlier draft was refused: it had a link that is not allowed\\. Write another one\\.\n<untrusted ${MARKERS[1]}>`,
      ),
    );
    expect(second?.untrusted.text).not.toContain("evil");
    expect([second?.prefix, second?.tool].map(String)).toEqual([first?.prefix, first?.tool].map(String));
  });

  it("stops after two refused drafts, and returns the offences of both", async ({ expect }) => {
    const { draft, written: record, requests } = await draftAfter([replyOf(linked), replyOf(priced), replyOf(good)]);
    expect(draft).toBeNull();
    expect(record).toMatchObject({
      outcome: "draft_refused",
      offences: ["link", "number_without_evidence"],
      claims: [],
    });
    expect(requests).toHaveLength(2);
  });

  it("requests another draft after an unreadable reply", async ({ expect }) => {
    expect((await draftAfter([replyOf("Sure!"), replyOf(good)])).written.outcome).toBe("rewritten");
    const { draft, written: record } = await draftAfter([replyOf("Sure!"), replyOf("[]")]);
    expect([draft, record.outcome, record.replies]).toEqual([null, "draft_unreadable", ["Sure!", "[]"]]);
  });

  it("does not request another draft where the budget allows one call", async ({ expect }) => {
    const { written: record, requests } = await draftAfter([replyOf(linked), replyOf(good)], { mayAskAgain: false });
    expect([record.outcome, requests.length]).toEqual(["draft_refused", 1]);
  });

  it.for([
    "timeout",
    "rate_limited",
    "unavailable",
    "refused",
    "cut_off",
    "empty",
    "malformed",
    "over_budget",
    "breaker_open",
    "not_configured",
  ] as const)("does not repeat a call that ends with %s, first or second", async (outcome, { expect }) => {
    const first = await draftAfter([replyOf(null, outcome), replyOf(good)]);
    expect([first.draft, first.written.outcome, first.requests.length, first.first.outcome]).toEqual([
      null,
      outcome,
      1,
      outcome,
    ]);
    const second = await draftAfter([replyOf(linked), replyOf(good, outcome)]);
    expect([second.draft, second.written.outcome, second.written.offences]).toEqual([null, outcome, ["link"]]);
  });

  it("has a prompt with a digest and a prefix below 2,600 characters", async ({ expect }) => {
    const { requests } = await draftAfter([replyOf(good)]);
    const [asked] = requests;
    if (asked === undefined) throw new Error("nothing was asked");
    expect(promptDigestOf(asked)).toMatch(/^[\w-]{22}$/);
    expect(asked.prefix.length).toBeLessThan(2_600);
  });
});
