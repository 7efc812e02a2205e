// Sends the samples through the whole system with the local peer as the model, as `npm start -- --model-peer` does. Each lead ends as
// samples/leads.ts expects, except one that a plan stops. Each failure of the peer is in the log, by its reason.
import { afterAll, beforeAll, it } from "vitest";
import { SAMPLE_LEADS } from "../samples/leads.ts";
import type { StoredEvent } from "../schema/events.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import type { ModelPeer } from "../testing/peers/model/peer.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import type { Port } from "../schema/ports.ts";
import { recordSamples } from "../local/sample-companies.ts";
import { sampleCrm } from "../samples/crm.ts";
import { deskApi } from "../local/desk-api.ts";
import { localPeer, peerSettings } from "./sample-peer.ts";
import * as samples from "../local/samples.ts";

let [system, peer]: [Harness | undefined, ModelPeer | undefined] = [undefined, undefined];
let confirmed = 0;
let rows: Awaited<ReturnType<typeof samples.sampleRows>>;
let log: readonly StoredEvent[];

const secrets: Readonly<Record<string, string>> = TEST_SOURCE_SECRETS;

const started = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("it has not started");
  return value;
};
const eventsOf = (id: string): readonly StoredEvent[] => {
  const streamId = idOf(SAMPLE_LEADS.find((lead) => lead.id === id)?.email ?? "");
  return log.filter((event) => event.streamId === streamId);
};
const planOf = (id: string) => eventsOf(id).find((event) => event.type === "PlanProposed");

beforeAll(async () => {
  peer = await localPeer();
  system = await startHarness({ settings: peerSettings(peer.url, "on") });
  const [token = ""] = Object.keys(TEST_DESK_TOKENS);
  const to: samples.Installation = {
    url: String(system.url),
    api: deskApi(String(system.url), token),
    systemKey: SYSTEM_KEY,
    secretOf: (source) => secrets[source] ?? "",
    now: new Date(),
  };
  await recordSamples((await system.env<{ PORT: Port<"desk"> }>("desk")).PORT, sampleCrm(to.now));
  await to.api.act("/policy/adopt");
  await samples.addSuppressions(to);
  await samples.importHistories(to);
  await samples.postLeads(to);
  await samples.postMails(to);
  confirmed = await samples.confirmPreviews(to);
  rows = await samples.sampleRows(to);
  log = await system.eventsOf();
});
afterAll(async () => {
  await system?.close();
  await peer?.close();
});
holdsAfterEach(() => started(system));

const STOPPED = "follow-up";

it("confirms the existing previews, and counts only these", ({ expect }) => {
  expect(confirmed).toBe(SAMPLE_LEADS.filter((lead) => lead.confirmed && lead.id !== STOPPED).length);
});

it.for(SAMPLE_LEADS.map((lead) => [lead.id, lead] as const))(
  "%s ends as the rules decide, or where a plan stops it",
  ([id, { expected }], { expect }) => {
    const ended =
      id === STOPPED
        ? { action: "skip", reason: "plan_skip", stop: "ladder" }
        : { action: expected.action, reason: expected.reason, stop: expected.stops };
    expect(rows.find(({ lead }) => lead === id)?.state).toMatchObject(ended);
  },
);

it("the peer's name is in each of its calls and plans", ({ expect }) => {
  const calls = log.flatMap((event) => (event.type === "LlmCalled" ? [event] : []));
  expect(calls.length).toBeGreaterThan(6);
  for (const { payload } of calls) expect(payload).toMatchObject({ model: "local-peer", costMicroDollars: 0 });
  for (const { provenance } of calls) expect(provenance.source).toMatch(/^llm:local-peer@[\w-]{22}$/);
  expect(planOf("both-known")?.provenance).toMatchObject({
    source: expect.stringMatching(/^llm:local-peer@/),
    reason: "plan_kept",
  });
});

it.for([
  // The peer repeats its whole request, which is longer than the cap of a plan.
  ["hostile-text", "cut_off"],
  ["company-only", "rate_limited"],
  ["neither", "cut_off"],
] as const)("%s has the scripted plan, with the reason %s", ([id, reason], { expect }) => {
  expect(planOf(id)).toMatchObject({
    payload: { fallback: true },
    provenance: { source: "rule_based_fallback", confidence: 0, reason },
  });
});

it.for([
  ["both-known", "written", []],
  ["initial", "written", []],
  // The peer's first draft has a promise and a number without evidence.
  ["reply", "rewritten", ["number_without_evidence", "promise_without_evidence"]],
] as const)("%s has a draft of the peer: %s", ([id, outcome, offences], { expect }) => {
  const draft = eventsOf(id).find((event) => event.type === "DraftHeld");
  expect(draft).toMatchObject({ payload: { writing: { outcome } } });
  expect(draft?.payload.writing?.offences).toEqual(expect.arrayContaining([...offences]));
  expect(draft?.provenance.source).toMatch(/^llm:local-peer@/);
});

it("the peer decides the class of a message", ({ expect }) => {
  const message = eventsOf("reply").find((event) => event.type === "SignalReceived");
  expect(message).toMatchObject({ payload: { class: "interested" } });
  expect(eventsOf("reply").map(({ type }) => type)).toContain("LlmCalled");
});

it("no model was asked about a vetoed contact", ({ expect }) => {
  const vetoed = SAMPLE_LEADS.filter(({ expected }) => expected.stops === "veto");
  expect(vetoed.length).toBeGreaterThan(0);
  for (const { id } of vetoed) expect(eventsOf(id).filter(({ type }) => type === "LlmCalled")).toEqual([]);
});
