// What a law is, and the checks that several laws share.
import type { Approval, Contact, Hold, Run } from "../domain/contact/state.ts";
import type { LogContext } from "./context.ts";

/** Compares a field of the event with what must be there; a difference is a fault. */
export type Law = (field: string, expected: unknown, found: unknown) => void;

/** What a law is judged against: the contact just before the event, and the policies of the log. */
export interface UnderLaw {
  readonly before: Contact;
  readonly policies: LogContext["policies"];
  readonly law: Law;
}

export const isNew = (law: Law, field: string, known: unknown): void =>
  law(field, "new", known === undefined || known === null ? "new" : "known");

export const atStep = (law: Law, run: Run | undefined, step: Run["step"]): void =>
  law("payload.runId", step, run?.step ?? "unknown run");

/** Nothing is begun with an erased contact: each of its runs has ended. */
export const notErased = (law: Law, { erased }: Contact): void => {
  if (erased) law("streamId", "a contact", "an erased contact");
};

export const isUnfinished = (law: Law, field: string, run: Run | undefined): void =>
  law(field, "unfinished", run ? (run.step === "ended" ? "ended" : "unfinished") : "unknown run");

export function isOpen(law: Law, hold: Hold | undefined, kind?: Hold["kind"]): void {
  if (hold && !hold.end && (!kind || hold.kind === kind)) return;
  law("payload.holdId", `open ${kind ?? "hold"}`, hold ? `${hold.end?.as ?? "open"} ${hold.kind}` : "unknown hold");
}

export const isUnclaimed = (law: Law, approval: Approval | undefined): void =>
  law(
    "payload.approvalId",
    "unclaimed",
    approval ? (approval.voided ?? (approval.claim ? "claimed" : "unclaimed")) : "unknown approval",
  );
