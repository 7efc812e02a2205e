// Says to which contact a message belongs, of what was read of the CRM. It reads nothing, and merges no contacts.
import type { ConversationMethod, Hearing } from "../../schema/hearing.ts";
import type { KnownContact, KnownContacts } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { MessageSignal } from "../../schema/signals.ts";
import { keyedDigest, shortened } from "../../schema/canonical.ts";
import { comparisonKey } from "../address.ts";
import { contactOfMailId } from "../mail-id.ts";
import { answersSubject, stripPrefixes } from "./subject-prefixes.ts";

/** What a message says of where it belongs. */
export interface Addressed {
  /** The contact of the author's own address, who may be unknown. */
  readonly author: ContactId;
  /** The comparison key of the author's address. */
  readonly mailbox: string;
  /** The contacts whom the mails before it were sent to by their ids, the nearest first. */
  readonly named: readonly ContactId[];
  /** The digest of the subject that it answers; null where it answers none. */
  readonly subject: string | null;
}

export interface Conversation {
  readonly contactId: ContactId;
  /** How the contact was found; null for a new contact. */
  readonly method: ConversationMethod | null;
  /** The address in the contact's row; null where there is none. */
  readonly email: string | null;
}

/** Shorter subjects are the same in many conversations: "Question", "Hello". */
const SUBJECT_CHARACTERS = 10;

/**
 * The digest of a subject, by which an answer finds the mail that it answers: without prefixes, in one spelling of its letters and blanks. Null for a
 * short one.
 */
export function subjectDigest(systemKey: string, subject: string): string | null {
  const plain = stripPrefixes(subject).normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  return [...plain].length < SUBJECT_CHARACTERS ? null : shortened(keyedDigest(systemKey, "subject", plain));
}

/**
 * What the message says of where it belongs. A delivery report is about its recipient, whatever mails it quotes: it names no other contact and answers
 * no subject.
 */
export function addressedIn(
  { email, subject, thread }: Pick<MessageSignal, "email" | "subject" | "thread">,
  {
    author,
    systemKey,
    isReport,
  }: { readonly author: ContactId; readonly systemKey: string; readonly isReport: boolean },
): Addressed {
  const named = isReport ? [] : (thread?.references ?? []).toReversed().flatMap((id) => contactOfMailId(id) ?? []);
  const isAnswer = !isReport && subject !== undefined && answersSubject(subject);
  return {
    author,
    mailbox: comparisonKey(email),
    named: [...new Set(named)],
    subject: isAnswer ? subjectDigest(systemKey, subject) : null,
  };
}

/**
 * The contact to whom a message belongs. The first that applies:
 * 1. The author is a contact of ours. A person's own stream comes before the thread: two known contacts are two people, and what one says is not put
 *    into the other's mouth.
 * 2. The thread names a contact of ours, the nearest mail first: the person answers from another mailbox, or a colleague answers.
 * 3. The author's mailbox is that of exactly one contact, under another spelling.
 * 4. The subject that the message answers was sent to exactly one contact.
 * 5. None: the author is a new contact.
 *
 * A contact without a row or an address, as an erased one, is passed over. `claimed` is the contact with whom an earlier delivery of the same message
 * was stored: it stays, because what follows from it may be recorded.
 */
export function conversationOf(
  { author, mailbox, named, subject }: Addressed,
  { byId, byMailbox, bySubject }: KnownContacts,
  claimed?: ContactId,
): Conversation {
  const found = (known: KnownContact | undefined, method: ConversationMethod): readonly Conversation[] =>
    known ? [{ contactId: known.id, method, email: known.email }] : [];
  const candidates = [
    ...found(byId.get(author), named.includes(author) ? "message_id" : "address"),
    ...named.flatMap((id) => found(byId.get(id), "message_id")),
    ...found(byMailbox.get(mailbox), "alias"),
    ...(subject === null ? [] : found(bySubject.get(subject), "subject")),
    { contactId: author, method: null, email: null },
  ];
  const [first] = candidates.filter(({ contactId }) => claimed === undefined || contactId === claimed);
  return first ?? { contactId: claimed ?? author, method: null, email: null };
}

/** Whether the message came from another address than the contact's own. */
export const isFromOther = ({ author }: Addressed, { contactId }: Conversation): boolean => contactId !== author;

/** Whether a recorded signal came from another address than the contact's: its address and name are not theirs. */
export const isOfOther = ({ hearing }: { readonly hearing?: Hearing | undefined }): boolean =>
  hearing?.marks.includes("other_sender") === true;

/** The hearing with the mark that the message came from another address than the contact's. */
export const fromOther = (hearing: Hearing): Hearing => ({ ...hearing, marks: [...hearing.marks, "other_sender"] });
