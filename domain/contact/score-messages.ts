// The message by which a signal makes a contact's score anew. It follows from a recorded event, and nothing waits for it.
import type { ContactCommand } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { type ScoreMessage, scoreMessage } from "../../schema/messages.ts";
import { intentsOf } from "./intents.ts";
import type { Stream } from "./stream.ts";

/** The events of these types can change a score: what a contact did, and what a form or an import says of them. */
const isRead = (event: StoredEvent): boolean => event.type === "HistoryImported" || intentsOf(event).length > 0;

/** The message about the newest event of a signal's command that a score reads; none after another command, and for an erased contact. */
export function scoreMessages(
  command: ContactCommand,
  { contact, recorded }: Pick<Stream, "contact" | "recorded">,
): readonly ScoreMessage[] {
  if (command.type !== "ReceiveSignal" || contact.erased) return [];
  const event = recorded(command.commandId)?.findLast(isRead);
  if (!event) return [];
  const { contactId, correlationId } = command;
  const causationId = `${contactId}@${event.version}`;
  return [scoreMessage({ contactId, correlationId, causationId, follows: event.version })];
}
