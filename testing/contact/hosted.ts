// The object of one contact in a deployment in memory, for tests of the object. A test can make its ports fail or wait,
// and sees the calls of the ports in order.
import type { UnderWayRow } from "../../schema/shipment.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { memoryEventLog } from "../twins/memory-event-log.ts";
import type { Destruction } from "../../drizzle/personal-stores.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ContactCommand } from "../../schema/commands.ts";
import type { RecordedCommand } from "../../schema/object-calls.ts";
import type { Message } from "../../schema/messages.ts";
import { timelineOf } from "../../domain/contact/views.ts";
import { callsOf } from "./calls.ts";
import { aDeployment } from "../memory/deployment.ts";
import { ada } from "../people.ts";
import { action, confirm, draft, grades, lead, runOf } from "./scenario.ts";

const run = runOf("1");

export function hosted() {
  /** The ports that fail while their switch is true. */
  const broken = {
    log: false,
    list: false,
    records: false,
    queue: false,
    stores: false,
    readmission: false,
    files: false,
  };
  /** The revision of the suppression list, and the version of the stop switch, that the log has; what is recalled while it is silent, if anything is. */
  const revision = { logged: 0, dispatched: 0, isSilent: false, recalled: null as number | null };
  const incidents: string[] = [];
  const recorded: RecordedCommand[] = [];
  const destroyed: Destruction[] = [];
  const readmitted: string[] = [];
  /** The stored form of the key at each time when the files were to be cleared. */
  const keysAtClearing: (string | null)[] = [];
  let inner = memoryEventLog();
  const counts = { appends: 0, readings: 0 };
  const sent: Message[] = [];
  /** The rows of the list of what is under way that the log was given. */
  const underWay: UnderWayRow[] = [];
  const order: string[] = [];
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
      underWay.push(...shipments.flatMap((one) => one.underWay ?? []));
      return inner.append(shipments);
    },
    read: (query) => inner.read(query),
  };
  const listOver = (suppressions: SuppressionList): SuppressionList => ({
    ...suppressions,
    read: async (digests, atLeast) => {
      counts.readings += 1;
      if (broken.list) throw new Error("unreadable");
      const reading = await suppressions.read(digests, atLeast);
      await slow.reading;
      return reading;
    },
    add: async (rows, atLeast) => {
      if (broken.list) throw new Error("unwritable");
      return suppressions.add(rows, atLeast);
    },
    standing: async (digests, atLeast) => {
      if (broken.list) throw new Error("unreadable");
      return suppressions.standing(digests, atLeast);
    },
  });
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      log,
      list: listOver(ports.list),
      logRevision: {
        read: async () => {
          if (revision.isSilent) throw new Error("unreachable");
          return revision.logged;
        },
        recall: async () => {
          if (revision.isSilent && revision.recalled === null) throw new Error("unreachable");
          return revision.isSilent ? (revision.recalled ?? 0) : revision.logged;
        },
        dispatching: async () => revision.dispatched,
      },
      record: async (command) => {
        recorded.push(command);
        if (broken.list || broken.records) throw new Error("unreachable");
        return { logged: true, version: 1, refusal: null };
      },
      stores: {
        destroy: async (what) => {
          await slow.destroying;
          if (broken.stores) throw new Error("unreachable");
          destroyed.push(what);
        },
        readmit: async (contactId) => {
          if (broken.readmission) throw new Error("unreachable");
          readmitted.push(contactId);
        },
      },
      clearFiles: async () => {
        keysAtClearing.push(ports.store.load().wrappedKey);
        if (broken.files) throw new Error("in use");
      },
      report: ({ reason }) => void incidents.push(reason),
      send: async (messages) => {
        if (broken.queue) throw new Error("refused");
        order.push("send");
        sent.push(...messages);
      },
    }),
  });
  const calls = callsOf(() => deployment.host(ada));
  /** The events in the object's storage, as the desk's timeline shows them. */
  const stored = () => timelineOf(deployment.streamOf(ada)).entries;
  return {
    ...calls,
    store: deployment.storeOf(ada),
    log,
    incidents,
    broken,
    revision,
    slow,
    pass: deployment.pass,
    counts,
    sent,
    underWay,
    order,
    suppressions: deployment.list,
    recorded,
    destroyed,
    readmitted,
    keysAtClearing,
    get host() {
      return deployment.host(ada);
    },
    evict: deployment.evict,
    restoreLog: () => void (inner = memoryEventLog()),
    logged: () => inner.read({ streamId: ada }),
    /** Performs a command of a stage as the port does: with `Relay`, then an append of its events to the log. */
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
