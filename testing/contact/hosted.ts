// A hosted contact for tests, with its ports in reach and a switch for each that can fail.
import type { EventLog } from "../../drizzle/event-log.ts";
import { memoryEventLog } from "../twins/memory-event-log.ts";
import { memorySuppressionList } from "../twins/memory-suppression-list.ts";
import type { Destruction } from "../../drizzle/personal-stores.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { AdminCommand, ContactCommand } from "../../schema/commands.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import type { Message } from "../../schema/messages.ts";
import { openStream } from "../../domain/contact/stream.ts";
import { timelineOf } from "../../domain/contact/views.ts";
import { callsOf } from "./calls.ts";
import { hostContact } from "../../durable-objects/host/contact.ts";
import {
  action,
  ada,
  confirm,
  countingRandom,
  draft,
  grades,
  lead,
  MASTER_KEY,
  memoryStore,
  runOf,
  START,
} from "./scenario.ts";

const run = runOf("1");

export function hosted() {
  const store = memoryStore();
  const broken = { log: false, list: false, queue: false, stores: false };
  const recorded: AdminCommand[] = [];
  const destroyed: Destruction[] = [];
  const readmitted: string[] = [];
  let inner = memoryEventLog();
  const suppressions = memorySuppressionList();
  const counts = { appends: 0, readings: 0 };
  const sent: Message[] = [];
  const order: string[] = [];
  let now = START;
  const slow: {
    appends: Promise<void>[];
    reading: Promise<void> | undefined;
    destroying: Promise<void> | undefined;
  } = { appends: [], reading: undefined, destroying: undefined };
  const log: EventLog = {
    append: async (shipments) => {
      await slow.appends.shift();
      counts.appends += 1;
      order.push("append");
      if (broken.log)
        return {
          appended: [],
          conflicts: [],
          failed: [{ shard: 0, reason: "down", streamIds: shipments.map((one) => one.streamId) }],
        };
      return inner.append(shipments);
    },
    read: (query) => inner.read(query),
  };
  const list: SuppressionList = {
    ...suppressions,
    read: async (digests) => {
      counts.readings += 1;
      if (broken.list) throw new Error("unreadable");
      const reading = await suppressions.read(digests);
      await slow.reading;
      return reading;
    },
  };
  const wakeUp = () =>
    hostContact({
      store,
      alarmAt: store.alarms.at(-1) ?? null,
      log,
      list,
      record: async (command) => {
        recorded.push(command);
        if (broken.list) throw new Error("unreachable");
        return { logged: true, version: 1, refusal: null };
      },
      stores: {
        destroy: async (what) => {
          await slow.destroying;
          if (broken.stores) throw new Error("unreachable");
          destroyed.push(what);
        },
        readmit: async (contactId) => void readmitted.push(contactId),
      },
      now: () => now,
      random: countingRandom(),
      masterKey: MASTER_KEY,
      policy: defaultPolicy,
      report: () => undefined,
      send: async (messages) => {
        if (broken.queue) throw new Error("refused");
        order.push("send");
        sent.push(...messages);
      },
    });
  let host = wakeUp();
  const calls = callsOf(() => host);
  /** What the object's storage holds, as it would be shown. */
  const stored = () => timelineOf(openStream({ store, masterKey: MASTER_KEY, random: countingRandom() })).entries;
  return {
    ...calls,
    store,
    broken,
    slow,
    pass: (ms: number) => void (now += ms),
    counts,
    sent,
    order,
    suppressions,
    recorded,
    destroyed,
    readmitted,
    get host() {
      return host;
    },
    evict: () => void (host = wakeUp()),
    restoreLog: () => void (inner = memoryEventLog()),
    logged: () => inner.read({ streamId: ada }),
    /** Relays an answer as a stage does. */
    async stage(command: ContactCommand) {
      const answer = await calls.perform({ type: "Relay", command, sends: null });
      await log.append([answer.ship]);
      return answer;
    },
    async toPreview() {
      await this.stage(lead());
      await this.stage(action(run));
      await this.stage(grades(run));
      return this;
    },
    async toDraft() {
      await this.toPreview();
      await calls.perform({ type: "Click", command: confirm(run) });
      await this.stage(draft(run));
      return this;
    },
    digest: () => {
      const held = stored().findLast((entry) => entry.type === "DraftHeld" || entry.type === "DraftEdited");
      return String(JSON.parse(held?.payload ?? "{}").digest);
    },
    approvalId: () =>
      JSON.parse(stored().findLast((entry) => entry.type === "DraftApproved")?.payload ?? "{}").approvalId,
  };
}
