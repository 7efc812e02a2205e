// Tests what a check of the suppression list ends: a run that a new entry covers, at every step before the claim.
import { describe, it } from "vitest";
import {
  aContact,
  action,
  type AContact,
  checkList,
  confirm,
  draft,
  edit,
  grades,
  lead,
  message,
  requestRun,
  runOf,
  withApproval,
  withClaim,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { openHold, unfinishedRun } from "./state.ts";

const run = runOf("1");
const listed = { hit: true, revision: 9 };
const refusal = { reason: "vetoed", veto: "suppressed", hits: ["suppressed"] };

const edited = (): AContact => {
  const contact = withDraft();
  return contact.given(edit(run, contact.digest(run), "Better words."));
};

describe("a check of the list", () => {
  it.for([
    ["grade", () => aContact().given(lead(), action(run)), "hold", ["TaskRaised"]],
    ["preview", withPreview, "hold", ["HoldVoided"]],
    ["compose", () => withPreview().given(confirm(run)), "hold", []],
    ["draft", withDraft, "hold", ["HoldVoided"]],
    ["draft", edited, "hold", ["HoldVoided"]],
    ["dispatch", withApproval, "dispatch", ["ApprovalVoided"]],
  ] as const)("ends a run at %s that an entry covers (case %#)", ([step, made, where, voided], { expect }) => {
    const contact = made();
    expect(unfinishedRun(contact.stream.contact)?.step).toBe(step);
    const hold = openHold(contact.stream.contact);
    expect(contact.perform(checkList(run), listed)).toEqual({ made: ["SafetyVetoed", ...voided], refusal });
    const veto = contact.stream.events.findLast(({ type }) => type === "SafetyVetoed");
    expect(veto).toMatchObject({ writer: "object", payload: { where, revision: 9, runId: run } });
    expect(veto?.type === "SafetyVetoed" && veto.payload.holdId).toBe(hold?.holdId);
    expect([openHold(contact.stream.contact), unfinishedRun(contact.stream.contact)]).toEqual([null, null]);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", end: "vetoed" });
  });

  it("gets the first answer again, and records nothing more", ({ expect }) => {
    const contact = withDraft();
    contact.perform(checkList(run), listed);
    const { version } = contact.stream.contact;
    expect(contact.perform(checkList(run), listed)).toEqual({ made: [], refusal });
    expect(contact.perform({ ...checkList(run), commandId: checkList(runOf("2")).commandId }, listed)).toEqual({
      made: [],
      refusal: null,
    });
    expect(contact.stream.contact.version).toBe(version);
  });

  it.for([
    ["at plan, which is the planner's to end with its action", () => aContact().given(lead())],
    ["that skips", () => aContact().given(lead(), action(run, "skip", "too_soon"))],
    ["that is claimed", withClaim],
    ["that was sent", withSend],
  ] as const)("records nothing for a run %s", ([, made], { expect }) => {
    expect(made().perform(checkList(run), listed)).toEqual({ made: [], refusal: null });
  });

  it("records nothing for an unknown run, and for a contact whom no entry covers", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(checkList(runOf("9")), listed)).toEqual({ made: [], refusal: null });
    expect(contact.perform(checkList(run))).toEqual({ made: [], refusal: null });
    expect(openHold(contact.stream.contact)).not.toBeNull();
  });

  it("leaves the run beside an edited hold to its planner", ({ expect }) => {
    const contact = edited().given(lead("2"));
    expect(contact.perform(checkList(runOf("2")), listed)).toEqual({ made: [], refusal: null });
    expect(contact.perform(checkList(run), listed).made).toEqual(["SafetyVetoed", "HoldVoided"]);
    expect(contact.perform(action(runOf("2"), "initial", "first_contact", ["suppressed"])).made).toEqual([
      "SafetyVetoed",
      "ActionDecided",
      "TaskRaised",
    ]);
  });

  it("refuses what a stage, a person or the dispatcher still sends for the run", ({ expect }) => {
    const graded = aContact().given(lead(), action(run));
    graded.perform(checkList(run), listed);
    expect(graded.perform(grades(run))).toMatchObject({ made: [], refusal: { reason: "not_wanted" } });
    const composed = withPreview().given(confirm(run));
    composed.perform(checkList(run), listed);
    expect(composed.perform(draft(run))).toMatchObject({ made: [], refusal: { reason: "not_wanted" } });
  });

  it("does not keep the contact from a new run after a lift", ({ expect }) => {
    const contact = withDraft();
    contact.perform(checkList(run), listed);
    expect(contact.perform(requestRun()).made).toEqual(["RunRequested"]);
    const again = unfinishedRun(contact.stream.contact)!.runId;
    contact.given(action(again), grades(again));
    expect(openHold(contact.stream.contact)).toMatchObject({ runId: again });
  });

  it("leaves a task about what the person wrote when nothing was held for it", ({ expect }) => {
    const contact = aContact().given(lead(), message("2", "interested"), action(runOf("2"), "reply", "reply_due"));
    expect(contact.perform(checkList(runOf("2")), listed).made).toEqual(["SafetyVetoed", "TaskRaised"]);
  });
});
