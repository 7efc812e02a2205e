// Decides to which body a receipt belongs: the first body that claims it, at the webhook route or in the queue.
import type { ReceiptClaim, ReceiptRow } from "../../drizzle/crm.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { commandIdOf, ContactId, type DeadLetterId, receiptOf } from "../../schema/ids.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { following } from "../../schema/cause.ts";

/** The claim that a message makes on its receipt. */
export const claimOf = ({
  receipt,
  neighbours,
  contactId,
  bodyDigest,
  source,
  receivedAt,
}: IngestMessage): ReceiptRow => ({
  receipt,
  neighbours,
  contactId,
  bodyDigest,
  source,
  at: receivedAt,
});

/**
 * Whether the stored claim is the message's own; otherwise another body claimed the receipt earlier. The digest covers the author's address. The
 * claim may name another contact, to whom an earlier delivery of the same body was found to belong.
 */
export const isOwnClaim = ({ bodyDigest }: IngestMessage, claim: ReceiptClaim | undefined): boolean =>
  claim?.bodyDigest === bodyDigest;

/**
 * The message with the contact of its claim, and under the claim's receipt, which may be that of the window before or after: the same content was
 * recorded by that one.
 */
export const asClaimed = (message: IngestMessage, { receipt, contactId }: ReceiptClaim): IngestMessage => ({
  ...message,
  contactId: ContactId.parse(contactId),
  ...(receipt === message.receipt ? {} : { receipt, correlationId: receipt, causationId: receipt }),
});

/** The same message under a receipt of its own, by which a second body is recorded. */
export const underOwnReceipt = (systemKey: string, message: IngestMessage): IngestMessage => ({
  ...message,
  receipt: receiptOf(systemKey, message.source, `${message.receipt}:${message.bodyDigest}`),
});

/**
 * Reports to the contact of a second body that another body has its receipt. `letterId` names the dead letter that keeps the second body; an
 * opt-out has none, because it is recorded.
 */
export const conflictCommand = (
  { receipt, source, contactId, correlationId, id, bodyDigest }: IngestMessage,
  letterId?: DeadLetterId,
): CommandOf<"ReportConflict"> => ({
  type: "ReportConflict",
  ...following({ id, contactId, correlationId }, commandIdOf("ReportConflict", receipt, bodyDigest)),
  receipt,
  source,
  ...(letterId ? { letterId } : {}),
});
