// The transport port with two adapters. A transport answers `uncertain` when it does not know whether the message was sent; a
// person then checks.
import type { Outbox } from "../../drizzle/outbox.ts";
import type { DispatchOutcome } from "../../schema/commands.ts";
import type { ApprovalId, ContactId } from "../../schema/ids.ts";

export interface OutgoingMail {
  readonly idempotencyKey: string;
  readonly contactId: ContactId;
  readonly approvalId: ApprovalId;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  /** The whole message, RFC 5322. */
  readonly message: string;
  readonly messageId: string;
  /** The time of the claim; a repeat has the same. */
  readonly at: string;
}

export interface Transport {
  /** The transport's name in the log. */
  readonly name: string;
  /** Whether the same key twice sends once, so that a claim without an outcome may be retried. */
  readonly idempotent: boolean;
  /** When an idempotent transport throws, the caller retries; when another throws, the outcome is uncertain. */
  send(mail: OutgoingMail): Promise<DispatchOutcome>;
}

/** Stores the message for the desk. It reaches no mailbox. */
export const outboxTransport = (outbox: Outbox): Transport => ({
  name: "outbox",
  idempotent: true,
  async send({ idempotencyKey, contactId, approvalId, recipient, subject, message, messageId, at }) {
    await outbox.put({ idempotencyKey, streamId: contactId, approvalId, recipient, subject, message, at });
    return { kind: "sent", providerMessageId: messageId };
  },
});

// Error codes of the binding that mean the message was refused and not sent; after every other error it may have been sent.
// https://developers.cloudflare.com/email-service/api/send-emails/workers-api/#error-codes
const REFUSED: ReadonlySet<string> = new Set([
  "E_VALIDATION_ERROR",
  "E_FIELD_MISSING",
  "E_TOO_MANY_RECIPIENTS",
  "E_SENDER_NOT_VERIFIED",
  "E_SENDER_DOMAIN_NOT_AVAILABLE",
  "E_RECIPIENT_NOT_ALLOWED",
  "E_RECIPIENT_SUPPRESSED",
  "E_CONTENT_TOO_LARGE",
  "E_RATE_LIMIT_EXCEEDED",
  "E_DAILY_LIMIT_EXCEEDED",
  "E_HEADER_NOT_ALLOWED",
  "E_HEADER_USE_API_FIELD",
  "E_HEADER_VALUE_INVALID",
  "E_HEADER_VALUE_TOO_LONG",
  "E_HEADER_NAME_INVALID",
]);

/** The longest id that an event can carry. */
const MESSAGE_ID_CHARACTERS = 300;

/**
 * Cloudflare's `send_email`, which has no idempotency key. `sendRaw` calls the binding: its message class exists in workerd only.
 */
export const cloudflareEmail = (
  sendRaw: (from: string, to: string, raw: string) => Promise<{ readonly messageId?: string }>,
): Transport => ({
  name: "cloudflare_email",
  idempotent: false,
  async send({ sender, recipient, message }) {
    try {
      const { messageId } = await sendRaw(sender, recipient, message);
      return { kind: "sent", ...(messageId ? { providerMessageId: messageId.slice(0, MESSAGE_ID_CHARACTERS) } : {}) };
    } catch (error) {
      const code = codeOf(error);
      return REFUSED.has(code)
        ? { kind: "failed", reason: code.slice(2).toLowerCase() }
        : { kind: "uncertain", reason: code === "" ? "provider_threw" : "provider_error" };
    }
  },
});

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
