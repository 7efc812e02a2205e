// The queue message of a signal: for webhooks, mails, and files that a person imports.
import { contactIdOf, messageIdOf, type Receipt, receiptOf } from "../schema/ids.ts";
import { bodyDigestOf, IngestMessage } from "../schema/messages.ts";
import type { IngestPolicy } from "../schema/policy.ts";
import type { Signal } from "../schema/signals.ts";
import { comparisonKey } from "./address.ts";

/** What every message of an installation is made with. */
export interface MessageSettings {
  readonly systemKey: string;
  readonly policy: IngestPolicy;
  /** The address that our mails are from. */
  readonly sender: string;
}

/** A message from our own mailbox is a copy or a loop of what we sent. */
const withOwnMark = (signal: Signal, sender: string): Signal =>
  signal.kind === "message" && comparisonKey(signal.email) === comparisonKey(sender)
    ? { ...signal, ownSender: true }
    : signal;

interface Mapped {
  readonly source: string;
  /** Who imported it from a file. */
  readonly by?: string;
  readonly signal: Signal;
  readonly profile?: string | undefined;
  readonly providerId: string | undefined;
  /** The time of the request by the signature, in milliseconds since 1970. */
  readonly signedMs: number;
  readonly at: Date;
}

/** The queue message of a signal. */
export function ingestMessage({ at, ...mapped }: Mapped, settings: MessageSettings): IngestMessage {
  const { source, by, profile } = mapped;
  const signal = withOwnMark(mapped.signal, settings.sender);
  const contactId = contactIdOf(settings.systemKey, signal.email);
  const bodyDigest = bodyDigestOf(settings.systemKey, signal);
  const receipts = receiptsOf(mapped, `${contactId}:${bodyDigest}`, settings);
  const { receipt } = receipts;
  return IngestMessage.parse({
    queue: "ingest",
    v: 1,
    id: messageIdOf("ingest", `${receipt}:${bodyDigest}`),
    contactId,
    correlationId: receipt satisfies Receipt,
    causationId: receipt,
    ...receipts,
    source,
    ...(by === undefined ? {} : { by }),
    signal,
    ...(profile === undefined ? {} : { profile }),
    bodyDigest,
    receivedAt: at.toISOString(),
  });
}

/**
 * The receipt by the provider's id; without one, by the content and the window of the signed time, with the receipts of both neighbouring
 * windows: a repeat less than a window later has one of the three, whichever is recorded first.
 */
function receiptsOf(
  { source, providerId, signedMs }: Omit<Mapped, "at">,
  content: string,
  { systemKey, policy }: MessageSettings,
): Pick<IngestMessage, "receipt" | "neighbours"> {
  if (providerId !== undefined) return { receipt: receiptOf(systemKey, source, providerId) };
  const window = Math.floor(signedMs / (policy.receiptWindowSeconds * 1_000));
  const receiptIn = (index: number): Receipt => receiptOf(systemKey, source, `window:${content}:${index}`);
  return { receipt: receiptIn(window), neighbours: [receiptIn(window - 1), receiptIn(window + 1)] };
}
