// The ids of a command that say what caused it: `causationId` is the direct cause, `correlationId` the first cause of the whole
// chain.
import type { CommandId, ContactId, MessageId } from "./ids.ts";

/**
 * The ids of a command that no message caused: a click, or work that a timer starts. The cause is `subject`; without it, the
 * command itself.
 */
export const beginning = (commandId: CommandId, subject: string = commandId) => ({
  commandId,
  correlationId: subject,
  causationId: subject,
});

/** The ids of a command that a stage sends because of a message. */
export const following = (
  message: { readonly id: MessageId; readonly contactId: ContactId; readonly correlationId: string },
  commandId: CommandId,
) => ({
  commandId,
  contactId: message.contactId,
  correlationId: message.correlationId,
  causationId: message.id,
});
