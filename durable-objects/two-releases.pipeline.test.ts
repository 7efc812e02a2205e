// Tests that Workers and objects of this release and of the one before it work together, as they do while one of them is deployed or taken back: a lead goes from
// its webhook through both holds to its dispatch, an opt-out is heard, and the log that both wrote verifies.
import { join } from "node:path";
import { beforeAll, describe, it, onTestFinished } from "vitest";
import { bundle } from "../local/runtime/bundles.ts";
import { eventually } from "../local/eventually.ts";
import { deskApi, type ContactView } from "../local/desk-api.ts";
import { CONTACTS, ROOT } from "../local/workers.ts";
import { postWebhook } from "../local/webhook.ts";
import { isFull } from "../testing/full.ts";
import { idOf } from "../testing/people.ts";
import { type Build, buildBefore, buildIn } from "../testing/releases/build.ts";
import { startMixed } from "../testing/releases/mixed.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { postLead } from "../testing/system/local-runtime.ts";

const bundles = join(ROOT, "node_modules/.cache/test-bundles", process.env["VITEST_POOL_ID"] ?? "0");
const before: Build = buildBefore();
let now: Build;
beforeAll(async () => {
  await bundle(bundles);
  now = buildIn(bundles, "this release");
});

interface Mix {
  readonly what: string;
  readonly ports: "before" | "now";
  readonly objects: "before" | "now";
  readonly others: "before" | "now";
}

const MIXES: readonly Mix[] = [
  { what: "new ports, old objects: a deployment has begun", ports: "now", objects: "before", others: "before" },
  { what: "old ports, new objects: a release is taken back", ports: "before", objects: "now", others: "before" },
  // In a full run: the order of a deployment, and of a way back, in its other places.
  { what: "new contacts, old Workers around it", ports: "now", objects: "now", others: "before" },
  { what: "new Workers, objects that still run old code", ports: "now", objects: "before", others: "now" },
];

const [token = ""] = Object.keys(TEST_DESK_TOKENS);
const ADA = "ada@engine.example";

describe.for(isFull ? MIXES : MIXES.slice(0, 2))("$what", ({ ports, objects, others }) => {
  it("takes a lead through both holds to its dispatch, and hears an opt-out", async ({ expect }) => {
    const builds = { before, now };
    const textOf = (build: Build, name: string): string => build.workers[name] ?? "";
    const system = await startMixed({
      bundles,
      scriptOf: (name) => textOf(builds[name === CONTACTS.name ? ports : others], name),
      objects: textOf(builds[objects], CONTACTS.name),
    });
    onTestFinished(() => system.stop());
    const desk = deskApi(system.url, token);
    await desk.act("/policy/adopt");
    const contact = () => desk.contact(idOf(ADA));
    const until = (what: string, holds: (view: ContactView) => boolean) =>
      eventually(
        async () => {
          const view = await contact();
          return view !== null && holds(view) && view;
        },
        { what },
      );
    const holdOf = async (kind: "preview" | "draft"): Promise<string> => {
      const open = ({ holds }: ContactView) => holds.find((hold) => hold.kind === kind && hold.state === "open");
      const view = await until(`an open ${kind}`, (seen) => open(seen) !== undefined);
      return open(view)?.holdId ?? "";
    };
    expect(await postLead(system.url, ADA)).toMatchObject({ ok: true });
    await desk.decide(await holdOf("preview"), "confirm", { why: "two releases" });
    await desk.decide(await holdOf("draft"), "approve", { why: "two releases" });
    await until("a dispatch", ({ timeline }) => timeline.some(({ type }) => type === "DispatchSucceeded"));

    const optOut = { type: "message.received", data: { email: ADA, text: "Please unsubscribe me.", subject: "Re" } };
    const posted = await postWebhook(system.url, {
      source: "crm",
      type: "standard_webhooks",
      secret: TEST_SOURCE_SECRETS.crm,
      file: "message.json",
      body: JSON.stringify(optOut),
      id: "msg_opt_out",
    });
    expect(posted).toMatchObject({ ok: true });
    await until("a flag", ({ timeline }) => timeline.some(({ type }) => type === "ContactFlagged"));

    const verified = await fetch(new URL(`/api/v1/contacts/${idOf(ADA)}/verify`, system.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await verified.json()).toMatchObject({ holds: true, faults: [] });
    const letters = await fetch(new URL("/api/v1/dead-letters", system.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await letters.json()).toMatchObject({ items: [] });
  });
});
