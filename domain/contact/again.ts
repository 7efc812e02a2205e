// What of a contact's state is about holds that are graded again: which hold another one replaces, how many there were, and from when the next may be.
import type { RunId } from "../../schema/ids.ts";
import type { GradingPolicy, HoldPolicy } from "../../schema/policy.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import type { Contact, Hold, Run } from "./state.ts";

/** Whether a later grade of its run voided the hold. */
export const isReplaced = ({ end }: Hold): boolean => end?.as === "voided" && end.by === "changed";

/** The hold of a run that a later grade voided, until another one opens in its place; null at any other time. */
export function replacedHold(contact: Contact, { holdId }: Pick<Run, "holdId">): Hold | null {
  const hold = holdId ? contact.holds[holdId] : undefined;
  return hold && isReplaced(hold) ? hold : null;
}

/** How many holds of the run later grades voided. The ids of the next hold and its draft follow from it. */
export const roundOf = ({ holds }: Contact, runId: RunId): number =>
  Object.values(holds).filter((hold) => hold.runId === runId && isReplaced(hold)).length;

/** The hold that opened in the place of a replaced one; null before it opened, and for a hold that was not replaced. */
export function replacementOf({ holds }: Contact, replaced: Hold): Hold | null {
  if (!isReplaced(replaced)) return null;
  const later = Object.values(holds).filter(
    ({ runId, openedVersion }) => runId === replaced.runId && openedVersion > replaced.openedVersion,
  );
  return later.toSorted((a, b) => a.openedVersion - b.openedVersion)[0] ?? null;
}

/** When a hold that opens at `at` expires. Where it replaces a snoozed one, it is snoozed, too, and its time counts from the end of the snooze. */
export function expiryOf(
  replaced: Pick<Hold, "snoozedUntil"> | null,
  at: string,
  { expiryHours }: Pick<HoldPolicy, "expiryHours">,
): string {
  const until = replaced?.snoozedUntil ?? null;
  const from = until !== null && until > at ? until : at;
  return new Date(Date.parse(from) + expiryHours * HOUR_MS).toISOString();
}

/** From when a run may be graded again; null where it may be at `at`. */
export function waitsUntil(
  { gradedAgainAt }: Pick<Run, "gradedAgainAt">,
  at: string,
  { againAfterMinutes }: GradingPolicy,
): string | null {
  if (gradedAgainAt === undefined) return null;
  const until = new Date(Date.parse(gradedAgainAt) + againAfterMinutes * MINUTE_MS).toISOString();
  return until > at ? until : null;
}
