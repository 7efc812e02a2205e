// The ids that say what caused a command.
import type { CommandId, ContactId, MessageId } from "./ids.ts";

/** The ids of a command that begins something: a click, or work that the clock starts. Without a subject the command is its own cause. */
export const beginning = (commandId: CommandId, subject: string = commandId) => ({
  commandId,
  correlationId: subject,
  causationId: subject,
});

/** The ids of a command that a stage gives because of a message. */
export const following = (
  message: { readonly id: MessageId; readonly contactId: ContactId; readonly correlationId: string },
  commandId: CommandId,
) => ({
  commandId,
  contactId: message.contactId,
  correlationId: message.correlationId,
  causationId: message.id,
});
