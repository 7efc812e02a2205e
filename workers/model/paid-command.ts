// Makes the id of a command that carries calls of a model that were paid for.
import { type CommandId, commandIdOf } from "../../schema/ids.ts";

const PAYMENT_BYTES = 16;

/** What identifies the calls that one delivery of a message paid for. Drawn once: work that is run again has the same commands. */
export type PaymentId = string;
export const paymentIdOf = (random: (bytes: number) => Uint8Array): PaymentId =>
  Buffer.from(random(PAYMENT_BYTES)).toString("hex");

/**
 * Another id for each payment, so that the object does not take what one delivery of a message paid for as a repeat of what another one
 * paid for.
 */
export const paidCommandIdOf = (payment: PaymentId, type: string, ...cause: readonly string[]): CommandId =>
  commandIdOf(type, ...cause, payment);
