// Tests the rows of the runs that ended without a message: the reason, the time, and who decided it.
import { describe, it } from "vitest";
import { HOUR_MS } from "../../schema/time.ts";
import { ada, ROSA } from "../../testing/people.ts";
import {
  aContact,
  action,
  type AContact,
  checkList,
  claim,
  closeTask,
  confirm,
  dismiss,
  erase,
  expire,
  flag,
  grades,
  lead,
  optOut,
  reject,
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
import { unwrittenRows } from "./unwritten-rows.ts";

const run = runOf("1");
const listed = { hit: true, revision: 9 };
const rowsOf = ({ stream }: AContact, above?: number) => unwrittenRows(ada, stream.contact, stream.events, above);

const graded = (): AContact => aContact().given(lead(), action(run));
const vetoedByList = (contact: AContact): AContact => {
  contact.perform(checkList(run), listed);
  return contact;
};

describe("a run that ended without a message", () => {
  it.for([
    ["too_soon", null, () => aContact().given(lead(), action(run, "skip", "too_soon"), grades(run))],
    ["plan_skip", null, () => aContact().given(lead(), action(run, "skip", "plan_skip"), grades(run))],
    ["suppressed", null, () => aContact().given(lead(), action(run, "skip", "suppressed", ["suppressed"]))],
    ["bounced", null, () => aContact().given(lead(), flag("bounced"), action(run))],
    ["suppressed", null, () => vetoedByList(graded())],
    ["suppressed", null, () => vetoedByList(withDraft())],
    ["suppressed", null, () => vetoedByList(withApproval())],
    ["unsubscribed", null, () => withDraft().given(optOut("2", "unsubscribe"))],
    ["do_not_contact", null, () => withPreview().given(flag("do_not_contact"))],
    ["replied", null, () => withApproval().given(flag("replied"))],
    ["dismissed", ROSA, () => withPreview().given(dismiss(run))],
    ["rejected", ROSA, () => withDraft().given(reject(run))],
    ["superseded", null, () => withDraft().given(lead("2"))],
    ["superseded", ROSA, () => withPreview().given(requestRun())],
    ["erased", null, () => withDraft().given(erase())],
  ] as const)("has the reason %s, and whom %s decided it (case %#)", ([reason, endedBy, made], { expect }) => {
    const contact = made();
    const { stream } = contact;
    const [row, ...others] = rowsOf(contact);
    expect(others).toEqual([]);
    const { stepVersion, stepAt, action: decided } = stream.contact.runs[run]!;
    expect(row).toEqual({
      endedAt: stepAt,
      runId: run,
      streamId: ada,
      version: stepVersion,
      reason,
      startedBy: "signal",
      source: "test",
      action: decided,
      endedBy,
      revisitOn: null,
      revisitBy: null,
    });
    expect(rowsOf(contact, stepVersion - 1)).toEqual([row]);
    expect(rowsOf(contact, stepVersion)).toEqual([]);
  });

  it("expires, or loses its approval to the person who takes it back", ({ expect }) => {
    const expired = withPreview()
      .pass(80 * HOUR_MS)
      .given(expire(run));
    expect(rowsOf(expired)).toMatchObject([{ reason: "expired", endedBy: null }]);
    const undone = withApproval();
    undone.given(undo(undone.approvalOf(run)));
    expect(rowsOf(undone)).toMatchObject([{ reason: "undone", endedBy: ROSA }]);
  });

  it("is one whose message the provider refused, or of which a person found that it was not sent", ({ expect }) => {
    const failed = withClaim();
    failed.given(settle(failed.approvalOf(run), { kind: "failed", reason: "refused" }));
    expect(rowsOf(failed)).toMatchObject([{ reason: "failed", endedBy: null }]);
    const uncertain = withClaim();
    uncertain.given(settle(uncertain.approvalOf(run), { kind: "uncertain", reason: "timeout" }));
    expect(rowsOf(uncertain)).toEqual([]);
    const [task] = Object.values(uncertain.stream.contact.tasks);
    uncertain.given(closeTask(task!.taskId, "not_sent"));
    expect(rowsOf(uncertain)).toMatchObject([
      { reason: "failed", endedBy: ROSA, version: uncertain.stream.contact.version },
    ]);
  });

  it("is none that goes on, or was sent", ({ expect }) => {
    const claimed = withApproval();
    claimed.given(claim(run, claimed.approvalOf(run)));
    const all = [
      aContact().given(lead()),
      graded(),
      withPreview(),
      withPreview().given(confirm(run)),
      withDraft(),
      withApproval(),
      claimed,
      withSend(),
    ];
    expect(all.flatMap((contact) => rowsOf(contact))).toEqual([]);
  });
});
