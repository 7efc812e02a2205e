// Tests the reading of a contact's events together with its read-model rows, which are returned unchecked, and of the streams of all contacts.
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { AdminId } from "../schema/ids.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { contactStreams } from "./contact-streams.ts";
import { recordReads } from "./record-reads.ts";
import {
  ada,
  chain,
  contact,
  eventAfter,
  flagsRow,
  grace,
  holdRow,
  linus,
  shipment,
  taskRow,
} from "../testing/rows.ts";

const reads = recordReads([env.EVENTS_0]);

const first = eventAfter(GENESIS_HASH, { streamId: ada, version: 1, names: { holdId: "hd_preview" } });
const second = eventAfter(first.hash, { streamId: ada, version: 2, names: { holdId: "hd_draft", taskId: "tk_hot" } });
const adas = {
  holds: [holdRow("preview", { state: "confirmed", marked: true }), holdRow("draft", { kind: "draft" })],
  tasks: [taskRow("hot")],
  contact: flagsRow(ada, { bounced: true }),
};
const asked = [["receipts", "@", { by_model: "unsubscribe" }]];
const third = eventAfter(second.hash, {
  streamId: ada,
  version: 3,
  type: "SignalReceived",
  at: "2026-11-20T09:00:00.000Z",
  names: { source: "website", class: "interested" },
  provenance: { confidence: 1, reason: "message", source: "webhook:website", evidence: asked },
});
const policy = chain(AdminId.parse("ad_policy"), 2);

beforeAll(async () => {
  const other = eventAfter(GENESIS_HASH, { streamId: grace, version: 1, names: { holdId: "hd_other" } });
  await d1EventLog([env.EVENTS_0]).append([
    shipment(ada, [first, second, third], adas),
    shipment(grace, [other], { holds: [holdRow("other", { streamId: grace })] }),
    shipment(AdminId.parse("ad_policy"), policy),
  ]);
});

describe("the record of a contact", () => {
  it("has the contact's events in order, and the rows that they name, also confirmed previews", async ({ expect }) => {
    const record = await reads.record(ada);
    expect(record.rows).toEqual([first, second, third]);
    expect(new Set(record.holds)).toEqual(new Set(adas.holds));
    expect(record.tasks).toEqual(adas.tasks);
    expect(record.contact).toEqual(adas.contact);
    expect(record.classes).toEqual([
      {
        at: "2026-11-20T09:00:00.000Z",
        streamId: ada,
        version: 3,
        source: "website",
        byRules: "interested",
        byModel: "unsubscribe",
        counted: "rules",
      },
    ]);
  });

  it("is empty for a contact without events", async ({ expect }) => {
    expect(await reads.record(linus)).toEqual({
      rows: [],
      holds: [],
      tasks: [],
      contact: null,
      comparisons: [],
      score: null,
      runs: [],
      reports: [],
      classes: [],
      unwritten: [],
    });
  });

  it("has a row that was changed by hand exactly as it is stored", async ({ expect }) => {
    const id = contact("forged");
    const row = eventAfter(GENESIS_HASH, { streamId: id, version: 1, names: { holdId: "hd_forged" } });
    await d1EventLog([env.EVENTS_0]).append([shipment(id, [row], { holds: [holdRow("forged", { streamId: id })] })]);
    await env.EVENTS_0.prepare("UPDATE holds SET state = 'sent', version = 0 WHERE hold_id = 'hd_forged'").run();
    expect((await reads.record(id)).holds).toMatchObject([{ state: "sent", version: 0 }]);
  });
});

describe("a stream", () => {
  it("is read whole, in order", async ({ expect }) => {
    expect(await reads.stream(AdminId.parse("ad_policy"))).toEqual(policy);
  });
});

describe("the streams of contacts", () => {
  /** The pages, each with its contacts in order. */
  const pagesOf = async (mostEvents?: number) => {
    const { contactStreams: read } = contactStreams([env.EVENTS_0], mostEvents);
    const pages: Awaited<ReturnType<typeof read>>["rows"][] = [];
    for (let after: Parameters<typeof read>[0]["after"] | null; after !== null;) {
      const { rows, next }: Awaited<ReturnType<typeof read>> = await read(after === undefined ? {} : { after });
      pages.push(rows);
      after = next;
    }
    return pages;
  };
  const idsIn = (pages: Awaited<ReturnType<typeof pagesOf>>) => pages.flat().map(({ streamId }) => streamId);

  it("are read whole in the order of their ids, and no other stream is", async ({ expect }) => {
    const pages = await pagesOf();
    expect(pages).toHaveLength(1);
    expect(idsIn(pages)).toEqual([ada, contact("forged"), grace].toSorted());
    for (const { streamId, rows } of pages.flat()) expect(rows).toEqual(await reads.stream(streamId));
  });

  it("end a page before too many events, and one contact is always in it", async ({ expect }) => {
    const whole = await pagesOf();
    for (const most of [1, 2, 3, 4]) expect((await pagesOf(most)).flat(), `${most}`).toEqual(whole.flat());
    expect((await pagesOf(1)).map((page) => page.length)).toEqual([1, 1, 1]);
    expect((await pagesOf(4)).length).toBe(2);
  });
});
