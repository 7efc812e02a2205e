// Sends the samples through the whole system, as `npm start` does, and compares each lead with samples/leads.ts.
import { afterAll, beforeAll, describe, it } from "vitest";
import { SAMPLE_HISTORIES, SAMPLE_LEADS, SAMPLE_MAILS } from "../samples/leads.ts";
import type { StoredEvent } from "../schema/events.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import type { Port } from "../schema/ports.ts";
import { recordSamples } from "./sample-companies.ts";
import { sampleCrm } from "../samples/crm.ts";
import { type DeskApi, deskApi } from "./desk-api.ts";
import * as samples from "./samples.ts";
import { postWebhook } from "./webhook.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { typesOf } from "../testing/system/types-of.ts";

let system: Harness;
let api: DeskApi;
let to: samples.Installation;
let rows: Awaited<ReturnType<typeof samples.sampleRows>>;
/** The log, by stream. */
let log: ReadonlyMap<string, readonly StoredEvent[]>;

const secrets: Readonly<Record<string, string>> = TEST_SOURCE_SECRETS;
const [reviewerToken = ""] = Object.keys(TEST_DESK_TOKENS);

async function readLog(): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  return Map.groupBy(await system.eventsOf(), ({ streamId }) => streamId);
}

const streamOf = (email: string): readonly StoredEvent[] => log.get(idOf(email)) ?? [];
const typesIn = (email: string): readonly string[] => typesOf(streamOf(email));

beforeAll(async () => {
  // As in a deployment, queues wait for a batch: the leads that are posted together reach each stage together.
  system = await startHarness({ queuesWait: true });
  const secretOf = (source: string): string => secrets[source] ?? "";
  api = deskApi(String(system.url), reviewerToken);
  to = { url: String(system.url), api, systemKey: SYSTEM_KEY, secretOf, now: new Date() };
  await recordSamples((await system.env<{ PORT: Port<"desk"> }>("desk")).PORT, sampleCrm(to.now));
  await api.act("/policy/adopt");
  await samples.addSuppressions(to);
  await samples.importHistories(to);
  await samples.postLeads(to);
  await samples.postMails(to);
  await samples.confirmPreviews(to);
  rows = await samples.sampleRows(to);
  log = await readLog();
});
afterAll(() => system.close());
holdsAfterEach(() => system);

describe.for(SAMPLE_LEADS.map((lead) => [lead.id, lead] as const))("%s", ([id, { email, expected, confirmed }]) => {
  it("ends as samples/leads.ts expects", ({ expect }) => {
    const state = rows.find(({ lead }) => lead === id)?.state;
    expect(state).toMatchObject({ action: expected.action, reason: expected.reason, stop: expected.stops });
    expect(state?.tasks).toEqual(expected.task ? [expected.task] : []);
    expect(state?.grade?.basisPoints ?? null).toBe(expected.grade);
    expect(state?.grade?.verdict ?? null).toBe(expected.verdict);
  });

  it("has exactly the expected events in the log", ({ expect }) => {
    const graded = ["ActionDecided", "QualificationGraded", "OpportunityAnalyzed"];
    const steps = {
      veto: ["SafetyVetoed", "ActionDecided", "TaskRaised"],
      // The task is raised with the action, before the grades.
      ladder: ["ActionDecided", "TaskRaised", "QualificationGraded", "OpportunityAnalyzed"],
      "preview hold": [...graded, "PreviewHeld"],
      "draft hold": [...graded, "PreviewHeld", "PreviewConfirmed", "DraftHeld"],
    }[expected.stops];
    const history = SAMPLE_HISTORIES.some((one) => one.email === email) ? ["HistoryImported"] : [];
    expect(typesIn(email)).toEqual([...history, "SignalReceived", ...steps]);
  });

  it("has a passed gate in every hold, and the reviewer in every confirmation", ({ expect }) => {
    const held = streamOf(email).filter(({ type }) => type === "PreviewHeld" || type === "DraftHeld");
    for (const { payload } of held) expect(payload).toHaveProperty("gate.where", "hold");
    const confirmations = streamOf(email).flatMap((event) =>
      event.type === "PreviewConfirmed" ? [event.payload.by] : [],
    );
    expect(confirmations).toEqual(confirmed ? [Object.values(TEST_DESK_TOKENS)[0]] : []);
  });
});

describe.for(SAMPLE_MAILS.map((mail) => [mail.id, mail] as const))("%s", ([id, { email, expected }]) => {
  it("is heard and ends as samples/leads.ts expects", ({ expect }) => {
    const state = rows.find(({ lead }) => lead === id)?.state;
    expect(state?.stop.startsWith(expected.stop)).toBe(true);
    expect(state?.tasks).toEqual([]);
    const heard = streamOf(email).filter((event) => event.type === "SignalReceived");
    expect(heard.map(({ payload }) => payload.class)).toEqual([expected.class]);
    expect(typesIn(email)[0]).toBe("HistoryImported");
  });
});

describe("the desk's pages", () => {
  let cookie = "";
  beforeAll(async () => {
    const signedIn = await fetch(new URL("/login", system.url), {
      method: "POST",
      redirect: "manual",
      headers: { origin: system.url.origin },
      body: new URLSearchParams({ token: reviewerToken }),
    });
    cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  });
  const page = async (path: string) => fetch(new URL(path, system.url), { headers: { cookie }, redirect: "manual" });

  it.for([...SAMPLE_LEADS, ...SAMPLE_MAILS].map((sample) => [sample.id, sample] as const))(
    "show %s with all its events and holds",
    async ([, { email }], { expect }) => {
      const contact = await api.contact(idOf(email));
      expect(contact).not.toBeNull();
      const paths = [
        `/contacts/${contact?.contactId}`,
        ...(contact?.holds ?? []).map(({ holdId }) => `/holds/${holdId}`),
      ];
      for (const path of paths) expect([path, (await page(path)).status]).toEqual([path, 200]);
    },
  );

  it.for([
    "/",
    "/tasks",
    "/contacts",
    "/holds",
    "/outbox",
    "/dead-letters",
    "/suppressions",
    "/policy",
    "/administration",
  ])("show %s", async (path, { expect }) => {
    expect((await page(path)).status).toBe(200);
  });
});

it("no mail was sent: each draft waits for a person", async ({ expect }) => {
  expect(await system.rows("SELECT idempotency_key FROM outbox")).toEqual([]);
});

it("a draft contains nothing of a hostile text", async ({ expect }) => {
  const hostile = idOf("ana@example.net");
  const preview = (await api.contact(hostile))?.holds.find(({ state }) => state === "open");
  await api.decide(preview?.holdId ?? "", "confirm");
  await samples.settled(
    to,
    SAMPLE_LEADS.filter(({ id }) => id === "hostile-text"),
  );
  const select = "SELECT shown FROM holds WHERE stream_id = ? AND kind = 'draft'";
  const [draft] = await system.rows<{ shown: string }>(select, hostile);
  const { subject, body } = JSON.parse(draft?.shown ?? "{}") as { subject?: string; body?: string };
  // An order stands in the name beside the first name, so that nothing of it greets.
  expect(body).toMatch(/^Hello,\n/);
  expect(`${subject}\n${body}`).not.toMatch(/system|qualified|score|img|urgent|approve|\{\{/i);
});

it("repeated webhooks add no event", async ({ expect }) => {
  const heights = async () => [...(await readLog())].map(([stream, events]) => [stream, events.length]);
  const before = await heights();
  await samples.importHistories(to);
  await samples.postLeads(to);
  await samples.postMails(to);
  // Queues deliver in order: when a lead that was posted later has stopped, all earlier webhooks were processed.
  const last = { id: "last", source: "website", email: "last@example.com" };
  const body = JSON.stringify({ name: "Last One", email: last.email });
  await postWebhook(to.url, { ...last, type: "signed_form", secret: to.secretOf("website"), file: "last.json", body });
  await samples.settled(to, [last]);
  const stream = idOf(last.email);
  expect((await heights()).filter(([id]) => id !== stream)).toEqual(before);
});
