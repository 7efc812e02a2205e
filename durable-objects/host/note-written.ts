// Notes a mail in the CRM: when its mailbox was written to, for the cool-down of all its spellings, and its subject, by which an answer from another
// address finds the conversation.
import type * as z from "zod";
import { subjectDigest } from "../../domain/replies/conversation.ts";
import type { Crm } from "../../drizzle/crm.ts";
import type { NoteWritten } from "../../schema/errands.ts";

interface Ports {
  readonly crm: Pick<Crm, "noteWritten">;
  readonly systemKey: string;
}

export const noteWritten = (
  { contactId, recipient, subject, at }: z.infer<typeof NoteWritten>,
  { crm, systemKey }: Ports,
): Promise<null> =>
  crm.noteWritten({ contactId, recipient, subject: subjectDigest(systemKey, subject), at }).then(() => null);
