// Tests the law that no words of a person end unseen: what ends without a hold raises a task, and what a person makes of such a task.
import { describe, it } from "vitest";
import type { HearingMark, Hearing } from "../../schema/hearing.ts";
import type { ReplyClass, TaskKind } from "../../schema/lists.ts";
import { ADA } from "../../testing/people.ts";
import {
  aContact,
  action,
  type AContact,
  closeTask,
  flag,
  grades,
  lead,
  optOut,
  runOf,
  signal,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { unanswered, unfinishedRun } from "./state.ts";

const run = runOf("1");

const heard = (id: string, as: ReplyClass, marks: readonly HearingMark[] = [], more: Partial<Hearing> = {}) => {
  const command = signal(id, { kind: "message", email: ADA, text: "About your mail." }, as);
  return { ...command, reply: { class: as, rule: "test", hearing: { marks: [...marks], ...more } } };
};
const openTasks = ({ stream }: AContact): readonly TaskKind[] =>
  Object.values(stream.contact.tasks)
    .filter(({ closed }) => closed === null)
    .map(({ kind }) => kind);
const taskOf = (contact: AContact, kind: TaskKind) =>
  Object.values(contact.stream.contact.tasks).find((task) => task.kind === kind)!;

describe("a message that ends the conversation", () => {
  it.for<[string, ReplyClass, HearingMark[], TaskKind[]]>([
    ["a bare opt-out", "unsubscribe", ["alone"], []],
    ["an opt-out that says more", "unsubscribe", [], ["inbound_unanswered"]],
    ["a bare refusal", "not_interested", ["alone"], []],
    ["a refusal that says more", "not_interested", [], ["inbound_unanswered"]],
    ["a machine's mail", "auto_reply", ["machine"], []],
    ["a note that somebody left", "auto_reply", ["machine", "left_company"], ["left_company"]],
    ["a delivery report of somebody known", "bounced", ["machine"], []],
  ])("%s", ([, as, marks, kinds], { expect }) => {
    const contact = withSend().given(heard("m", as, marks));
    expect(openTasks(contact)).toEqual(kinds);
  });

  it("raises a task for the message before it that nobody has seen", ({ expect }) => {
    const contact = aContact().given(lead(), heard("m", "not_interested", ["alone"]));
    expect(taskOf(contact, "inbound_unanswered")).toMatchObject({ about: run, runId: run });
  });

  it("raises no second one for a message that the ladder skipped, whose run still waits for its grades", ({
    expect,
  }) => {
    const contact = aContact().given(lead(), action(run, "skip", "too_soon"), heard("m", "not_interested", ["alone"]));
    expect(contact.stream.events.filter(({ type }) => type === "TaskRaised")).toHaveLength(1);
  });

  it("raises none for the message before it that was held", ({ expect }) => {
    expect(openTasks(withPreview().given(heard("m", "not_interested", ["alone"])))).toEqual([]);
  });

  it("raises none where the class came without a hearing", ({ expect }) => {
    const message = signal("m", { kind: "message", email: ADA, text: "No." }, "not_interested");
    expect(openTasks(withSend().given(message))).toEqual([]);
  });
});

describe("a message that goes on", () => {
  it("raises a task where it may be an opt-out, beside its run", ({ expect }) => {
    const contact = withSend().given(heard("m", "info_request", ["possible_opt_out"]));
    expect(openTasks(contact)).toEqual(["possible_opt_out"]);
    expect(unfinishedRun(contact.stream.contact)).not.toBeNull();
  });

  it("raises none otherwise", ({ expect }) => {
    expect(openTasks(withSend().given(heard("m", "interested", ["mixed"], { language: "de" })))).toEqual([]);
  });
});

describe("a message from an address that nobody reads", () => {
  it.for<ReplyClass>(["interested", "info_request"])(
    "of the class %s starts no run, and is a task",
    (as, { expect }) => {
      const contact = withSend().given(heard("m", as, ["role_sender"]));
      expect(openTasks(contact)).toEqual(["inbound_unanswered"]);
      expect(unfinishedRun(contact.stream.contact)).toBeNull();
    },
  );

  it("ends the run before it, and leaves both to a person", ({ expect }) => {
    const contact = aContact().given(lead(), heard("m", "interested", ["role_sender"]));
    expect(openTasks(contact)).toEqual(["inbound_unanswered", "inbound_unanswered"]);
  });
});

describe("a form that names several people, and none as the one who filled it in", () => {
  const form = heard("m", "auto_reply", ["ambiguous_person"]);

  it("starts no run, and a task asks whose it is", ({ expect }) => {
    const contact = aContact().given(form);
    expect(openTasks(contact)).toEqual(["ambiguous_person"]);
    expect(unfinishedRun(contact.stream.contact)).toBeNull();
  });

  it("leaves what is open with the person as it is", ({ expect }) => {
    const contact = withPreview().given(form);
    expect(contact.stream.contact.flags).toMatchObject({ unsubscribed: false, bounced: false });
    expect(unfinishedRun(contact.stream.contact)).not.toBeNull();
  });

  it("is answered when a person says so, and is an opt-out when a person says that", ({ expect }) => {
    const answered = aContact().given(form).pass(1_000);
    answered.given(closeTask(taskOf(answered, "ambiguous_person").taskId, "answered"));
    expect(unanswered(answered.stream.contact)).not.toBeNull();
    const ended = aContact().given(form).pass(1_000);
    const { taskId } = taskOf(ended, "ambiguous_person");
    expect(ended.perform({ ...closeTask(taskId, "opted_out"), revision: 4 }).made).toContain("ContactFlagged");
  });
});

describe("a delivery report", () => {
  it.for<[string, ReplyClass, HearingMark[]]>([
    ["a final one", "bounced", ["machine"]],
    ["a soft one", "auto_reply", ["machine", "soft_report"]],
  ])("about nobody we know raises a task: %s", ([, as, marks], { expect }) => {
    expect(openTasks(aContact().given(heard("m", as, marks)))).toContain("report_without_contact");
  });
});

describe("a lead", () => {
  it.for([
    ["a veto", action(run, "skip", "suppressed", ["suppressed"])],
    ["the ladder", action(run, "skip", "too_soon")],
  ] as const)("that %s ends raises a task", ([, decided], { expect }) => {
    const contact = aContact().given(lead(), decided);
    expect(taskOf(contact, "inbound_unanswered")).toMatchObject({ about: run, runId: run });
  });

  it("raises none when it is held, and none for a follow-up or a requested run", ({ expect }) => {
    expect(openTasks(withPreview())).toEqual([]);
  });
});

describe("a task about what somebody wrote", () => {
  const optedOut = (): AContact => withSend().given(heard("m", "unsubscribe"), optOut("c", "complaint")).pass(1_000);

  it("is answered: what forbade it is taken back, and their message waits for its answer", ({ expect }) => {
    const contact = optedOut();
    const { taskId } = taskOf(contact, "inbound_unanswered");
    expect(contact.perform(closeTask(taskId, "answered")).made).toEqual([
      "TaskClosed",
      "ContactFlagged",
      "ContactFlagged",
      "RunRequested",
    ]);
    expect(Object.values(contact.stream.contact.flags)).toEqual([false, false, false, false]);
    expect(unanswered(contact.stream.contact)).not.toBeNull();
    expect(unfinishedRun(contact.stream.contact)).toMatchObject({ step: "plan", startedBy: "request" });
  });

  it("is answered also after a refusal closed the sequence", ({ expect }) => {
    const contact = withSend().pass(1_000).given(heard("m", "not_interested")).pass(1_000);
    contact.given(closeTask(taskOf(contact, "inbound_unanswered").taskId, "answered"));
    expect(unanswered(contact.stream.contact)).not.toBeNull();
  });

  it("leaves a conversation with the person who has taken it over", ({ expect }) => {
    const contact = withSend().given(heard("m", "unsubscribe"), flag("replied"));
    contact.given(closeTask(taskOf(contact, "inbound_unanswered").taskId, "answered"));
    expect(contact.stream.contact.flags).toMatchObject({ replied: true, unsubscribed: false });
  });

  it("was an opt-out: the flag is set, and what is open is voided", ({ expect }) => {
    const contact = withSend().given(heard("m", "info_request", ["possible_opt_out"]));
    const started = runOf("m");
    contact.given(action(started, "reply", "reply_due"), grades(started));
    const { taskId } = taskOf(contact, "possible_opt_out");
    expect(contact.perform({ ...closeTask(taskId, "opted_out"), revision: 4 }).made).toEqual([
      "TaskClosed",
      "ContactFlagged",
      "HoldVoided",
    ]);
    expect(contact.stream.events.findLast(({ type }) => type === "ContactFlagged")?.payload).toMatchObject({
      flag: "unsubscribed",
      revision: 4,
    });
  });

  it("is the only kind that is closed so", ({ expect }) => {
    const contact = withSend().given(heard("m", "auto_reply", ["machine", "left_company"]));
    const { taskId } = taskOf(contact, "left_company");
    for (const how of ["answered", "opted_out"] as const)
      expect(contact.perform(closeTask(taskId, how)).refusal).toEqual({ reason: "invalid", field: "how" });
    expect(contact.perform(closeTask(taskId, "done")).made).toEqual(["TaskClosed"]);
  });
});
