// Ingest over memory: real objects behind its port, the twins of list, CRM and log, and a switch for each part that can fail.
import { type ContactHost, hostContact } from "../../../durable-objects/contact.ts";
import { countingRandom, MASTER_KEY, memoryStore, START } from "../../../durable-objects/scenario.ts";
import type { EventLog } from "../../../drizzle/event-log.ts";
import type { Crm } from "../../../drizzle/crm.ts";
import { memoryCrm } from "../../../drizzle/memory-crm.ts";
import { memoryEventLog } from "../../../drizzle/memory-event-log.ts";
import { memorySuppressionList } from "../../../drizzle/memory-suppression-list.ts";
import { lookupsOf } from "../../../schema/address.ts";
import { AddSuppressions, ReceiveSignal, ReportConflict } from "../../../schema/commands.ts";
import { defaultPolicy } from "../../../schema/default-policy.ts";
import type { StreamId } from "../../../schema/ids.ts";
import type { IngestMessage, Message, PoisonMessage } from "../../../schema/messages.ts";
import type { IngestPort } from "../../../schema/ports.ts";
import { delivered, SYSTEM_KEY } from "../../samples.ts";
import { runStage } from "../../stage.ts";
import { ingestApp } from "../app.tsx";
import { recordStage } from "../record.ts";
import { ADDRESS, KEYS, person, sourcesWith } from "../samples.ts";

/** What ingest calls, in the words of `order`. A log in `log_conflict` answers that it has another event. */
export type Part = "queue" | "crm" | "list" | "receive" | "addSuppressions" | "log" | "log_conflict";

export function ingestWorld({ sources = sourcesWith(), keys = KEYS } = {}) {
  const broken = new Set<Part>();
  const order: Part[] = [];
  const lines: string[] = [];
  const answers: string[] = [];
  const sent: IngestMessage[] = [];
  const planned: Message[] = [];
  const dead: PoisonMessage[] = [];
  const hosts = new Map<StreamId, ContactHost>();
  const [events, suppressions, rows] = [memoryEventLog(), memorySuppressionList(), memoryCrm()];
  let now = START;

  async function part<T>(name: Part, work: () => Promise<T>): Promise<T> {
    order.push(name);
    // The words of an error are not ours: a database quotes what it failed on.
    if (broken.has(name)) throw new Error(`${name} failed on ${ADDRESS}`);
    return work();
  }
  const list = {
    ...suppressions,
    add: (entries: Parameters<typeof suppressions.add>[0]) => part("list", () => suppressions.add(entries)),
  };
  const crm: Crm = {
    ...rows,
    claimReceipts: (claims) => part("crm", () => rows.claimReceipts(claims)),
    upsertContacts: (contacts) => part("crm", () => rows.upsertContacts(contacts)),
    hydrate: (ids) => part("crm", () => rows.hydrate(ids)),
  };
  const log: EventLog = {
    ...events,
    async append(shipments) {
      order.push("log");
      const streamIds = shipments.map(({ streamId }) => streamId);
      if (broken.has("log")) return { appended: [], conflicts: [], failed: [{ shard: 0, reason: ADDRESS, streamIds }] };
      const [streamId = person] = streamIds;
      if (broken.has("log_conflict"))
        return { appended: [], conflicts: [{ streamId, version: 1, expected: "", found: "" }], failed: [] };
      return events.append(shipments);
    },
  };
  const host = (streamId: StreamId): ContactHost => {
    const known = hosts.get(streamId);
    if (known) return known;
    const made = hostContact({
      store: memoryStore(),
      alarmAt: null,
      log: events,
      list: suppressions,
      send: async () => undefined,
      now: () => now,
      random: countingRandom(),
      masterKey: MASTER_KEY,
      policy: defaultPolicy,
      report: () => undefined,
    });
    hosts.set(streamId, made);
    return made;
  };
  const port: IngestPort = {
    receive: (command) => part("receive", () => host(command.contactId).perform(ReceiveSignal.parse(command), "plan")),
    reportConflict: (command) =>
      part("receive", () => host(command.contactId).perform(ReportConflict.parse(command), null)),
    addSuppressions: (command) =>
      part("addSuppressions", () => host(command.streamId).administer(AddSuppressions.parse(command), "ingest")),
  };
  const report = (line: object): void => void lines.push(JSON.stringify(line));
  const app = ingestApp({
    sources,
    systemKey: SYSTEM_KEY,
    policy: defaultPolicy.ingest,
    now: () => new Date(now),
    send: (message) => part("queue", async () => void sent.push(message)),
    optOut: { port, list, log, crm, systemKey: SYSTEM_KEY },
    unsubscribeKeys: keys,
    report,
  });
  const timeline = (streamId: StreamId) => host(streamId).timeline().entries;

  return {
    broken,
    order,
    lines,
    answers,
    sent,
    planned,
    dead,
    crm: rows,
    list: suppressions,
    pass: (seconds: number) => void (now += seconds * 1_000),
    nowSeconds: () => Math.floor(now / 1_000),
    async ask(request: Request): Promise<Response> {
      const response = await app.fetch(request);
      answers.push(`${[...response.headers].join("\n")}\n${await response.clone().text()}`);
      return response;
    },
    /** Delivers a batch to the queue side. */
    async record(...bodies: readonly unknown[]) {
      const deliveries = bodies.map((body, index) => delivered(body, { id: String(index) }));
      await runStage(recordStage({ port, crm, list, systemKey: SYSTEM_KEY }), deliveries, {
        log,
        report,
        random: () => 0.5,
        send: async (_queue, messages) => void planned.push(...messages),
        deadLetter: async (poison) => void dead.push(poison),
      });
      return deliveries.map(({ became }) =>
        became.acked === 1 && became.retriedAfter.length === 0 ? "acked" : "retried",
      );
    },
    /** What the log has of a stream, by type. */
    logged: async (streamId: StreamId) =>
      (await events.read({ streamId })).map(({ body }) => String((JSON.parse(body) as { type: unknown }).type)),
    payloads: (streamId: StreamId, type: string): unknown[] =>
      timeline(streamId).flatMap((entry) => (entry.type === type ? [JSON.parse(entry.payload)] : [])),
    /** Which of the list's entries for this address stand. */
    async suppressed(address = ADDRESS) {
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const { suppressed } = await suppressions.read([own, comparison]);
      return { address: suppressed.includes(own), comparison: suppressed.includes(comparison) };
    },
  };
}
