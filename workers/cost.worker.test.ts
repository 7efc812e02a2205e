// Tests the cost of one lead in the platform's billed operations, as the runtime counts them. The numbers are exact: one more row
// fails.
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, describe, it, vi } from "vitest";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { lookupsOf } from "../domain/address.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { ContactId } from "../schema/ids.ts";
import type { IngestMessage } from "../schema/messages.ts";
import { type Bill, countBill, logRowsOf, objectRowsOf } from "../testing/workerd/billable.ts";
import { anAssembly, type Assembly, passTime } from "../testing/workerd/assembly.ts";
import { adoptLogKey } from "../testing/workerd/test.ts";

/** The time until the alarm's first check. A person decides later than that. */
const PATIENCE = defaultPolicy.hold.stepPatienceSeconds * 1_000 + 1;

const shown = (bill: Bill) => ({ object: objectRowsOf(bill), log: logRowsOf(bill) });

describe("one lead of a new contact, at a person's pace", () => {
  let counter: ReturnType<typeof countBill>;
  beforeAll(async () => {
    // Once in the life of an installation.
    await adoptLogKey();
    const probe = env.CONTACT.get(env.CONTACT.idFromName("ct_probe"));
    await runInDurableObject(probe, (_, state) => void (counter = countBill(state.storage, env.EVENTS_0)));
  });
  afterEach(() => void vi.restoreAllMocks());
  const bill = () => shown(counter.take());

  /** Runs a new contact's lead from its queue message to its hold. */
  async function deliverLead(system: Assembly, email: string): Promise<{ contactId: ContactId; first: IngestMessage }> {
    const first = system.lead(email);
    counter.take();
    system.sent.push(first);
    await system.deliver(first);
    await system.drain();
    return { contactId: first.contactId, first };
  }

  it("costs 7 port calls, 4 messages, 15 object rows and 13 log rows to its draft hold; 20 and 20 to its dispatch", async ({
    expect,
  }) => {
    const system = anAssembly();
    const { contactId } = await deliverLead(system, "ada@engine.example");
    // The object: two tables of two rows, the key, five events, one alarm. The log: five events, the key, the hold and its index.
    const toPreview = bill();
    expect(toPreview).toEqual({ object: 11, log: 8 });
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal",
      "planner.ask History ListRevision",
      "planner.perform RecordAction",
      "qualifier.perform RecordGrades",
    ]);

    // The alarm finds everything shipped and is set to the hold's expiry.
    await passTime(contactId, PATIENCE);
    const waited = bill();
    expect(waited).toEqual({ object: 1, log: 0 });

    // One event, and an alarm, because the current one is three days away. Leaving the index of open holds is free.
    await system.confirm(contactId);
    const confirmed = bill();
    expect(confirmed).toEqual({ object: 2, log: 2 });
    await system.drain();
    const composed = bill();
    expect(composed).toEqual({ object: 1, log: 3 });

    const toDraft = [toPreview, waited, confirmed, composed].reduce((sum, one) => ({
      object: sum.object + one.object,
      log: sum.log + one.log,
    }));
    expect(toDraft).toEqual({ object: 15, log: 13 });
    expect(system.calls).toHaveLength(7);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan", "qualify", "compose"]);

    await passTime(contactId, PATIENCE);
    expect(bill()).toEqual({ object: 1, log: 0 });
    // The hold ends: its row, and the index of ended holds.
    await system.approve(contactId);
    expect(bill()).toEqual({ object: 2, log: 3 });
    // Claim and outcome are an event each, in the object and in the log; the message in the outbox; the contact's row with its
    // first send.
    await system.drain();
    expect(bill()).toEqual({ object: 2, log: 4 });
    // 15 + 1 + 2 + 2 = 20 rows of the object; 13 + 0 + 3 + 4 = 20 rows of the log.
    expect(system.calls).toHaveLength(10);
  });

  it("costs the same 4 port calls and database calls for a batch of three leads, to their preview holds, and 33 object rows", async ({
    expect,
  }) => {
    const system = anAssembly();
    // The first use of the log in an isolate also reads which installation it is.
    for (const name of ["hal", "ivy"]) await deliverLead(system, `${name}@engine.example`);
    const { databaseCalls } = counter.take();
    system.calls.length = 0;
    const leads = ["ida", "joe", "kim"].map((name) => system.lead(`${name}@engine.example`));
    counter.take();
    await system.deliver(...leads);
    for (const queue of ["plan", "qualify"] as const)
      await system.deliver(...system.queued.splice(0).filter((message) => message.queue === queue));
    // Each object alone costs what one costs; the log has the rows of three, in one append for each stage.
    const batch = counter.take();
    expect(shown(batch)).toEqual({ object: 33, log: 24 });
    expect(batch.databaseCalls).toBe(databaseCalls);
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal ReceiveSignal ReceiveSignal",
      "planner.ask History History History ListRevision",
      "planner.perform RecordAction RecordAction RecordAction",
      "qualifier.perform RecordGrades RecordGrades RecordGrades",
    ]);
  });

  it("costs three port calls when it is vetoed", async ({ expect }) => {
    const system = anAssembly();
    const { address: digest } = lookupsOf(env.SYSTEM_KEY, { address: "bob@engine.example" });
    await d1SuppressionList(env.CRM).add([{ kind: "address", digest, cause: "desk" }], 0);
    await deliverLead(system, "bob@engine.example");
    // Two tables, key, signal, veto, decision, alarm; and in the log three events and the key.
    expect(bill()).toEqual({ object: 9, log: 4 });
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal",
      "planner.ask History ListRevision",
      "planner.perform RecordAction",
    ]);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan"]);
  });

  it("costs nothing when every message is delivered again, also after an eviction", async ({ expect }) => {
    const system = anAssembly();
    const { contactId } = await deliverLead(system, "eve@engine.example");
    await system.confirm(contactId);
    await system.drain();
    await system.approve(contactId);
    await system.drain();
    const all = [...system.sent];
    counter.take();
    for (const message of all) await system.deliver(message);
    expect(bill()).toEqual({ object: 0, log: 0 });
    await evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(contactId)));
    for (const message of all) await system.deliver(message);
    // The current alarm is read when the object wakes, so it is not written again.
    expect(bill()).toEqual({ object: 0, log: 0 });
  });
});
