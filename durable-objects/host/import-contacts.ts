// Hands the rows of an imported file to the ingest queue: each is a signal of kind `history`, recorded as one that a webhook brings, with the name of who imports it.
import type * as z from "zod";
import { historySignal } from "../../domain/import/history.ts";
import { ingestMessage, type MessageSettings } from "../../domain/ingest-message.ts";
import type { ImportContacts } from "../../schema/desk-commands.ts";
import type { IngestMessage } from "../../schema/messages.ts";

/** The source of what people import on the desk. */
export const DESK_SOURCE = "desk";

interface Ports extends MessageSettings {
  readonly now: () => Date;
  readonly send: (messages: readonly IngestMessage[]) => Promise<unknown>;
}

/** The same rows again are the same messages. Throws when the queue does not take them: then none, some or all are sent. */
export async function importContacts(
  { contacts, by }: z.infer<typeof ImportContacts>,
  { now, send, ...settings }: Ports,
): Promise<{ readonly sent: number }> {
  const at = now();
  const messages = contacts.map((contact) =>
    ingestMessage({ source: DESK_SOURCE, by, ...historySignal(contact), signedMs: at.getTime(), at }, settings),
  );
  await send(messages);
  return { sent: messages.length };
}
