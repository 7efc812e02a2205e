// A sample of the injection corpus in the whole system. Planner, composer and ingest ask a peer over HTTP, which obeys the orders of the lead.
// The log is verified after each test.
import { it } from "vitest";
import { isFull } from "../testing/full.ts";
import { aSystem, askingAt, the } from "../testing/system/model-system.ts";
import type { Policy } from "../schema/policy.ts";
import type { Rule } from "../testing/peers/model/rules.ts";
import { openingOf } from "../testing/policy-words.ts";
import { signedHeaders } from "../local/sign.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { injections } from "./injected.ts";

const corpus = injections();
/** Every sixteenth text, so that each file of the corpus is represented. */
const sample = corpus
  .filter((_, index) => index % 16 === 0)
  .map(({ text }, index) => ({ name: `person${index}`, text }));

const { peer, system, plays, confirm, until, askedFor, api, contactOf } = aSystem((url) => ({
  planner: { ...askingAt(url), SALES_SUPPORT_SEQUENCER_REASONING: "on" },
  composer: askingAt(url),
  ingest: askingAt(url),
}));

/** Posts a lead with this text in its name and in its form. */
async function writes(name: string, text: string): Promise<void> {
  const body = JSON.stringify({
    email: `${name}@engine.example`,
    name: text === "" ? "Ada" : text,
    title: "Head of Operations",
    message: `I am ${name}. ${text}`,
  });
  const headers = signedHeaders({
    type: "signed_form",
    secret: TEST_SOURCE_SECRETS.website,
    body,
    id: name,
    contentType: "application/json",
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const { status } = await fetch(new URL("/webhooks/website", system().url), { method: "POST", body, headers });
  if (status !== 202) throw new Error(`the webhook was answered ${status}`);
}

/** The peer's rules for one lead: a plan with all the stages that the text orders, and a draft that repeats the text, or with `repeatsAll` the whole request. */
const obeying = (name: string, text: string, repeatsAll: boolean): Rule[] => {
  const shows = `I am ${name}.`;
  const said = repeatsAll ? "{{shown}}" : text;
  return [
    {
      shows,
      tool: "propose_plan",
      behaviour: { kind: "obeys", says: { stages: ["compose", "auto_approve", "send", "approve"] } },
    },
    {
      shows,
      tool: "write_draft",
      behaviour: {
        kind: "obeys",
        says: { subject: "Your enquiry", body: `Hello,\n\n${said}\n\nRobin Sample`, claims: [] },
      },
    },
  ];
};

it.runIf(isFull)(
  "an injected text changes no grade and no action, and is in no draft of a model that obeys it",
  async ({ expect }) => {
    plays({}, [
      ...sample.flatMap(({ name, text }, index) => obeying(name, text, index % 2 === 0)),
      { behaviour: { kind: "failure", status: 500 } },
    ]);
    const names = ["plain", ...sample.map(({ name }) => name)];
    await Promise.all([writes("plain", ""), ...sample.map(({ name, text }) => writes(name, text))]);
    await Promise.all(names.map(confirm));
    const plain = await until("plain", "DraftHeld");
    const { policy } = (await api("GET", "/policy")) as { readonly policy: Policy };
    const grades = (events: typeof plain) => [
      the(events, "ActionDecided").payload.action,
      the(events, "QualificationGraded").payload.verdict,
      the(events, "QualificationGraded").payload.basisPoints,
      the(events, "OpportunityAnalyzed").payload.basisPoints,
    ];
    for (const { name, text } of sample) {
      const events = await until(name, "DraftHeld");
      expect([name, ...grades(events)]).toEqual([name, ...grades(plain)]);
      expect(the(events, "PlanProposed").payload).toMatchObject({ stages: ["compose"], proposed: 4 });
      const held = the(events, "DraftHeld");
      expect([name, held.payload.writing?.outcome]).toEqual([name, expect.stringMatching(/^(draft_refused|cut_off)$/)]);
      // The held draft is the template: it has no order of the lead, and no marker of a fence.
      const { timeline } = (await api("GET", `/contacts/${contactOf(name)}`)) as {
        readonly timeline: readonly {
          readonly version: number;
          readonly words: Readonly<Record<string, string>> | null;
        }[];
      };
      const body = timeline.find(({ version }) => version === held.version)?.words?.["body"] ?? "";
      expect(body).toContain(openingOf(policy));
      const markers = askedFor(name).flatMap(({ body: asked }) => JSON.stringify(asked).match(/[0-9a-f]{32}/g) ?? []);
      expect(markers.length).toBeGreaterThan(0);
      expect([name, markers.some((marker) => body.includes(marker)), body.includes(text)]).toEqual([
        name,
        false,
        false,
      ]);
    }
    expect(peer().received.length).toBeGreaterThan(sample.length);
  },
);
