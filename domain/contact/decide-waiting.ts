// Decides what becomes of a hold while it waits: it is snoozed, gets another reviewer, expires, or a requested run takes its place.
import type { CommandOf } from "../../schema/commands.ts";
import { type ContactId, runIdOf } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { byPerson, eventEvidence } from "../evidence.ts";
import { click, openOr } from "./decide-hold.ts";
import { certain, type Circumstances, type Decided, type Decision, done, refused } from "./decision.ts";
import { endings } from "./endings.ts";
import { unfinishedRun } from "./state.ts";

/** Snoozes a hold until a time. The remaining time before its expiry continues then: a snooze does not shorten it. */
export function snoozeHold(command: CommandOf<"SnoozeHold">, circumstances: Circumstances): Decision {
  const { contact, at, policy } = circumstances;
  const open = openOr(contact, contact.holds[command.holdId], "hold");
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const [now, until] = [Date.parse(at), Date.parse(command.until)];
  if (until <= now || until > now + policy.hold.snoozeMaxHours * HOUR_MS)
    return refused({ reason: "invalid", field: "until" });
  // For a hold that is already snoozed, the remaining time counts from the end of that snooze.
  const left = Date.parse(hold.expiresAt) - Math.max(now, hold.snoozedUntil ? Date.parse(hold.snoozedUntil) : now);
  const payload = {
    holdId: hold.holdId,
    runId: hold.runId,
    until: new Date(until).toISOString(),
    expiresAt: new Date(until + Math.max(left, 0)).toISOString(),
    by: command.by,
  };
  return done({
    type: "HoldSnoozed",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: click(command, circumstances, "snoozed", hold),
    policy: policyMark(policy, "hold"),
  });
}

/** Assigns a hold to a person, who is named in the inbox. Any reviewer may still decide it. */
export function reassignHold(command: CommandOf<"ReassignHold">, circumstances: Circumstances): Decision {
  const open = openOr(circumstances.contact, circumstances.contact.holds[command.holdId], "hold");
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const payload = { holdId: hold.holdId, runId: hold.runId, to: command.to, by: command.by };
  return done({
    type: "HoldReassigned",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: click(command, circumstances, "reassigned", hold),
    policy: null,
  });
}

/**
 * Starts a run that a person requests. It supersedes the current run, also with an edited hold, because the person saw both.
 * Refused after the claim.
 */
export function requestRun(command: CommandOf<"RequestRun">, circumstances: Circumstances): Decision {
  const { streamId, contact } = circumstances;
  // An erased contact has no address and no words to write from.
  if (contact.erased) return refused({ reason: "erased" });
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  // Without an address the gates would look up nothing, and pass.
  if (contact.lookups.length === 0) return refused({ reason: "no_address" });
  const current = unfinishedRun(contact);
  if (current?.step === "claimed") return refused({ reason: "already_claimed" });
  const requested: Decided = {
    type: "RunRequested",
    writer: "desk",
    payload: {
      runId: runIdOf(streamId as ContactId, command.commandId),
      by: command.by,
      ...(command.about ? { about: command.about } : {}),
      ...(current ? { supersedes: current.runId } : {}),
    },
    words: { why: command.why },
    why: certain(
      "run_requested",
      byPerson(command.by),
      eventEvidence(streamId, contact.version, { run: current?.runId ?? null }),
    ),
    policy: null,
  };
  return done(requested, ...endings(circumstances, current, "superseded", "object"));
}

/** Ends a hold that was not decided in time. Records nothing when it is too early or the hold has ended. */
export function expireHold(
  command: CommandOf<"ExpireHold">,
  { streamId, contact, at, policy }: Circumstances,
): Decision {
  const hold = contact.holds[command.holdId];
  if (!hold || hold.end || hold.expiresAt > at) return done();
  const payload = { holdId: hold.holdId, runId: hold.runId };
  const evidence = eventEvidence(streamId, hold.openedVersion, { expires_at: hold.expiresAt });
  return done({
    type: "HoldExpired",
    writer: "timer",
    payload,
    why: certain("expired", "timer", evidence),
    policy: policyMark(policy, "hold"),
  });
}
