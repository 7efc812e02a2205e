// Holds under another policy: whether they would have ended by themselves before a person came, and whether a policy would have released them.
import type { StoredEvent } from "../schema/events.ts";
import type { HoldId } from "../schema/ids.ts";
import type { HoldPolicy } from "../schema/policy.ts";
import type { Contact } from "../domain/contact/state.ts";
import type { Telling } from "./differences.ts";

const HOUR_MS = 3_600_000;
const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * HOUR_MS).toISOString();

export interface HoldWatch {
  /** Looks at the next event of a contact. True when it would have come otherwise, so that nothing after it is known. */
  see(event: StoredEvent, before: Contact, tell: Telling): boolean;
  /** After the last event. */
  end(tell: Telling): boolean;
}

export function openHoldWatch({ expiryHours, snoozeMaxHours, autoConfirm }: HoldPolicy): HoldWatch {
  /** When each open hold would end by itself. */
  const expiries = new Map<HoldId, string>();
  /** A preview that the policy would have released in the turn that opened it. */
  let releasing: HoldId | null = null;

  const isReleased = (action: string, source: string | null | undefined): boolean =>
    autoConfirm.actions.some((one) => one === action) || autoConfirm.sources.some((one) => one === source);

  const unreleased = (tell: Telling): boolean => {
    releasing = null;
    tell.change("hold", "waits for a person", "released by policy");
    return true;
  };

  const met = (event: StoredEvent, holdId: HoldId, before: Contact, tell: Telling): boolean => {
    const [recorded, own] = [before.holds[holdId], expiries.get(holdId)];
    if (!recorded || own === undefined) return false;
    if (event.type === "HoldExpired") {
      if (own <= event.at) return false;
      tell.change("hold", "expired", `open until ${own}`);
      tell.unknown("hold", "never_asked");
      return true;
    }
    // The clock is late at times: a hold that outlived its own end did so under any policy that gave it the same.
    if (own < recorded.expiresAt && own <= event.at) {
      tell.change("hold", endWords(event), `expired at ${own}`);
      return true;
    }
    return false;
  };

  return {
    see: (event, before, tell) => {
      const { type, payload } = event;
      const isReleasedHere = type === "PreviewConfirmed" && event.writer === "object";
      if (releasing !== null && !(isReleasedHere && payload.holdId === releasing)) return unreleased(tell);
      releasing = null;
      if (type === "PreviewHeld" || type === "DraftHeld") {
        expiries.set(payload.holdId, later(event.at, expiryHours));
        const source = before.runs[payload.runId]?.source;
        if (type === "PreviewHeld" && isReleased(payload.action, source)) releasing = payload.holdId;
        return false;
      }
      if (isReleasedHere) {
        const run = before.runs[payload.runId];
        if (isReleased(run?.action ?? "", run?.source)) return false;
        tell.change("hold", "released by policy", "waits for a person");
        tell.unknown("hold", "never_asked");
        return true;
      }
      if (!("holdId" in payload) || payload.holdId === undefined) return false;
      if (met(event, payload.holdId, before, tell)) return true;
      return type === "HoldSnoozed" ? snoozed(event.at, payload, before, tell) : false;
    },
    end: (tell) => (releasing === null ? false : unreleased(tell)),
  };

  function snoozed(
    at: string,
    { holdId, until }: { readonly holdId: HoldId; readonly until: string },
    before: Contact,
    tell: Telling,
  ): boolean {
    if (until > later(at, snoozeMaxHours)) {
      tell.change("hold", `snoozed until ${until}`, "snooze refused");
      return true;
    }
    // What was left begins again at the end of the snooze, counted as the object counts it.
    const [own, asleep] = [expiries.get(holdId), before.holds[holdId]?.snoozedUntil];
    const left = Date.parse(own ?? at) - Math.max(Date.parse(at), asleep ? Date.parse(asleep) : 0);
    expiries.set(holdId, new Date(Date.parse(until) + Math.max(left, 0)).toISOString());
    return false;
  }
}

/** What became of a hold, in a word and a name. */
function endWords({ type, payload }: StoredEvent): string {
  const what = type.replace(/^(Preview|Draft|Hold)/, "").toLowerCase();
  return "by" in payload && payload.by !== undefined ? `${what} by ${payload.by}` : what;
}
