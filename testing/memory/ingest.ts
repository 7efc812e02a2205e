// Ingest (its door for webhooks, and its stage) in a deployment in memory, for tests of failures. A test can break each part that
// ingest calls, and sees the order of the calls.
import type { EventLog } from "../../drizzle/event-log.ts";
import { timelineOf } from "../../domain/contact/views.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { samplePolicy } from "../sample-policy.ts";
import { commandIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import { IngestMessage, type Message, type PoisonMessage } from "../../schema/messages.ts";
import { type BodyTaken, KEPT_BYTES, keptBytes, RefusedBody } from "../../schema/refused-bodies.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Answered, Port } from "../../schema/ports.ts";
import { err } from "../../schema/result.ts";
import type { StageRole } from "../../schema/roles.ts";
import { type Budget, NO_BUDGET } from "../../workers/ingest/budget.ts";
import { configuredSources, type KnownSources } from "../../workers/ingest/known-sources.ts";
import { ingestApp } from "../../workers/ingest/app.tsx";
import { MAIL_BODY_BYTES } from "../../workers/ingest/mail.ts";
import type { KeyCheck } from "../../workers/ingest/own-key.ts";
import { takeAgain } from "../../workers/ingest/take-again.ts";
import type { Model } from "../../workers/model/model.ts";
import { countingRandom } from "../contact/scenario.ts";
import { ROSA, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import { ADDRESS, inheritedNames, person, sourcesWith } from "../stages/ingest.ts";
import { delivered } from "../stages/people.ts";
import { aDeployment, DEFAULT_KEYS, type StageParts } from "./deployment.ts";

/**
 * A part that ingest calls: the entries of `broken` and `order`. With `log_conflict` broken, each append reports a conflict; with `crm_row`, the
 * CRM claims receipts and refuses rows of contacts.
 */
export type Part =
  | "queue"
  | "crm"
  | "crm_row"
  | "list"
  | "list_read"
  | "spend"
  | "ReceiveSignal"
  | "ReportConflict"
  | "Standing"
  | "AddSuppressions"
  | "ListRevision"
  | "dead_letters"
  | "log"
  | "log_conflict";

/** A queue message may have 128 000 bytes; the queue's own data need some of them. */
const QUEUE_BYTES = 127_000;

/** What a body with a valid signature can be refused with. */
const KEPT_STATUSES: ReadonlySet<number> = new Set([400, 403, 413, 415, 422]);

type Verb = (batch: readonly { readonly type: string }[]) => Promise<readonly Answered<unknown>[]>;
const BROKEN = err({ reason: "failed", detail: "broken" } as const);

interface IngestOptions {
  readonly sources?: ReturnType<typeof sourcesWith>;
  /** What the door knows of sources. Without it, those of the configuration. */
  readonly known?: KnownSources;
  readonly budget?: Pick<Budget, "over">;
  readonly keys?: UnsubscribeKeys;
  /** The model that classifies messages before the keyword rules. Without it, only the rules do. */
  readonly model?: Model;
}

/** A part in `broken` fails for the door and the stage of ingest and for the ports, but not for the objects. */
export function ingestDeployment({
  sources = sourcesWith(),
  known = configuredSources(sources),
  budget = NO_BUDGET,
  keys = UNSUBSCRIBE_KEYS,
  model,
}: IngestOptions = {}) {
  const broken = new Set<Part>();
  const order: Part[] = [];
  const lines: string[] = [];
  const answers: string[] = [];
  const sent: IngestMessage[] = [];
  const planned: Message[] = [];
  const toScore: Message[] = [];
  const dead: PoisonMessage[] = [];
  const taken: BodyTaken[] = [];

  async function part<T>(name: Part, work: () => Promise<T>): Promise<T> {
    order.push(name);
    // Like the error of a database, the text quotes personal data; ingest must not report it.
    if (broken.has(name)) throw new Error(`${name} failed on ${ADDRESS}`);
    return work();
  }
  let key: KeyCheck = "agrees";
  const switched = ({ list, crm, port }: StageParts): StageParts => ({
    list: {
      ...list,
      read: (...query) => part("list_read", () => list.read(...query)),
      add: (...entries) => part("list", () => list.add(...entries)),
    },
    crm: {
      ...crm,
      claimReceipts: (claims) => part("crm", () => crm.claimReceipts(claims)),
      findContacts: (query) => part("crm", () => crm.findContacts(query)),
      upsertContacts: (contacts) =>
        part("crm", async () => {
          if (broken.has("crm_row")) throw new Error(`no row for ${ADDRESS}`);
          return crm.upsertContacts(contacts);
        }),
      hydrate: (ids) => part("crm", () => crm.hydrate(ids)),
    },
    port: (role) => switchedPort(port(role)),
    checkKey: async () => key,
  });
  const switchedLog = (log: EventLog): EventLog => ({
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
  });
  /** The port, except that the entries of a broken type fail. Other entries of the batch are performed, in one call. */
  function switchedPort<R extends StageRole>({ ask, perform }: Port<R>): Port<R> {
    const verb =
      (inner: Verb): Verb =>
      async (batch) => {
        const isBroken = ({ type }: { readonly type: string }) => broken.has(type as Part);
        order.push(...batch.map(({ type }) => type as Part));
        const working = batch.filter((entry) => !isBroken(entry));
        const given = (working.length === 0 ? [] : await inner(working)).values();
        return batch.map((entry) => (isBroken(entry) ? BROKEN : (given.next().value ?? BROKEN)));
      };
    // The casts are needed because a `Verb` accepts entries of any type, and a port only those of its role.
    return { ask: verb(ask as Verb), perform: verb(perform as Verb) } as Port<R>;
  }
  const deployment = aDeployment({
    keys: { ...DEFAULT_KEYS, unsubscribeKeys: keys },
    around: switched,
    portLog: switchedLog,
  });
  const { optOut } = deployment;
  const classifier = model && {
    model,
    policy: samplePolicy.model,
    spend: { read: (day: string) => part("spend", () => deployment.spend.read(day)) },
    now: () => new Date(deployment.now()),
    random: countingRandom(),
  };
  deployment.deploy({ classifier });
  const report = (line: object): void => void lines.push(JSON.stringify(line));
  const send = (message: IngestMessage) => part("queue", async () => void sent.push(message));
  const keep = (letter: PoisonMessage | BodyTaken) =>
    part("dead_letters", async () => void ("taken" in letter ? taken.push(letter) : dead.push(letter)));
  const door = {
    systemKey: SYSTEM_KEY,
    policy: samplePolicy.ingest,
    sender: samplePolicy.compose.sender.address,
    now: () => new Date(deployment.now()),
    checkKey: async () => key,
    report,
  };
  const app = ingestApp({ ...door, sources: known, budget, send, keep, optOut, unsubscribeKeys: keys });
  async function ask(request: Request): Promise<Response> {
    const response = await app.fetch(request);
    answers.push(`${[...response.headers].join("\n")}\n${await response.clone().text()}`);
    return response;
  }
  /** The events in the storage of a stream's object, as the desk's timeline shows them. */
  const timeline = (streamId: StreamId) => timelineOf(deployment.streamOf(streamId)).entries;

  return {
    broken,
    /** Sets what ingest finds out about its key. */
    keyIs: (found: KeyCheck): void => void (key = found),
    order,
    lines,
    answers,
    sent,
    planned,
    /** The messages for the scorer. */
    toScore,
    dead,
    /** What ingest says of bodies that were sent again. */
    taken,
    crm: deployment.crm,
    list: deployment.list,
    pass: (seconds: number) => deployment.pass(seconds * 1_000),
    nowSeconds: () => Math.floor(deployment.now() / 1_000),
    ask,
    /**
     * Sends a request of any content and returns the status. Throws when the status is 500 or more, when ingest sent more or
     * other messages than the status says or did not keep a body that it refused after its signature, when a message is invalid or too large for a queue, or when a global prototype
     * changed.
     */
    async checkedStatus(request: Request): Promise<number> {
      const [before, deadBefore, inherited] = [sent.length, dead.length, inheritedNames()];
      const body = Buffer.from(await request.clone().arrayBuffer());
      const { status } = await ask(request);
      if (status >= 500) throw new Error(`ingest answered ${status}`);
      if (inheritedNames() !== inherited) throw new Error("the request changed a global prototype");
      const isAccepted = status === 202 && !answers.at(-1)?.includes('"ignored"');
      const added = sent.slice(before);
      if (added.length !== (isAccepted ? 1 : 0))
        throw new Error(`ingest answered ${status} and sent ${added.length} messages`);
      // Whoever signs a body finds it on the desk: it is a signal, an event that is not used, or kept as it was sent.
      const isKept = KEPT_STATUSES.has(status) && body.length <= MAIL_BODY_BYTES;
      const kept = dead.slice(deadBefore).map((letter) => RefusedBody.parse(JSON.parse(letter.body)));
      if (kept.length !== (isKept ? 1 : 0)) throw new Error(`ingest answered ${status} and kept ${kept.length} bodies`);
      for (const one of kept) {
        if (one.bytes !== body.length || !body.subarray(0, KEPT_BYTES).equals(keptBytes(one)))
          throw new Error("another body was kept than was sent");
      }
      for (const text of dead.slice(deadBefore).map((letter) => JSON.stringify(letter)))
        if (new TextEncoder().encode(text).length > QUEUE_BYTES) throw new Error("a letter is too large for a queue");
      for (const text of added.map((message) => JSON.stringify(message))) {
        IngestMessage.parse(JSON.parse(text));
        if (!text.isWellFormed() || text.includes(String.raw`\u0000`))
          throw new Error("a message has a NUL or malformed Unicode");
        if (new TextEncoder().encode(text).length > QUEUE_BYTES) throw new Error("a message is too large for a queue");
      }
      return status;
    },
    /** The bodies that ingest keeps for a person, with their reasons. */
    refused: () =>
      dead.flatMap(({ reason, body }) => {
        const refused = RefusedBody.safeParse(JSON.parse(body)).data;
        return refused ? [{ reason, body: refused }] : [];
      }),
    /** Delivers bodies that a person sent again. `now` gives the sources as they are configured then. */
    async sendAgain(bodies: readonly unknown[], now = () => sources) {
      const deliveries = bodies.map((body, index) => delivered(body, { id: String(index) }));
      const ports = { ...door, sources: async () => now(), send, keep, random: () => 0, statements: optOut };
      await takeAgain(deliveries, ports);
      return deliveries.map(({ became }) => (became.acked === 1 ? "acked" : "retried"));
    },
    /** Delivers a batch of bodies to ingest's stage. Returns for each body whether it was acknowledged or retried. */
    async record(...bodies: readonly unknown[]) {
      const deliveries = bodies.map((body, index) => delivered(body, { id: String(index) }));
      await deployment.run("ingest", deliveries, {
        report,
        send: async (queue, messages) => void (queue === "score" ? toScore : planned).push(...messages),
        deadLetter: (poison) => part("dead_letters", async () => void dead.push(poison)),
      });
      return deliveries.map(({ became }) =>
        became.acked === 1 && became.retriedAfter.length === 0 ? "acked" : "retried",
      );
    },
    /** Erases a contact. `lift` of the result takes the contact's address off the suppression list again. */
    async erase(contactId: ContactId, address = ADDRESS) {
      const commandId = commandIdOf("EraseContact", contactId);
      const cause = { commandId, contactId, correlationId: commandId, causationId: commandId };
      const { isComplete } = await performOne(deployment.desk, {
        type: "EraseContact",
        ...cause,
        by: ROSA,
        reason: "person_asked",
        why: "wish",
      });
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const lift = async () => {
        for (const digest of [own, comparison]) await deployment.list.lift({ kind: "address", digest, by: ROSA }, 0);
      };
      return { isComplete, lift };
    },
    /** The types of a stream's events in the log, in order. */
    logged: async (streamId: StreamId) =>
      (await deployment.log.read({ streamId })).map(({ body }) => String((JSON.parse(body) as { type: unknown }).type)),
    /** The payloads of the events of this type. */
    payloads: (streamId: StreamId, type: string): unknown[] =>
      timeline(streamId).flatMap((entry) => (entry.type === type ? [JSON.parse(entry.payload)] : [])),
    /** The evidence of the events of this type. */
    evidence: (streamId: StreamId, type: string): unknown[] =>
      timeline(streamId).flatMap((entry) =>
        entry.type === type ? (JSON.parse(entry.provenance) as { evidence: unknown[] }).evidence : [],
      ),
    /** Whether the suppression list has the address itself, and its comparison key. */
    async suppressed(address = ADDRESS) {
      const { address: own, comparison } = lookupsOf(SYSTEM_KEY, { address });
      const { suppressed } = await deployment.list.read([own, comparison], 0);
      return { address: suppressed.includes(own), comparison: suppressed.includes(comparison) };
    },
  };
}
