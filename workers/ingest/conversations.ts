// Finds the contacts to whom the messages of a batch belong, with one read of the CRM. Which contact it is, domain/replies/conversation.ts says.
import type { Crm } from "../../drizzle/crm.ts";
import {
  type Addressed,
  addressedIn,
  type Conversation,
  conversationOf,
  isFromOther,
} from "../../domain/replies/conversation.ts";
import { heardIn } from "../../domain/replies/heard-in.ts";
import { type ContactId, contactIdOf, type MessageId } from "../../schema/ids.ts";
import type { IngestMessage } from "../../schema/messages.ts";

interface Ports {
  readonly crm: Pick<Crm, "findContacts">;
  readonly systemKey: string;
}

/** A message with the contact to whom it belongs. */
export interface Belonging {
  /** Its `contactId` is the conversation's. */
  readonly message: IngestMessage;
  /** Null for a signal that is no message: it belongs to its own address. */
  readonly conversation: Conversation | null;
  /** Whether it came from another address than the contact's. */
  readonly isFromOther: boolean;
}

/** Says to whom a message of the batch belongs. `claimed` is the contact with whom its receipt was stored by an earlier delivery. */
export type Belongings = (message: IngestMessage, claimed?: ContactId) => Belonging;

/** A batch without messages reads nothing. */
export async function readConversations(messages: readonly IngestMessage[], ports: Ports): Promise<Belongings> {
  const addressed = new Map(messages.flatMap((message) => addressedBy(message, ports)));
  const all = [...addressed.values()];
  const known =
    all.length === 0
      ? null
      : await ports.crm.findContacts({
          ids: distinct(all.flatMap(({ author, named }) => [author, ...named])),
          mailboxes: distinct(all.map(({ mailbox }) => mailbox)),
          subjects: distinct(all.flatMap(({ subject }) => subject ?? [])),
        });
  return (message, claimed) => {
    const one = addressed.get(message.id);
    if (!one || !known) return { message, conversation: null, isFromOther: false };
    const conversation = conversationOf(one, known, claimed);
    const { contactId } = conversation;
    return { message: { ...message, contactId }, conversation, isFromOther: isFromOther(one, conversation) };
  };
}

const distinct = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

function addressedBy(
  { id, signal, receivedAt }: IngestMessage,
  { systemKey }: Ports,
): readonly (readonly [MessageId, Addressed])[] {
  if (signal.kind !== "message") return [];
  const author = contactIdOf(systemKey, signal.email);
  const isReport = heardIn(signal, receivedAt).machine?.startsWith("report_") === true;
  return [[id, addressedIn(signal, { author, systemKey, isReport })]];
}
