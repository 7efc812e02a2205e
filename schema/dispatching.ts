// The stop switch: its row in the CRM database, and what people are shown of it. What a stop and a resumption are in the log is in events.ts.
import * as z from "zod";
import { CommandId, type ContactId, type HoldId } from "./ids.ts";
import { Identity, Instant } from "./formats.ts";
import { AdministrativeReason } from "./lists.ts";
import { SealedNote } from "./notes.ts";

/** The stop that the row is of: the values of its event, so that the event can be made from the row when a crash came between the two. */
export const DispatchStop = z.strictObject({
  commandId: CommandId,
  since: Instant,
  by: Identity,
  reason: AdministrativeReason.nullable(),
  note: SealedNote.nullable(),
});
export type DispatchStop = z.infer<typeof DispatchStop>;

/**
 * The row. `version` is that of its event in `ad_dispatch`; 0 while nobody has ever stopped dispatching. A stop has its row before its event, and a
 * resumption its event before its row: where the two differ, dispatching is stopped.
 */
export const DispatchingRow = z.strictObject({
  isStopped: z.boolean(),
  version: z.int().min(0),
  /** The last stop, also after it was ended; null while there was none. */
  stop: DispatchStop.nullable(),
});
export type DispatchingRow = z.infer<typeof DispatchingRow>;

/** What the object of `ad_dispatch` answers. `waitingSince`: when the oldest approval that may wait for the end of the last stop was given; null without one. */
export interface DispatchingStanding extends DispatchingRow {
  readonly waitingSince: string | null;
}

/** What people are shown of the stop switch, and of the messages that it holds back. */
export interface DispatchingShown {
  /** Null: it cannot be read whether dispatching is stopped, and nothing is sent until it can. */
  readonly isStopped: boolean | null;
  /** The version of the last stop or resumption; a resumption names it. */
  readonly version: number;
  /** The stop that is in force; null while none is. `why`: the person's own words; empty without any, null when they cannot be opened. */
  readonly stop: {
    readonly since: string;
    readonly by: string;
    readonly reason: AdministrativeReason | null;
    readonly why: string | null;
  } | null;
  /** The approved drafts that are not sent, the longest waiting first; `isCut`: there are more. Read only while dispatching is stopped. */
  readonly waiting: readonly { readonly holdId: HoldId; readonly contactId: ContactId }[];
  readonly isCut: boolean;
}

/** The row of an installation in which nobody has ever stopped dispatching. */
export const NEVER_STOPPED: DispatchingRow = { isStopped: false, version: 0, stop: null };
