// Makes the troubles of the runbook in one running system, looks whether one sees what its pages say, and types the commands of the pages, exactly as they are
// printed; then the log holds and nobody was written to. Not here, because they need more: releases and wrong keys (durable-objects/two-releases.pipeline.test.ts), the
// deployments of a leaked key (leaked-key.test.ts), the rotation of MASTER_KEY (cli/keys.pipeline.test.ts), and a database that is down for a day
// (simulator/day-down.test.ts).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../local/workers.ts";
import { postWebhook } from "../../local/webhook.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { chainHash } from "../../domain/contact/record.ts";
import { commandIdOf, type ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { INSERT_EVENT, valuesOf } from "../../testing/event-rows.ts";
import { afterAll, beforeAll, describe, it } from "vitest";
import { eventually } from "../../local/eventually.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { ingestMessage } from "../../domain/ingest-message.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { carryOut, look } from "../../deploy/deployment.ts";
import { freshSecrets } from "../../deploy/secrets.ts";
import { isFull } from "../../testing/full.ts";
import { commandsOf, type Fills, runbookPage, wordsOf } from "../../testing/runbook.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { deskClient } from "../../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { logHolds } from "../../testing/system/log-holds.ts";
import { postLead } from "../../testing/system/local-runtime.ts";
import { askingAt } from "../../testing/system/model-system.ts";
import { type Operator, operatorOf } from "../../testing/system/operator.ts";
import { byHand, fill, snapshot, tablesOf } from "../../testing/system/database-troubles.ts";
import { typesOf } from "../../testing/system/types-of.ts";
import { signedForm } from "../../workers/ingest/sources/signed-form.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
let operator: Operator;
let model: ModelPeer;
beforeAll(async () => {
  model = await startModelPeer([{ behaviour: { kind: "answers" } }]);
  const asking = askingAt(model.url);
  system = await startHarness({
    settings: { planner: { ...asking, SALES_SUPPORT_SEQUENCER_REASONING: "on" }, composer: asking },
    hasMailProvider: true,
  });
  operator = await operatorOf(() => system);
  await api("POST", "/policy/adopt");
});
afterAll(async () => {
  await operator.stop();
  await system.close();
  await model.close();
});
const { api, holdOf } = deskClient(() => system);
const command = (args: readonly string[]) => operator.command(args);
const typed: Operator["typed"] = (...page) => operator.typed(...page);
const wordsOfCommand = (line: string): readonly string[] => wordsOf(line).slice(2);

const bodyOf = (email: string, asks: string): string =>
  JSON.stringify({
    email,
    name: "Ada Canaryname",
    company: "Canaryworks",
    title: "Director of Canaries",
    phone: "+49 30 777 123 4567",
    message: `Please send ${asks} to ${email}.`,
  });
async function post(email: string, asks = "a quote"): Promise<number> {
  const body = bodyOf(email, asks);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signature = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body, id: "", nowSeconds });
  const headers = { "content-type": "application/json", ...signature };
  return (await fetch(new URL("/webhooks/website", system.url), { method: "POST", body, headers })).status;
}
/** A mail provider's report that this address takes no mail. */
const bounce = (email: string) =>
  postWebhook(String(system.url), {
    source: "crm",
    type: "standard_webhooks",
    secret: TEST_SOURCE_SECRETS.crm,
    file: "bounce.json",
    body: JSON.stringify({ type: "contact.bounced", data: { email } }),
    id: `msg_${idOf(email)}`,
  });
const types = async (email: string): Promise<readonly string[]> => typesOf(await system.eventsOf(idOf(email)));
const recorded = (email: string, type: string): Promise<unknown> =>
  eventually(async () => (await types(email)).includes(type), { what: `${type} of ${email}` });
const decide = async (email: string, kind: string, how: string) => {
  const { holdId, digest } = await holdOf(email, kind);
  return api<{ logged?: boolean; type?: string }>("POST", `/holds/${holdId}/${how}`, { digest });
};
/** Brings a lead to its dispatch. */
async function send(email: string): Promise<void> {
  await post(email);
  await decide(email, "preview", "confirm");
  await decide(email, "draft", "approve");
  await recorded(email, "DispatchSucceeded");
}
const cron = () => system.worker("contacts").scheduled({ cron: "*/15 * * * *" });
/** The page of the tasks, as a person who signs in with a token sees it. */
async function home(): Promise<string> {
  const at = (path: string) => new URL(path, system.url);
  const body = new URLSearchParams({ code: token, next: "/tasks" });
  const headers = { origin: at("/").origin, "sec-fetch-site": "same-origin" };
  const signedIn = await fetch(at("/login"), { method: "POST", body, headers, redirect: "manual" });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(";")[0]);
  return (await fetch(at("/tasks"), { headers: { cookie: cookie.join("; ") } })).text();
}
const kinds = async (): Promise<readonly string[]> =>
  (await api<{ items: { kind: string }[] }>("GET", "/tasks")).body.items.map(({ kind }) => kind);
const faultsNow = async (...args: readonly string[]): Promise<readonly string[]> =>
  Object.keys(
    JSON.parse((await command(["verify", "--from", "remote", "--json", ...args])).out).faultsByName,
  ).toSorted();

/** Long ones, of troubles that other tests make in part. */
const itInFull = it.runIf(isFull);

describe("the runbook", () => {
  it("repairs CRM after it was restored from yesterday, and nobody is written to meanwhile", async ({ expect }) => {
    await send("before@runbook.example");
    await send("leaver@runbook.example");
    await api("POST", "/suppressions", { kind: "domain", value: "first.example", why: "asked" });
    const restore = await snapshot(system.crm);
    await send("after@runbook.example");
    await api("POST", `/contacts/${idOf("leaver@runbook.example")}/erase`, { reason: "person_asked" });
    await api("POST", "/suppressions", { kind: "domain", value: "lost.example", why: "asked" });
    await api("POST", "/dispatch/stop", { reason: "incident", why: "yesterday" });
    await restore();

    expect(await home()).toContain("The suppression list has lost entries: it ends at revision");
    expect(await kinds()).toContain("list_went_back");
    expect(await faultsNow()).toEqual(
      expect.arrayContaining(["contact_row_differs", "contact_row_missing", "list_row_missing", "receipt_missing"]),
    );
    await post("new@lost.example");
    await recorded("new@lost.example", "SignalReceived");
    expect(await command(["never-contact", "--from", "remote"])).toMatchObject({ code: 2 });
    expect(await types("new@lost.example")).toEqual(["SignalReceived"]);

    const fills = { "<2026-11-29T06:00:00Z>": "2026-11-29T06:00:00Z" };
    const { of, failed } = await typed("restore-crm", fills, {
      "npx holdpoint rebuild --read-models": async (line) => {
        await cron();
        return command(line.split(" ").slice(2));
      },
      // It names what the next step makes again.
      "npx holdpoint rebuild --list": async (line) => {
        const done = await command(line.split(" ").slice(2));
        expect(done.out).toContain("entries made again");
        return { ...done, code: 0 };
      },
    });
    expect(failed).toEqual([]);
    expect(of("npx holdpoint never-contact").out).toContain("Proved");
    await recorded("new@lost.example", "SafetyVetoed");
    expect(await types("new@lost.example")).not.toContain("PreviewHeld");
    const rows = await system.crm.prepare("SELECT email, title FROM contacts WHERE id = ?1");
    expect(await rows.bind(idOf("after@runbook.example")).first()).toEqual({
      email: "after@runbook.example",
      title: "Director of Canaries",
    });
    expect(await rows.bind(idOf("leaver@runbook.example")).first()).toEqual({ email: "", title: null });
    await api("POST", "/dispatch/resume", { stopped: 1, reason: "incident", why: "whole" });
    await logHolds(system);
  });

  it("repairs a poisoned contact while all others go on", async ({ expect }) => {
    const poisoned = "poisoned@runbook.example";
    await post(poisoned);
    await holdOf(poisoned, "preview");
    await system.objectRows(
      idOf(poisoned),
      "UPDATE events SET body = replace(body, 'website', 'elsewhere') WHERE version = 1",
    );
    await system.evict(idOf(poisoned)).catch(() => undefined);
    await post(poisoned);
    await send("healthy@runbook.example");
    const page = await api<{ type: string }>("GET", `/contacts/${idOf(poisoned)}`);
    expect(page).toMatchObject({ status: 500, body: { type: "urn:holdpoint:problem:object_differs" } });
    expect(await kinds()).toContain("object_differs");
    expect((await command(["verify", "--from", "remote"])).out).toContain("object_differs");
    const { failed } = await typed(
      "poisoned-contact",
      { "<contact>": idOf(poisoned) },
      {
        "npx holdpoint rebuild": (line) => command(line.split(" ").slice(2)),
      },
    );
    expect(failed).toEqual([]);
    expect(await kinds()).not.toContain("object_differs");
    expect((await decide(poisoned, "preview", "confirm")).status).toBe(200);
    await logHolds(system);
  });

  it("keeps every decision while the log is full, and goes on when there is room", async ({ expect }) => {
    const waiting = "waiting@runbook.example";
    expect((await command(["sources", "add", "fair", "--type", "signed_form"])).code).toBe(0);
    await post(waiting);
    await decide(waiting, "preview", "confirm");
    const { holdId, digest } = await holdOf(waiting, "draft");
    const room = await fill(system.events, ["events", "stream_keys", "holds", "tasks"]);
    expect(await api("POST", `/holds/${holdId}/approve`, { digest })).toMatchObject({ status: 202 });
    expect(await types(waiting)).not.toContain("DraftApproved");
    expect(await post("late@runbook.example")).toBe(202);

    const line = commandsOf(runbookPage("d1-full")).find((one) => one.startsWith("npx holdpoint sources enable")) ?? "";
    expect(line).not.toBe("");
    const { of, failed } = await typed(
      "d1-full",
      { "<source>": "fair" },
      {
        "npx holdpoint sources enable": async (enable) => {
          await room();
          // The alarm would ship what the object recorded within the hour.
          await api("POST", `/contacts/${idOf(waiting)}/wake`);
          return command(enable.split(" ").slice(2));
        },
      },
    );
    expect(of("npx holdpoint dispatch resume").code, JSON.stringify(failed)).toBe(0);
    expect(of("npx holdpoint verify"), JSON.stringify(failed)).toMatchObject({ code: 0 });
    await recorded(waiting, "DispatchSucceeded");
    await recorded("late@runbook.example", "PreviewHeld");
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    await logHolds(system);
  });

  it("adds nobody to a full CRM, and lets no opt-out be lost", async ({ expect }) => {
    const [waiting, leaver] = ["crm-waits@runbook.example", "crm-leaves@runbook.example"];
    await send(leaver);
    await post(waiting);
    await decide(waiting, "preview", "confirm");
    await holdOf(waiting, "draft");
    const room = await fill(system.crm, await tablesOf(system.crm));
    const optOut = () => bounce(leaver);
    expect(await optOut()).toMatchObject({ ok: false, status: 503 });
    expect(await post("crm-new@runbook.example")).toBe(202);
    const { of, failed } = await typed(
      "d1-full",
      { "<source>": "fair" },
      {
        "npx wrangler queues resume-delivery": async () => {
          await room();
          return { code: 0, out: "" };
        },
      },
    );
    // It is refused, so the page lets the platform hold the messages.
    expect(failed.map(([line]) => line)).toEqual([
      'npx holdpoint dispatch stop --reason incident --why "a database is full"',
    ]);
    expect(await optOut()).toMatchObject({ ok: true });
    await recorded(leaver, "ContactFlagged");
    await recorded("crm-new@runbook.example", "PreviewHeld");
    await decide(waiting, "draft", "approve");
    await recorded(waiting, "DispatchSucceeded");
    expect(of("npx holdpoint dispatch resume")).toMatchObject({ code: 0 });
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    await logHolds(system);
  });

  it("keeps what used up its tries while a database was down, until a person sends it again", async ({ expect }) => {
    const late = "down@runbook.example";
    // As the platform hands it over after a hundred tries: its queue of dead letters keeps it for 14 days.
    const signal = { kind: "lead", email: late, name: "Ada Canaryname", text: "Please send a quote." } as const;
    const mapped = { source: "website", signal, providerId: "down-1", signedMs: Date.now(), at: new Date() };
    const { ingest, compose } = samplePolicy;
    const body = ingestMessage(mapped, { systemKey: SYSTEM_KEY, policy: ingest, sender: compose.sender.address });
    const deliver = () => system.deliver("contacts", "dead-letters", [{ id: "m1", body, attempts: 101 }]);

    const room = await fill(system.events, ["dead_letters"]);
    expect((await deliver()).retryMessages.map(({ msgId }) => msgId)).toEqual(["m1"]);
    await room();
    expect((await deliver()).explicitAcks).toEqual(["m1"]);
    expect(await types(late)).toEqual([]);

    const { items } = (await api<{ items: { id: string; reason: string }[] }>("GET", "/dead-letters")).body;
    const letter = items.find(({ reason }) => reason === "retries_exhausted");
    const { failed } = await typed("dead-letters", { "<id>": letter?.id ?? "" });
    expect(failed).toEqual([]);
    await recorded(late, "PreviewHeld");
    expect((await typed("d1-down")).failed).toEqual([]);
    await logHolds(system);
  });

  it("changes every key, the secret of a source and a token, as the page of leaked keys says", async ({ expect }) => {
    const marks = async () => {
      const { out } = await command(["sources", "list", "--json"]);
      const { items } = JSON.parse(out) as { items: readonly { name: string; secrets: readonly { mark: string }[] }[] };
      return items.find(({ name }) => name === "fair")?.secrets.map(({ mark }) => mark) ?? [];
    };
    const [old = ""] = await marks();
    expect((await command(["tokens", "issue", "seen", "--scope", "read"])).code).toBe(0);
    const fills: Fills = { "<source>": "fair", "<mark of the old one>": old, "<name>": "seen" };
    const { world } = operator;
    const first = world.secrets;
    if (!first) throw new Error("there is no file of the secrets");
    const next = freshSecrets(operator.installation);
    /** The file before each deployment of the page, in its order. */
    const files = [
      { ...first, masterKey: `${next.masterKey} ${first.masterKey}` },
      { ...first, masterKey: next.masterKey },
      { ...first, masterKey: next.masterKey, logKey: `${next.logKey} ${first.logKey}` },
    ];
    let deployed = 0;
    const { of, failed } = await typed("leaked-key", fills, {
      "npm run deploy": (line) => {
        world.secrets = files[(deployed += 1) - 1] ?? world.secrets;
        return operator.deploy(line);
      },
      // The keys of this system stay: cli/keys.pipeline.test.ts wraps those of a running one.
      "npx holdpoint keys rewrap": async () => ({ code: 0, out: "" }),
    });
    expect([deployed, failed]).toEqual([3, []]);
    expect(of("npx holdpoint never-contact").out).toContain("Proved");
    expect(await marks()).toHaveLength(1);
    expect(await marks()).not.toContain(old);
    await logHolds(system);
  });

  it("goes from a wrong file of the secrets, a half deployment and a bad release to a whole one", async ({
    expect,
  }) => {
    const { world, installation } = operator;
    const deploy = "npm run deploy -- --env production";
    const right = world.secrets;
    if (!right) throw new Error("there is no file of the secrets");
    world.secrets = { ...right, systemKey: freshSecrets(installation).systemKey };
    expect((await operator.deploy(deploy)).out).toContain("secret_differs");
    const keys = await typed(
      "wrong-key",
      {},
      {
        "npm run deploy": (line) => {
          world.secrets = right;
          return operator.deploy(line);
        },
      },
    );
    expect(keys.failed).toMatchObject([
      ["npx holdpoint doctor --env production", expect.stringContaining("secret_differs")],
    ]);

    world.release = "0.2.0";
    const { upload } = world.ports;
    let uploads = 0;
    const breaks = {
      ...world.ports,
      upload: (...args: Parameters<typeof upload>) => {
        if ((uploads += 1) > 2) throw new Error("wrangler could not upload");
        return upload(...args);
      },
    };
    const found = await look(installation, false, world.ports);
    if (!found.ok) throw new Error(found.error);
    await expect(carryOut(found.value, installation, breaks)).rejects.toThrow("Stopped at: upload");
    const half = await typed("half-deployed");
    expect(half.failed).toMatchObject([
      ["npx holdpoint doctor --env production", expect.stringContaining("different releases")],
    ]);

    world.release = "0.3.0";
    expect(await operator.deploy(deploy)).toMatchObject({ code: 0 });
    const back = await typed("rollback");
    expect(back.failed).toEqual([]);
    expect(back.of("npm run deploy").out).toContain("contacts 0.2.0");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
  });

  it("answers a subject access request with every word, and erases on request", async ({ expect }) => {
    const person = "person@runbook.example";
    await send(person);
    const id = idOf(person);
    const fills = { "<address>": person, "<contact>": id, "<id>": id };
    const { of, failed } = await typed("access-request", fills);
    expect(failed).toEqual([]);
    for (const word of ["Ada Canaryname", "Canaryworks", "Director of Canaries", "Please send a quote"])
      expect(of("curl").out).toContain(word);
    expect(of("npx holdpoint replay").out).toContain(id);
    const receipt = readFileSync(join(operator.checkout, "../receipt.html"), "utf8");
    expect(receipt).toContain(id);
    expect(receipt).not.toContain("Canaryname");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    expect(await types(person)).toContain("ContactErased");
    await logHolds(system);
  });

  it("lets the objects ship what a restored log lacks, and erases again who was erased", async ({ expect }) => {
    const [known, unknown, leaver] = ["kept@runbook.example", "lost@runbook.example", "gone@runbook.example"];
    for (const email of [known, leaver]) {
      await post(email);
      await holdOf(email, "preview");
    }
    const restore = await snapshot(system.events);
    const parts = async (): Promise<number> =>
      (await system.rows("SELECT DISTINCT stream_id FROM events WHERE stream_id LIKE 'ad_suppressions_%'")).length;
    // An entry in a part of the list that has had none.
    const partsBefore = await parts();
    for (let tried = 0; (await parts()) === partsBefore && tried < 100; tried += 1)
      await api("POST", "/suppressions", { kind: "domain", value: `lost${tried}.example`, why: "asked" });
    await decide(known, "preview", "confirm");
    await holdOf(known, "draft");
    await post(unknown);
    await holdOf(unknown, "preview");
    await api("POST", `/contacts/${idOf(leaver)}/erase`, { reason: "person_asked" });
    const all = [known, unknown, leaver];
    const before = new Map(await Promise.all(all.map(async (email) => [email, await types(email)] as const)));
    const fills = { "<2026-11-29T06:00:00Z>": "", "<stream>": "", "<contact>": idOf(leaver) };
    const { of, failed } = await typed("restore-events", fills, {
      "npx wrangler d1 time-travel restore": async () => {
        await restore();
        expect(await types(unknown)).toEqual([]);
        return { code: 0, out: "" };
      },
      "npx holdpoint rebuild --object": async () => {
        const against = ["verify", "--from", "remote", "--against", "../before-restore.ndjson", "--json"];
        const { faults } = JSON.parse((await command(against)).out) as { faults: { name: string; streamId: string }[] };
        const missing = faults.filter(({ name }) => name === "stream_missing").map(({ streamId }) => streamId);
        expect(missing).toContain(idOf(unknown));
        expect(missing.some((id) => id.startsWith("ad_suppressions_"))).toBe(true);
        const done = [];
        for (const id of missing) done.push(await command(["rebuild", "--object", id, "--from", "remote"]));
        // A part of the list that never had an entry is no trouble.
        const empty = await command(["rebuild", "--object", "ad_experiment", "--from", "remote"]);
        expect(empty.out).toContain("The log has nothing of it");
        return { code: Math.max(...done.map(({ code }) => code)), out: done.map(({ out }) => out).join("\n") };
      },
    });
    expect(of("grep").out).toContain(idOf(leaver));
    expect(of("npx holdpoint never-contact").out, JSON.stringify(failed)).toContain("Proved");
    // The first comparisons find what is lost.
    expect(failed.map(([line]) => line)).toEqual([
      "npx holdpoint verify --objects --from remote",
      "npx holdpoint verify --from remote --against ../before-restore.ndjson",
    ]);
    for (const command of ["npx holdpoint verify --objects", "npx holdpoint verify --from remote --against"])
      expect(of(command)).toMatchObject({ code: 0 });
    for (const [email, events] of before) expect(await types(email)).toEqual(events);
    const key = await system.events.prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?").bind(idOf(leaver));
    expect(await key.first("wrapped")).toBe("");
    await logHolds(system);
  });

  it("goes on by rules and templates while the model is down, and asks it again afterwards", async ({ expect }) => {
    const [ruled, planned] = ["ruled@runbook.example", "planned@runbook.example"];
    model.play([{ behaviour: { kind: "failure", status: 503 } }]);
    await post(ruled);
    await decide(ruled, "preview", "confirm");
    await holdOf(ruled, "draft");
    const numbers = await command(["metrics", "--from", "remote"]);
    expect(numbers.out).toMatch(/Plans that fell back +[1-9]/);
    expect(numbers.out).toMatch(/Drafts that fell back +[1-9]/);
    const { of, failed } = await typed("model-down");
    expect(failed).toEqual([]);
    expect(of("npx holdpoint plans").out).toContain("the model could not be reached");

    model.play([{ behaviour: { kind: "answers" } }]);
    await post(planned);
    await holdOf(planned, "preview");
    expect((await typed("model-down")).of("npx holdpoint plans").out).not.toContain(idOf(planned));
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    await logHolds(system);
  });

  itInFull(
    "sends nothing twice when the mail provider breaks, and what waited when it works again",
    async ({ expect }) => {
      const [unknown, refused, waiting] = [
        "unknown@runbook.example",
        "refused@runbook.example",
        "later@runbook.example",
      ];
      for (const email of [unknown, refused, waiting]) {
        await post(email);
        await decide(email, "preview", "confirm");
        await holdOf(email, "draft");
      }
      const taken = await system.mailProvider("threw");
      await decide(unknown, "draft", "approve");
      await recorded(unknown, "DispatchUncertain");
      await system.mailProvider("E_SENDER_NOT_VERIFIED");
      await decide(refused, "draft", "approve");
      await recorded(refused, "DispatchFailed");
      expect(await kinds()).toEqual(expect.arrayContaining(["dispatch_uncertain", "dispatch_failed"]));

      const { of, failed } = await typed(
        "mail-provider-down",
        { "<domain of the sender>": "acme.dev", "<contact>": idOf(refused) },
        {
          "npx holdpoint dispatch resume": async (line) => {
            await decide(waiting, "draft", "approve");
            await recorded(waiting, "DraftApproved");
            expect((await command(["dispatch", "status"])).out).toContain("Approved messages that wait: 1");
            expect(await types(waiting)).not.toContain("DispatchClaimed");
            await system.mailProvider("");
            return command(wordsOfCommand(line));
          },
        },
      );
      expect(failed).toEqual([]);
      expect(of("npx holdpoint why").out).toContain("sender_not_verified");
      expect(of("npx holdpoint never-contact").out).toContain("Proved");
      await recorded(waiting, "DispatchSucceeded");
      const { items } = (await api<{ items: { kind: string; taskId: string; streamId: string }[] }>("GET", "/tasks"))
        .body;
      const task = items.find(({ kind, streamId }) => kind === "dispatch_uncertain" && streamId === idOf(unknown));
      expect(await api("POST", `/tasks/${task?.taskId}/close`, { how: "not_sent" })).toMatchObject({ status: 200 });
      for (const email of [unknown, refused]) {
        expect(await api("POST", `/contacts/${idOf(email)}/run`, { why: "not sent" })).toMatchObject({ status: 200 });
        await decide(email, "preview", "confirm");
        await decide(email, "draft", "approve");
        await recorded(email, "DispatchSucceeded");
      }
      // One message each.
      expect((await system.mailProvider()) - taken).toBe(3);
      await logHolds(system);
    },
  );

  itInFull("turns off the source whose addresses bounce, and writes to none of them again", async ({ expect }) => {
    const bounced = ["one@bouncing.example", "two@bouncing.example"];
    await send(bounced[0]!);
    await post(bounced[1]!);
    await decide(bounced[1]!, "preview", "confirm");
    await holdOf(bounced[1]!, "draft");
    for (const email of bounced) {
      expect(await bounce(email)).toMatchObject({ ok: true });
    }
    const added = await command(["sources", "add", "expo", "--type", "signed_form"]);
    expect(added.code).toBe(0);
    const fills = {
      "<source>": "expo",
      "<report.eml>": join(ROOT, "samples/mail/delivery-report.eml"),
      "<domain of the sender>": "acme.dev",
    };
    const { of, failed } = await typed("bounces-rise", fills);
    expect(failed).toEqual([]);
    expect(of("npx holdpoint metrics").out).toMatch(/Messages bounced +[1-9]/);
    expect(of("npx holdpoint not-written").out).toContain(idOf(bounced[1]!));
    expect(of("npx holdpoint suppressions list --cause bounce").out).toContain("bounce");
    expect(of("npx holdpoint hear").out).toContain("bounced");
    expect(of("npx holdpoint never-contact").out).toContain("Proved");
    // The other one has no hold any more, and a new form of either is vetoed.
    expect(await types(bounced[1]!)).toContain("HoldVoided");
    await post(bounced[0]!, "a contract");
    await recorded(bounced[0]!, "SafetyVetoed");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    await logHolds(system);
  });

  itInFull("brings the list to a second installation, before a database is full", async ({ expect }) => {
    await command(["sources", "add", "noise", "--type", "signed_form"]);
    await api("POST", "/suppressions", { kind: "domain", value: "moved.example", why: "asked" });
    // In a full run there is a second installation, with the same SYSTEM_KEY.
    const other = isFull ? await startHarness() : system;
    const followed = await typed(
      "beyond-10-gb",
      { "<source>": "noise", "<the new desk>": "new.acme.dev" },
      {
        "npx holdpoint suppressions import": (line) =>
          command(wordsOfCommand(line.replace("https://new.acme.dev", String(other.url)))),
      },
    );
    expect(followed.failed).toEqual([]);
    if (isFull) {
      const moved = "person@moved.example";
      expect(await postLead(String(other.url), moved)).toMatchObject({ ok: true });
      const vetoed = async () => typesOf(await other.eventsOf(idOf(moved))).includes("SafetyVetoed");
      await eventually(vetoed, { what: "the veto of the second installation" });
      await logHolds(other);
      await other.close();
    }
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    await logHolds(system);
  });

  itInFull("finds why messages wait, turns off a source, and loses none of them", async ({ expect }) => {
    const waiting = "queued@runbook.example";
    await command(["sources", "add", "flood", "--type", "signed_form"]);
    await post(waiting);
    await decide(waiting, "preview", "confirm");
    const rows = "SELECT count(*) AS n FROM dispatching";
    expect(await system.crm.prepare(rows).first("n")).toBe(1);
    await byHand(system.crm, "DELETE FROM dispatching");
    await decide(waiting, "draft", "approve");
    const lines = () => JSON.stringify(system.server.getLogs());
    await eventually(async () => lines().includes("dispatching_unknown"), { what: "a log line with the reason" });
    const { of, failed } = await typed(
      "queue-backlog",
      { "<source>": "flood" },
      {
        "npx holdpoint sources list": async (line) => {
          expect(await types(waiting)).not.toContain("DispatchClaimed");
          await cron();
          return command(wordsOfCommand(line));
        },
      },
    );
    expect(failed).toEqual([]);
    expect(of("npx holdpoint sources list").out).toContain("flood");
    expect(await api("POST", `/contacts/${idOf(waiting)}/wake`)).toMatchObject({ status: 200 });
    await recorded(waiting, "DispatchSucceeded");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    await logHolds(system);
  });

  itInFull(
    "repairs an object that is behind, rows that were changed, and a log that no object wrote",
    async ({ expect }) => {
      const [behind, rows, forged] = ["behind@runbook.example", "rows@runbook.example", "forged@runbook.example"];
      for (const email of [behind, rows, forged]) {
        await post(email);
        await holdOf(email, "preview");
      }
      const clean = await snapshot(system.events);
      await system.objectRows(idOf(behind), "DELETE FROM events WHERE version > 1");
      await system.evict(idOf(behind)).catch(() => undefined);
      await byHand(system.events, "UPDATE holds SET state = 'confirmed' WHERE stream_id = ?", idOf(rows));
      await forge(idOf(forged));
      expect(await faultsNow("--objects")).toEqual(
        expect.arrayContaining(["object_behind", "read_model_differs", "unsigned_tail"]),
      );
      await cron();
      expect(await kinds()).toEqual(expect.arrayContaining(["unsigned_tail", "read_model_differs"]));
      expect(await command(["rebuild", "--object", idOf(forged), "--from", "remote"])).toMatchObject({ code: 2 });

      const { of, failed } = await typed(
        "object-differs-from-log",
        { "<contact>": idOf(behind) },
        {
          "npx holdpoint rebuild --object": async (line) => {
            // Its third step: the log as it was before that event.
            await clean();
            await byHand(system.events, "UPDATE holds SET state = 'confirmed' WHERE stream_id = ?", idOf(rows));
            return command(wordsOfCommand(line));
          },
        },
      );
      // The first comparison finds the faults.
      expect(failed.map(([line]) => line)).toEqual(["npx holdpoint verify --objects --from remote"]);
      expect(of("npx holdpoint verify --objects")).toMatchObject({ code: 0 });
      expect(of("npx holdpoint never-contact").out).toContain("Proved");
      for (const email of [behind, rows, forged]) {
        expect(await types(email)).not.toContain("PreviewConfirmed");
        expect((await decide(email, "preview", "confirm")).status).toBe(200);
      }
      await logHolds(system);
    },
  );
});

/** Writes an event into the log that no object wrote: a person's confirmation of the open preview, unsigned. */
async function forge(streamId: ContactId): Promise<void> {
  const events = await system.eventsOf(streamId);
  const held = events.find(({ type }) => type === "PreviewHeld");
  const [last] = await system.rows<{ hash: string }>(
    "SELECT lower(hex(hash)) AS hash FROM events WHERE stream_id = ? ORDER BY version DESC",
    streamId,
  );
  const { gate, holdId, runId } = (held?.payload ?? {}) as Readonly<Record<string, unknown>>;
  const version = events.length + 1;
  const provenance = { confidence: 1, reason: "approved", source: "human:mallory", evidence: [["events", "@1"]] };
  const payload = { runId, holdId, by: "mallory", gate };
  const at = new Date().toISOString();
  const commandId = commandIdOf("Forge", "PreviewConfirmed", String(version));
  const body = canonicalJson({ type: "PreviewConfirmed", writer: "desk", payload, commandId, at, provenance });
  const place = { streamId, version, body, sealed: null };
  const row = { ...place, hash: chainHash(last?.hash ?? "", place), signature: null };
  await system.events
    .prepare(INSERT_EVENT)
    .bind(...valuesOf(row as EventRow))
    .run();
}
