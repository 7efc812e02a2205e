// The sample past: contacts who were in touch before the first start, as data. scripts/sample-past/ makes it with the product's own code and an
// earlier clock. Here it is put into the databases of an installation; its objects are made again from the log.
import type { D1Database } from "@cloudflare/workers-types";
import * as z from "zod";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import type { CompanyUpsert, ContactUpsert, FactUpsert, ReceiptRow } from "../drizzle/crm.ts";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import { OutboxRow } from "../schema/errands.ts";
import type { RebuiltList } from "../schema/answers.ts";
import type { StreamId } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import type { Port } from "../schema/ports.ts";
import { Shipment } from "../schema/shipment.ts";
import type { Databases } from "./databases.ts";

export const Past = z.strictObject({
  /** The whole of each stream. */
  shipments: z.array(Shipment),
  companies: z.array(z.custom<CompanyUpsert>()),
  facts: z.array(z.custom<FactUpsert>()),
  contacts: z.array(z.custom<ContactUpsert>()),
  receipts: z.array(z.custom<ReceiptRow>()),
  outbox: z.array(OutboxRow),
});
export type Past = z.infer<typeof Past>;

/** The port of a person at the desk, who makes objects and the suppression list again. */
type Desk = Port<"desk">;

/** Puts the past into an installation that has no event of its own. A repeat changes nothing. Throws when a part cannot be put in. */
export async function putPast({ events, crm }: Databases, desk: Desk, past: Past): Promise<void> {
  const rows = d1Crm(crm);
  await rows.upsertCompanies(past.companies);
  await rows.upsertFacts(past.facts);
  await rows.claimReceipts(past.receipts);
  await rows.upsertContacts(past.contacts);
  // The log's key is in force before any other event.
  const [keys, others] = parted(past.shipments, ({ streamId }) => streamId.startsWith("ad_audit"));
  for (const shipments of [keys, others]) await append(events, shipments);
  const [first] = events;
  if (first) await Promise.all(past.outbox.map((row) => d1Outbox(first).put(row)));
  await rebuildObjects(
    desk,
    past.shipments.map(({ streamId }) => streamId),
  );
  let after: string | null = null;
  do {
    const page: RebuiltList = await performOne(desk, { type: "RebuildList", after });
    after = page.next;
  } while (after !== null);
}

async function append(events: readonly D1Database[], shipments: readonly Shipment[]): Promise<void> {
  const { conflicts, failed } = await d1EventLog(events).append(shipments);
  if (conflicts.length + failed.length > 0)
    throw new Error(`the past was not appended: ${JSON.stringify({ conflicts, failed })}`);
}

async function rebuildObjects(desk: Desk, streamIds: readonly StreamId[]): Promise<void> {
  const answers = await desk.perform(
    streamIds.map((streamId) => ({ type: "RebuildObject", streamId, discard: false }) as const),
  );
  for (const [index, answer] of answers.entries()) {
    const refusal = answer.ok ? answer.value.refusal : answer.error.reason;
    if (refusal !== null) throw new Error(`the object of ${streamIds[index]} was not made again: ${refusal}`);
  }
}

const parted = <T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];
