// Accepts a mail that Email Routing brings: the same mail, by the same mapping, as a webhook with `raw` would. It reads no database. What throws
// is a temporary failure to the sender's server, which tries again; a rejection is final.
import { MAIL_BYTES } from "../../domain/replies/mail.ts";
import { ok, type Result } from "../../schema/result.ts";
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import { refusedLetter } from "../../schema/refused-bodies.ts";
import { ingestMessage } from "../../domain/ingest-message.ts";
import type { MessagePorts } from "./accept.ts";
import type { KeyCheck } from "./own-key.ts";
import { mailPayload } from "./mail.ts";
import type { Problem } from "./problem.ts";
import { reasonOf, refusedBodyOf } from "./refused.ts";
import { standardWebhooks } from "./sources/standard-webhooks.ts";

/** The source of what comes by Email Routing. */
export const EMAIL_SOURCE = "email";

export interface EmailPorts extends MessagePorts {
  readonly send: (message: IngestMessage) => Promise<void>;
  /** Keeps a refused mail for a person. */
  readonly keep: (letter: PoisonMessage) => Promise<void>;
  readonly checkKey: () => Promise<KeyCheck>;
  readonly report: (line: Readonly<Record<string, unknown>>) => void;
}

/** What of an incoming mail is read. */
export interface IncomingMail {
  readonly raw: ReadableStream<Uint8Array>;
  setReject(reason: string): void;
}

/**
 * Puts the mail's message on the queue. A mail without an author's address is kept for a person, and rejected, because nobody could be answered.
 * Throws when a queue does not take it, or the Worker has another key.
 */
export async function takeMail(mail: IncomingMail, ports: EmailPorts): Promise<void> {
  const at = ports.now();
  const bytes = await firstBytes(mail.raw);
  const message = await messageOfMail(bytes, at, ports);
  if (!message.ok) {
    ports.report({ reason: `email_refused:${message.error.reason}` });
    const kept = refusedBodyOf(EMAIL_SOURCE, { format: "mail", bytes, at });
    await ports.keep(refusedLetter(kept, reasonOf(message.error)));
    mail.setReject("No author's address was found in this mail.");
    return;
  }
  if ((await ports.checkKey()) === "differs") throw new Error("key_differs:SYSTEM_KEY");
  await ports.send(message.value);
}

/** The queue message of a mail that was received at `at`; also of one that a person sends again. */
export async function messageOfMail(
  raw: Uint8Array,
  at: Date,
  ports: MessagePorts,
): Promise<Result<IngestMessage, Problem>> {
  const mapped = standardWebhooks.map(await mailPayload(raw));
  if (!mapped.ok) return mapped;
  if (!("signal" in mapped.value)) throw new Error("a mail was mapped to no signal");
  const { signal } = mapped.value;
  const signedMs = Date.parse(signal.occurredAt ?? at.toISOString());
  // Servers deliver a mail again when they are not sure: its Message-ID makes the repeat known.
  const providerId = signal.kind === "message" ? signal.thread?.id : undefined;
  return ok(ingestMessage({ source: EMAIL_SOURCE, signal, providerId, signedMs, at }, ports));
}

/** The mail up to its limit. What follows is an attachment's, and is left unread. */
async function firstBytes(raw: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAIL_BYTES);
  let length = 0;
  for await (const chunk of raw) {
    const part = chunk.subarray(0, MAIL_BYTES - length);
    bytes.set(part, length);
    length += part.length;
    if (length === MAIL_BYTES) break;
  }
  return bytes.subarray(0, length);
}
