// What the events of a contact say of rows that are no read models: its row of the CRM, the receipts of its signals, its messages of the
// outbox. Compares them with the stored rows. Reading these is in cli/ and drizzle/.
import { isQueued } from "../domain/contact/queued-signal.ts";
import type { Contact, Corrections, Placement } from "../domain/contact/state.ts";
import { DraftText, type StoredEvent } from "../schema/events.ts";
import type { ApprovalId, ContactId, Receipt } from "../schema/ids.ts";
import { CorrectedField } from "../schema/lists.ts";
import type { LogContext } from "./context.ts";
import { type Fault, faultAt } from "./faults.ts";
import { readMessage } from "./message-text.ts";
import { readEvent } from "./read-event.ts";
import { openSealed } from "./sealed.ts";
import type { StreamRows } from "./source.ts";
import type { Suppressions } from "./suppressions.ts";

/** The rows that must exist. */
export interface ExpectedRows {
  readonly contactId: ContactId;
  /** The first event that cannot be without a row of the contact; null for a contact who has only opted out. */
  readonly rowSince: number | null;
  /** What the row's address must be. `empty`: the contact was erased, and is on the suppression list. */
  readonly address: "filled" | "empty" | "any";
  /** Where the contact is placed; null when no person has placed it since its last erasure. */
  readonly placement: Placement | null;
  /** Which corrections count; null when no person has corrected anything since the last erasure. */
  readonly corrections: Corrections | null;
  readonly receipts: readonly { readonly receipt: Receipt; readonly source: string; readonly version: number }[];
  readonly messages: readonly ExpectedMessage[];
  /** The keys of all claimed dispatches: a row of the outbox has one of them. */
  readonly claims: readonly string[];
}

export interface ExpectedMessage {
  readonly idempotencyKey: string;
  readonly approvalId: ApprovalId;
  /** The version of its `DispatchSucceeded`. */
  readonly version: number;
  /** The version of the event with the approved text. */
  readonly textVersion: number;
  /** An erasure after the message has emptied its row. */
  readonly isEmptied: boolean;
}

/** The transport whose messages are rows of the outbox. */
const OUTBOX = "outbox";

/** The rows that must exist by these events of a contact, which are a chain, and by the list as the log has it. */
export function expectedRows(
  contactId: ContactId,
  contact: Contact,
  events: readonly StoredEvent[],
  list: Pick<Suppressions, "hit">,
): ExpectedRows {
  const queued = events.filter(isQueued);
  return {
    contactId,
    rowSince: queued[0]?.version ?? null,
    address: addressOf(contact, list),
    placement: contact.placement ?? null,
    corrections: contact.corrections ?? null,
    receipts: queued.flatMap(({ version, payload: { receipt, source } }) => ({ receipt, source, version })),
    messages: events.flatMap((event) => messageOf(event, contact)),
    claims: Object.values(contact.approvals).flatMap(({ claim }) => (claim ? claim.idempotencyKey : [])),
  };
}

/**
 * `any` after an erasure from which the contact has come back, or may: when a person took the contact off the list, later signals fill the
 * row, and a contact who was erased before any address was known comes back without that, to a row that stays empty.
 */
function addressOf(
  { erased, erasedVersion, lookups }: Contact,
  list: Pick<Suppressions, "hit">,
): ExpectedRows["address"] {
  if (erasedVersion === null) return "filled";
  return erased && list.hit(lookups, Infinity) ? "empty" : "any";
}

function messageOf(event: StoredEvent, { approvals, erasedVersion }: Contact): readonly ExpectedMessage[] {
  // What a person says about an uncertain dispatch stores no message.
  if (event.type !== "DispatchSucceeded" || event.payload.by !== undefined || event.payload.provider !== OUTBOX)
    return [];
  const { version, payload } = event;
  const approval = approvals[payload.approvalId];
  if (!approval?.claim) return [];
  const { approvalId, claim, textVersion } = approval;
  const isEmptied = version <= (erasedVersion ?? 0);
  return [{ idempotencyKey: claim.idempotencyKey, approvalId, version, textVersion, isEmptied }];
}

/** A row of the CRM's contacts, as far as it is compared. */
export interface StoredContact {
  readonly id: string;
  readonly email: string;
  readonly companyId: string | null;
  readonly placedVersion: number | null;
  readonly correctedVersion: number | null;
  readonly titleVersion: number | null;
  readonly corrected: Readonly<Record<CorrectedField, string | null>>;
}
export interface StoredReceipt {
  readonly receipt: string;
  readonly contactId: string;
  readonly source: string;
}
export interface StoredMessage {
  readonly idempotencyKey: string;
  readonly streamId: string;
  readonly approvalId: string;
  readonly recipient: string;
  readonly subject: string;
  readonly message: string;
}

/** The faults of a contact's row. */
export function contactRowFaults(
  { contactId, rowSince, address, placement, corrections }: ExpectedRows,
  row: StoredContact | undefined,
  wordsOf: WordsOf = () => null,
): readonly Fault[] {
  if (!row)
    return rowSince === null
      ? []
      : [faultAt(contactId, rowSince, { name: "contact_row_missing", field: "contacts", expected: "a row" })];
  const found = row.email === "" ? "empty" : "filled";
  const byHand = [
    {
      field: "contacts.company_id",
      version: placement?.version,
      expected: placedText(placement?.version ?? null, placement?.companyId),
      found: placedText(row.placedVersion, row.companyId),
    },
    {
      field: "contacts.corrected_version",
      version: corrections?.version,
      expected: correctedText(corrections?.version ?? null, corrections?.fields.title),
      found: correctedText(row.correctedVersion, row.titleVersion),
    },
  ];
  const differing = byHand.find((one) => one.expected !== one.found);
  if (differing) {
    const { version, ...finding } = differing;
    return [faultAt(contactId, version ?? rowSince, { name: "contact_row_differs", ...finding })];
  }
  const otherwise = CorrectedField.options.find((one) => !isAsCorrected(row.corrected[one], one, corrections, wordsOf));
  if (otherwise) {
    const words = {
      name: "contact_row_differs",
      field: `contacts.corrected_${otherwise}`,
      expected: "…",
      found: "…",
    } as const;
    return [faultAt(contactId, corrections?.version ?? rowSince, words)];
  }
  if (rowSince === null || address === "any" || found === address) return [];
  const finding = { name: "contact_row_differs", field: "contacts.email", expected: address, found } as const;
  return [faultAt(contactId, rowSince, finding)];
}

/** Without the words of the correction, only whether there is one. */
function isAsCorrected(
  found: string | null,
  field: CorrectedField,
  corrections: Corrections | null,
  wordsOf: WordsOf,
): boolean {
  const version = corrections?.fields[field];
  if (version === undefined) return found === null;
  const word = wordsOf(version)?.[field];
  return word === undefined ? found !== null : found === word;
}

const placedText = (version: number | null, companyId: string | null | undefined): string =>
  version === null ? "not placed" : `${companyId ?? "no company"} by version ${version}`;

const correctedText = (version: number | null, title: number | null | undefined): string =>
  version === null
    ? "not corrected"
    : `by version ${version}, the title ${title ? `by version ${title}` : "not corrected"}`;

/** The faults of the receipts of a contact's signals. */
export const receiptFaults = (
  { contactId, receipts }: ExpectedRows,
  rows: ReadonlyMap<string, StoredReceipt>,
): readonly Fault[] =>
  receipts.flatMap(({ receipt, source, version }) => {
    const row = rows.get(receipt);
    const place = `receipts.${receipt}`;
    if (!row) return [faultAt(contactId, version, { name: "receipt_missing", field: place, expected: "a row" })];
    const fields = [
      ["contactId", contactId, row.contactId],
      ["source", source, row.source],
    ] as const;
    return fields.flatMap(([field, expected, found]) =>
      found === expected
        ? []
        : [faultAt(contactId, version, { name: "receipt_differs", field: `${place}.${field}`, expected, found })],
    );
  });

/** The text of a stored message. A message ends with a line break that is not of its text. */
const readText = (message: string): string => readMessage(message).text.replace(/\n$/, "");

/** The text of a draft by the version of its event; null where its words stay closed. */
export type TextOf = (version: number) => DraftText | null;

/** The sealed words of an event; null where they stay closed. */
export type WordsOf = (version: number) => Readonly<Record<string, unknown>> | null;

/** The words of the events of a stream, where the context opens them. */
export const openedWords =
  ({ rows }: StreamRows, context: Pick<LogContext, "keys" | "openWords">): WordsOf =>
  (version) => {
    const row = rows.find((one) => one.version === version);
    const event = row && readEvent(row).event;
    return (event && openSealed(event, context)?.words) ?? null;
  };

/** The texts of the drafts of a stream, where the context opens their words. */
export const draftTexts =
  (stream: StreamRows, context: Pick<LogContext, "keys" | "openWords">): TextOf =>
  (version) => {
    const words = openedWords(stream, context)(version);
    const fields = words && Object.fromEntries(Object.keys(DraftText.shape).map((field) => [field, words[field]]));
    return DraftText.safeParse(fields).data ?? null;
  };

/** The faults of a contact's messages in the outbox. The words are compared where the caller has the approved text open. */
export const outboxFaults = (
  { contactId, messages }: ExpectedRows,
  rows: ReadonlyMap<string, StoredMessage>,
  textOf: TextOf = () => null,
): readonly Fault[] =>
  messages.flatMap((expected) => {
    const row = rows.get(expected.idempotencyKey);
    const place = `outbox.${expected.idempotencyKey}`;
    const fault = (finding: Parameters<typeof faultAt>[2]) => faultAt(contactId, expected.version, finding);
    if (!row) return [fault({ name: "outbox_row_missing", field: place, expected: "a row" })];
    return differingFields(contactId, expected, row, textOf(expected.textVersion)).map(([field, wanted, found]) =>
      fault({ name: "outbox_row_differs", field: `${place}.${field}`, expected: wanted, found }),
    );
  });

type Difference = readonly [field: string, expected: string, found: string];

/** The differing fields of a message. Words are not repeated in a fault: it says only that they differ. */
function differingFields(
  contactId: ContactId,
  { approvalId, isEmptied }: ExpectedMessage,
  row: StoredMessage,
  text: DraftText | null,
): readonly Difference[] {
  const ids: readonly Difference[] = [
    ["streamId", contactId, row.streamId],
    ["approvalId", approvalId, row.approvalId],
  ];
  const personal = ["recipient", "subject", "message"] as const;
  const found: Difference[] = ids.filter(([, expected, other]) => expected !== other);
  if (isEmptied) {
    for (const field of personal) if (row[field] !== "") found.push([field, "empty", "…"]);
    return found;
  }
  for (const field of personal) if (row[field] === "") found.push([field, "…", "empty"]);
  if (!text) return found;
  const { recipient, subject, body, footer } = text;
  if (row.recipient !== recipient) found.push(["recipient", "…", "…"]);
  if (row.subject !== subject) found.push(["subject", "…", "…"]);
  if (readText(row.message) !== `${body}\n\n${footer}`) found.push(["message", "…", "…"]);
  return found;
}
