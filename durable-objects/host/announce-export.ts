// Records in the log that the words of an export are about to be opened, by whom, and why.
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, OpenExport } from "../../schema/commands.ts";
import type { AnnounceExport } from "../../schema/desk-commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { GuardAnswer, GuardWish } from "../../schema/second-person.ts";
import type * as z from "zod";

interface Ports {
  readonly notes: Notes;
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  readonly guard: (wish: GuardWish) => Promise<GuardAnswer>;
}

/**
 * Records the opening. Where there are two admins, a second one has agreed before: to the kind of export, not to a root, because the log grows while they
 * decide. The id covers the root: the recorded event changes it, so each opening is recorded, and a repeat of one that the log did not take yet counts once.
 * A list of contacts has no root of its own: `request` tells its openings apart.
 */
export async function announceExport(
  { root, streams, events, contacts, request, by, reason, why, performer }: z.infer<typeof AnnounceExport>,
  { notes, record, guard }: Ports,
): Promise<ClickAnswer> {
  const commandId = commandIdOf("OpenExport", root, by, ...(request === undefined ? [] : [request]));
  const { refusal, eyes } = await guard({
    action: { action: "export", scope: contacts === undefined ? "events" : "contacts" },
    use: commandId,
    performer: performer ?? null,
    reason,
    why,
  });
  if (refusal) return { logged: true, version: 0, refusal };
  const seal = await notes(why);
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
      ...(eyes ? { eyes } : {}),
    }),
  );
}
