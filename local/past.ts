// The sample past: contacts who were in touch before the first start, as data. scripts/sample-past/ makes it with the product's own code and an
// earlier clock. Here it is put into the databases of an installation; its objects are made again from the log.
import * as z from "zod";
import { foldCompany } from "../domain/company/evolve.ts";
import { companyModel } from "../domain/company/rows.ts";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import type { ContactUpsert, ReceiptRow } from "../drizzle/crm.ts";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import type { CompanyModel } from "../schema/company-rows.ts";
import { OutboxRow } from "../schema/errands.ts";
import type { RebuiltList } from "../schema/answers.ts";
import { eventInRow } from "../schema/events.ts";
import { CompanyId } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import type { Port } from "../schema/ports.ts";
import { Shipment } from "../schema/shipment.ts";
import type { Databases } from "./databases.ts";

export const Past = z.strictObject({
  /** The whole of each stream. */
  shipments: z.array(Shipment),
  contacts: z.array(z.custom<ContactUpsert>()),
  receipts: z.array(z.custom<ReceiptRow>()),
  outbox: z.array(OutboxRow),
});
export type Past = z.infer<typeof Past>;

/** The port of a person at the desk, who makes objects and the suppression list again. */
type Desk = Port<"desk">;

/**
 * Puts the past into an installation that has no event of its own. Returns false when it has one, and nothing was put in. A repeat changes
 * nothing. Throws when a part cannot be put in.
 */
export async function putPast({ events, crm }: Databases, desk: Desk, past: Past): Promise<boolean> {
  const log = d1EventLog(events);
  const isOfKeys = ({ streamId }: Shipment): boolean => streamId === AUDIT_STREAM;
  // The log's key comes into force before any other event. A log with another first adoption has begun without the past.
  const keys = await log.append(past.shipments.filter(isOfKeys));
  if (keys.conflicts.length > 0) return false;

  const rows = d1Crm(crm);
  await rows.claimReceipts(past.receipts);
  await rows.upsertContacts(past.contacts);
  const { conflicts, failed } = await log.append(past.shipments.filter((one) => !isOfKeys(one)));
  const faults = [...keys.failed, ...conflicts, ...failed];
  if (faults.length > 0) throw new Error(`the past was not appended: ${JSON.stringify(faults)}`);
  for (const model of past.shipments.flatMap(companyIn)) await rows.putCompany(model);
  const [first] = events;
  if (first) await Promise.all(past.outbox.map((row) => d1Outbox(first).put(row)));
  await rebuildObjects(desk, past);
  await rebuildList(desk);
  return true;
}

/** The rows of a company's stream. */
function companyIn({ streamId, events }: Shipment): readonly CompanyModel[] {
  const id = CompanyId.safeParse(streamId);
  const model = id.success ? companyModel(id.data, foldCompany(events.map((row) => eventInRow(row)))) : null;
  return model ? [model] : [];
}

/** Makes the objects of the past's streams again from the log. */
async function rebuildObjects(desk: Desk, { shipments }: Past): Promise<void> {
  const answers = await desk.perform(
    shipments.map(({ streamId }) => ({
      type: "RebuildObject" as const,
      streamId,
      // An object that adopted the key at the same moment has an event that the log refuses: nothing follows from it.
      discard: streamId === AUDIT_STREAM,
    })),
  );
  for (const [index, answer] of answers.entries()) {
    const refusal = answer.ok ? answer.value.refusal : answer.error.reason;
    const streamId = shipments[index]?.streamId;
    if (refusal !== null) throw new Error(`the object of ${streamId} was not made again: ${refusal}`);
  }
}

/** Makes the rows of the suppression list again from the log. */
async function rebuildList(desk: Desk): Promise<void> {
  let after: string | null = null;
  do {
    const page: RebuiltList = await performOne(desk, { type: "RebuildList", after });
    after = page.next;
  } while (after !== null);
}
