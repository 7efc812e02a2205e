// Tests that Workers and objects of this release and of the one before it work together, as they do while one of them is deployed or taken back: a lead goes from
// its webhook through both holds to its dispatch, an opt-out is heard, and the log that both wrote verifies.
import type { D1Database } from "@cloudflare/workers-types";
import { join } from "node:path";
import { beforeAll, describe, it, onTestFinished } from "vitest";
import { bundle } from "../local/runtime/bundles.ts";
import { eventually } from "../local/eventually.ts";
import { deskApi, type ContactView } from "../local/desk-api.ts";
import { CONTACTS, ROOT } from "../local/workers.ts";
import { postWebhook } from "../local/webhook.ts";
import { isFull } from "../testing/full.ts";
import { carryOut, look } from "../deploy/deployment.ts";
import { RELEASE } from "../schema/release.ts";
import { idOf, keyOf } from "../testing/people.ts";
import { type Build, buildBefore, buildIn } from "../testing/releases/build.ts";
import { type Mixture, startMixed } from "../testing/releases/mixed.ts";
import { operatorOf } from "../testing/system/operator.ts";
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

describe("the runbook's pages of releases and keys", () => {
  const textOf = (build: Build, name: string): string => build.workers[name] ?? "";
  const all = (build: Build): Mixture => ({
    bundles,
    scriptOf: (name) => textOf(build, name),
    objects: textOf(build, CONTACTS.name),
  });

  // Six deployments of a whole system: a minute. docs/runbook/runbook.pipeline.test.ts follows the pages at the account alone in every run.
  it.runIf(isFull)(
    "repair a wrong key, a half deployment and a release that is bad, and nothing is lost",
    async ({ expect }) => {
      const system = await startMixed(all(now));
      onTestFinished(() => system.stop());
      const databases = async () => ({
        url: new URL(system.url),
        crm: (await system.miniflare.getD1Database("CRM", CONTACTS.name)) as unknown as D1Database,
        events: (await system.miniflare.getD1Database("EVENTS_0", CONTACTS.name)) as unknown as D1Database,
      });
      let operated = await databases();
      const change = async (mixture: Mixture): Promise<void> => {
        await system.change(mixture);
        operated = await databases();
      };
      const operator = await operatorOf(() => operated);
      onTestFinished(() => operator.stop());
      const desk = deskApi(system.url, token);
      await desk.act("/policy/adopt");
      const has = (email: string, type: string) =>
        eventually(
          async () => {
            await system.nudge();
            return (await desk.contact(idOf(email)))?.timeline.some((event) => event.type === type) ?? false;
          },
          { what: `${type} of ${email}`, everyMilliseconds: 250 },
        );
      const decide = async (email: string, kind: "preview" | "draft", how: "confirm" | "approve") => {
        await has(email, kind === "preview" ? "PreviewHeld" : "DraftHeld");
        const view = await desk.contact(idOf(email));
        const hold = view?.holds.find((one) => one.kind === kind && one.state === "open");
        await desk.decide(hold?.holdId ?? "", how, { why: "the runbook" });
      };
      const [first, second, third] = ["first@engine.example", "second@engine.example", "third@engine.example"];
      for (const email of [first, second]) await postLead(system.url, email);
      await decide(first, "preview", "confirm");
      await has(first, "DraftHeld");
      await has(second, "PreviewHeld");

      // A Worker has another key.
      await change({ ...all(now), secrets: { [CONTACTS.name]: { MASTER_KEY: keyOf(9) } } });
      const closed = await fetch(new URL("/api/v1/tasks", system.url), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect([closed.status, await closed.text()]).toEqual([503, expect.stringContaining("key_differs")]);
      // It waits in its queue.
      expect(await postLead(system.url, third)).toMatchObject({ ok: true });
      const file = operator.world.secrets;
      if (!file) throw new Error("there is no file of the secrets");
      operator.world.secrets = { ...file, masterKey: keyOf(9) };
      expect(await operator.deploy("npm run deploy -- --env production")).toMatchObject({
        code: 1,
        out: expect.stringContaining("secret_differs"),
      });
      operator.world.secrets = file;
      const keys = await operator.typed(
        "wrong-key",
        {},
        {
          "npm run deploy": async (line) => {
            const done = await operator.deploy(line);
            await change(all(now));
            return done;
          },
        },
      );
      // The first look.
      expect(keys.failed).toMatchObject([
        ["npx holdpoint doctor --env production", expect.stringContaining("✗ keys: MASTER_KEY is not the key")],
      ]);
      expect(keys.of("npx holdpoint verify")).toMatchObject({ code: 0 });
      await has(third, "PreviewHeld");

      // The next release is bad: back to the one before.
      operator.world.release = "0.2.0";
      expect(await operator.deploy("npm run deploy -- --env production")).toMatchObject({ code: 0 });
      const back = await operator.typed(
        "rollback",
        {},
        {
          "npm run deploy": async (line) => {
            const done = await operator.deploy(line);
            if (!line.includes("--check")) await change(all(before));
            return done;
          },
        },
      );
      expect(back.failed).toEqual([]);
      expect(back.of("npm run deploy").out).toContain(`contacts ${RELEASE}`);
      await decide(first, "draft", "approve");
      await has(first, "DispatchSucceeded");
      await decide(second, "preview", "confirm");
      await has(second, "DraftHeld");

      // A deployment stops after its second Worker.
      const { upload } = operator.world.ports;
      let uploads = 0;
      const stops = {
        ...operator.world.ports,
        upload: async (...args: Parameters<typeof upload>) => {
          if ((uploads += 1) > 2) throw new Error("wrangler could not upload");
          return upload(...args);
        },
      };
      const found = await look(operator.installation, false, operator.world.ports);
      if (!found.ok) throw new Error(found.error);
      await expect(carryOut(found.value, operator.installation, stops)).rejects.toThrow("Stopped at: upload");
      const isNew = (name: string): boolean => [CONTACTS.name, "holdpoint-ingest"].includes(name);
      await change({ ...all(before), scriptOf: (name) => textOf(isNew(name) ? now : before, name) });
      const half = await operator.typed(
        "half-deployed",
        {},
        {
          "npm run deploy": async (line) => {
            const done = await operator.deploy(line);
            if (!line.includes("--check")) await change(all(now));
            return done;
          },
        },
      );
      expect(half.failed).toMatchObject([
        ["npx holdpoint doctor --env production", expect.stringContaining("of different releases")],
      ]);
      expect(half.of("npx holdpoint never-contact").out).toContain("Proved");
      await decide(second, "draft", "approve");
      await decide(third, "preview", "confirm");
      await decide(third, "draft", "approve");
      for (const email of [second, third]) await has(email, "DispatchSucceeded");
      for (const words of ["verify", "never-contact"])
        expect(await operator.command([words, "--from", "remote"])).toMatchObject({ code: 0 });
    },
  );
});
