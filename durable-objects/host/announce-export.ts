// Records in the log that the words of an export are about to be opened, by whom, and why.
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, OpenExport } from "../../schema/commands.ts";
import type { AnnounceExport } from "../../schema/desk-commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type * as z from "zod";

/**
 * Records the opening. The id covers the root: the recorded event changes it, so each opening is recorded, and a repeat of one that the log
 * did not take yet counts once. A list of contacts has no root of its own: `request` tells its openings apart.
 */
export async function announceExport(
  { root, streams, events, contacts, request, by, reason, why }: z.infer<typeof AnnounceExport>,
  { notes, record }: { readonly notes: Notes; readonly record: (command: AdminCommand) => Promise<ClickAnswer> },
): Promise<ClickAnswer> {
  const seal = await notes(why);
  const commandId = commandIdOf("OpenExport", root, by, ...(request === undefined ? [] : [request]));
  return record(
    OpenExport.parse({
      type: "OpenExport",
      ...beginning(commandId),
      streamId: AUDIT_STREAM,
      root,
      streams,
      events,
      ...(contacts === undefined ? {} : { contacts }),
      by,
      reason,
      note: seal(commandId),
    }),
  );
}
