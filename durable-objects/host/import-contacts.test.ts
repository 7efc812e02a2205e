// Tests that rows of an imported file become messages of the ingest queue: the same row is the same message, and a queue that does not take them is no success.
import { describe, it } from "vitest";
import type * as z from "zod";
import type { ImportContacts } from "../../schema/desk-commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { idOf, START, SYSTEM_KEY } from "../../testing/people.ts";
import { importContacts } from "./import-contacts.ts";

type Contacts = z.infer<typeof ImportContacts>["contacts"];

const ADA: Contacts[number] = { email: "ada@x.example", name: "=Ada", flags: ["unsubscribed"] };
const wish = (...contacts: Contacts) => ({
  type: "ImportContacts" as const,
  by: "grace",
  contacts,
});

const portsAt = (at: number, send: (messages: readonly IngestMessage[]) => Promise<unknown>) => ({
  systemKey: SYSTEM_KEY,
  policy: samplePolicy.ingest,
  sender: "robin@us.example",
  now: () => new Date(at),
  send,
});

async function sent(at: number, ...contacts: Contacts): Promise<readonly IngestMessage[]> {
  const all: IngestMessage[] = [];
  await importContacts(
    wish(...contacts),
    portsAt(at, async (messages) => all.push(...messages)),
  );
  return all;
}

describe("an imported contact", () => {
  it("is a signal of the desk, with who imports it and its opt-out", async ({ expect }) => {
    expect(await sent(START, ADA)).toMatchObject([
      {
        queue: "ingest",
        contactId: idOf("ada@x.example"),
        source: "desk",
        by: "grace",
        signal: {
          kind: "history",
          email: "ada@x.example",
          name: "=Ada",
          flags: ["unsubscribed"],
          sends: [],
          messages: [],
        },
      },
    ]);
  });

  it("is the same message whenever the same row is imported, and another one with another row", async ({ expect }) => {
    const receipts = async (at: number, ...contacts: Contacts) =>
      (await sent(at, ...contacts)).map(({ id, receipt }) => [id, receipt]);
    expect(await receipts(START + 1e9, ADA)).toEqual(await receipts(START, ADA));
    expect(await receipts(START, { email: "ada@x.example", flags: [] })).not.toEqual(await receipts(START, ADA));
  });

  it("is not taken when the queue does not take it", async ({ expect }) => {
    const down = portsAt(START, () => Promise.reject(new Error("the queue is down")));
    await expect(importContacts(wish(ADA), down)).rejects.toThrow("the queue is down");
  });
});
