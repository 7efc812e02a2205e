// Derives the holds of a contact under a candidate policy: whether a hold would have expired before a person decided, and whether
// the policy would have confirmed a preview by itself.
import type { StoredEvent } from "../schema/events.ts";
import type { HoldId } from "../schema/ids.ts";
import type { HoldPolicy } from "../schema/policy.ts";
import { expiryOf, replacedHold } from "../domain/contact/again.ts";
import type { Contact } from "../domain/contact/state.ts";
import type { DifferenceReport } from "./differences.ts";
import { HOUR_MS } from "../schema/time.ts";

const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * HOUR_MS).toISOString();

export interface HoldWatch {
  /** Checks the next event of a contact. True when it would have been different, so that later events are unknown. */
  check(event: StoredEvent, before: Contact, report: DifferenceReport): boolean;
  /** Must be called after the last event. Returns the same as `check`. */
  end(report: DifferenceReport): boolean;
}

/** Begins to watch the holds of one contact under a candidate hold policy. */
export function openHoldWatch({ expiryHours, snoozeMaxHours, autoConfirm }: HoldPolicy): HoldWatch {
  /** When each open hold would expire. */
  const expiries = new Map<HoldId, string>();
  /** The preview that the policy would have confirmed directly after it was opened; null when there is none. */
  let releasing: HoldId | null = null;

  const isReleased = (action: string, source: string | null | undefined): boolean =>
    autoConfirm.actions.some((one) => one === action) || autoConfirm.sources.some((one) => one === source);

  const unreleased = (report: DifferenceReport): boolean => {
    releasing = null;
    report.change("hold", "waits for a person", "released by policy");
    return true;
  };

  const endedOtherwise = (event: StoredEvent, holdId: HoldId, before: Contact, report: DifferenceReport): boolean => {
    const [recorded, own] = [before.holds[holdId], expiries.get(holdId)];
    if (!recorded || own === undefined) return false;
    if (event.type === "HoldExpired") {
      if (own <= event.at) return false;
      report.change("hold", "expired", `open until ${own}`);
      report.unknown("hold", "never_asked");
      return true;
    }
    // A timer may be late, so an event after the recorded expiry is possible. Only an earlier expiry under the candidate is a difference.
    if (own < recorded.expiresAt && own <= event.at) {
      report.change("hold", endWords(event), `expired at ${own}`);
      return true;
    }
    return false;
  };

  return {
    check: (event, before, report) => {
      const { type, payload } = event;
      const isReleasedHere = type === "PreviewConfirmed" && event.writer === "object";
      if (releasing !== null && !(isReleasedHere && payload.holdId === releasing)) return unreleased(report);
      releasing = null;
      if (type === "PreviewHeld" || type === "DraftHeld") {
        const run = before.runs[payload.runId];
        expiries.set(payload.holdId, expiryOf(run ? replacedHold(before, run) : null, event.at, { expiryHours }));
        const source = run?.source;
        // No policy confirms for an address that no mail can be written to.
        if (type === "PreviewHeld" && !before.unwritable && isReleased(payload.action, source))
          releasing = payload.holdId;
        return false;
      }
      if (isReleasedHere) {
        const run = before.runs[payload.runId];
        if (isReleased(run?.action ?? "", run?.source)) return false;
        report.change("hold", "released by policy", "waits for a person");
        report.unknown("hold", "never_asked");
        return true;
      }
      if (!("holdId" in payload) || payload.holdId === undefined) return false;
      if (endedOtherwise(event, payload.holdId, before, report)) return true;
      return type === "HoldSnoozed" ? snoozed(event.at, payload, before, report) : false;
    },
    end: (report) => (releasing === null ? false : unreleased(report)),
  };

  function snoozed(
    at: string,
    { holdId, until }: { readonly holdId: HoldId; readonly until: string },
    before: Contact,
    report: DifferenceReport,
  ): boolean {
    if (until > later(at, snoozeMaxHours)) {
      report.change("hold", `snoozed until ${until}`, "snooze refused");
      return true;
    }
    // The remaining time continues at the end of the snooze, computed as the object computes it.
    const [own, asleep] = [expiries.get(holdId), before.holds[holdId]?.snoozedUntil];
    const remaining = Date.parse(own ?? at) - Math.max(Date.parse(at), asleep ? Date.parse(asleep) : 0);
    expiries.set(holdId, new Date(Date.parse(until) + Math.max(remaining, 0)).toISOString());
    return false;
  }
}

/** How a hold ended, as a word and the person's name. */
function endWords({ type, payload }: StoredEvent): string {
  const what = type.replace(/^(Preview|Draft|Hold)/, "").toLowerCase();
  return "by" in payload && payload.by !== undefined ? `${what} by ${payload.by}` : what;
}
