// A whole deployment in memory: the real code of ingest's door, the objects and the stages, over stores in memory. The test moves
// the clock, delivers the messages and sets the random bytes. Tests that need several streams or stages use it, with options.
import type { Crm } from "../../drizzle/crm.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { Outbox } from "../../drizzle/outbox.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { type ContactHost, type ContactPorts, hostContact } from "../../durable-objects/host/contact.ts";
import { adoptPolicy, faultsOf } from "../../durable-objects/host/adopt-policy.ts";
import { type ObjectVerbs, recorder, verbsOf } from "../../durable-objects/host/object.ts";
import { followedPolicies, policiesNamedIn, policyAnswer } from "../../durable-objects/host/policies-of.ts";
import { companyWork, statementWork, statesOf } from "../../durable-objects/host/company-work.ts";
import { noteWritten } from "../../durable-objects/host/note-written.ts";
import { guardBy, openPort } from "../../durable-objects/host/port.ts";
import { checkingCovered } from "../../durable-objects/host/check-covered.ts";
import { stopSwitch } from "../../durable-objects/host/stop-switch.ts";
import { suppressionWork } from "../../durable-objects/host/suppress.ts";
import type { Random } from "../../domain/contact/seal.ts";
import { currentRun } from "../../domain/contact/state.ts";
import { openStream, type Stream } from "../../domain/contact/stream.ts";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import { publishedRoots } from "../../domain/roots-tree.ts";
import type { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { Errand } from "../../schema/errands.ts";
import { eventInRow } from "../../schema/events.ts";
import { AdminId, ContactId, contactIdOf, type StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { LogSigner } from "../../schema/log-signature.ts";
import { Message, type PoisonMessage } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Port } from "../../schema/ports.ts";
import type { StageRole } from "../../schema/roles.ts";
import { type OutgoingMail, outboxTransport, type Transport } from "../../workers/dispatcher/transports.ts";
import { recordUnsubscribe } from "../../workers/ingest/opt-out.ts";
import type { KeyCheck } from "../../workers/ingest/own-key.ts";
import type { Delivery } from "../../workers/stage/delivery.ts";
import { followPolicy } from "../../workers/stage/follow-policy.ts";
import { type Kept, openKept } from "../../workers/stage/kept.ts";
import { drawingPort } from "../contact/as-drawn.ts";
import { countingRandom, memoryStore } from "../contact/scenario.ts";
import { adoptionOf, LOG_SIGNER } from "../log-keys.ts";
import { MASTER_KEY, START, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import { delivered } from "../stages/people.ts";
import { type Models, type StageRim, stagesOver } from "../stages-over.ts";
import { memoryCrm } from "../twins/memory-crm.ts";
import { memoryEventLog } from "../twins/memory-event-log.ts";
import { memoryLogRevision } from "../twins/memory-log-revision.ts";
import { countedLog } from "../twins/memory-model-spend.ts";
import { memoryNotes } from "../twins/memory-notes.ts";
import { memoryPersonalStores } from "../twins/memory-personal-stores.ts";
import { scoresDueIn } from "../twins/memory-scores-due.ts";
import { memorySuppressionList } from "../twins/memory-suppression-list.ts";

export interface DeploymentKeys {
  readonly systemKey: string;
  readonly masterKey: string;
  readonly unsubscribeKeys: UnsubscribeKeys;
  /** Signs the log. Default: the key of the tests. */
  readonly signer?: LogSigner;
}
export const DEFAULT_KEYS: DeploymentKeys = {
  systemKey: SYSTEM_KEY,
  masterKey: MASTER_KEY,
  unsubscribeKeys: UNSUBSCRIBE_KEYS,
};

interface DeploymentOptions {
  readonly policy?: Policy;
  readonly keys?: DeploymentKeys;
  /** When the deployment begins, in milliseconds. Default: `START`. */
  readonly start?: number;
  /** Where the links of messages lead. Default: a desk of no installation. */
  readonly publicUrl?: string;
  /** Gets each sent message, as the outbox of an installation does. */
  readonly outbox?: Outbox;
  /** Returns the source of random bytes for an object, each time it wakes. */
  readonly random?: (id: StreamId) => Random;
  readonly models?: Models;
  /** Wraps the stores and ports of the door and the stages, so that a test can add a defect or a failure. */
  readonly around?: (parts: StageParts) => StageParts;
  /** Wraps the log to which the ports append, in the same way. */
  readonly portLog?: (log: EventLog) => EventLog;
  /** Wraps the ports of an object in the same way. */
  readonly inside?: (ports: ContactPorts) => ContactPorts;
}

/** The stores and ports that the door and the stages use. */
export interface StageParts {
  readonly list: SuppressionList;
  readonly crm: Crm;
  readonly port: <R extends StageRole>(role: R) => Port<R>;
  /** What ingest finds out about its key. Default: that it agrees. */
  readonly checkKey?: () => Promise<KeyCheck>;
}

const POLICY_STREAM = AdminId.parse("ad_policy");

/** The stage that reads each queue. */
const ROLE_OF: Readonly<Record<Queue, StageRole>> = {
  ingest: "ingest",
  plan: "planner",
  qualify: "qualifier",
  score: "scorer",
  compose: "composer",
  dispatch: "dispatcher",
};
const everyRole = <T>(make: () => T) =>
  Object.fromEntries(Object.values(ROLE_OF).map((role) => [role, make()])) as Readonly<Record<StageRole, T>>;

const NO_OUTBOX: Outbox = { put: async () => undefined };

/** The answer of the mail transport to a send. */
export type TransportAnswer = "sent" | "failed" | "uncertain";

export function aDeployment(options: DeploymentOptions = {}) {
  const { policy = samplePolicy, keys = DEFAULT_KEYS, random = countingRandom, models = {} } = options;
  const { around = (parts) => parts, inside = (ports) => ports, portLog = (own) => own } = options;
  const { start = START, publicUrl, outbox: kept = NO_OUTBOX } = options;
  const { systemKey, masterKey, unsubscribeKeys, signer = LOG_SIGNER } = keys;
  const [crm, list, { log, spend }] = [memoryCrm(), memorySuppressionList(), countedLog(memoryEventLog())];
  const stores = new Map<StreamId, ReturnType<typeof memoryStore>>();
  const hosts = new Map<StreamId, ContactHost>();
  const [waiting, sent, mails]: [Message[], Message[], OutgoingMail[]] = [[], [], []];
  const letters: PoisonMessage[] = [];
  let now = start;
  let answer: TransportAnswer = "sent";

  const getOrMake = <T>(map: Map<StreamId, T>, id: StreamId, make: () => T): T => {
    const value = map.get(id) ?? make();
    map.set(id, value);
    return value;
  };
  const storeOf = (id: StreamId) => getOrMake(stores, id, memoryStore);
  storeOf(AUDIT_STREAM).commit({ rows: [adoptionOf(signer, start)], wrappedKey: null, alarmAt: null });
  const send = async (messages: readonly Message[]): Promise<void> => {
    const parsed = messages.map((message) => Message.parse(message));
    waiting.push(...parsed);
    sent.push(...parsed);
  };
  const object = (id: StreamId): ObjectVerbs => {
    const verbs = verbsOf(() => host(id));
    // Other streams decide nothing by a policy.
    if (!id.startsWith("ct_")) return verbs;
    return {
      ask: (queries) => verbs.ask(queries),
      async perform(commands) {
        await policies.with(policiesNamedIn(commands));
        return verbs.perform(commands);
      },
    };
  };
  const record = recorder(object, "desk");
  const logRevision = memoryLogRevision(log);
  const policies = followedPolicies(
    { after: (version) => log.read({ streamId: POLICY_STREAM, from: version + 1 }) },
    () => now,
    policy,
  );
  const errand = async (one: Errand) => {
    if (one.type === "PolicyInForce") return policyAnswer(await policies.newest(), one.known);
    if (one.type === "PolicyByDigest") return (await policies.newest()).whole(one.digest);
    if (one.type === "CheckPolicy")
      return faultsOf(one.policy, { policies: await policies.newest(), refusesPlaceholders: false });
    if (one.type === "AdoptPolicy")
      return adoptPolicy(one, {
        policies: await policies.newest(),
        notes: memoryNotes(() => now),
        record,
        guard: guardBy(object),
        refusesPlaceholders: false,
      });
    if (one.type === "ScoresDue") return scoresDueIn(one, (id) => streamOf(id).contact, [...stores.keys()]);
    if (one.type === "NoteWritten") return noteWritten(one, { crm, systemKey });
    if (one.type === "RecordStatement")
      return statementWork({
        systemKey,
        notes: memoryNotes(() => now),
        stateOf: statesOf(object),
        crm,
        record: recorder(object, "ingest"),
      })(one);
    if (one.type !== "ListRevision") throw new Error(`the deployment performs no errand ${one.type}`);
    return logRevision.read();
  };
  const reach = { object, log: portLog(log), errand, noteReading: async () => undefined };
  const parts = around({ list, crm, port: (role) => openPort(role, reach) });
  /** Starts an object from its storage. It does not know which of its events are in the log already. */
  const wake = (id: StreamId): ContactHost => {
    const store = storeOf(id);
    return hostContact(
      inside({
        store,
        alarmAt: store.alarms.at(-1) ?? null,
        log,
        list,
        logRevision,
        dispatching: list.dispatching,
        record: (command, as) => recorder(object, as)(command),
        notes: memoryNotes(() => now),
        stores: memoryPersonalStores(crm),
        companies: crm,
        clearFiles: async () => undefined,
        send,
        now: () => now,
        random: random(id),
        masterKey,
        signer,
        checkpoint: async () =>
          publishedRoots(
            storeOf(AUDIT_STREAM)
              .load()
              .rows.map((row) => eventInRow(row)),
          ).at(-1)?.checkpoint ?? null,
        policies: policies.known,
        report: () => undefined,
      }),
    );
  };
  const host = (id: StreamId): ContactHost => getOrMake(hosts, id, () => wake(id));
  const streamOf = (id: StreamId): Stream => openStream({ store: storeOf(id), masterKey, signer, random: random(id) });
  const outbox = outboxTransport(kept);
  const transport: Transport = {
    ...outbox,
    async send(mail) {
      mails.push(mail);
      return answer === "sent" ? outbox.send(mail) : { kind: answer, reason: "told_to" };
    },
  };
  const over = (asking: Models, inForce: Policy) =>
    stagesOver({
      ...parts,
      policy: inForce,
      kept: <R extends StageRole>(role: R) => kepts[role] as unknown as Kept<R>,
      now: () => new Date(now),
      transport,
      systemKey,
      unsubscribeKeys,
      publicUrl,
      ...asking,
    });
  // Each stage is a Worker of its own, and follows the policy by itself.
  const kepts: Readonly<Record<StageRole, Kept<never>>> = everyRole(() => openKept());
  const followers = everyRole(() => followPolicy(() => now));
  const policyOf = (role: StageRole): Promise<Policy> =>
    role === "dispatcher" ? Promise.resolve(policy) : followers[role](openPort(role, reach));
  let asked = models;
  const made = new Map<Policy, ReturnType<typeof over>>();
  const stagesOf = (inForce: Policy) => {
    const stages = made.get(inForce) ?? over(asked, inForce);
    made.set(inForce, stages);
    return stages;
  };
  const desk = drawingPort(openPort("desk", reach));
  const optOut = { ...parts, port: parts.port("ingest"), systemKey };

  /** Runs a batch through the stage that reads this queue. `rim` replaces parts of the stage's environment. */
  async function run(queue: Queue, deliveries: readonly Delivery[], rim: Partial<StageRim> = {}): Promise<void> {
    const inForce = await policyOf(ROLE_OF[queue]);
    await stagesOf(inForce)(queue, deliveries, {
      send: (_, messages) => send(messages),
      deadLetter: async (letter) => void letters.push(letter),
      random: () => 0.5,
      report: () => undefined,
      ...rim,
    });
  }

  return {
    crm,
    list,
    log,
    spend,
    desk,
    optOut,
    waiting,
    sent,
    mails,
    letters,
    record,
    send,
    run,
    port: parts.port,
    wake,
    host,
    storeOf,
    streamOf,
    policy,
    /** The policy that a stage's Worker has now. */
    policyOf,
    systemKey,
    idOf: (email: string) => contactIdOf(systemKey, email),
    now: () => now,
    pass: (ms: number): void => void (now += ms),
    /** Drops the memory of every object. Its storage stays. */
    evict: (): void => hosts.clear(),
    /** Replaces the stages by stages with these models. */
    deploy: (next: Models): void => {
      asked = next;
      made.clear();
    },
    transportAnswers: (how: TransportAnswer): void => void (answer = how),
    /** The ids of the streams that have events. */
    streams: (): StreamId[] => [...stores.keys()].filter((id) => storeOf(id).load().rows.length > 0).toSorted(),
    /** All event rows, stream by stream, in the order in which the objects first woke. */
    rows: () => [...stores.values()].flatMap((store) => store.load().rows),
    /** Runs the alarm of every object, in the order in which the objects first woke. */
    async alarms(): Promise<void> {
      await policies.inForce();
      for (const id of stores.keys()) await host(id).alarm();
    },
    /** Records companies and facts, as the desk's port does. */
    companies: companyWork({
      systemKey,
      notes: memoryNotes(() => now),
      stateOf: statesOf(object),
      crm,
      record,
    }),
    /** Stops and resumes dispatching, as the desk's port does. What waits are the contacts whose run waits for its claim. */
    stopSwitch: stopSwitch({
      notes: memoryNotes(() => now),
      object,
      record,
      waiting: async () => {
        const ids = [...stores.keys()].flatMap((id) => ContactId.safeParse(id).data ?? []);
        const contacts = ids.filter((id) => currentRun(streamOf(id).contact)?.step === "dispatch");
        return { contacts, next: null };
      },
      report: () => undefined,
    }),
    suppressions: suppressionWork({
      list,
      logRevision,
      crm,
      systemKey,
      notes: memoryNotes(() => now),
      record,
      guard: guardBy(object),
      checkCovered: checkingCovered({ crm, object, systemKey, report: () => undefined }),
    }),
    unsubscribe: (email: string): Promise<void> => recordUnsubscribe(contactIdOf(systemKey, email), optOut),
    /**
     * Delivers one message to its stage. Returns the stage's reports, and whether the stage handled it (did not ask for a retry).
     */
    async deliver(message: Message) {
      const lines: object[] = [];
      const delivery = delivered(message, { id: message.id });
      await run(message.queue, [delivery], { report: (line) => void lines.push(line) });
      return { isHandled: delivery.became.retriedAfter.length === 0, lines };
    },
  };
}
