// Tests the cost of one lead in the platform's billed operations, as the runtime counts them. The numbers are exact: one more row
// fails.
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, describe, it, vi } from "vitest";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { lookupsOf } from "../domain/address.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { ContactId } from "../schema/ids.ts";
import { LEAD_ROWS } from "../schema/lead-rows.ts";
import type { Queue } from "../schema/lists.ts";
import type { IngestMessage, Message } from "../schema/messages.ts";
import { type Bill, countBill, logRowsOf, objectRowsOf } from "../testing/workerd/billable.ts";
import { anAssembly, type Assembly, passTime } from "../testing/workerd/assembly.ts";
import { adoptLogKey } from "../testing/workerd/test.ts";

/** The time until the alarm's first check. A person decides later than that. */
const PATIENCE = samplePolicy.hold.stepPatienceSeconds * 1_000 + 1;

/** Takes the waiting messages of a queue, and leaves the others. */
function taken(queued: Message[], queue: Queue): readonly Message[] {
  const { own = [], others = [] } = Object.groupBy(queued.splice(0), (message) =>
    message.queue === queue ? "own" : "others",
  );
  queued.push(...others);
  return own;
}

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

  it("costs 9 port calls, 5 messages, 16 object rows and 16 log rows to its draft hold; 21 and 23 to its dispatch", async ({
    expect,
  }) => {
    const system = anAssembly();
    const { contactId } = await deliverLead(system, "ada@engine.example");
    // The object: two tables of two rows, the key, six events, one alarm. The log: six events, the key, the hold and its index, the score, the run.
    const toPreview = bill();
    expect(toPreview).toEqual({ object: 12, log: 11 });
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal",
      "planner.ask History ListRevision",
      "planner.perform RecordAction",
      "scorer.ask ScoreBasis",
      "scorer.perform RecordScore",
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
    expect(toDraft).toEqual({ object: 16, log: 16 });
    expect(system.calls).toHaveLength(9);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan", "score", "qualify", "compose"]);

    await passTime(contactId, PATIENCE);
    expect(bill()).toEqual({ object: 1, log: 0 });
    // The hold ends: its row, and the index of ended holds.
    await system.approve(contactId);
    expect(bill()).toEqual({ object: 2, log: 3 });
    // Claim and outcome are an event each, in the object and in the log; the message in the outbox; the contact's row with its
    // first send.
    await system.drain();
    expect(bill()).toEqual({ object: 2, log: 4 });
    // 16 + 1 + 2 + 2 = 21 rows of the object; 16 + 0 + 3 + 4 = 23 rows of the log.
    // The last call notes in the CRM that the mailbox was written to.
    expect(system.calls).toHaveLength(13);
    expect(system.calls.at(-1)).toBe("dispatcher.perform NoteWritten");
    // What the number “Billed rows a lead” multiplies.
    const { preview, draft, decided, sent } = LEAD_ROWS;
    expect({ preview, draft, decided, sent }).toEqual({
      preview: 12 + 11 + 1,
      draft: 16 + 16,
      decided: 19 + 19,
      sent: 21 + 23,
    });
  });

  it("costs the same 6 port calls and database calls for a batch of three leads, to their preview holds, and 36 object rows", async ({
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
    for (const queue of ["plan", "score", "qualify"] as const) await system.deliver(...taken(system.queued, queue));
    // Each object alone costs what one costs; the log has the rows of three, in one append for each stage.
    const batch = counter.take();
    expect(shown(batch)).toEqual({ object: 36, log: 33 });
    expect(batch.databaseCalls).toBe(databaseCalls);
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal ReceiveSignal ReceiveSignal",
      "planner.ask History History History ListRevision",
      "planner.perform RecordAction RecordAction RecordAction",
      "scorer.ask ScoreBasis ScoreBasis ScoreBasis",
      "scorer.perform RecordScore RecordScore RecordScore",
      "qualifier.perform RecordGrades RecordGrades RecordGrades",
    ]);
  });

  it("costs three port calls when it is vetoed, and two for its score", async ({ expect }) => {
    const system = anAssembly();
    const { address: digest } = lookupsOf(env.SYSTEM_KEY, { address: "bob@engine.example" });
    await d1SuppressionList(env.CRM).add([{ kind: "address", digest, cause: "desk" }], 0);
    await deliverLead(system, "bob@engine.example");
    // Two tables, key, signal, veto, decision, task, score, alarm; and in the log five events, the key, the score, the run, the task and its index,
    // and the row of the run without a message with its index.
    expect(bill()).toEqual({ object: 11, log: 12 });
    expect(LEAD_ROWS.ended).toBe(11 + 12);
    expect(system.calls).toEqual([
      "ingest.perform ReceiveSignal",
      "planner.ask History ListRevision",
      "planner.perform RecordAction",
      "scorer.ask ScoreBasis",
      "scorer.perform RecordScore",
    ]);
    expect(system.sent.map(({ queue }) => queue)).toEqual(["ingest", "plan", "score"]);
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
