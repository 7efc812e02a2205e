// Tests the ports with real objects in workerd: which commands each port accepts, and the way of a contact from a lead to an
// approval.
import { HOUR_MS } from "../schema/time.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { askOne, performOne } from "../schema/only-answer.ts";
import { ports } from "../testing/workerd/ports.ts";
import { toDraft } from "../testing/workerd/to-draft.ts";
import {
  createExecutionContext,
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { migrate } from "../testing/workerd/test.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import * as entrypoints from "./ports.ts";
import { PORTS } from "../schema/ports.ts";
import type { PortRole } from "../schema/roles.ts";
import { lookupsOf } from "../domain/address.ts";
import { AdminId, ContactId } from "../schema/ids.ts";
import { ada, ADA } from "../testing/people.ts";
import { approve, draft, lead, runOf, waited } from "../testing/contact/scenario.ts";

/** The queries and commands that each port accepts. It refuses every other one. */
const ENTRIES: {
  readonly [R in PortRole]: { readonly queries: readonly string[]; readonly commands: readonly string[] };
} = {
  ingest: {
    queries: ["PolicyInForce", "Standing", "ModelSpend", "ListRevision", "CheckKey", "Sources"],
    commands: ["ReceiveSignal", "ReportConflict", "RecordStatement", "AddSuppressions"],
  },
  planner: {
    queries: ["PolicyInForce", "History", "Recall", "ModelSpend", "ListRevision"],
    commands: ["RecordModelCall", "RecordAction"],
  },
  qualifier: { queries: ["PolicyInForce"], commands: ["RecordGrades"] },
  composer: {
    queries: ["PolicyInForce", "Brief", "ModelSpend", "ListRevision"],
    commands: ["RecordModelCall", "HoldDraft"],
  },
  scorer: {
    queries: ["PolicyInForce", "ScoreBasis", "ScoresDue", "ModelSpend", "ListRevision"],
    commands: ["RecordScore"],
  },
  dispatcher: { queries: [], commands: ["ClaimDispatch", "SettleDispatch", "StoreMessage", "NoteWritten"] },
  desk: {
    queries: [
      "PolicyInForce",
      "Timeline",
      "Check",
      "Hold",
      "EndedSession",
      "People",
      "Token",
      "Administration",
      "CheckListed",
      "Letter",
      "CheckPolicy",
      "PolicyByDigest",
      "Proof",
      "Listed",
      "ContactIds",
      "ShownSources",
      "Dispatching",
      "Requests",
    ],
    commands: [
      "ConfirmPreview",
      "DismissPreview",
      "EditDraft",
      "ApproveDraft",
      "RejectDraft",
      "UndoApproval",
      "SnoozeHold",
      "ReassignHold",
      "RequestRun",
      "SetRevisit",
      "ClearRevisit",
      "FlagContact",
      "CloseTask",
      "PlaceContact",
      "CorrectContact",
      "EraseContact",
      "WakeContact",
      "RebuildObject",
      "AdoptPolicy",
      "AnnounceVerdict",
      "AnnounceExport",
      "Suppress",
      "Lift",
      "ImportContacts",
      "PutCompany",
      "PutFact",
      "DropFact",
      "MergeCompanies",
      "WishSource",
      "WishSourceChange",
      "WishSecret",
      "WishSecretDropped",
      "WishSourceEnabled",
      "RebuildReadModels",
      "RebuildList",
      "RewrapKeys",
      "Redrive",
      "DiscardBody",
      "EndSession",
      "MakeRoot",
      "CompareObjects",
      "GiveRole",
      "MakeToken",
      "EndToken",
      "Agree",
      "Decline",
      "Stop",
      "Resume",
    ],
  },
};
const ENTRYPOINTS = [
  "IngestPort",
  "PlannerPort",
  "QualifierPort",
  "ScorerPort",
  "ComposerPort",
  "DispatcherPort",
  "DeskPort",
];

describe("a port", () => {
  it.for(Object.entries(ENTRIES))(
    "of the role %s accepts exactly its own queries and commands",
    ([role, entries], { expect }) => {
      const { queries, commands } = PORTS[role as PortRole];
      expect({ queries: Object.keys(queries), commands: Object.keys(commands) }).toEqual(entries);
    },
  );
  it("has the methods ask and perform and no others", ({ expect }) => {
    expect(Object.keys(entrypoints).toSorted()).toEqual(ENTRYPOINTS.toSorted());
    for (const port of Object.values(entrypoints))
      expect(Object.getOwnPropertyNames(Object.getPrototypeOf(port.prototype)).toSorted()).toEqual([
        "ask",
        "constructor",
        "perform",
      ]);
  });
  it("refuses what is not in its role's list: the planner can neither approve nor record the model call of another step", async ({
    expect,
  }) => {
    // Two commands of other roles, and one that no port has. The casts are needed because the compiler refuses them too.
    const wishes = [approve(run, "d"), waited(run, "compose"), { type: "constructor" }];
    const answers = await ports.planner.perform(wishes as never[]);
    expect(answers).toEqual([
      { ok: false, error: { reason: "refused", detail: "not of this port" } },
      { ok: false, error: { reason: "refused", detail: "RecordModelCall: step:invalid_value" } },
      { ok: false, error: { reason: "refused", detail: "not of this port" } },
    ]);
  });
  it("exists for each role", ({ expect }) => {
    expect(Object.keys(PORTS).toSorted()).toEqual(Object.keys(ENTRIES).toSorted());
  });
});

const run = runOf("1");
const stub = () => env.CONTACT.get(env.CONTACT.idFromName(ada));

const log = () => d1EventLog([env.EVENTS_0]);
const typesLogged = async (): Promise<string[]> =>
  (await log().read({ streamId: ada })).map(({ body }) => String(JSON.parse(body).type));
const digest = async (): Promise<string> => {
  const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
  return String(JSON.parse(entries.findLast((entry) => entry.type === "DraftHeld")?.payload ?? "{}").digest);
};

describe("an object", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("goes from a lead to a draft hold over the real ports, every step in the log", async ({ expect }) => {
    await toDraft();
    expect(await typesLogged()).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
    ]);
    const open = await env.EVENTS_0.prepare("SELECT kind FROM holds WHERE state = 'open'").all();
    expect(open.results).toEqual([{ kind: "draft" }]);
  });

  it("has nothing in the log while SHARDS says another number than the log was installed with", async ({ expect }) => {
    await env.EVENTS_0.prepare("INSERT INTO installation (only, shard, shards) VALUES (1, 0, 1)").run();
    const wrong = { ...env, SHARDS: "2", EVENTS_1: env.CRM } as unknown as ContactsEnv;
    const port = new entrypoints.IngestPort(createExecutionContext(), wrong);
    const detail = expect.stringContaining("installation_differs");
    expect(await port.perform([lead()])).toEqual([{ ok: false, error: { reason: "log_unavailable", detail } }]);
    expect(await typesLogged()).toEqual([]);
    expect(await performOne(ports.ingest, lead())).toMatchObject({ refusal: null });
    expect(await typesLogged()).toEqual(["SignalReceived"]);
  });

  it("gives the same answers after an eviction", async ({ expect }) => {
    await toDraft();
    const before = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
    await evictDurableObject(stub());
    expect(await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" })).toEqual(before);
    expect((await performOne(ports.composer, draft(run))).refusal).toBeNull();
    expect((await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" })).version).toBe(before.version);
  });

  it("has a rate-limited model call after an eviction, and counts its cost once", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const called = waited(run);
    await performOne(ports.planner, called);
    await evictDurableObject(stub());
    await performOne(ports.planner, called);
    const { history } = await askOne(ports.planner, { type: "History", contactId: ada, runId: run, follows: 1 });
    expect(history?.calls).toEqual({ ofRun: 1, ofStep: 1 });
    expect(await typesLogged()).toEqual(["SignalReceived", "LlmCalled"]);
    const query = { type: "ModelSpend", day: new Date().toISOString().slice(0, 10) } as const;
    const spent = [{ source: "test", calls: 1, tokens: 0, microDollars: 0 }];
    expect(await askOne(ports.planner, query)).toEqual(spent);
    expect(await askOne(ports.ingest, query)).toEqual(spent);
    expect(await askOne(ports.composer, query)).toEqual(spent);
  });

  it("ships what it records, also when a stage says that the log has more than the object wrote", async ({
    expect,
  }) => {
    await performOne(ports.ingest, lead());
    await askOne(ports.planner, { type: "History", contactId: ada, runId: run, follows: 99 });
    await performOne(ports.planner, { ...waited(run), follows: 99 });
    expect(await typesLogged()).toEqual(["SignalReceived", "LlmCalled"]);
  });

  it("treats twenty parallel approvals as one", async ({ expect }) => {
    await toDraft();
    const click = approve(run, await digest());
    const answers = await Promise.all(Array.from({ length: 20 }, () => performOne(ports.desk, click)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect((await typesLogged()).filter((type) => type === "DraftApproved")).toHaveLength(1);
  });

  it("expires an undecided hold by its own alarm", async ({ expect }) => {
    await toDraft();
    vi.setSystemTime(new Date(Date.now() + 73 * HOUR_MS));
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect((await typesLogged()).at(-1)).toBe("HoldExpired");
  });

  it("loses nothing that was committed before an abort", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    await runInDurableObject(stub(), (_, state) => state.abort("test")).catch(() => undefined);
    expect(
      (await askOne(ports.planner, { type: "History", contactId: ada, runId: run, follows: 1 })).history,
    ).not.toBeNull();
  });

  it("adopts a policy once, and every port answers it, to a caller that has it without its text", async ({
    expect,
  }) => {
    const sender = { ...samplePolicy.compose.sender, person: "Alex Other" };
    const compose = { ...samplePolicy.compose, sender };
    const wish = { type: "AdoptPolicy", policy: { compose }, replaces: 0, reason: "own_business", why: "" } as const;
    const adopted = { logged: true, version: 1, refusal: null, faults: [] };
    expect(await performOne(ports.desk, { ...wish, by: "rosa" })).toEqual(adopted);
    expect(await performOne(ports.desk, { ...wish, by: "ben" })).toEqual(adopted);
    const inForce = await askOne(ports.planner, { type: "PolicyInForce", known: null });
    expect(inForce).toMatchObject({ policy: { compose }, adoption: { version: 1, by: "rosa" } });
    const { digest } = inForce;
    expect(await askOne(ports.qualifier, { type: "PolicyInForce", known: digest })).toMatchObject({
      digest,
      policy: null,
    });
    expect(await askOne(ports.desk, { type: "PolicyByDigest", digest })).toEqual(inForce.policy);
    const faulty = { ...compose, sender: { ...sender, address: "nobody" } };
    expect(await askOne(ports.desk, { type: "CheckPolicy", policy: { compose: faulty } })).toMatchObject([
      { place: "compose.sender.address" },
    ]);
    expect(
      await performOne(ports.desk, { ...wish, by: "ben", policy: { compose: faulty }, replaces: 1 }),
    ).toMatchObject({
      refusal: { reason: "invalid" },
      faults: [{ place: "compose.sender.address" }],
    });
  });

  it("records once who opens an export, before anything is opened", async ({ expect }) => {
    const opening = { root: "a".repeat(64), streams: 2, events: 9, by: "rosa", reason: "audit" } as const;
    const wish = { ...opening, why: "Frau Lovelace asks what we know" };
    expect(await performOne(ports.desk, { type: "AnnounceExport", ...wish })).toEqual({
      logged: true,
      version: 1,
      refusal: null,
    });
    expect(await performOne(ports.desk, { type: "AnnounceExport", ...wish })).toMatchObject({ version: 1 });
    const [row] = await log().read({ streamId: AdminId.parse("ad_audit") });
    expect(JSON.parse(row?.body ?? "{}")).toMatchObject({
      type: "ExportOpened",
      writer: "desk",
      provenance: { confidence: 1, source: "human:rosa" },
      payload: opening,
    });

    // The note is for who reads the page, and not in the log.
    expect(row?.body).not.toContain("Lovelace");
    const page = () =>
      askOne(ports.desk, { type: "Administration", streamId: AdminId.parse("ad_audit"), before: null });
    expect(await page()).toMatchObject({
      entries: [{ type: "ExportOpened", words: JSON.stringify({ why: wish.why }), sealed: true, hash: row?.hash }],
      unopened: [],
      next: null,
    });
    // A key that is there and does not open the note: somebody changed it.
    const setKey = (wrapped: string) =>
      env.EVENTS_0.prepare("UPDATE stream_keys SET wrapped = ?1 WHERE stream_id LIKE 'ad_month_%'").bind(wrapped).run();
    await setKey("another key");
    expect(await page()).toMatchObject({ entries: [{ words: null, sealed: true }], unopened: [1] });
    await setKey("");
    expect(await page()).toMatchObject({
      entries: [{ type: "ExportOpened", words: null, sealed: true }],
      unopened: [],
    });
  });

  it("names the lines of an administrative stream that are no event, and shows the others", async ({ expect }) => {
    const opening = { streams: 2, events: 9, by: "rosa", reason: "audit", why: "" } as const;
    for (const letter of ["a", "b"])
      await performOne(ports.desk, { type: "AnnounceExport", ...opening, root: letter.repeat(64) });
    await env.EVENTS_0.prepare("DROP TRIGGER events_no_update").run();
    await env.EVENTS_0.prepare(
      "UPDATE events SET body = json_set(body, '$.type', 'Unheard') WHERE stream_id = 'ad_audit' AND version = 1",
    ).run();
    const query = { type: "Administration", streamId: AdminId.parse("ad_audit"), before: null } as const;
    const { entries, unreadable } = await askOne(ports.desk, query);
    expect([entries.map(({ version }) => version), unreadable]).toEqual([[2], [1]]);
  });

  it("records once the evals' verdict on a deployed release", async ({ expect }) => {
    const wish = { release: "1.0.0", verdict: "PROMOTE", sources: "b".repeat(64), by: "rosa" } as const;
    expect(await performOne(ports.desk, { type: "AnnounceVerdict", ...wish })).toEqual({
      logged: true,
      version: 1,
      refusal: null,
    });
    expect(await performOne(ports.desk, { type: "AnnounceVerdict", ...wish })).toMatchObject({ version: 1 });
    const [row] = await log().read({ streamId: AdminId.parse("ad_releases") });
    expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ type: "ReleaseJudged", writer: "deploy", payload: wish });
  });

  it("gives roles and tokens, and has them at once", async ({ expect }) => {
    const by = { by: "rosa", configured: ["rosa"] };
    const give = (identity: string, role: "approver" | "none", seen: number) =>
      performOne(ports.desk, { type: "GiveRole", identity, role, seen, ...by });
    expect(await give("linus", "approver", 0)).toEqual({ logged: true, version: 1, refusal: null });
    expect(await give("linus", "approver", 0)).toMatchObject({ version: 1 });
    expect((await give("rosa", "none", 0)).refusal).toEqual({ reason: "last_admin", identity: "rosa" });
    const wish = { type: "MakeToken", name: "crm", scopes: ["read"], days: 30, ...by } as const;
    const { issued } = await performOne(ports.desk, wish);
    const token = issued?.token ?? "none";
    expect(await askOne(ports.desk, { type: "Token", token })).toMatchObject({ name: "crm", revokedAt: null });
    expect((await performOne(ports.desk, wish)).refusal).toEqual({ reason: "name_taken", name: "crm" });
    if (!issued) throw new Error("no token was issued");
    const ended = { type: "EndToken", tokenId: issued.tokenId, by: "linus", configured: [] } as const;
    expect((await performOne(ports.desk, ended)).refusal).toEqual({ reason: "role_needed", role: "admin" });
    const { people, tokens } = await askOne(ports.desk, { type: "People" });
    expect([people.map(({ identity, role }) => [identity, role]), tokens.length]).toEqual([[["linus", "approver"]], 1]);
    const rows = await log().read({ streamId: AdminId.parse("ad_people") });
    expect(rows.map(({ body }) => body).join("\n")).not.toContain(token);
  });

  it("remembers a session that the desk ended", async ({ expect }) => {
    const isEnded = () => askOne(ports.desk, { type: "EndedSession", sessionId: "s1" });
    expect(await isEnded()).toBe(false);
    const expiresAt = new Date(Date.now() + 1_000).toISOString();
    expect(await performOne(ports.desk, { type: "EndSession", sessionId: "s1", expiresAt })).toBeNull();
    expect(await isEnded()).toBe(true);
  });

  it("suppresses, vetoes, lifts and suppresses again", async ({ expect }) => {
    const lookups = lookupsOf(env.SYSTEM_KEY, { address: ADA });
    await toDraft({ ...lead(), lookups });
    const wish = {
      kind: "address" as const,
      value: "Ada+news@Engine.example",
      by: "rosa",
      reason: "person_asked" as const,
      why: "asked on the phone",
    };
    expect(await performOne(ports.desk, { type: "Suppress", wishes: [wish] })).toMatchObject({
      logged: true,
      refusal: null,
    });
    expect(await performOne(ports.desk, { type: "Lift", wish: wish })).toMatchObject({ logged: true, refusal: null });
    expect(await performOne(ports.desk, { type: "Suppress", wishes: [wish] })).toMatchObject({
      logged: true,
      refusal: null,
    });
    expect((await performOne(ports.desk, approve(run, await digest()))).refusal).toMatchObject({
      reason: "vetoed",
      veto: "suppressed",
    });
  });
});

describe("asking about a contact that does not exist", () => {
  const stranger = ContactId.parse(`ct_${"n".repeat(ada.length - 3)}`);
  const stub = () => env.CONTACT.get(env.CONTACT.idFromName(stranger));
  const tables = () =>
    runInDurableObject(stub(), (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('events', 'stream_key')").toArray(),
    );

  it("is answered with nothing, and leaves no storage behind", async ({ expect }) => {
    expect(await askOne(ports.desk, { type: "Timeline", contactId: stranger, by: "rosa" })).toMatchObject({
      version: 0,
    });
    await askOne(ports.desk, { type: "Check", contactId: stranger });
    expect(await tables()).toEqual([]);
    expect(await runInDurableObject(stub(), (_, { storage }) => storage.getAlarm())).toBeNull();
  });
});
