// Refused bodies: what a source signed, or a mail's server brought, and no signal could be read from. They are kept with the dead letters, so that a
// person reads them, adds a mapping, and sends them again.
import * as z from "zod";
import { Instant } from "./formats.ts";
import { ContactId, DeadLetterId, deadLetterIdOf, Receipt } from "./ids.ts";
import type { PoisonMessage } from "./messages.ts";

/**
 * How the bytes are to be read: `mail` is a whole mail of Email Routing, `other` a content type that says nothing, `encoded` a compressed body.
 */
export const RefusedFormat = z.enum(["json", "form", "multipart", "mail", "other", "encoded"]);
export type RefusedFormat = z.infer<typeof RefusedFormat>;

/** Why a person discards a refused body, in clear beside it. */
export const DiscardReason = z.enum(["spam", "no_lead", "handled_elsewhere", "person_asked"]);
export type DiscardReason = z.infer<typeof DiscardReason>;

/**
 * The most bytes of a body that are kept: in base64 and with the other fields they fit into a message of a queue (128 000 bytes). It is more than the
 * policy's `bodyBytes`, so that only a webhook with a mail, or a mail, is cut.
 */
export const KEPT_BYTES = 87_000;

/** A refused body, as a message of the queue `ingest`: sent again, it is mapped as its source's webhooks are then. */
export const RefusedBody = z.strictObject({
  queue: z.literal("ingest"),
  v: z.literal(1),
  /** The source's name in the webhook's path; `email` for Email Routing. */
  source: z.string().min(1).max(60),
  format: RefusedFormat,
  /** The stated encoding of its text, where it is another one than UTF-8. */
  charset: z.string().min(1).max(40).optional(),
  /** The body as received, in base64: no body is too odd to be kept. Of a body beyond `KEPT_BYTES`, its beginning. */
  body: z.base64().max(Math.ceil(KEPT_BYTES / 3) * 4),
  /** The bytes of the whole body. */
  bytes: z.int().min(0),
  /** The provider's id and the time of the signature, where it covers them: the body sent again has the receipt that its sender's own retry has. */
  providerId: z.string().min(1).max(256).optional(),
  signedSeconds: z.int().min(0).optional(),
  receivedAt: Instant,
});
export type RefusedBody = z.infer<typeof RefusedBody>;

/** The kept bytes. */
export const keptBytes = ({ body }: Pick<RefusedBody, "body">): Uint8Array => Buffer.from(body, "base64");

/** Whether only the beginning is kept. Such a body is for reading, and cannot be sent again. */
export const isCut = (body: Pick<RefusedBody, "body" | "bytes">): boolean => keptBytes(body).length < body.bytes;

/** The letter's id follows from source and body alone, so that a repeat of its sender is the same letter. */
export const refusedLetterIdOf = (
  systemKey: string,
  { source, format, bytes, body }: Pick<RefusedBody, "source" | "format" | "bytes" | "body">,
): DeadLetterId => deadLetterIdOf(systemKey, `refused:${source}`, `${format}:${bytes}:${body}`);

/** The letter of a refused body. */
export const refusedLetter = (body: RefusedBody, reason: string): PoisonMessage => ({
  queue: "dead-letters",
  origin: body.queue,
  reason,
  body: JSON.stringify(body),
});

/** What ingest sends to `dead-letters` when it has read a signal from a body that a person sent again. */
export const BodyTaken = z.strictObject({
  queue: z.literal("dead-letters"),
  taken: DeadLetterId,
  /** Absent of a statement about a company. */
  contactId: ContactId.optional(),
  receipt: Receipt,
});
export type BodyTaken = z.infer<typeof BodyTaken>;
