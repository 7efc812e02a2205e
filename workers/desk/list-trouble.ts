// Compares the suppression list with the log for every page and for the tasks: nothing is stored, so the trouble ends with its cause.
import type { DeskReads } from "../../drizzle/desk-reads.ts";
import { LIST_REPAIR } from "./refusals.ts";

/** `list_went_back`: the list ends at `listed`, below the log's revision. `list_unreadable`: it cannot be compared. */
export type ListTrouble =
  | { readonly reason: "list_went_back"; readonly listed: number; readonly logged: number }
  | { readonly reason: "list_unreadable" };

/** The trouble of the list now; null when it is level with its log. Does not throw: a page is shown without the comparison, too. */
export async function listTroubleOf(reads: Pick<DeskReads, "listStanding">): Promise<ListTrouble | null> {
  try {
    const { listed, logged } = await reads.listStanding();
    if (listed === null) return { reason: "list_unreadable" };
    return listed < logged ? { reason: "list_went_back", listed, logged } : null;
  } catch {
    return { reason: "list_unreadable" };
  }
}

/** What it means, and what repairs it, in sentences. */
export function listTroubleText(trouble: ListTrouble): string {
  const stopped = "Nothing is planned, approved or sent until then.";
  return trouble.reason === "list_unreadable"
    ? `The suppression list cannot be compared with the log just now. ${stopped}`
    : `The suppression list has lost entries: it ends at revision ${trouble.listed}, and the log has revision ${trouble.logged}. ${stopped} This command makes them again from the log:`;
}

/** The trouble as an item of the tasks; none for a list that only does not answer. */
export const listTaskOf = (trouble: ListTrouble | null) =>
  trouble?.reason === "list_went_back"
    ? [{ kind: trouble.reason, about: `${trouble.listed} of ${trouble.logged}`, command: LIST_REPAIR }]
    : [];
