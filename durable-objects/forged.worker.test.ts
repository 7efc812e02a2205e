// Tests what becomes of events that somebody with the databases, but without the key of the log, appends: no object takes them, nothing follows
// from them, before and after every repair command, and each is named.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { chainHash } from "../domain/contact/record.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { GENESIS_HASH, type PayloadOf, type EventType } from "../schema/events.ts";
import { AdminId, approvalIdOf, commandIdOf, draftIdOf, holdIdOf, type StreamId } from "../schema/ids.ts";
import { logSigner } from "../schema/log-signature.ts";
import { askOne, performOne } from "../schema/only-answer.ts";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { approve, confirm, message, runOf } from "../testing/contact/scenario.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { logKeyOf } from "../testing/log-keys.ts";
import { ada } from "../testing/people.ts";
import { ports } from "../testing/workerd/ports.ts";
import { adoptLogKey, migrate } from "../testing/workerd/test.ts";
import { toDraft } from "../testing/workerd/to-draft.ts";
import { cronTurn } from "./cron/cron.ts";

const run = runOf("1");
const log = d1EventLog([env.EVENTS_0]);
const insider = logSigner(logKeyOf(66));

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events ORDER BY stream_id, version`;
async function logged(): Promise<EventRow[]> {
  const { results } = await env.EVENTS_0.prepare(SELECT_EVENTS).all();
  return EventRow.array().parse(results.map(rowOf));
}

/** How the insider signs: not at all, with another key, or with the signature of the event before. */
const SIGNATURES = {
  "no signature": () => null,
  "a signature of another key": (head: EventRow) => insider.sign(head),
  "the signature of the event before": (_: EventRow, before: EventRow | undefined) => before?.signature ?? null,
} as const;

interface Forgery<T extends EventType = EventType> {
  readonly streamId: StreamId;
  readonly type: T;
  readonly writer: string;
  readonly payload: PayloadOf<T>;
  readonly source: string;
}

/** Appends an event to the log, as a person can who may write to the database. It is lawful in every other respect. */
async function forge(
  { streamId, type, writer, payload, source }: Forgery,
  sign: (row: EventRow, before: EventRow | undefined) => string | null,
): Promise<number> {
  const rows = await log.read({ streamId });
  const before = rows.at(-1);
  const version = rows.length + 1;
  const prevHash = before?.hash ?? GENESIS_HASH;
  const commandId = commandIdOf("Forge", type, String(version));
  const body = canonicalJson({
    type,
    writer,
    payload,
    commandId,
    at: new Date().toISOString(),
    provenance: { confidence: 1, reason: "approved", source, evidence: [["events", "@1"]] },
  });
  const place = { streamId, version, body, sealed: null };
  const row = { ...place, hash: chainHash(prevHash, place), signature: null };
  await env.EVENTS_0.prepare(INSERT_EVENT)
    .bind(...valuesOf({ ...row, signature: sign(row, before) }))
    .run();
  return version;
}

const digestOfDraft = async (): Promise<string> => {
  const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" });
  return String(JSON.parse(entries.findLast(({ type }) => type === "DraftHeld")?.payload ?? "{}").digest);
};
const FLAGS = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
const forgedApproval = async (): Promise<Forgery<"DraftApproved">> => {
  const digest = await digestOfDraft();
  return {
    streamId: ada,
    type: "DraftApproved",
    writer: "desk",
    source: "human:rosa",
    payload: {
      runId: run,
      holdId: holdIdOf(run, "draft"),
      draftId: draftIdOf(run),
      approvalId: approvalIdOf(draftIdOf(run), digest, "rosa"),
      digest,
      by: "rosa",
      gate: { where: "approve", flags: FLAGS, revision: 0 },
    },
  };
};
const claim = async (approvalId: PayloadOf<"DraftApproved">["approvalId"]) =>
  ports.dispatcher.perform([
    {
      type: "ClaimDispatch",
      commandId: commandIdOf("ClaimDispatch", approvalId),
      contactId: ada,
      runId: run,
      approvalId,
      correlationId: "test",
      causationId: "test",
      provider: "outbox",
    },
  ]);
const rebuild = (streamId: StreamId, discard: boolean) =>
  performOne(ports.desk, { type: "RebuildObject", streamId, discard });
const typesIn = async (streamId: StreamId) => {
  const { entries } = await askOne(ports.desk, { type: "Timeline", contactId: streamId as typeof ada, by: "rosa" });
  return entries.map(({ type }) => type);
};

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

describe("a forged approval", () => {
  it.for(Object.entries(SIGNATURES))("with %s is never dispatched", async ([, sign], { expect }) => {
    await toDraft();
    const forgery = await forgedApproval();
    const version = await forge(forgery, sign);
    const refusesClaim = async () => {
      const answer = (await claim(forgery.payload.approvalId))[0];
      expect(answer?.ok === true && "claim" in answer.value ? answer.value.claim : null).toBeNull();
    };
    await refusesClaim();
    // Every repair that the documentation names.
    for (const discard of [false, true])
      expect(await rebuild(ada, discard)).toMatchObject({ refusal: "unsigned_tail", at: version, changed: false });
    await performOne(ports.desk, { type: "WakeContact", contactId: ada });
    await performOne(ports.desk, { type: "RebuildReadModels", after: null, limit: 100 });
    await refusesClaim();
    expect(await typesIn(ada)).not.toContain("DraftApproved");
  });

  it("stops the contact at the next gate, by name, and is named by verify and by the cron", async ({ expect }) => {
    await toDraft();
    const version = await forge(await forgedApproval(), SIGNATURES["no signature"]);
    expect(await ports.ingest.perform([message("2", "interested")])).toMatchObject([
      { ok: false, error: { reason: "log_conflict", detail: `version ${version}` } },
    ]);
    const { faults } = await verifyLog(memorySource(await logged()));
    expect(faults).toContainEqual(expect.objectContaining({ name: "unsigned_tail", streamId: ada, version }));
    const turn = await cronTurn(env, () => Date.now(), fetch);
    expect(turn).toMatchObject({ level: "warn", heads: { unsigned: 1, streams: [ada] } });
    const noted = await env.EVENTS_0.prepare("SELECT stream_id, detail FROM unreadable_objects").all();
    expect(noted.results).toEqual([{ stream_id: ada, detail: "unsigned_tail" }]);
    // It stays in the list until the log is right again.
    expect(await cronTurn(env, () => Date.now(), fetch)).toMatchObject({ heads: { streams: [ada] } });
  });

  it("is gone when the database is restored to a moment before it, and the contact goes on", async ({ expect }) => {
    await toDraft();
    const version = await forge(await forgedApproval(), SIGNATURES["no signature"]);
    await env.EVENTS_0.prepare("DROP TRIGGER events_no_delete").run();
    await env.EVENTS_0.prepare("DELETE FROM events WHERE stream_id = ? AND version >= ?").bind(ada, version).run();
    expect(await performOne(ports.desk, approve(run, await digestOfDraft()))).toMatchObject({
      logged: true,
      refusal: null,
    });
    // The sample commands of this contact cite policies that no log has; those faults were there before.
    const { faults } = await verifyLog(memorySource(await logged()));
    expect(faults.filter(({ name }) => /sign|chain|hash|version/.test(name))).toEqual([]);
  });
});

describe("a forged administrative event", () => {
  const admin = (name: string): AdminId => AdminId.parse(name);
  const FORGERIES: Readonly<Record<string, Forgery>> = {
    "a lift": {
      streamId: admin("ad_suppressions_d"),
      type: "SuppressionLifted",
      writer: "desk",
      source: "human:rosa",
      payload: { revision: 1, kind: "address", digest: "d".repeat(22), by: "rosa", reason: "person_asked" },
    },
    "a verdict": {
      streamId: admin("ad_releases"),
      type: "ReleaseJudged",
      writer: "deploy",
      source: "human:rosa",
      payload: { release: "1", verdict: "PROMOTE", sources: "a".repeat(64), by: "rosa" },
    },
    "a root": {
      streamId: admin("ad_audit"),
      type: "RootPublished",
      writer: "cron",
      source: "rule:daily-root@1",
      payload: { root: "a".repeat(64), heads: 1, day: "2026-11-22", checkpoint: "forged" },
    },
    "a key of the log": {
      streamId: admin("ad_audit"),
      type: "LogKeyAdopted",
      writer: "deploy",
      source: "rule:log-key@1",
      payload: { key: insider.key, before: null, proof: insider.prove(null) },
    },
  };

  it.for(
    Object.entries(FORGERIES).flatMap(([what, forgery]) =>
      Object.entries(SIGNATURES).map(([how, sign]) => [what, how, forgery, sign] as const),
    ),
  )("%s with %s is named, and no object takes it", async ([, , forgery, sign], { expect }) => {
    const { streamId } = forgery;
    const version = await forge(forgery, sign);
    const { faults } = await verifyLog(memorySource(await logged()));
    expect(faults).toContainEqual(expect.objectContaining({ name: "unsigned_tail", streamId, version }));
    for (const discard of [false, true])
      expect(await rebuild(streamId, discard)).toMatchObject({ refusal: "unsigned_tail", at: version });
    expect(await cronTurn(env, () => Date.now(), fetch)).toMatchObject({ heads: { unsigned: 1 } });
    // The true key stays in force.
    expect(await performOne(ports.desk, confirm(run))).toMatchObject({ refusal: { reason: "unknown" } });
  });
});
