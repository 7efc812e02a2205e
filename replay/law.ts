// The type of a law, and the checks that several laws share. Each check reports a fault when its condition is not met.
import type { Approval, Contact, Hold, Run } from "../domain/contact/state.ts";
import type { LogContext } from "./context.ts";
import type { Placed } from "./placed.ts";

/** Compares a field of the event with its expected value. A difference is a fault. */
export type Law = (field: string, expected: unknown, found: unknown) => void;

/**
 * What an event is checked with: the contact directly before the event and at each earlier version, the events before it, and the
 * policies of the log.
 */
export interface UnderLaw extends Pick<Placed, "before" | "states" | "past"> {
  readonly policies: LogContext["policies"];
  readonly law: Law;
}

export const mustBeNew = (law: Law, field: string, recorded: unknown): void =>
  law(field, "new", recorded === undefined || recorded === null ? "new" : "known");

export const mustBeAtStep = (law: Law, run: Run | undefined, step: Run["step"]): void =>
  law("payload.runId", step, run?.step ?? "unknown run");

/** No run begins or continues for an erased contact. */
export const mustNotBeErased = (law: Law, { erased }: Contact): void => {
  if (erased) law("streamId", "a contact", "an erased contact");
};

export const mustBeUnfinished = (law: Law, field: string, run: Run | undefined): void =>
  law(field, "unfinished", run ? (run.step === "ended" ? "ended" : "unfinished") : "unknown run");

export function mustBeOpen(law: Law, hold: Hold | undefined, kind?: Hold["kind"]): void {
  if (hold && !hold.end && (!kind || hold.kind === kind)) return;
  law("payload.holdId", `open ${kind ?? "hold"}`, hold ? `${hold.end?.as ?? "open"} ${hold.kind}` : "unknown hold");
}

export const mustBeUnclaimed = (law: Law, approval: Approval | undefined): void =>
  law(
    "payload.approvalId",
    "unclaimed",
    approval ? (approval.voided ?? (approval.claim ? "claimed" : "unclaimed")) : "unknown approval",
  );
