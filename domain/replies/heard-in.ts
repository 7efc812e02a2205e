// Hears the message of a signal, as the log keeps it: ingest and `verify` read the same.
import { Instant } from "../../schema/formats.ts";
import type { MessageSignal } from "../../schema/signals.ts";
import { hear } from "./hear.ts";
import type { Heard } from "./message.ts";

/** `receivedAt` counts where the message does not say when it was written: days in it are counted from then. */
export const heardIn = ({ occurredAt, ...message }: MessageSignal, receivedAt: string): Heard =>
  hear(message, Instant.parse(occurredAt ?? receivedAt));
