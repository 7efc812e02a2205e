// Opens a dead letter for a person, and sends it to its original queue again.
import { openText, unwrapKey } from "../domain/contact/seal.ts";
import type { DeadLetter, DeadLetters } from "../drizzle/dead-letters.ts";
import type { WordsRead } from "../drizzle/words-read.ts";
import type { DiscardAnswer, OpenedLetter, RedriveAnswer } from "../schema/answers.ts";
import type { DeadLetterId } from "../schema/ids.ts";
import { jsonIn } from "../schema/json.ts";
import { Message } from "../schema/messages.ts";
import { type DiscardReason, isCut, RefusedBody } from "../schema/refused-bodies.ts";
import { letterContext } from "./dead-letters.ts";
import { type Producers, sendEach } from "./send-each.ts";

interface Ports {
  readonly env: Producers & Pick<ContactsEnv, "MASTER_KEY">;
  readonly letters: DeadLetters;
  readonly at: string;
}

/**
 * Sends the letter again, if it can be opened and this release can parse it. Every stage recognises finished steps, so a repeat is
 * harmless.
 */
export async function redrive(
  { id, by }: { id: DeadLetterId; by: string },
  { env, letters, at }: Ports,
): Promise<RedriveAnswer> {
  const letter = await letters.get(id);
  if (!letter) return { sent: false, reason: "unknown" };
  if (letter.discarded) return { sent: false, reason: "discarded" };
  if (letter.receipt) return { sent: false, reason: "taken" };
  const body = await openedBody(letter, { env, letters });
  if (body === null) return { sent: false, reason: "erased" };
  const message = (letter.source === null ? Message : RefusedBody).safeParse(jsonIn(body)).data;
  if (!message) return { sent: false, reason: "does_not_parse" };
  if ("bytes" in message && isCut(message)) return { sent: false, reason: "cut" };
  await sendEach(env, [message]);
  await letters.markRedriven({ id, at, by });
  return { sent: true, reason: null };
}

/** Discards a refused body that waits: its row stays, without the body. */
export async function discard(
  { id, by, reason }: { readonly id: DeadLetterId; readonly by: string; readonly reason: DiscardReason },
  { letters, at }: Pick<Ports, "letters" | "at">,
): Promise<DiscardAnswer> {
  if (await letters.discard({ id, at, by, reason })) return { discarded: true, reason: null };
  const letter = await letters.get(id);
  return { discarded: false, reason: letter && letter.source !== null ? "not_waiting" : "unknown" };
}

/** The body; null when it was emptied or its key was destroyed. */
async function openedBody(
  { id, keyId, bodySealed }: DeadLetter,
  { env, letters }: Pick<Ports, "env" | "letters">,
): Promise<string | null> {
  const wrapped = bodySealed === null ? null : await letters.key(keyId);
  return wrapped && bodySealed !== null
    ? openText(unwrapKey(env.MASTER_KEY, keyId, wrapped), letterContext(id), bodySealed)
    : null;
}

interface OpenPorts extends Pick<Ports, "env" | "letters"> {
  readonly words: Pick<WordsRead, "opened">;
  readonly now: () => Date;
}

/**
 * The letter with its body, once the reading is noted: of its contact's words, or of a refused body, whose person is not known. Null for an unknown id.
 */
export async function openLetter(
  { id, by }: { readonly id: DeadLetterId; readonly by: string },
  { env, letters, words, now }: OpenPorts,
): Promise<OpenedLetter | null> {
  const letter = await letters.get(id);
  if (!letter) return null;
  const { bodySealed: _, keyId: __, ...row } = letter;
  const about = letter.contactId ?? (letter.source === null ? null : id);
  if (about === null) return { ...row, body: null };
  await words.opened({ by, about, at: now() });
  return { ...row, body: await openedBody(letter, { env, letters }) };
}
