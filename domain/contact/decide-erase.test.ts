// Tests the decision of an erasure, what it stops and what it still allows, and a contact who sends signals after it.
import { DAY_MS } from "../../schema/time.ts";
import { describe, it } from "vitest";
import { effectsOf, nextFor } from "./effects.ts";
import { contactRow, holdRow } from "./rows.ts";
import { ada } from "../../testing/people.ts";
import {
  type AContact,
  aContact,
  action,
  approve,
  claim,
  closeTask,
  confirm,
  draft,
  draftText,
  edit,
  erase,
  flag,
  followup,
  grades,
  lead,
  message,
  optOut,
  requestRun,
  runOf,
  settle,
  undo,
  withApproval,
  withClaim,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { followupOf } from "./state.ts";

const run = runOf("1");
const LISTED = { hit: true, revision: 4 };

/** Erases the contact and destroys its key. */
function erased(contact: AContact): AContact {
  contact.given(erase());
  contact.stream.forgetKey();
  return contact;
}
const wordsOf = ({ stream }: AContact) => stream.events.flatMap(({ version }) => stream.open(version) ?? []);

describe("an erasure", () => {
  it.for<[string, () => AContact, string[]]>([
    ["a lead without a decision", () => aContact().given(lead()), []],
    ["a decided lead", () => aContact().given(lead(), action(run)), []],
    ["a preview hold", withPreview, ["HoldVoided"]],
    ["a confirmed preview", () => withPreview().given(confirm(run)), []],
    ["a draft hold", withDraft, ["HoldVoided"]],
    ["an approval", withApproval, ["ApprovalVoided"]],
    ["a claim", withClaim, []],
    ["a sent message", withSend, []],
    ["a veto", () => aContact().given(lead(), flag("bounced"), action(run)), []],
  ])("of %s voids what is open, and is recorded once", ([, make, voided], { expect }) => {
    const contact = make();
    expect(contact.perform(erase()).made).toEqual([...voided, "ContactErased"]);
    expect(contact.perform(erase())).toEqual({ made: [], refusal: null });
    expect(contact.perform(erase("again", "ben"))).toEqual({ made: [], refusal: null });
    expect(contact.stream.contact).toMatchObject({ erased: true, keyVersion: null });
  });
  it("is refused for an unknown contact", ({ expect }) => {
    expect(aContact().perform(erase()).refusal).toEqual({ reason: "unknown", what: "contact" });
  });
  it("closes all words, before the key is destroyed and after", ({ expect }) => {
    const contact = withSend();
    expect(wordsOf(contact).length).toBeGreaterThan(0);
    contact.given(erase());
    expect(wordsOf(contact)).toEqual([]);
    contact.stream.forgetKey();
    expect(wordsOf(contact)).toEqual([]);
  });
  it("gives every hold's row a new version without words, so that a row that arrives late is older", ({ expect }) => {
    const contact = withDraft();
    const rows = () => {
      const { contact: state, events, open } = contact.stream;
      return Object.values(state.holds).map((hold) => holdRow(ada, state, hold, events, open));
    };
    expect(rows().every(({ shown }) => shown.includes("Ada"))).toBe(true);
    contact.given(erase());
    const { version } = contact.stream.contact;
    expect(rows().map((row) => [row.version, row.shown])).toEqual([
      [version, ""],
      [version, ""],
    ]);
    expect(contactRow(ada, contact.stream.contact)).toMatchObject({ version, erased: true });
  });
  it("stops every step of its runs, and leaves no message to send", ({ expect }) => {
    const contact = erased(withDraft());
    for (const command of [action(run), grades(run), draft(run), confirm(run), approve(run, contact.digest(run))])
      expect(contact.perform({ ...command, commandId: lead(command.type).commandId }).refusal).toEqual({
        reason: expect.stringMatching(/erased|already_settled/),
        ...(command.type === "ConfirmPreview" ? { reason: "erased" } : {}),
      });
    expect(contact.perform(edit(run, contact.digest(run), "More."))).toEqual({
      made: [],
      refusal: { reason: "erased" },
    });
    expect(contact.perform(requestRun()).refusal).toEqual({ reason: "erased" });
    expect(effectsOf(ada, contact.stream.contact)).toEqual([]);
  });
  it("refuses the claim of an approval, and its undo", ({ expect }) => {
    const contact = withApproval();
    const approvalId = contact.approvalOf(run);
    erased(contact);
    expect(contact.perform(claim(run, approvalId)).refusal).toEqual({ reason: "erased" });
    expect(contact.perform(undo(approvalId)).refusal).toEqual({ reason: "approval_void", cause: "erased" });
  });
  it("still allows the outcome of a claim", ({ expect }) => {
    const contact = withClaim();
    const approvalId = contact.approvalOf(run);
    erased(contact);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "claimed" });
    expect(contact.perform(settle(approvalId)).made).toEqual(["DispatchSucceeded"]);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", end: "dispatched" });
    expect(followupOf(contact.stream.contact, { followupDays: [3], maxFollowups: 3 } as never)).toBeNull();
  });
  it("drops the words of later clicks", ({ expect }) => {
    const contact = withClaim();
    const approvalId = contact.approvalOf(run);
    erased(contact).given(settle(approvalId, { kind: "uncertain", reason: "no_answer" }));
    const [task] = Object.values(contact.stream.contact.tasks);
    contact.given({ ...closeTask(task!.taskId, "not_sent"), why: "Ada told me." });
    expect(contact.stream.events.at(-2)).toMatchObject({ type: "TaskClosed", sealed: null });
    expect(contact.stream.contact.erased).toBe(true);
  });
});

describe("an erased contact that returns", () => {
  it("is recorded without words, planned and vetoed while it is on the suppression list", ({ expect }) => {
    const contact = erased(withSend()).pass(DAY_MS);
    const { version } = contact.stream.contact;
    expect(contact.perform(lead("2"), LISTED).made).toEqual(["SignalReceived"]);
    expect(contact.stream.events[version]).toMatchObject({ version: version + 1, sealed: null });
    expect(nextFor("plan", ada, contact.stream.contact)).toHaveLength(1);
    expect(contact.perform(action(runOf("2"), "skip", "suppressed", ["suppressed"])).made).toEqual([
      "SafetyVetoed",
      "ActionDecided",
    ]);
    expect(contact.stream.contact).toMatchObject({ erased: true, keyVersion: null });
    expect(contact.store.load().wrappedKey).toBeNull();
  });
  it.for(["lead", "message", "unsubscribe"] as const)(
    "has its %s recorded without words after a reading of the list that has it",
    (kind, { expect }) => {
      const contact = erased(withSend());
      const command = kind === "lead" ? lead("2") : kind === "message" ? message("2", "interested") : optOut("2", kind);
      contact.perform(command, LISTED);
      expect(JSON.stringify(contact.stream.events.slice(-2))).not.toContain("Ada");
      expect(contact.stream.contact.erased).toBe(true);
    },
  );
  it("has new events sealed under a new key after a lift, and goes through all steps", ({ expect }) => {
    const contact = erased(withSend()).pass(5 * DAY_MS);
    const { version } = contact.stream.contact;
    const second = runOf("2");
    contact.given(lead("2"), action(second), grades(second), confirm(second), draft(second));
    const { stream } = contact;
    expect(stream.contact).toMatchObject({ erased: false, erasedVersion: version, keyVersion: version + 1 });
    expect(stream.open(version + 1)).toMatchObject({ signal: { name: "Ada Byron" } });
    expect(stream.events.slice(0, version).flatMap((event) => stream.open(event.version) ?? [])).toEqual([]);
    expect(stream.open(stream.contact.holds[stream.contact.runs[second]!.holdId!]!.textVersion!)).toMatchObject({
      body: draftText.body,
    });
  });
  it("can be erased again", ({ expect }) => {
    const contact = erased(withSend());
    contact.given(lead("2"));
    expect(contact.perform(erase("second")).made).toEqual(["ContactErased"]);
    contact.stream.forgetKey();
    expect(wordsOf(contact)).toEqual([]);
  });
  it("has no unanswered message and no earlier follow-up before a new signal", ({ expect }) => {
    const contact = erased(withSend().given(message("2", "interested")));
    expect(contact.stream.contact).toMatchObject({ inbound: null, message: null });
    expect(contact.pass(4 * DAY_MS).perform(followup(1)).made).toEqual([]);
  });
  it("gets no open hold without words when it is lifted between signal and grades", ({ expect }) => {
    const contact = erased(withSend()).pass(5 * DAY_MS);
    contact.perform(lead("2"), LISTED);
    const second = runOf("2");
    expect(contact.given(action(second)).perform(grades(second)).made).toEqual([
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "HoldVoided",
    ]);
    expect(contact.stream.contact.runs[second]).toMatchObject({ step: "ended", end: "erased" });
  });
  it("is refused before the erasure is complete, so that the signal is retried", ({ expect }) => {
    const contact = withSend().given(erase());
    expect(() => contact.perform(lead("2"))).toThrow("not finished");
    contact.stream.forgetKey();
    expect(contact.perform(lead("2")).made).toEqual(["SignalReceived"]);
  });
});
