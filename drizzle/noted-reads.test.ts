// Tests that each read which gives a person words in clear notes whose, and that a read whose note fails gives none.
import { describe, it } from "vitest";
import { ada, grace, holdRow, outboxRow } from "../testing/rows.ts";
import type { DeskReads, NotedReads } from "./desk-reads.ts";
import { notedReads } from "./noted-reads.ts";

const at = new Date("2026-11-28T09:00:00.000Z");
const card = {
  id: grace,
  email: "grace@example.com",
  name: null,
  companyName: null,
  title: null,
  domain: null,
  updatedAt: "",
};
const page = <Row>(...rows: readonly Row[]) => ({ rows, next: null });
const rows = {
  openHolds: async () => page(holdRow("one"), holdRow("two")),
  endedHolds: async () => page(holdRow("ended", { streamId: grace })),
  contacts: async () => page(card),
  contactCards: async () => new Map([[grace, card]]),
  outbox: async () => page(outboxRow("m1")),
  outboxMessage: async (key: string) => (key === "none" ? null : outboxRow("m1")),
} as unknown as DeskReads;

const CALLS: Readonly<Record<string, readonly [(reads: NotedReads, by: string | null) => Promise<unknown>, object]>> = {
  "open holds": [(reads, by) => reads.openHolds({ limit: 1, now: at.toISOString() }, by), { contactIds: [ada, ada] }],
  "ended holds": [(reads, by) => reads.endedHolds({ limit: 1 }, by), { contactIds: [grace] }],
  contacts: [(reads, by) => reads.contacts({ limit: 1 }, by), { contactIds: [grace] }],
  cards: [(reads, by) => reads.contactCards([ada, grace], by), { contactIds: [grace] }],
  "the outbox": [(reads, by) => reads.outbox({ limit: 1 }, by), { contactIds: [ada] }],
  "a message": [(reads, by) => reads.outboxMessage("m1", by), { about: ada }],
};

/** Reads over the rows, and what they note. */
function sample(note: (reading: object) => Promise<void> = async () => undefined) {
  const noted: object[] = [];
  const record = async (reading: object): Promise<void> => {
    noted.push(reading);
    await note(reading);
  };
  return { noted, reads: notedReads(rows, { words: { opened: record, listed: record }, now: () => at }) };
}

describe("a read of words", () => {
  it.for(Object.entries(CALLS))("notes the reader of %s", async ([, [call, whose]], { expect }) => {
    const { noted, reads } = sample();
    expect(await call(reads, "rosa")).not.toBeNull();
    expect(noted).toEqual([{ by: "rosa", ...whose, at }]);
  });

  it.for(Object.entries(CALLS))("notes nobody where no reader of %s is named", async ([, [call]], { expect }) => {
    const { noted, reads } = sample();
    await call(reads, null);
    expect(noted).toEqual([]);
  });

  it.for(Object.entries(CALLS))("gives no words of %s when the note fails", async ([, [call]], { expect }) => {
    const { reads } = sample(async () => {
      throw new Error("the database does not answer");
    });
    await expect(call(reads, "rosa")).rejects.toThrow("does not answer");
  });

  it("notes nothing when there is no message", async ({ expect }) => {
    const { noted, reads } = sample();
    expect(await reads.outboxMessage("none", "rosa")).toBeNull();
    expect(noted).toEqual([]);
  });
});
