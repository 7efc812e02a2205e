// Ingest in a deployment in memory, with a switch for each part that can fail, and the order in which the parts were called.
import { timelineOf } from "../../domain/contact/views.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { commandIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import { IngestMessage, type Message, type PoisonMessage } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Answered, Port } from "../../schema/ports.ts";
import { err } from "../../schema/result.ts";
import type { StageRole } from "../../schema/roles.ts";
import { ingestApp } from "../../workers/ingest/app.tsx";
import type { Model } from "../../workers/model/model.ts";
import { countingRandom } from "../contact/scenario.ts";
import { ROSA, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import { ADDRESS, inheritedNames, person, sourcesWith } from "../stages/ingest.ts";
import { delivered } from "../stages/people.ts";
import { aDeployment, DEFAULT_KEYS, type StageParts } from "./deployment.ts";

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

type Verb = (batch: readonly { readonly type: string }[]) => Promise<readonly Answered<unknown>[]>;
const BROKEN = err({ reason: "failed", detail: "broken" } as const);

interface IngestOptions {
  readonly sources?: ReturnType<typeof sourcesWith>;
  readonly keys?: UnsubscribeKeys;
  /** Who says the class of a message before the rules do. */
  readonly model?: Model;
}

/** A deployment's ingest. A switch breaks a part for door and stage; the objects reach theirs all the same. */
export function ingestDeployment({ sources = sourcesWith(), keys = UNSUBSCRIBE_KEYS, model }: IngestOptions = {}) {
  const broken = new Set<Part>();
  const order: Part[] = [];
  const lines: string[] = [];
  const answers: string[] = [];
  const sent: IngestMessage[] = [];
  const planned: Message[] = [];
  const dead: PoisonMessage[] = [];

  async function part<T>(name: Part, work: () => Promise<T>): Promise<T> {
    order.push(name);
    // The words of an error are not ours: a database quotes what it failed on.
    if (broken.has(name)) throw new Error(`${name} failed on ${ADDRESS}`);
    return work();
  }
  const switched = ({ list, crm, log, port }: StageParts): StageParts => ({
    list: {
      ...list,
      read: (digests) => part("list_read", () => list.read(digests)),
      add: (entries) => part("list", () => list.add(entries)),
    },
    crm: {
      ...crm,
      claimReceipts: (claims) => part("crm", () => crm.claimReceipts(claims)),
      upsertContacts: (contacts) => part("crm", () => crm.upsertContacts(contacts)),
      hydrate: (ids) => part("crm", () => crm.hydrate(ids)),
    },
    log: {
      ...log,
      async append(shipments) {
        order.push("log");
        const streamIds = shipments.map(({ streamId }) => streamId);
        const nothing = { appended: [], conflicts: [], failed: [] };
        if (broken.has("log")) return { ...nothing, failed: [{ shard: 0, reason: "down", streamIds }] };
        const [streamId = person] = streamIds;
        if (broken.has("log_conflict"))
          return { ...nothing, conflicts: [{ streamId, version: 1, expected: "", found: "" }] };
        return log.append(shipments);
      },
    },
    port: (role) => switchedPort(port(role)),
  });
  /** The port, of which a part may be broken: then the entries of that type fail, and no others. */
  function switchedPort<R extends StageRole>({ ask, perform }: Port<R>): Port<R> {
    const verb =
      (inner: Verb): Verb =>
      async (batch) => {
        const given: Answered<unknown>[] = [];
        for (const entry of batch) {
          const name = entry.type as Part;
          order.push(name);
          given.push(...(broken.has(name) ? [BROKEN] : await inner([entry])));
        }
        return given;
      };
    // A test's parts are the types of what ingest asks; the compiler knows a port's verbs by their entries only.
    return { ask: verb(ask as Verb), perform: verb(perform as Verb) } as Port<R>;
  }
  const deployment = aDeployment({ keys: { ...DEFAULT_KEYS, unsubscribeKeys: keys }, around: switched });
  const { optOut } = deployment;
  const classifier = model && {
    model,
    policy: defaultPolicy.model,
    spend: { read: (day: string) => part("spend", () => deployment.spend.read(day)) },
    now: () => new Date(deployment.now()),
    random: countingRandom(),
  };
  deployment.deploy({ classifier });
  const report = (line: object): void => void lines.push(JSON.stringify(line));
  const app = ingestApp({
    sources,
    systemKey: SYSTEM_KEY,
    policy: defaultPolicy.ingest,
    now: () => new Date(deployment.now()),
    send: (message) => part("queue", async () => void sent.push(message)),
    optOut,
    unsubscribeKeys: keys,
    report,
  });
  async function ask(request: Request): Promise<Response> {
    const response = await app.fetch(request);
    answers.push(`${[...response.headers].join("\n")}\n${await response.clone().text()}`);
    return response;
  }
  /** What is stored of a stream, as it would be shown. */
  const timeline = (streamId: StreamId) => timelineOf(deployment.streamOf(streamId)).entries;

  return {
    broken,
    order,
    lines,
    answers,
    sent,
    planned,
    dead,
    crm: deployment.crm,
    list: deployment.list,
    pass: (seconds: number) => deployment.pass(seconds * 1_000),
    nowSeconds: () => Math.floor(deployment.now() / 1_000),
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
      await deployment.run("ingest", deliveries, {
        report,
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
      const cause = { commandId, contactId, correlationId: commandId, causationId: commandId };
      const { isComplete } = await performOne(deployment.desk, {
        type: "EraseContact",
        ...cause,
        by: ROSA,
        why: "wish",
      });
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const lift = async () => {
        for (const digest of [own, comparison]) await deployment.list.lift({ kind: "address", digest, by: ROSA });
      };
      return { isComplete, lift };
    },
    /** What the log has of a stream, by type. */
    logged: async (streamId: StreamId) =>
      (await deployment.log.read({ streamId })).map(({ body }) => String((JSON.parse(body) as { type: unknown }).type)),
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
      const { suppressed } = await deployment.list.read([own, comparison]);
      return { address: suppressed.includes(own), comparison: suppressed.includes(comparison) };
    },
  };
}
