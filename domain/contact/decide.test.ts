// Tests the decisions on a contact's commands, with the events that they record: leads, newer signals, opt-outs, the veto, holds,
// approvals, dispatch, follow-ups, and the clicks of people.
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { Flag, Outcome, TaskClosing, type TaskKind, VetoReason } from "../../schema/lists.ts";
import { ADA, ROSA } from "../../testing/people.ts";
import {
  aContact,
  action,
  approve,
  claim,
  closeTask,
  confirm,
  dismiss,
  draft,
  draftText,
  edit,
  expire,
  flag,
  followup,
  grades,
  lead,
  message,
  optOut,
  reject,
  requestRun,
  runOf,
  settle,
  signal,
  snooze,
  undo,
  withApproval,
  withClaim,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { followupOf, isSequenceClosed, openHold, unfinishedRun } from "./state.ts";

const run = runOf("1");
const taskOf = (contact: ReturnType<typeof aContact>, kind: TaskKind) =>
  Object.values(contact.stream.contact.tasks).find((task) => task.kind === kind);

describe("a lead", () => {
  it("starts a run", ({ expect }) => {
    const contact = aContact();
    expect(contact.perform(lead())).toEqual({ made: ["SignalReceived"], refusal: null });
    expect(unfinishedRun(contact.stream.contact)).toMatchObject({ runId: run, step: "plan" });
  });
  it("is recorded once, for any number of deliveries", ({ expect }) => {
    const contact = aContact().given(lead());
    expect(contact.perform(lead()).made).toEqual([]);
    expect(contact.perform({ ...lead(), commandId: lead("other").commandId }).made).toEqual([]);
    expect(contact.stream.contact.version).toBe(1);
  });
  it("goes through all steps to a dispatch", ({ expect }) => {
    const contact = withSend();
    expect(contact.stream.events.map((event) => event.type)).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
    ]);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", end: "dispatched" });
  });
  it("records nothing more when the command of any step is repeated", ({ expect }) => {
    const contact = withSend();
    const before = contact.stream.contact.version;
    const approval = contact.approvalOf(run);
    for (const command of [
      lead(),
      action(run),
      grades(run),
      confirm(run),
      draft(run),
      claim(run, approval),
      settle(approval),
    ]) {
      expect(contact.perform(command)).toEqual({ made: [], refusal: null });
    }
    expect(contact.stream.contact.version).toBe(before);
  });
  it("gets its grades and no hold when its action is a skip", ({ expect }) => {
    const contact = aContact().given(lead(), action(run, "skip", "too_soon"));
    expect(contact.perform(grades(run)).made).toEqual(["QualificationGraded", "OpportunityAnalyzed"]);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", end: "too_soon" });
  });
});

describe("a newer human signal", () => {
  it("supersedes the current run, at any step before the claim", ({ expect }) => {
    for (const [contact, voidings] of [
      [aContact().given(lead()), []],
      [aContact().given(lead(), action(run)), []],
      [withPreview(), ["HoldVoided"]],
      [withPreview().given(confirm(run)), []],
      [withDraft(), ["HoldVoided"]],
      [withApproval(), ["ApprovalVoided", "TaskRaised"]],
    ] as const) {
      expect(contact.perform(lead("2")).made).toEqual(["SignalReceived", ...voidings]);
      expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", end: "superseded" });
      expect(contact.stream.contact.currentRun).toBe(runOf("2"));
    }
  });
  it("refuses later commands of the superseded run", ({ expect }) => {
    const contact = aContact().given(lead(), lead("2"));
    expect(contact.perform(action(run))).toEqual({ made: [], refusal: { reason: "superseded" } });
  });
  it("does not end a claimed run, which still waits for its outcome", ({ expect }) => {
    const contact = withClaim();
    expect(contact.perform(lead("2")).made).toEqual(["SignalReceived"]);
    expect(contact.perform(settle(contact.approvalOf(run))).made).toEqual(["DispatchSucceeded"]);
    expect(unfinishedRun(contact.stream.contact)?.runId).toBe(runOf("2"));
  });
  it("starts a run beside an edited hold, which stays open and is marked", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(contact.perform(lead("2")).made).toEqual(["SignalReceived"]);
    expect(openHold(contact.stream.contact)).toMatchObject({ runId: run, edited: true, marked: true });
    expect(contact.stream.contact.currentRun).toBe(run);
    expect(contact.perform(action(runOf("2"), "skip", "hold_open")).made).toEqual(["ActionDecided", "TaskRaised"]);
    expect(taskOf(contact, "hold_open")).toMatchObject({ runId: runOf("2") });
    expect(contact.perform(approve(run, contact.digest(run))).made).toEqual(["DraftApproved"]);
  });
  it("is not an auto-reply, which leaves the hold open", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(message("2", "auto_reply")).made).toEqual(["SignalReceived"]);
    expect(openHold(contact.stream.contact)).not.toBeNull();
  });
  it("leaves an edited hold open, marks it and raises a task when the signal starts no run", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(contact.perform(message("2", "not_interested")).made).toEqual(["SignalReceived", "TaskRaised"]);
    expect(openHold(contact.stream.contact)).toMatchObject({ marked: true });
  });
  it("ends the run without a flag when its class is not_interested", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(message("2", "not_interested")).made).toEqual(["SignalReceived", "HoldVoided"]);
    expect(contact.stream.contact.flags.replied).toBe(false);
    expect(unfinishedRun(contact.stream.contact)).toBeNull();
  });
});

describe("an opt-out", () => {
  it.for([
    [optOut("2", "bounce"), "bounced"],
    [optOut("2", "complaint"), "do_not_contact"],
    [optOut("2", "unsubscribe"), "unsubscribed"],
    [message("2", "unsubscribe"), "unsubscribed"],
    [message("2", "bounced"), "bounced"],
  ] as const)(
    "(case %#) sets its flag and voids the open hold or approval, in one turn",
    ([command, set], { expect }) => {
      const open = withDraft();
      expect(open.perform(command).made).toEqual(["SignalReceived", "ContactFlagged", "HoldVoided"]);
      expect(open.stream.contact.flags[set]).toBe(true);
      const approved = withApproval();
      expect(approved.perform(command).made).toEqual(["SignalReceived", "ContactFlagged", "ApprovalVoided"]);
      expect(approved.perform(claim(run, approved.approvalOf(run))).refusal).toEqual({
        reason: "approval_void",
        cause: "vetoed",
      });
    },
  );
  it("also voids an edited hold", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(contact.perform(optOut("2", "unsubscribe")).made).toContain("HoldVoided");
  });
});

describe("the veto", () => {
  const hitCases = VetoReason.options.map((reason) => [reason] as const);
  it.for(hitCases)("ends a run before its plan for the reason %s", ([reason], { expect }) => {
    const contact = aContact().given(lead());
    if (reason !== "suppressed") contact.given(flag(reason));
    // Setting a flag does not end a run that waits for its plan; the veto at the planner's command does.
    const decided = contact.perform(
      action(run, "initial", "first_contact", reason === "suppressed" ? ["suppressed"] : []),
    );
    expect(decided.made.slice(0, 2)).toEqual(["SafetyVetoed", "ActionDecided"]);
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "ended", action: "skip", reason });
  });
  it("records every hit, and the first in order is the reason", ({ expect }) => {
    const contact = aContact().given(lead(), ...Flag.options.map((one) => flag(one)));
    contact.given(action(run, "initial", "first_contact", ["suppressed"]));
    const vetoed = contact.stream.events.find((event) => event.type === "SafetyVetoed");
    expect(vetoed?.payload).toMatchObject({
      where: "plan",
      reason: "suppressed",
      hits: VetoReason.options,
      revision: 3,
    });
  });
  it("raises a task when a signal arrives in a conversation that a person has taken over", ({ expect }) => {
    const contact = aContact().given(lead(), flag("replied"));
    expect(contact.perform(action(run)).made).toEqual(["SafetyVetoed", "ActionDecided", "TaskRaised"]);
    expect(taskOf(contact, "hot_reply")).toBeDefined();
  });
  it("is checked when a preview hold opens", ({ expect }) => {
    const contact = aContact().given(lead(), action(run));
    expect(contact.perform(grades(run), { hit: true, revision: 9 })).toEqual({
      made: ["QualificationGraded", "OpportunityAnalyzed", "SafetyVetoed", "TaskRaised"],
      refusal: { reason: "vetoed", veto: "suppressed", hits: ["suppressed"] },
    });
    expect(openHold(contact.stream.contact)).toBeNull();
    expect(taskOf(contact, "inbound_unanswered")).toMatchObject({ runId: run, about: run });
  });
  it("is checked when a draft hold opens", ({ expect }) => {
    const contact = withPreview().given(confirm(run));
    expect(contact.perform(draft(run), { hit: true, revision: 9 }).made).toEqual(["SafetyVetoed"]);
    expect(unfinishedRun(contact.stream.contact)).toBeNull();
  });
  it("is checked when a preview is confirmed, and a repeated click gets the same answer", ({ expect }) => {
    const contact = withPreview();
    const click = confirm(run);
    const refusal = { reason: "vetoed", veto: "suppressed", hits: ["suppressed"] };
    expect(contact.perform(click, { hit: true, revision: 9 })).toEqual({
      made: ["SafetyVetoed", "HoldVoided"],
      refusal,
    });
    expect(contact.stream.events.findLast(({ type }) => type === "SafetyVetoed")).toMatchObject({
      writer: "desk",
      payload: { where: "hold", revision: 9 },
    });
    expect(contact.perform(click)).toEqual({ made: [], refusal });
    expect([openHold(contact.stream.contact), unfinishedRun(contact.stream.contact)]).toEqual([null, null]);
  });
  it("is checked at the approval, and a repeated click gets the same answer", ({ expect }) => {
    const contact = withDraft();
    const click = approve(run, contact.digest(run));
    const refusal = { reason: "vetoed", veto: "suppressed", hits: ["suppressed"] };
    expect(contact.perform(click, { hit: true, revision: 9 })).toEqual({
      made: ["SafetyVetoed", "HoldVoided"],
      refusal,
    });
    expect(contact.perform(click)).toEqual({ made: [], refusal });
  });
  it("is checked at dispatch", ({ expect }) => {
    const contact = withApproval();
    expect(contact.perform(claim(run, contact.approvalOf(run)), { hit: true, revision: 9 }).made).toEqual([
      "SafetyVetoed",
      "ApprovalVoided",
    ]);
    expect(contact.stream.contact.sends).toEqual([]);
  });
  it("is not checked for a run that skips", ({ expect }) => {
    const contact = aContact().given(lead(), action(run, "skip", "too_soon"));
    expect(contact.perform(grades(run), { hit: true, revision: 9 }).refusal).toBeNull();
  });
});

describe("a hold", () => {
  it("ends once: the first decision counts, and the refusal of the second names who made the first", ({ expect }) => {
    const contact = withDraft();
    contact.given(approve(run, contact.digest(run)));
    expect(contact.perform(reject(run, "ben")).refusal).toMatchObject({
      reason: "already_settled",
      as: "approved",
      by: ROSA,
    });
    const dismissed = withPreview().given(dismiss(run));
    expect(dismissed.perform(confirm(run)).refusal).toMatchObject({ reason: "already_settled", as: "dismissed" });
  });
  it("is approved only with the displayed digest", ({ expect }) => {
    const contact = withDraft();
    const shown = contact.digest(run);
    contact.given(edit(run, shown, "Better words."));
    expect(contact.perform(approve(run, shown)).refusal).toEqual({ reason: "changed", digest: contact.digest(run) });
    expect(contact.perform(approve(run, contact.digest(run))).made).toEqual(["DraftApproved"]);
  });
  it("refuses an edit of another version, an empty edit and an edit that is too long", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(edit(run, "0".repeat(22), "Words.")).refusal).toMatchObject({ reason: "changed" });
    expect(contact.perform(edit(run, contact.digest(run), " \n ")).refusal).toEqual({
      reason: "invalid",
      field: "body",
    });
    expect(
      contact.perform(edit(run, contact.digest(run), "x".repeat(samplePolicy.compose.bodyCharacters + 1))).refusal,
    ).toEqual({ reason: "invalid", field: "body" });
  });
  it("records nothing when the text is saved as it was, however the form sends it", ({ expect }) => {
    const contact = withDraft();
    const same = { ...edit(run, contact.digest(run), `  ${draftText.body.replaceAll("\n", "\r\n")}\r\n`) };
    expect(contact.perform({ ...same, subject: ` ${draftText.subject} ` })).toMatchObject({ made: [], refusal: null });
    const blanks = draftText.body.replaceAll("\n", " \t\r\n");
    expect(contact.perform(edit(run, contact.digest(run), blanks))).toMatchObject({ made: [], refusal: null });
    expect(openHold(contact.stream.contact)?.edited).toBe(false);
    expect(contact.perform({ ...edit(run, contact.digest(run), draftText.body), subject: "Another" }).made).toEqual([
      "DraftEdited",
    ]);
  });
  it("records nothing when a text that is longer than today's limits is saved as it was", ({ expect }) => {
    const policy = structuredClone(samplePolicy);
    const contact = aContact({ policy }).given(lead(), action(run), grades(run), confirm(run), draft(run));
    policy.compose.bodyCharacters = 5;
    const same = edit(run, contact.digest(run), draftText.body);
    expect(contact.perform(same)).toEqual({ made: [], refusal: null });
    expect(contact.perform(edit(run, contact.digest(run), `${draftText.body}!`)).refusal).toMatchObject({
      field: "body",
    });
  });
  it("keeps footer and recipient through an edit", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    const words = contact.stream.open(contact.stream.contact.version);
    expect(words).toMatchObject({
      recipient: ADA,
      footer: "Sample Works Ltd, Berlin",
      body: "Better words.",
      diff: expect.stringContaining("+Better words."),
    });
  });
  it("expires at its time, not before", ({ expect }) => {
    const contact = withPreview().pass(72 * HOUR_MS - 1);
    expect(contact.perform(expire(run)).made).toEqual([]);
    expect(contact.pass(1).perform(expire(run)).made).toEqual(["HoldExpired"]);
    expect(contact.perform(confirm(run)).refusal).toMatchObject({
      reason: "already_settled",
      as: "expired",
      by: "timer",
    });
  });
  it("keeps its remaining time when it is snoozed", ({ expect }) => {
    const contact = withPreview().pass(24 * HOUR_MS);
    contact.given(snooze(run, new Date(Date.parse(contact.at()) + 10 * HOUR_MS).toISOString()));
    expect(Date.parse(openHold(contact.stream.contact)!.expiresAt) - Date.parse(contact.at())).toBe(
      (10 + 48) * HOUR_MS,
    );
    expect(contact.perform(snooze(run, "2020-01-01T00:00:00.000Z")).refusal).toEqual({
      reason: "invalid",
      field: "until",
    });
  });
  it("can have its run requested again after it expired", ({ expect }) => {
    const contact = withPreview()
      .pass(72 * HOUR_MS)
      .given(expire(run));
    expect(contact.perform(requestRun()).made).toEqual(["RunRequested"]);
    expect(unfinishedRun(contact.stream.contact)).toMatchObject({ step: "plan", startedBy: "request" });
  });
  it("is requested for nobody of whom no address is recorded, because no gate could look one up", ({ expect }) => {
    const contact = aContact().given(
      signal("won", { kind: "outcome", email: ADA, outcome: "meeting_booked" }),
      signal("seen", { kind: "activity", email: ADA, activity: "page" }),
    );
    expect(contact.perform(requestRun())).toMatchObject({ made: [], refusal: { reason: "no_address" } });
    contact.given(lead());
    expect(contact.perform(requestRun("now")).made).toEqual(["RunRequested"]);
  });
  it("is superseded by a requested run, also when it was edited", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(contact.perform(requestRun()).made).toEqual(["RunRequested", "HoldVoided"]);
  });
  it("is confirmed by the policy when that selects the preview's action, and the event names the rule", ({
    expect,
  }) => {
    const policy = {
      ...samplePolicy,
      hold: { ...samplePolicy.hold, autoConfirm: { actions: ["initial" as const], sources: [] } },
    };
    const contact = aContact({ policy }).given(lead(), action(run));
    expect(contact.perform(grades(run)).made).toEqual([
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
    ]);
    expect(contact.stream.events.at(-1)?.provenance.source).toBe("rule:hold.auto-confirm@1");
  });
});

describe("an approval", () => {
  it("can be undone before the claim, and not after", ({ expect }) => {
    const contact = withApproval();
    expect(contact.perform(undo(contact.approvalOf(run))).made).toEqual(["ApprovalVoided"]);
    expect(contact.perform(claim(run, contact.approvalOf(run))).refusal).toEqual({
      reason: "approval_void",
      cause: "undone",
    });
    const claimed = withClaim();
    expect(claimed.perform(undo(claimed.approvalOf(run))).refusal).toEqual({ reason: "already_claimed" });
  });
  it("gets the same answer when the same person repeats it; another person gets a refusal with the first one's name", ({
    expect,
  }) => {
    const contact = withApproval();
    expect(contact.perform(approve(run, contact.stream.contact.approvals[contact.approvalOf(run)]!.digest))).toEqual({
      made: [],
      refusal: null,
    });
    expect(contact.perform(approve(run, "0".repeat(22), "ben")).refusal).toMatchObject({
      reason: "already_settled",
      by: ROSA,
    });
  });
});

describe("a dispatch", () => {
  it("raises a task and counts as sent when it is uncertain, until a person decides", ({ expect }) => {
    const contact = withClaim();
    expect(contact.perform(settle(contact.approvalOf(run), { kind: "uncertain", reason: "no_answer" })).made).toEqual([
      "DispatchUncertain",
      "TaskRaised",
    ]);
    const task = taskOf(contact, "dispatch_uncertain")!;
    expect(contact.stream.contact.sends).toHaveLength(1);
    for (const how of TaskClosing.options.filter((one) => one !== "sent" && one !== "not_sent"))
      expect(contact.perform(closeTask(task.taskId, how)).refusal).toEqual({ reason: "invalid", field: "how" });
    expect(contact.perform(closeTask(task.taskId, "not_sent")).made).toEqual(["TaskClosed", "DispatchFailed"]);
    expect(contact.stream.contact.sends[0]?.state).toBe("failed");
  });
  it("raises a task and starts no follow-up when it failed", ({ expect }) => {
    const contact = withClaim();
    expect(contact.perform(settle(contact.approvalOf(run), { kind: "failed", reason: "refused" })).made).toEqual([
      "DispatchFailed",
      "TaskRaised",
    ]);
    expect(followupOf(contact.stream.contact, samplePolicy)).toBeNull();
  });
  it("accepts only one outcome", ({ expect }) => {
    const contact = withSend();
    const other = {
      ...settle(contact.approvalOf(run), { kind: "uncertain", reason: "no_answer" }),
      commandId: lead("other").commandId,
    };
    expect(contact.perform(other)).toEqual({ made: [], refusal: { reason: "not_wanted", step: "sent" } });
  });
  it("sets the flag `replied` when its action was a reply", ({ expect }) => {
    const contact = aContact().given(
      message("1", "interested"),
      action(run, "reply", "reply_due"),
      grades(run),
      confirm(run),
      draft(run),
    );
    contact.given(approve(run, contact.digest(run)));
    contact.given(claim(run, contact.approvalOf(run)));
    expect(contact.perform(settle(contact.approvalOf(run))).made).toEqual(["DispatchSucceeded", "ContactFlagged"]);
    expect(contact.stream.contact.flags.replied).toBe(true);
  });
});

describe("a follow-up", () => {
  const due = (contact: ReturnType<typeof aContact>) => followupOf(contact.stream.contact, samplePolicy);
  const reported = (outcome: Outcome, until?: string) =>
    signal(`outcome-${outcome}`, { kind: "outcome", email: ADA, outcome, ...(until ? { until } : {}) });

  it.for(Outcome.options)(
    "is not due after an outcome that ends what was to be followed up: %s",
    (outcome, { expect }) => {
      const contact = withSend().given(reported(outcome));
      expect(due(contact)).toBeNull();
      expect(contact.pass(30 * DAY_MS).perform(followup(1)).made).toEqual([]);
      contact.given(lead("2"));
      expect(isSequenceClosed(contact.stream.contact)).toBe(false);
    },
  );

  it("waits for the day until which the contact is not ready, or away, and no longer than the ladder where that is earlier", ({
    expect,
  }) => {
    const byLadder = due(withSend())!.dueAt;
    const later = new Date(Date.parse(byLadder) + 20 * DAY_MS).toISOString().slice(0, 10);
    expect(due(withSend().given(reported("not_ready", later)))?.dueAt).toBe(`${later}T00:00:00.000Z`);
    expect(due(withSend().given(reported("not_ready", "2026-01-01")))?.dueAt).toBe(byLadder);
    const away = signal("away", { kind: "message", email: ADA, text: "I am away." }, "auto_reply");
    const hearing = { marks: ["machine" as const], until: later };
    const contact = withSend().given({ ...away, reply: { class: "auto_reply", rule: "test", hearing } });
    expect(due(contact)?.dueAt).toBe(`${later}T00:00:00.000Z`);
    const days = Date.parse(`${later}T00:00:00.000Z`) - Date.parse(contact.at());
    expect(contact.pass(days - 1).perform(followup(1)).made).toEqual([]);
    expect(contact.pass(1).perform(followup(1)).made).toEqual(["FollowupDue"]);
  });

  it("is due three days after the send, once", ({ expect }) => {
    const contact = withSend();
    expect(contact.pass(3 * DAY_MS - 1).perform(followup(1)).made).toEqual([]);
    expect(contact.pass(1).perform(followup(1)).made).toEqual(["FollowupDue"]);
    expect(followupOf(contact.stream.contact, samplePolicy)).toBeNull();
  });
  it("is not due while a run is open, a flag is set or the sequence is closed", ({ expect }) => {
    expect(
      withSend()
        .given(lead("2"))
        .pass(9 * DAY_MS)
        .perform(followup(1)).made,
    ).toEqual([]);
    expect(
      withSend()
        .given(flag("unsubscribed"))
        .pass(9 * DAY_MS)
        .perform(followup(1)).made,
    ).toEqual([]);
    expect(
      withSend()
        .given(message("2", "not_interested"))
        .pass(9 * DAY_MS)
        .perform(followup(1)).made,
    ).toEqual([]);
  });
  it("is never due after an imported send only", ({ expect }) => {
    const history = signal("h", {
      kind: "history",
      email: ADA,
      sends: ["2026-01-01T00:00:00.000Z"],
      messages: [],
      flags: [],
    });
    expect(
      aContact()
        .given(history)
        .pass(30 * DAY_MS)
        .perform(followup(1)).made,
    ).toEqual([]);
  });
  it("is not due again when its hold expired", ({ expect }) => {
    const contact = withSend()
      .pass(3 * DAY_MS)
      .given(followup(1));
    const due = contact.stream.contact.currentRun!;
    contact.given(action(due, "followup", "followup_due"), grades(due)).pass(80 * HOUR_MS);
    const { holdId } = openHold(contact.stream.contact)!;
    contact.given({ ...expire(due), holdId });
    expect(followupOf(contact.stream.contact, samplePolicy)).toBeNull();
  });
});

describe("a person", () => {
  it("can take a conversation over and hand it back", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(flag("replied")).made).toEqual(["ContactFlagged", "HoldVoided"]);
    expect(contact.perform(flag("replied", false)).made).toEqual(["ContactFlagged"]);
    expect(contact.stream.contact.flags.replied).toBe(false);
  });
  it("can close a task once, with its consequences", ({ expect }) => {
    const contact = aContact().given(lead(), flag("replied"), action(run));
    const { taskId } = taskOf(contact, "hot_reply")!;
    expect(contact.perform(closeTask(taskId, "handed_back")).made).toEqual(["TaskClosed", "ContactFlagged"]);
    expect(contact.perform(closeTask(taskId, "done", "ben")).refusal).toMatchObject({
      reason: "already_settled",
      by: ROSA,
    });
  });
  it("can request a new run when closing a task", ({ expect }) => {
    const contact = withApproval().given(lead("2"));
    expect(contact.perform(closeTask(taskOf(contact, "approval_voided")!.taskId, "run_again")).made).toEqual([
      "TaskClosed",
      "RunRequested",
    ]);
  });
});

it("an imported history sets flags, sends and the unanswered message", ({ expect }) => {
  const contact = aContact().given(
    signal("h", {
      kind: "history",
      email: ADA,
      sends: ["2026-02-20T09:00:00.000Z"],
      messages: [{ at: "2026-02-21T09:00:00.000Z", class: "interested" }],
      flags: ["bounced"],
    }),
  );
  expect(contact.stream.contact).toMatchObject({
    flags: { bounced: true },
    inbound: { at: "2026-02-21T09:00:00.000Z" },
    sends: [{ state: "sent" }],
  });
});
