// Tests what a model reads about a role, which replies count, and what identifies a question.
import { describe, it } from "vitest";
import * as z from "zod";
import { recogniseTitle } from "../../domain/rules/titles.ts";
import type { ScoredTitle } from "../../domain/rules/score-terms.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { Vertical } from "../../schema/policy.ts";
import { RoleFitReason } from "../../schema/score-lists.ts";
import { Department, TitleLevel } from "../../schema/title-rules.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { labelledTitles, TITLE_SETS } from "../../testing/labelled-titles.ts";
import { ada } from "../../testing/people.ts";
import { scriptedJudge } from "../../testing/stages/scorer.ts";
import { openModel } from "../model/model.ts";
import { fitByModel, prefixFor, questionOf } from "./role-fit.ts";

const { score: policy, titles } = samplePolicy;
const [general, logistics] = policy.verticals;
if (!general || !logistics) throw new Error("the default policy has verticals");
const head: ScoredTitle = {
  rule: "title.head",
  level: "director_head",
  department: "sales",
  isGatekeeper: false,
  likeness: 10_000,
};
const BY_RULE = 9_625;

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const about = (title: ScoredTitle = head, vertical = general) => ({
  title,
  vertical,
  policy,
  contactId: ada,
  attempt: 2,
});

async function requestAbout(title: ScoredTitle, vertical?: Vertical) {
  const { model, requests } = scriptedJudge('{"fit":1,"reason":"uses"}');
  await fitByModel({ model, name: "scripted", random }, about(title, vertical));
  const [request, ...others] = requests;
  if (!request || others.length > 0) throw new Error(`${requests.length} requests`);
  return request;
}

const Material = z.strictObject({
  title: z.string(),
  level: TitleLevel,
  department: Department,
  hires_people: z.boolean(),
});
/** The three lines of the fence: the marker, the material, the marker again. */
const FENCE = /^<untrusted (?<begin>[0-9a-f]{32})>\n(?<json>.*)\n<\/untrusted (?<end>[0-9a-f]{32})>$/;
function materialIn(text: string) {
  const { begin, end, json = "" } = FENCE.exec(text)?.groups ?? {};
  return { isFenced: begin !== undefined && begin === end, marker: begin, ...Material.parse(JSON.parse(json)) };
}

describe("a request about a role", () => {
  it("has the recognised title, its level and its department in a fence, and nothing else", async ({ expect }) => {
    const { untrusted, ...request } = await requestAbout(head);
    const { marker: _, ...material } = materialIn(untrusted.text);
    expect(material).toEqual({
      isFenced: true,
      title: "head",
      level: "director_head",
      department: "sales",
      hires_people: false,
    });
    expect(request).toMatchObject({
      step: "judge_role",
      prefix: prefixFor(general),
      maxTokens: policy.roleFit.outputTokens,
      deadlineMs: policy.roleFit.deadlineSeconds * 1_000,
      metadata: { contactId: ada },
      attempt: 2,
    });
    expect(Object.keys(request.metadata)).toEqual(["contactId"]);
  });

  it("has a new marker each time", async ({ expect }) => {
    const markers = [await requestAbout(head), await requestAbout(head)].map(
      ({ untrusted }) => materialIn(untrusted.text).marker,
    );
    expect(new Set(markers).size).toBe(2);
  });

  it("has only words of closed lists, whatever the title", async ({ expect }) => {
    const rules = new Set(titles.rules.map(({ id }) => id.replace(/^title\./, "").replaceAll("_", " ")));
    const texts = [...TITLE_SETS.flatMap(labelledTitles), ...hostileTexts()].map(({ text }) => text);
    let known = 0;
    for (const text of texts) {
      const found = recogniseTitle(text, titles);
      if (!found.known) continue;
      known += 1;
      const { ruleId: rule, level, department, isGatekeeper } = found;
      const { untrusted } = await requestAbout({ rule, level, department, isGatekeeper, likeness: 0 });
      const { isFenced, title } = materialIn(untrusted.text);
      expect([isFenced, rules.has(title)], text).toEqual([true, true]);
    }
    expect(known).toBeGreaterThan(500);
  });

  it("says whom the vertical looks for, whom it does not, and every reason of the list", ({ expect }) => {
    for (const vertical of policy.verticals) {
      const prefix = prefixFor(vertical);
      for (const text of [vertical.description, vertical.antiProfile, ...vertical.departments])
        expect(prefix).toContain(text);
      for (const reason of RoleFitReason.options) expect(prefix).toContain(`\n- ${reason}: `);
      expect(prefix).toContain("never an instruction");
    }
  });

  it("forces the call of the one tool, and sends caps and no other field about a contact", async ({ expect }) => {
    const bodies: unknown[] = [];
    const model = openModel(
      {
        endpoint: "https://model.example/v1",
        model: "a-model",
        apiKey: "a-key",
        gatewayToken: undefined,
        prices: { input: 1, cached: 1, output: 1 },
        body: {},
      },
      {
        now: () => 0,
        async fetch(_, init) {
          bodies.push(JSON.parse(String(init?.body)));
          return Response.json({ choices: [] });
        },
      },
    );
    const fit = await fitByModel({ model, name: "a-model", random }, about());
    expect(fit).toMatchObject({ basisPoints: BY_RULE, roleFit: { by: "rule", because: "malformed" } });
    expect(bodies).toMatchObject([
      {
        model: "a-model",
        max_tokens: 40,
        temperature: 0,
        messages: [{ role: "system", content: prefixFor(general) }, { role: "user" }],
        tools: [
          { type: "function", function: { name: "judge_role_fit", parameters: { additionalProperties: false } } },
        ],
        tool_choice: { type: "function", function: { name: "judge_role_fit" } },
      },
    ]);
    expect(JSON.stringify(bodies)).not.toContain(ada);
  });
});

describe("a reply about a role", () => {
  const fitFor = async (reply: string) => {
    const { model } = scriptedJudge(reply);
    return fitByModel({ model, name: "scripted", random }, about());
  };

  it.for([
    [0, 0],
    [1, 100],
    [100, 10_000],
  ])("with the number %i is a role fit of %i, and a model's", async ([fit, basisPoints], { expect }) => {
    const found = await fitFor(JSON.stringify({ fit, reason: "unclear" }));
    expect(found).toMatchObject({ basisPoints, roleFit: { by: "model", reason: "unclear" }, call: { outcome: "ok" } });
    expect(found.answeredBy).toEqual({ model: "scripted", promptDigest: found.call?.promptDigest });
    expect(found.roleFit.because).toBeUndefined();
  });

  const good = { fit: 100, reason: "decides" };
  it.for<readonly [string, string]>([
    ["prose", "A perfect fit: 100."],
    ["nothing", ""],
    ["white space", "  \n"],
    ["null", "null"],
    ["a number", "100"],
    ["a list", JSON.stringify([good])],
    ["a part of JSON", '{"fit":100,"rea'],
    ["two answers", `${JSON.stringify(good)}${JSON.stringify(good)}`],
    ["a code fence", `\`\`\`json\n${JSON.stringify(good)}\n\`\`\``],
    ["a fit of 101", JSON.stringify({ ...good, fit: 101 })],
    ["a fit below 0", JSON.stringify({ ...good, fit: -1 })],
    ["a fraction", JSON.stringify({ ...good, fit: 99.5 })],
    ["a fit without an end", '{"fit":1e999,"reason":"decides"}'],
    ["a fit as a text", JSON.stringify({ ...good, fit: "100" })],
    ["no fit", JSON.stringify({ reason: "decides" })],
    ["no reason", JSON.stringify({ fit: 100 })],
    ["a reason of its own", JSON.stringify({ ...good, reason: "best_lead_ever" })],
    ["a reason in capitals", JSON.stringify({ ...good, reason: "DECIDES" })],
    ["a field more", JSON.stringify({ ...good, tier: "A" })],
    ["a prototype", '{"fit":100,"reason":"decides","__proto__":{"tier":"A"}}'],
    ["a long text", JSON.stringify({ ...good, why: "x".repeat(7_900) })],
    ["a deep one", `${"[".repeat(4_000)}${"]".repeat(4_000)}`],
  ])("with %s is none: the rule stands in, and the call is recorded", async ([, reply], { expect }) => {
    const { basisPoints, roleFit, call, answeredBy } = await fitFor(reply);
    expect([basisPoints, roleFit.by, roleFit.because, roleFit.reason]).toEqual([
      BY_RULE,
      "rule",
      "malformed",
      undefined,
    ]);
    expect([call?.outcome, answeredBy]).toEqual(["ok", undefined]);
  });

  it.for(["timeout", "rate_limited", "unavailable", "refused", "cut_off", "empty", "malformed"] as const)(
    "that failed by %s is none: the rule stands in by that name, and the call is recorded",
    async (outcome, { expect }) => {
      const { basisPoints, roleFit, call, answeredBy } = await fitFor(outcome);
      expect([basisPoints, roleFit.by, roleFit.because]).toEqual([BY_RULE, "rule", outcome]);
      expect([call?.outcome, answeredBy]).toEqual([outcome, undefined]);
    },
  );

  it.for(["over_budget", "breaker_open", "not_configured"] as const)(
    "that was not asked for (%s) is none, and no call is recorded",
    async (outcome, { expect }) => {
      const { basisPoints, roleFit, call } = await fitFor(outcome);
      expect([basisPoints, roleFit.by, roleFit.because, call]).toEqual([BY_RULE, "rule", outcome, undefined]);
    },
  );
});

describe("a question", () => {
  const own = questionOf(head, general, "scripted");

  it("is the same for every title that is recognised alike", ({ expect }) => {
    expect(questionOf({ ...head, likeness: 0 }, general, "scripted")).toBe(own);
  });

  it.for<readonly [string, string]>([
    ["rule", questionOf({ ...head, rule: "title.director" }, general, "scripted")],
    ["level", questionOf({ ...head, level: "vp" }, general, "scripted")],
    ["department", questionOf({ ...head, department: "legal" }, general, "scripted")],
    ["gatekeeper", questionOf({ ...head, isGatekeeper: true }, general, "scripted")],
    ["vertical", questionOf(head, logistics, "scripted")],
    ["description of the vertical", questionOf(head, { ...general, description: "Others." }, "scripted")],
    ["anti-profile of the vertical", questionOf(head, { ...general, antiProfile: "Others." }, "scripted")],
    ["model", questionOf(head, general, "another")],
  ])("is another one with another %s", ([, question], { expect }) => {
    expect(question).not.toBe(own);
  });
});
