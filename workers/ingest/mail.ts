// Opens a mail that came in whole (RFC 5322): into the fields that a message has. Nothing of it is refused but a mail that has no author at all.
import * as z from "zod";
import { readReport } from "../../domain/replies/delivery-report.ts";
import {
  type GivenHeaders,
  MAIL_BYTES,
  mailOfHeaders,
  messageOf,
  readMail,
  type ReadMail,
} from "../../domain/replies/mail.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";

/** The JSON of a webhook around a mail in base64. */
export const MAIL_BODY_BYTES = Math.ceil(MAIL_BYTES / 3) * 4 + 65_536;

const Envelope = z.looseObject({ type: z.literal("message.received"), data: z.looseObject({}) });
const Headers = z.union([
  z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  z.array(z.tuple([z.string(), z.string()])),
  z.array(z.looseObject({ name: z.string(), value: z.string() })),
]);

/**
 * The payload of a webhook with the fields of its mail: `data.raw` is a whole mail in base64, `data.headers` are those of one that its sender has parsed.
 * Any other payload is returned as it is.
 */
export async function openMail(payload: unknown): Promise<unknown> {
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success) return payload;
  const { data } = envelope.data;
  const { raw, headers, ...given } = data;
  if (typeof raw === "string") return withFields(envelope.data, given, await fieldsOf(bytesOf(raw)));
  const listed = Headers.safeParse(headers);
  return listed.success ? withFields(envelope.data, {}, { ...headFields(pairsOf(listed.data)), ...given }) : payload;
}

/** A whole mail as the payload of the webhook that would bring it. */
export const mailPayload = async (raw: Uint8Array): Promise<unknown> =>
  withFields({ type: "message.received", data: {} }, {}, await fieldsOf(raw));

const fieldsOf = async (raw: Uint8Array): Promise<MailFields> => mailFields(await readMail(raw, LIMITS));

const withFields = (
  envelope: z.infer<typeof Envelope>,
  given: Readonly<Record<string, unknown>>,
  { occurredAt, ...fields }: MailFields,
) => ({ timestamp: occurredAt, ...envelope, data: { ...given, ...fields } });

/** Some sources list their headers as objects. */
const pairsOf = (headers: z.infer<typeof Headers>): GivenHeaders =>
  Array.isArray(headers)
    ? headers.map((header): readonly [string, string] => (Array.isArray(header) ? header : [header.name, header.value]))
    : headers;

/** The fields of a message, and when it was written. */
export type MailFields = Readonly<Record<string, unknown>> & { readonly occurredAt?: string | undefined };

const LIMITS = { rawBytes: MAIL_BYTES, textCharacters: SIGNAL_LIMITS.message };

/** Base64 in both alphabets, with or without line ends; what is none of it ends the mail. */
const bytesOf = (raw: string): Uint8Array => Buffer.from(raw, "base64");

/** The fields of a message that a mail has. Of a delivery report, the person is the one whom it is about, never the server that sent it. */
export function mailFields(mail: ReadMail): MailFields {
  const { author, name, subject, text, occurredAt, headers, reports, thread } = mail;
  const reported = readReport(messageOf(mail))?.recipient?.address ?? null;
  return {
    email: reported ?? author ?? undefined,
    ...(reported === null && name !== null ? { name } : {}),
    ...(subject === "" ? {} : { subject }),
    // A mail of nothing but an attachment is one all the same.
    text: text.trim() === "" ? subject || "(no text)" : text,
    occurredAt: occurredAt ?? undefined,
    headers,
    ...(reports === null ? {} : { reports }),
    thread,
  };
}

function headFields(given: GivenHeaders): MailFields {
  const { author, name, subject, occurredAt, headers, thread } = mailOfHeaders(given);
  return {
    ...(author === null ? {} : { email: author }),
    ...(name === null ? {} : { name }),
    ...(subject === "" ? {} : { subject }),
    occurredAt: occurredAt ?? undefined,
    headers,
    thread,
  };
}
