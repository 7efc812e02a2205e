// Tests the plan stage without a model: its reads, the recorded action or veto, and which messages a failing read retries.
import type { Port } from "../../schema/ports.ts";
import { portThat, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import { memorySuppressionList } from "../../testing/twins/memory-suppression-list.ts";
import type { HistoryAnswer } from "../../schema/answers.ts";
import { type CommandOf, RecordAction } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { History } from "../../schema/answers.ts";
import { qualifyMessage } from "../../schema/messages.ts";
import { ada, contactNamed } from "../../testing/people.ts";
import { causeOf, delivered, planFor } from "../../testing/stages/people.ts";
import { type PlanPorts, planStage } from "./plan.ts";
import { adaLookups, newContact } from "../../testing/stages/planner.ts";

const bob = contactNamed("bob");
const addressedBy = (contactId: string) => ({ ...adaLookups, address: `${contactId}-address` });
const historyOf = (name: string, more: Partial<History> = {}): History => {
  const contactId = contactNamed(name);
  return { ...newContact, contactId, lookups: [addressedBy(contactId)], ...more };
};
const EMPLOYEES = {
  id: "f",
  kind: "employees",
  value: "12",
  source: "register.example",
  version: 2,
  observedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
};
const answerWith = (history: History | null): HistoryAnswer => ({
  next: [],
  refusal: history ? null : { reason: "superseded" },
  history,
});

function world(
  given: {
    histories?: Readonly<Record<string, HistoryAnswer>>;
    suppressed?: readonly string[];
    port?: Port<"planner">;
  } & Partial<PlanPorts> = {},
) {
  const calls: string[] = [];
  const lines: object[] = [];
  const recorded: CommandOf<"RecordAction">[] = [];
  const {
    port = portThat<"planner">({
      ListRevision: () => 7,
      async History({ contactId }) {
        calls.push("history");
        return (
          given.histories?.[contactId] ?? answerWith({ ...newContact, contactId, lookups: [addressedBy(contactId)] })
        );
      },
      async RecordAction(command) {
        recorded.push(RecordAction.parse(command));
        return {
          next: [qualifyMessage(causeOf(command.contactId, 2), ["qualify"])],
          refusal: null,
        };
      },
    }),
  } = given;
  const ports: PlanPorts = {
    policy: samplePolicy,
    list: {
      async read(digests) {
        calls.push(`list ${digests.length}`);
        return { revision: 12, suppressed: (given.suppressed ?? []).filter((digest) => digests.includes(digest)) };
      },
    },
    crm: {
      async hydrate(ids) {
        calls.push(`hydrate ${ids.length}`);
        return new Map();
      },
    },
    ...given,
  };
  const deliver = async (...names: string[]) => {
    const deliveries = names.map((name) => delivered(planFor(name)));
    const sent: string[] = [];
    await runOver(planStage(ports), deliveries, {
      port,
      report: (line) => void lines.push(line),
      send: async (queue, messages) => void sent.push(...messages.map(({ contactId }) => `${queue} ${contactId}`)),
    });
    return { sent, became: deliveries.map(({ became }) => (became.acked > 0 ? "acked" : "retried")) };
  };
  return { calls, lines, recorded, deliver };
}

describe("a batch of plans", () => {
  it("reads the list once and the CRM once, for all its contacts", async ({ expect }) => {
    const { deliver, calls } = world();
    await deliver("ada", "bob", "cy");
    expect(calls.toSorted()).toEqual(["history", "history", "history", "hydrate 3", "list 5"].toSorted());
  });

  it("records the ladder's action with open evidence only, and sends the next message", async ({ expect }) => {
    const { deliver, recorded } = world();
    expect(await deliver("ada")).toEqual({ sent: [`qualify ${ada}`], became: ["acked"] });
    const [command] = recorded;
    expect(command).toMatchObject({
      population: "scripted",
      action: "initial",
      reason: "first_contact",
      sequence: 0,
      hits: [],
      revision: 12,
      follows: 1,
      contactId: ada,
      causationId: planFor("ada").id,
    });
    expect(command?.evidence.map(({ table }) => table)).toEqual([
      "suppressions",
      "flags",
      "events",
      "contacts",
      "companies",
      "policy",
    ]);
    expect(command?.evidence.every(({ personal }) => personal === undefined)).toBe(true);
    expect(command?.evidence.find(({ table }) => table === "companies")).toEqual({
      table: "companies",
      id: ada,
      columns: { found: false },
    });
  });

  it("makes the same command for a repeated message", async ({ expect }) => {
    const { deliver, recorded } = world();
    await deliver("ada");
    await deliver("ada");
    expect(recorded[1]).toEqual(recorded[0]);
  });

  it("records a veto with all its hits, and reads nothing else", async ({ expect }) => {
    const histories = {
      [ada]: answerWith(historyOf("ada", { flags: { ...newContact.flags, bounced: true, replied: true } })),
    };
    const { deliver, recorded, calls } = world({ histories, suppressed: [`${ada}-address`] });
    expect((await deliver("ada")).became).toEqual(["acked"]);
    expect(recorded[0]).toMatchObject({
      action: "skip",
      reason: "suppressed",
      hits: ["suppressed", "bounced", "replied"],
      revision: 12,
    });
    expect(recorded[0]?.evidence.map(({ table }) => table)).toEqual(["suppressions", "flags"]);
    expect(calls.filter((call) => call.startsWith("hydrate"))).toEqual([]);
  });

  it("vetoes each contact by its own lookups, aliases included", async ({ expect }) => {
    const histories = {
      [ada]: answerWith(historyOf("ada", { lookups: [adaLookups, { ...adaLookups, comparison: "an-alias" }] })),
      [bob]: answerWith(
        historyOf("bob", { lookups: [{ address: "b1", comparison: "b2", domain: "b3", phone: "b4" }] }),
      ),
    };
    const alias = world({ histories, suppressed: ["an-alias"] });
    await alias.deliver("ada", "bob");
    expect(alias.recorded.map(({ contactId, action }) => [contactId, action]).toSorted()).toEqual(
      [
        [ada, "skip"],
        [bob, "initial"],
      ].toSorted(),
    );
    const phone = world({ histories, suppressed: ["b4"] });
    await phone.deliver("ada", "bob");
    expect(phone.recorded.filter(({ action }) => action === "skip").map(({ contactId }) => contactId)).toEqual([bob]);
  });

  it("acknowledges a step that is recorded or no longer wanted", async ({ expect }) => {
    const { deliver, recorded, calls } = world({ histories: { [ada]: answerWith(null) } });
    expect((await deliver("ada")).became).toEqual(["acked"]);
    expect(recorded).toEqual([]);
    expect(calls).toEqual(["history"]);
  });

  it("lets no contact pass while the list cannot be read, and records nothing", async ({ expect }) => {
    const histories = { [bob]: answerWith(null) };
    const { deliver, recorded, calls } = world({
      histories,
      list: { read: () => Promise.reject(new Error("D1 is down")) },
    });
    expect((await deliver("ada", "bob", "cy")).became).toEqual(["retried", "acked", "retried"]);
    expect(recorded).toEqual([]);
    expect(calls).toEqual(["history", "history", "history"]);
  });

  it("lets no contact pass while the list is behind the log, by name", async ({ expect }) => {
    const { deliver, recorded, lines } = world({ list: memorySuppressionList() });
    expect((await deliver("ada", "bob")).became).toEqual(["retried", "retried"]);
    expect(recorded).toEqual([]);
    expect(lines).toMatchObject([{ retry: "list_went_back" }, { retry: "list_went_back" }, { retry: 2 }]);
  });

  it("retries cleared contacts while the CRM is down, and records the vetoes", async ({ expect }) => {
    const { deliver, recorded } = world({
      suppressed: [`${ada}-address`],
      histories: { [bob]: answerWith(historyOf("bob")) },
      crm: { hydrate: () => Promise.reject(new Error("down")) },
    });
    expect((await deliver("ada", "bob")).became).toEqual(["acked", "retried"]);
    expect(recorded.map(({ reason }) => reason)).toEqual(["suppressed"]);
  });

  it("draws a vetoed contact for its population, by the company's size only where the flag asks for it", async ({
    expect,
  }) => {
    const small = { contact: null, company: null, facts: [EMPLOYEES] };
    for (const mostEmployees of [null, 50]) {
      const { deliver, recorded, calls } = world({
        suppressed: [`${ada}-address`, `${bob}-address`],
        reasoning: {
          flag: { kind: "on", percent: 100, onlyLowRisk: true },
          lowRisk: { noPriorReply: false, sources: null, mostEmployees },
          model: { call: () => Promise.reject(new Error("no model is asked")) },
          spend: { read: () => Promise.reject(new Error("no budget is read")) },
          random: (bytes) => new Uint8Array(bytes),
        },
        crm: { hydrate: async (ids) => (calls.push(`hydrate ${ids.length}`), new Map([[ada, small]])) },
      });
      await deliver("ada", "bob");
      expect(recorded.map(({ reason, population }) => [reason, population])).toEqual([
        ["suppressed", "agentic"],
        ["suppressed", mostEmployees === null ? "agentic" : "scripted"],
      ]);
      expect(calls.includes("hydrate 2")).toBe(mostEmployees !== null);
    }
  });

  it("retries only the contact whose object fails", async ({ expect }) => {
    const failing = world({
      port: portThat<"planner">({
        ListRevision: () => 7,
        History: async ({ contactId }) => {
          if (contactId === bob) throw new Error("overloaded");
          return answerWith({ ...newContact, contactId });
        },
        RecordAction: async () => ({ next: [], refusal: null }),
      }),
    });
    expect((await failing.deliver("ada", "bob", "cy")).became).toEqual(["acked", "retried", "acked"]);
  });
});
