// Makes the id of a command that carries calls of a model that were paid for.
import { type CommandId, commandIdOf } from "../../schema/ids.ts";

const NONCE_BYTES = 16;

/**
 * A new id for each payment, so that the object does not take what one delivery of a message paid for as a repeat of what another one
 * paid for. A stage that repeats the command sends the same command with the same id.
 */
export const paidCommandIdOf = (
  random: (bytes: number) => Uint8Array,
  type: string,
  ...cause: readonly string[]
): CommandId => commandIdOf(type, ...cause, Buffer.from(random(NONCE_BYTES)).toString("hex"));
