// Sends a dead letter to its original queue again.
import type { DeadLetters } from "../drizzle/dead-letters.ts";
import type { RedriveAnswer } from "../schema/answers.ts";
import type { DeadLetterId } from "../schema/ids.ts";
import { Message } from "../schema/messages.ts";
import { letterContext } from "./dead-letters.ts";
import { openText, unwrapKey } from "../domain/contact/seal.ts";
import { sendEach } from "./send-each.ts";

interface Ports {
  readonly env: ContactsEnv;
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
  const wrapped = await letters.key(letter.keyId);
  if (!wrapped || letter.bodySealed === null) return { sent: false, reason: "erased" };
  const body = openText(unwrapKey(env.MASTER_KEY, letter.keyId, wrapped), letterContext(id), letter.bodySealed);
  const message = parse(body);
  if (!message) return { sent: false, reason: "does_not_parse" };
  await sendEach(env, [message]);
  await letters.markRedriven({ id, at, by });
  return { sent: true, reason: null };
}

function parse(body: string): Message | null {
  try {
    return Message.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
