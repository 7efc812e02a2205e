// Tests in the whole system that an open hold is graded again when a company or a fact is recorded: a preview, a draft that nobody edited, an edited one.
import { afterAll, beforeAll, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import type { GradedAgain } from "../schema/shown-hold.ts";
import { deskClient, type HoldItem } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { typesOf } from "../testing/system/types-of.ts";
import { signedForm } from "./ingest/sources/signed-form.ts";

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());
holdsAfterEach(() => system);

const { api, holdOf } = deskClient(() => system);

interface GradedItem extends HoldItem {
  readonly edited: boolean;
  readonly qualifyBasisPoints: number;
  readonly analyzeBasisPoints: number;
  readonly arithmetic: { readonly summary: string; readonly again?: GradedAgain };
}
const gradedHold = async (email: string, kind: string, isWanted: (hold: GradedItem) => boolean): Promise<GradedItem> =>
  eventually(
    async () => {
      const hold = (await holdOf(email, kind)) as GradedItem;
      return isWanted(hold) ? hold : undefined;
    },
    { what: `the ${kind} of ${email} with its grades` },
  );
const isGradedAgain = ({ arithmetic }: GradedItem): boolean => arithmetic.again !== undefined;
const turn = () => system.worker("contacts").scheduled({ cron: "*/15 * * * *" });

async function lead(email: string): Promise<GradedItem> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const body = new URLSearchParams({
    email,
    name: "Ada Winter",
    title: "Director",
    message: "A quote, please.",
  }).toString();
  const signed = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body, id: "", nowSeconds });
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signed };
  await fetch(new URL("/webhooks/website", system.url), { method: "POST", body, headers });
  return gradedHold(email, "preview", () => true);
}
async function draft(email: string): Promise<GradedItem> {
  const { holdId, digest } = await lead(email);
  await api("POST", `/holds/${holdId}/confirm`, { digest });
  return gradedHold(email, "draft", () => true);
}
async function record(domain: string): Promise<void> {
  await api("PUT", `/companies/${domain}`, { name: "Winter & Co" });
  const fact = { kind: "funding", value: "€4m", source: "crunchbase.example", observedAt: "2026-10-01" };
  await api("PUT", `/companies/${domain}/facts`, fact);
}
const typesIn = async ({ streamId }: HoldItem): Promise<readonly string[]> => typesOf(await system.eventsOf(streamId));

it("a preview comes back with the company, the facts and what they changed, and goes on from there", async ({
  expect,
}) => {
  const email = "ada@winter.example";
  const before = await lead(email);
  expect([before.qualifyBasisPoints, before.analyzeBasisPoints]).toEqual([7_000, 5_000]);
  await record("winter.example");
  await turn();
  const now = await gradedHold(email, "preview", isGradedAgain);
  expect([now.qualifyBasisPoints, now.analyzeBasisPoints]).toEqual([10_000, 6_000]);
  expect(now.arithmetic).toMatchObject({
    summary: "funding: €4m (crunchbase.example, 2026-10-01)",
    again: {
      hold: before.holdId,
      was: { qualification: 7_000, opportunity: 5_000 },
      company: { is: "known" },
      arrived: ["funding: €4m (crunchbase.example)"],
    },
  });
  const late = await api<{ type: string }>("POST", `/holds/${before.holdId}/confirm`, { digest: before.digest });
  expect([late.status, late.body.type]).toEqual([409, "urn:holdpoint:problem:already_settled"]);
  expect((await api<{ replacement: string }>("GET", `/holds/${before.holdId}`)).body.replacement).toBe(now.holdId);
  expect((await api("POST", `/holds/${now.holdId}/confirm`, { digest: now.digest })).status).toBe(200);
  const written = await gradedHold(email, "draft", () => true);
  expect((await api("POST", `/holds/${written.holdId}/approve`, { digest: written.digest })).status).toBe(200);
  await eventually(async () => (await typesIn(now)).includes("DispatchSucceeded"), { what: "the dispatch" });
  expect(await typesIn(now)).toEqual([
    "SignalReceived",
    "ActionDecided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "PreviewHeld",
    "HoldVoided",
    "QualificationGraded",
    "OpportunityAnalyzed",
    "PreviewHeld",
    "PreviewConfirmed",
    "DraftHeld",
    "DraftApproved",
    "DispatchClaimed",
    "DispatchSucceeded",
  ]);
});

it("a draft that nobody edited is made again, and an edited one is kept beside the new grades", async ({ expect }) => {
  const [plain, edited] = [await draft("bea@summer.example"), await draft("cy@summer.example")];
  const words = { digest: edited.digest, subject: "Your quote", body: "Hello Cy,\n\nwhat exactly?", why: "shorter" };
  expect((await api("POST", `/holds/${edited.holdId}/edit`, words)).status).toBe(200);
  await record("summer.example");
  await turn();
  const again = await gradedHold("bea@summer.example", "draft", isGradedAgain);
  expect(again).toMatchObject({ qualifyBasisPoints: 10_000, edited: false });
  expect([again.arithmetic.again?.hold, again.holdId === plain.holdId]).toEqual([plain.holdId, false]);
  const kept = await gradedHold("cy@summer.example", "draft", isGradedAgain);
  expect(kept).toMatchObject({ holdId: edited.holdId, edited: true, qualifyBasisPoints: 10_000 });
  expect(kept.text?.subject).toBe("Your quote");
  for (const { holdId, digest } of [again, kept])
    expect((await api("POST", `/holds/${holdId}/approve`, { digest })).status).toBe(200);
  for (const hold of [again, kept])
    await eventually(async () => (await typesIn(hold)).includes("DispatchSucceeded"), { what: "the dispatch" });
  const sent = await system.rows<{ recipient: string }>("SELECT recipient FROM outbox");
  expect(sent.filter(({ recipient }) => recipient.endsWith("@summer.example"))).toHaveLength(2);
});
