// Ingest over memory: real objects behind its port, the twins of list, CRM and log, and a switch for each part that can fail.
import { type ContactHost, hostContact } from "../../durable-objects/host/contact.ts";
import { openStream } from "../../domain/contact/stream.ts";
import { timelineOf } from "../../domain/contact/views.ts";
import { recorder, verbsOf } from "../../durable-objects/host/object.ts";
import { openPort } from "../../durable-objects/host/port.ts";
import { countingRandom, MASTER_KEY, memoryStore, START } from "../contact/scenario.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { Crm } from "../../drizzle/crm.ts";
import { memoryPersonalStores } from "../twins/memory-personal-stores.ts";
import { memoryCrm } from "../twins/memory-crm.ts";
import { memoryEventLog } from "../twins/memory-event-log.ts";
import { countedLog } from "../twins/memory-model-spend.ts";
import { memorySuppressionList } from "../twins/memory-suppression-list.ts";
import { lookupsOf } from "../../domain/address.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { commandIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import { IngestMessage, type Message, type PoisonMessage } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Answered, Port } from "../../schema/ports.ts";
import { err } from "../../schema/result.ts";
import type { Model } from "../../workers/model/model.ts";
import { delivered, SYSTEM_KEY } from "../stages/people.ts";
import { runStage } from "../../workers/stage/stage.ts";
import { ingestApp } from "../../workers/ingest/app.tsx";
import type { Classifier } from "../../workers/ingest/classifier.ts";
import { recordStage } from "../../workers/ingest/record.ts";
import { ADDRESS, inheritedNames, KEYS, person, sourcesWith } from "../stages/ingest.ts";
import { beginning } from "../../schema/cause.ts";

/** What ingest calls, in the words of `order`. A log in `log_conflict` answers that it has another event. */
export type Part =
  | "queue"
  | "crm"
  | "list"
  | "list_read"
  | "spend"
  | "ReceiveSignal"
  | "ReportConflict"
  | "Standing"
  | "AddSuppressions"
  | "log"
  | "log_conflict";

/** A queue takes 128 000 bytes; its own data take some of them. */
const QUEUE_BYTES = 127_000;

interface Given {
  readonly sources?: ReturnType<typeof sourcesWith>;
  readonly keys?: typeof KEYS;
  /** Who says the class of a message before the rules do. */
  readonly model?: Model;
}

export function ingestWorld({ sources = sourcesWith(), keys = KEYS, model }: Given = {}) {
  const broken = new Set<Part>();
  const order: Part[] = [];
  const lines: string[] = [];
  const answers: string[] = [];
  const sent: IngestMessage[] = [];
  const planned: Message[] = [];
  const dead: PoisonMessage[] = [];
  const hosts = new Map<StreamId, ContactHost>();
  const [{ log: events, spend }, suppressions, rows] = [
    countedLog(memoryEventLog()),
    memorySuppressionList(),
    memoryCrm(),
  ];
  let now = START;

  async function part<T>(name: Part, work: () => Promise<T>): Promise<T> {
    order.push(name);
    // The words of an error are not ours: a database quotes what it failed on.
    if (broken.has(name)) throw new Error(`${name} failed on ${ADDRESS}`);
    return work();
  }
  const list = {
    ...suppressions,
    read: (digests: readonly string[]) => part("list_read", () => suppressions.read(digests)),
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
      if (broken.has("log")) return { appended: [], conflicts: [], failed: [{ shard: 0, reason: "down", streamIds }] };
      const [streamId = person] = streamIds;
      if (broken.has("log_conflict"))
        return { appended: [], conflicts: [{ streamId, version: 1, expected: "", found: "" }], failed: [] };
      return events.append(shipments);
    },
  };
  const stores = new Map<StreamId, ReturnType<typeof memoryStore>>();
  const storeOf = (streamId: StreamId) => {
    const store = stores.get(streamId) ?? memoryStore();
    stores.set(streamId, store);
    return store;
  };
  const host = (streamId: StreamId): ContactHost => {
    const known = hosts.get(streamId);
    if (known) return known;
    const made = hostContact({
      store: storeOf(streamId),
      alarmAt: null,
      log: events,
      list: suppressions,
      record: (command) => recorder(object, "desk")(command),
      stores: memoryPersonalStores(crm),
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
  const object = (streamId: StreamId) => verbsOf(() => host(streamId));
  const inner = openPort("ingest", { object });
  const desk = openPort("desk", { object });
  /** The port, of which a part may be broken: then the entries of that type fail, and no others. */
  const port: Port<"ingest"> = {
    ask: (queries) => eachBy(queries, (query) => inner.ask([query])),
    perform: (commands) => eachBy(commands, (command) => inner.perform([command])),
  };
  async function eachBy<E extends { readonly type: Part }, T>(
    entries: readonly E[],
    work: (entry: E) => Promise<readonly Answered<T>[]>,
  ): Promise<Answered<T>[]> {
    const answers: Answered<T>[] = [];
    for (const entry of entries) {
      order.push(entry.type);
      answers.push(
        ...(broken.has(entry.type) ? [err({ reason: "failed", detail: "broken" } as const)] : await work(entry)),
      );
    }
    return answers;
  }
  const classifier: Classifier | undefined = model && {
    model,
    policy: defaultPolicy.model,
    list,
    systemKey: SYSTEM_KEY,
    spend: { read: (day) => part("spend", () => spend.read(day)) },
    now: () => new Date(now),
    random: countingRandom(),
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
  async function ask(request: Request): Promise<Response> {
    const response = await app.fetch(request);
    answers.push(`${[...response.headers].join("\n")}\n${await response.clone().text()}`);
    return response;
  }
  /** What is stored of a stream, as it would be shown. */
  const timeline = (streamId: StreamId) =>
    timelineOf(openStream({ store: storeOf(streamId), masterKey: MASTER_KEY, random: countingRandom() })).entries;

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
    ask,
    /**
     * The status of an answer that must not be our fault. At most one message follows from it, which the queue takes and its
     * reader knows; nothing that every object inherits has changed.
     */
    async calmly(request: Request): Promise<number> {
      const [before, inherited] = [sent.length, inheritedNames()];
      const { status } = await ask(request);
      if (status >= 500) throw new Error(`answered ${status}`);
      if (inheritedNames() !== inherited) throw new Error("changed what every object inherits");
      const isTaken = status === 202 && !answers.at(-1)?.includes('"ignored"');
      const added = sent.slice(before);
      if (added.length !== (isTaken ? 1 : 0)) throw new Error(`answered ${status} and sent ${added.length}`);
      for (const text of added.map((message) => JSON.stringify(message))) {
        IngestMessage.parse(JSON.parse(text));
        if (!text.isWellFormed() || text.includes(String.raw`\u0000`)) throw new Error("sent text that is none");
        if (new TextEncoder().encode(text).length > QUEUE_BYTES) throw new Error("sent more than a queue takes");
      }
      return status;
    },
    /** Delivers a batch to the queue side. */
    async record(...bodies: readonly unknown[]) {
      const deliveries = bodies.map((body, index) => delivered(body, { id: String(index) }));
      await runStage(recordStage({ crm, list, systemKey: SYSTEM_KEY, classifier }), deliveries, {
        port,
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
    /** Destroys what is kept of a person, and with `lift` lets them back onto the way. */
    async erase(contactId: ContactId, address = ADDRESS) {
      const commandId = commandIdOf("EraseContact", contactId);
      const cause = { ...beginning(commandId), contactId };
      const { isComplete } = await performOne(desk, { type: "EraseContact", ...cause, by: "rosa", why: "wish" });
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const lift = async () => {
        for (const digest of [own, comparison]) await suppressions.lift({ kind: "address", digest, by: "rosa" });
      };
      return { isComplete, lift };
    },
    /** What the log has of a stream, by type. */
    logged: async (streamId: StreamId) =>
      (await events.read({ streamId })).map(({ body }) => String((JSON.parse(body) as { type: unknown }).type)),
    payloads: (streamId: StreamId, type: string): unknown[] =>
      timeline(streamId).flatMap((entry) => (entry.type === type ? [JSON.parse(entry.payload)] : [])),
    /** What the decisions of this type showed as evidence. */
    evidence: (streamId: StreamId, type: string): unknown[] =>
      timeline(streamId).flatMap((entry) =>
        entry.type === type ? (JSON.parse(entry.provenance) as { evidence: unknown[] }).evidence : [],
      ),
    /** Which of the list's entries for this address stand. */
    async suppressed(address = ADDRESS) {
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const { suppressed } = await suppressions.read([own, comparison]);
      return { address: suppressed.includes(own), comparison: suppressed.includes(comparison) };
    },
  };
}
