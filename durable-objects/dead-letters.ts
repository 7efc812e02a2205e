// Keeps messages that could not be handled: sealed, with origin and reason, until a person sends them again.
import { d1DeadLetters, type DeadLetters } from "../drizzle/dead-letters.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { whenInstalled } from "../drizzle/installation.ts";
import { headOfStream } from "../drizzle/log-heads.ts";
import type { UnreadableObjects } from "../drizzle/unreadable-objects.ts";
import type { LogHead } from "../domain/contact/compare-head.ts";
import { installationKeyTrouble } from "./host/installation-keys.ts";
import type { ObjectVerbs } from "./host/object.ts";
import { objectsOf, report, unreadableOf } from "./host/objects.ts";
import { onlyAnswer, unreadableIn } from "../schema/only-answer.ts";
import { ContactId, type DeadLetterId, deadLetterIdOf, Receipt, type StreamId } from "../schema/ids.ts";
import { BodyTaken, RefusedBody, refusedLetterIdOf } from "../schema/refused-bodies.ts";
import { retryDelaySeconds } from "../schema/retry-delay.ts";
import { conflictLetterIdOf, PoisonMessage, RECEIPT_CONFLICT } from "../schema/messages.ts";
import { isDamage, troubleOf } from "../schema/object-damage.ts";
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { writeLine } from "../schema/log-line.ts";
import { nameOf } from "./host/report.ts";
import { monthKeyAt, monthKeyId } from "./month-key.ts";
import { sealText, unwrapKey, type Random } from "../domain/contact/seal.ts";

/** The seal's context of a dead letter, so that its body cannot be moved to another row. */
export const letterContext = (id: string): string => `dead-letter:${id}`;

const Origin = z.object({ queue: z.string().max(60), contactId: ContactId.optional() });

interface Letter {
  readonly origin: string;
  readonly reason: string;
  readonly contactId: ContactId | null;
  readonly body: string;
  /** Present when the body is one that a source signed, and no message between stages. */
  readonly refused?: RefusedBody;
}

/** Reads origin and reason: from the stage that rejected the message, or from the message itself when its retries were used up. */
export function letterOf(body: unknown): Letter {
  const poison = PoisonMessage.safeParse(body);
  if (poison.success)
    return {
      origin: poison.data.origin,
      reason: poison.data.reason,
      contactId: contactOf(poison.data.body),
      body: poison.data.body,
      ...refusedIn(jsonIn(poison.data.body)),
    };
  const named = Origin.safeParse(body);
  const text = JSON.stringify(body) ?? "null";
  return {
    origin: named.data?.queue ?? "unknown",
    reason: "retries_exhausted",
    contactId: named.data?.contactId ?? null,
    body: text,
    ...refusedIn(body),
  };
}

function refusedIn(value: unknown): Pick<Letter, "refused"> {
  const refused = RefusedBody.safeParse(value);
  return refused.success ? { refused: refused.data } : {};
}

const contactOf = (body: string): ContactId | null => Origin.safeParse(jsonIn(body)).data?.contactId ?? null;

/** The id of a letter: by its whole body; a refused body by its source and content, and a second body of a receipt by its own receipt, because their times differ. */
function letterIdOf(systemKey: string, { origin, reason, body, refused }: Letter): DeadLetterId {
  if (refused) return refusedLetterIdOf(systemKey, refused);
  const second = reason === RECEIPT_CONFLICT ? Second.safeParse(jsonIn(body)).data : undefined;
  return second ? conflictLetterIdOf(systemKey, second.receipt) : deadLetterIdOf(systemKey, origin, body);
}
const Second = z.object({ receipt: Receipt });

interface Ports {
  readonly letters: DeadLetters;
  readonly masterKey: string;
  readonly systemKey: string;
  readonly random: Random;
  readonly at: string;
}

/**
 * Seals a letter under its contact's key, or under the month's key when there is none, and stores it; without its body when the
 * contact was erased. The same letter twice is one row.
 */
export async function keepLetter(letter: Letter, { letters, masterKey, systemKey, random, at }: Ports): Promise<void> {
  const id = letterIdOf(systemKey, letter);
  const { origin, reason, contactId } = letter;
  const row = { id, origin, reason, contactId, receivedAt: at, source: letter.refused?.source ?? null };
  const contactKey = letter.contactId ? await letters.key(letter.contactId) : null;
  // An empty key: the contact was erased.
  if (contactKey === "") {
    // The same letter may be stored with its body, from an interrupted try. It is overwritten before the row is replaced.
    await letters.empty(id);
    return letters.put({ ...row, bodySealed: null, keyId: letter.contactId ?? "" });
  }
  const { keyId, key } =
    contactKey && contactId
      ? { keyId: contactId, key: unwrapKey(masterKey, contactId, contactKey) }
      : await keyOfMonth(at, { keys: letters, masterKey, random });
  await letters.put({ ...row, bodySealed: sealText(key, letterContext(id), letter.body, random), keyId });
  // When the contact was erased since the first read, the erasure did not find this row: the body is emptied here. The month's key is never
  // destroyed, and a restored database may bring a contact's key back.
  if (contactId && (await letters.key(contactId)) === "") await letters.empty(id);
}

async function keyOfMonth(at: string, ports: Parameters<typeof monthKeyAt>[1]) {
  const { month, key } = await monthKeyAt(at, ports);
  return { keyId: monthKeyId(month), key };
}

/** A message of the queue, as the platform delivers it. */
export interface DeadMessage {
  readonly id: string;
  readonly timestamp: Date;
  readonly attempts: number;
  readonly body: unknown;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

export interface KeepPorts extends Omit<Ports, "at"> {
  readonly unreadable: Pick<UnreadableObjects, "find">;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  /** The log's head of a stream; null when the log has none. */
  readonly head: (streamId: StreamId) => Promise<LogHead | null>;
  /** Reports to the Worker's log. */
  readonly report: (line: { readonly reason: string; readonly [more: string]: string }) => void;
}

/** The consumer of `dead-letters`, with the databases of `env`. A Worker with another key than the installation's keeps none. */
export async function keepDeadLetters(
  batch: MessageBatch,
  env: ContactsEnv,
  { random, now }: { readonly random: Random; readonly now: () => number },
): Promise<void> {
  const trouble = await installationKeyTrouble(env);
  if (trouble) {
    // Sealed under another key, a letter could never be opened.
    report({ reason: trouble.reason, streamId: null, detail: trouble.detail });
    return batch.messages.forEach((message) => message.retry());
  }
  const shards = eventShards(env);
  return keepEach(batch.messages, {
    letters: whenInstalled(shards, d1DeadLetters(shards)),
    unreadable: unreadableOf(env),
    object: objectsOf(env, now),
    head: (streamId) => headOfStream(shards, streamId),
    masterKey: env.MASTER_KEY,
    systemKey: env.SYSTEM_KEY,
    random,
    report: writeLine,
  });
}

/**
 * Keeps each message alone, so that one failure does not block the others, and acknowledges it when it is kept. A letter's contact may have
 * events that only this message would have shipped: its object ships them.
 */
export async function keepEach(messages: readonly DeadMessage[], ports: KeepPorts): Promise<void> {
  const contacts = new Set<ContactId>();
  for (const message of messages) {
    try {
      const at = message.timestamp.toISOString();
      const taken = BodyTaken.safeParse(message.body).data;
      if (taken) await ports.letters.markTaken({ ...taken, at });
      else {
        const letter = await withReason(letterOf(message.body), ports.unreadable);
        await keepLetter(letter, { ...ports, at });
        if (letter.contactId) contacts.add(letter.contactId);
      }
      message.ack();
    } catch (cause) {
      ports.report({ reason: "dead_letter_not_kept", id: message.id, detail: nameOf(cause) });
      // As a stage does: a day's outage of the database loses no letter.
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts, (ports.random(1)[0] ?? 0) / 255) });
    }
  }
  for (const contactId of contacts) await letShip(contactId, ports);
}

/** The letter; with the name of the damage of its contact's object when this is why its retries were used up. */
async function withReason(letter: Letter, unreadable: Pick<UnreadableObjects, "find">): Promise<Letter> {
  const { reason, contactId } = letter;
  const found = reason === "retries_exhausted" && contactId !== null ? await unreadable.find(contactId) : null;
  const trouble = found && troubleOf(found.detail);
  return trouble && isDamage(trouble) ? { ...letter, reason: trouble } : letter;
}

/** Lets a contact's object ship what the log lacks. If it fails now, its alarm ships later, and the cron samples it. */
async function letShip(contactId: ContactId, ports: Pick<KeepPorts, "object" | "head" | "report">): Promise<void> {
  try {
    const head = await ports.head(contactId);
    onlyAnswer(await ports.object(contactId).perform([{ type: "Compare", head }]));
  } catch (cause) {
    // An object that cannot be read was noted and reported by the call.
    if (!unreadableIn(cause)) ports.report({ reason: "object_silent", streamId: contactId, detail: nameOf(cause) });
  }
}
