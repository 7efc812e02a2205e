// Tests that no honest story has a fault in its rows beside the log, whatever is lawfully missing in it: opt-outs without a receipt, links,
// receipts with two bodies, erased contacts and those who came back, a list with repeated and lifted entries.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ContactId } from "../schema/ids.ts";
import { anyStory, deploymentAfter } from "../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { linksOf } from "./chain.ts";
import { foldStream } from "./fold.ts";
import { listBook } from "./list-rows.ts";
import { memorySource } from "./source.ts";
import type { Corrections } from "../domain/contact/state.ts";
import {
  contactRowFaults,
  expectedRows,
  openedWords,
  outboxFaults,
  receiptFaults,
  type StoredReceipt,
} from "./stored-rows.ts";
import { suppressionBook } from "./suppressions.ts";

type Deployment = Awaited<ReturnType<typeof deploymentAfter>>;

/** The receipts of the CRM, without changing them: a claim with another body returns the stored one. */
async function receiptsIn({ crm }: Deployment, receipts: ReturnType<typeof expectedRows>["receipts"], id: ContactId) {
  const rows = new Map<string, StoredReceipt>();
  for (const { receipt, source } of receipts) {
    const [claim] = await crm.claimReceipts([{ receipt, contactId: id, bodyDigest: "probe", source, at: "" }]);
    if (claim && claim.bodyDigest !== "probe") rows.set(receipt, { receipt, contactId: claim.contactId, source });
  }
  return rows;
}

/** The faults of a deployment, with its own CRM, list and mails. */
async function faultsOf(deployment: Deployment) {
  const [book, list] = [listBook(), suppressionBook()];
  const messages = new Map(
    deployment.mails.map((mail) => [mail.idempotencyKey, { ...mail, streamId: mail.contactId }] as const),
  );
  const faults = [];
  for await (const stream of memorySource(deployment.rows()).streams()) {
    book.learn(stream);
    for (const { event } of linksOf(stream)) if (event) list.learn(event);
    const contactId = ContactId.safeParse(stream.streamId).data;
    if (!contactId) continue;
    const { contact, events } = foldStream(stream);
    const expected = expectedRows(contactId, contact, events, list);
    const row = (await deployment.crm.hydrate([contactId])).get(contactId)?.contact;
    // The twin says nothing of a placement that was taken back.
    const placement = row?.placement ?? (expected.placement?.companyId === null ? expected.placement : null);
    const placed = { companyId: placement?.companyId ?? null, placedVersion: placement?.version ?? null };
    // Nor which event changed a correction last.
    const corrected = {
      correctedVersion: expected.corrections?.version ?? null,
      titleVersion: row?.titleVersion ?? null,
      corrected: shownOf(expected.corrections, row),
    };
    const stored = row ? { id: contactId, email: row.email ?? "", ...placed, ...corrected } : undefined;
    const receipts = await receiptsIn(deployment, expected.receipts, contactId);
    // The mails of the test's transport are not emptied by an erasure.
    const sent = { ...expected, messages: expected.messages.filter(({ isEmptied }) => !isEmptied) };
    faults.push(
      ...contactRowFaults(expected, stored, openedWords(stream, { keys: deployment.keys })),
      ...receiptFaults(expected, receipts),
      ...outboxFaults(sent, messages),
    );
  }
  return [...faults, ...deployment.list.rows().flatMap((entry) => book.row(entry)), ...book.missing()];
}

/** What the twin's row says of the corrected fields. */
const shownOf = (
  corrections: Corrections | null,
  row:
    | { readonly name: string | null; readonly title: string | null; readonly companyName: string | null }
    | null
    | undefined,
) => ({
  name: corrections?.fields.name ? (row?.name ?? null) : null,
  title: corrections?.fields.title ? (row?.title ?? null) : null,
  company: corrections?.fields.company ? (row?.companyName ?? null) : null,
});

describe("the rows beside an honest log", () => {
  it("have no fault, whatever happened", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(), async (story) => {
        expect(await faultsOf(await deploymentAfter(story))).toEqual([]);
      }),
      runs(40),
    );
  });
});
