// The observer of dead letters: what stages rejected and what was tried too often, and the rows that the consumer keeps of it. It checks that a
// letter is never nowhere (I17), and that one that is marked as sent again was put into its queue (I18).
import type { DeadLetter, DeadLetters } from "../drizzle/dead-letters.ts";
import { letterContext } from "../durable-objects/dead-letters.ts";
import { openText, unwrapKey } from "../domain/contact/seal.ts";
import { ContactId, type DeadLetterId, deadLetterIdOf, type Receipt } from "../schema/ids.ts";
import { jsonIn } from "../schema/json.ts";
import { conflictLetterIdOf, type Message, PoisonMessage, RECEIPT_CONFLICT } from "../schema/messages.ts";
import { BodyTaken, RefusedBody, refusedLetterIdOf } from "../schema/refused-bodies.ts";
import type { Ledger } from "./ledger.ts";

/** A letter as it was put into the queue of dead letters. */
export interface SentLetter {
  readonly id: DeadLetterId;
  readonly origin: string;
  readonly reason: string;
  readonly contactId: ContactId | null;
  /** The message that could not be handled. */
  readonly body: string;
  /** Whether it is a body from outside, and no message between stages. */
  readonly refused: boolean;
  /** What was put into the queue, and how many messages had been put into other queues by then. */
  readonly text: string;
  readonly sentAfter: number;
}

/** The letters of one database, and a reading of a row between two calls. */
export interface LetterStore extends DeadLetters {
  row(id: DeadLetterId): DeadLetter | null;
}

export interface Letters {
  /** The store as the product's code calls it. */
  readonly store: LetterStore;
  readonly sent: readonly SentLetter[];
  /** Whether the consumer has kept it. */
  isKept(letter: SentLetter): boolean;
  /** Whether it is kept, and waits for a person. */
  isParked(letter: SentLetter): boolean;
  /** A message is put into the queue of dead letters, by a stage or by the platform. */
  queued(body: unknown): void;
  /** A message is put into another queue, or a refused body that a person sends again. */
  sentAgain(message: Message | RefusedBody): void;
  /** Whether a refused body was put into the queue of dead letters. */
  hasRefused(): boolean;
  /** Ingest acknowledges a refused body that was sent again. */
  ackedBody(body: unknown): void;
  /** The last copy of a message of the queue of dead letters is acknowledged. */
  acked(body: unknown): void;
  /** The platform gives up a message of the queue of dead letters. */
  lost(body: unknown): void;
  /** A stage reports what became of a message. */
  reported(line: Readonly<Record<string, unknown>>): void;
  /** A person is answered that the letter was sent again. */
  answered(id: DeadLetterId): void;
}

interface Options {
  readonly store: LetterStore;
  readonly systemKey: string;
  readonly violations: string[];
}

export function openLetters({ store, systemKey, violations }: Options): Letters {
  const sent: SentLetter[] = [];
  const taken: BodyTaken[] = [];
  const puts = new Map<string, number>();
  let count = 0;
  const rowOf = (body: unknown): DeadLetter | null => store.row(letterOf(systemKey, body).id);

  const mustHaveBeenSent = (id: DeadLetterId): void => {
    const letter = sent.find((one) => one.id === id);
    const message = jsonIn(letter?.body ?? "") as Message | RefusedBody | undefined;
    if (!letter || !message || (puts.get(nameOf(message, systemKey)) ?? 0) <= letter.sentAfter)
      violations.push(`I18: ${id} was marked as sent again before its queue had it`);
  };
  return {
    store: {
      ...store,
      async markRedriven(mark) {
        mustHaveBeenSent(mark.id);
        await store.markRedriven(mark);
      },
    },
    sent,
    isKept: ({ id }) => store.row(id) !== null,
    isParked: ({ id }) => store.row(id)?.redrivenAt === null,
    queued: (body) => {
      const own = BodyTaken.safeParse(body).data;
      if (own) taken.push(own);
      else sent.push({ ...letterOf(systemKey, body), text: JSON.stringify(body), sentAfter: count });
    },
    hasRefused: () => sent.some(({ refused }) => refused),
    ackedBody: (body) => {
      const id = refusedLetterIdOf(systemKey, RefusedBody.parse(body));
      const hasReturned = sent.filter((one) => one.id === id).length > 1;
      if (!hasReturned && !taken.some((one) => one.taken === id))
        violations.push("I22: a refused body was acknowledged, and neither returned nor taken");
    },
    sentAgain: (message) => {
      count += 1;
      puts.set(nameOf(message, systemKey), count);
    },
    acked: (body) => {
      const own = BodyTaken.safeParse(body).data;
      if (own) {
        if (!store.row(own.taken)?.receipt)
          violations.push("I22: what a body became was acknowledged, and its row does not say it");
        return;
      }
      if (!rowOf(body)) violations.push("I17: a dead letter was acknowledged before it was kept");
    },
    lost: (body) => {
      if (!rowOf(body)) violations.push("I17: a dead letter was tried too often, and is lost");
    },
    reported: ({ stage, contactId, reject }) => {
      if (typeof reject !== "string") return;
      const isSent = sent.some(
        (one) =>
          one.origin === stage &&
          reject.startsWith(one.reason) &&
          (typeof contactId !== "string" || one.contactId === contactId),
      );
      if (!isSent) violations.push(`I17: a message that ${String(stage)} rejected is no dead letter`);
    },
    answered: (id) => {
      if (!store.row(id)?.redrivenAt) violations.push(`I18: ${id} was answered as sent again, and is not marked`);
    },
  };
}

/** The message as a stage tells a repeat: by its id, and of ingest by its receipt; a refused body by its letter. */
function nameOf(message: Message | RefusedBody, systemKey: string): string {
  if ("bytes" in message) return refusedLetterIdOf(systemKey, message);
  return message.queue === "ingest" ? `${message.id} ${message.receipt}` : message.id;
}

/** Where a message of the queue comes from, and the id under which it is kept. */
function letterOf(systemKey: string, sent: unknown): Omit<SentLetter, "text" | "sentAfter"> {
  const poison = PoisonMessage.safeParse(sent).data;
  const { queue = "unknown" } = sent as { readonly queue?: string };
  const own = poison ?? { origin: queue, reason: "retries_exhausted", body: JSON.stringify(sent) };
  const { origin, reason, body } = own;
  const named = (jsonIn(body) ?? {}) as { readonly contactId?: string; readonly receipt?: Receipt };
  const contactId = ContactId.safeParse(named.contactId).data ?? null;
  const isSecond = reason === RECEIPT_CONFLICT && named.receipt !== undefined;
  const refused = RefusedBody.safeParse(named).data;
  if (refused) return { id: refusedLetterIdOf(systemKey, refused), origin, reason, contactId, body, refused: true };
  const id = isSecond ? conflictLetterIdOf(systemKey, named.receipt) : deadLetterIdOf(systemKey, origin, body);
  return { id, origin, reason, contactId, body, refused: false };
}

interface Judged {
  readonly letters: Letters;
  readonly ledger: Ledger;
  readonly masterKey: string;
  /** Whether the queue of dead letters has this message. */
  readonly isQueued: (text: string) => boolean;
}

/**
 * I17 and I18 in a quiet world: each letter is in its queue or kept. A kept one opens with its body, or its contact was erased. One of ingest
 * that was sent again, however often, has one event.
 */
export async function letterFaults({ letters, ledger, masterKey, isQueued }: Judged): Promise<string[]> {
  const found = [...Map.groupBy(letters.sent, ({ id }) => id)].map(async ([id, own]) => {
    const row = letters.store.row(id);
    if (!row) return own.every(({ text }) => isQueued(text)) ? [] : [`I17: ${id} is neither queued nor kept`];
    const contactId = own[0]?.contactId;
    const isErased = contactId ? ledger.of(contactId).contact.erasedVersion !== null : false;
    if (row.source !== null && row.redrivenAt !== null) return becameOne(ledger, row);
    if (row.bodySealed === null) return isErased ? [] : [`I17: ${id} has no body, and its contact is not erased`];
    // The contact's own key is empty once it is destroyed.
    if (contactId && (await letters.store.key(contactId)) === "")
      return [`I17: ${id} still has a body, and its contact was erased`];
    const wrapped = await letters.store.key(row.keyId);
    if (!wrapped) return [`I17: the key of ${id} is missing`];
    const body = openText(unwrapKey(masterKey, row.keyId, wrapped), letterContext(id), row.bodySealed);
    if (!own.some((one) => one.body === body)) return [`I17: ${id} does not open with what was rejected`];
    return row.redrivenAt === null ? [] : recordedOnce(ledger, id, body);
  });
  return (await Promise.all(found)).flat();
}

/** I22: a refused body that does not wait is one signal of its contact, and has no words any more. */
function becameOne(ledger: Ledger, { id, receipt, contactId, bodySealed }: DeadLetter): string[] {
  if (receipt === null || contactId === null) return [`I22: ${id} was sent again, and nothing became of it`];
  const { events } = ledger.of(contactId);
  const own = events.filter(({ payload }) => "receipt" in payload && payload.receipt === receipt);
  return own.length === 1 && bodySealed === null ? [] : [`I22: ${id} has ${own.length} events, or still its words`];
}

/** A letter of ingest that was sent again has one event under its receipt. Those of other stages continue their run, which I9 judges. */
function recordedOnce(ledger: Ledger, id: DeadLetterId, body: string): string[] {
  const message = jsonIn(body) as Message;
  if (message.queue !== "ingest") return [];
  const { events } = ledger.of(message.contactId);
  const recorded = events.filter(({ payload }) => "receipt" in payload && payload.receipt === message.receipt);
  return recorded.length === 1 ? [] : [`I18: ${id} was sent again, and has ${recorded.length} events`];
}
