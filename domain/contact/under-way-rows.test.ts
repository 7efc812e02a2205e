// Tests the rows of the runs that wait for a stage or a provider: for what, since when, and when a row is made and removed. That each run has one in its
// time is proved over random histories in run-list.test.ts.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ada } from "../../testing/people.ts";
import {
  aContact,
  action,
  type AContact,
  confirm,
  erase,
  grades,
  lead,
  runOf,
  settle,
  withApproval,
  withClaim,
  withDraft,
  withPreview,
} from "../../testing/contact/scenario.ts";
import { shipmentOf } from "./ship.ts";
import { lateRows, underWayRows } from "./under-way-rows.ts";

const run = runOf("1");
const { hold } = samplePolicy;
const rowsOf = ({ stream }: AContact) => underWayRows(ada, stream.contact);
const shipped = ({ stream }: AContact, from: number) => shipmentOf(ada, stream, from);

describe("a run that is under way", () => {
  it.for([
    ["plan", () => aContact().given(lead())],
    ["grade", () => aContact().given(lead(), action(run))],
    ["compose", () => withPreview().given(confirm(run))],
    ["dispatch", withApproval],
    ["claimed", withClaim],
    // The provider still has the message of an erased contact.
    ["claimed", () => withClaim().given(erase())],
  ] as const)("waits for the step %s", ([step, made], { expect }) => {
    const contact = made();
    const { runs, version } = contact.stream.contact;
    const { startedAt: beganAt } = runs[run]!;
    expect(rowsOf(contact)).toMatchObject([
      { beganAt, runId: run, streamId: ada, version, startedBy: "signal", source: "test", step },
    ]);
  });

  it.for([
    ["a preview", withPreview],
    ["a draft", withDraft],
    ["an erased draft", () => withDraft().given(erase())],
  ] as const)("is none that has %s", ([, made], { expect }) => {
    expect(rowsOf(made())).toEqual([]);
  });

  it("gets its row at the first patience of the policy, to the millisecond", ({ expect }) => {
    const { contact } = aContact().given(lead()).stream;
    const since = Date.parse(contact.runs[run]!.stepAt);
    const first = hold.stepPatienceSeconds * 1_000;
    expect(lateRows(ada, contact, { now: since + first - 1, hold })).toEqual([]);
    expect(lateRows(ada, contact, { now: since + first, hold })).toMatchObject([{ runId: run, step: "plan" }]);
  });

  it("loses the row of an earlier step with the events that move it on, and keeps that of its own", ({ expect }) => {
    const contact = aContact().given(lead());
    const planned = contact.stream.contact.version;
    contact.given(action(run));
    const { stepVersion, startedAt: beganAt } = contact.stream.contact.runs[run]!;
    expect(shipped(contact, planned).moved).toEqual([{ beganAt, runId: run, version: stepVersion }]);
    contact.given(grades(run));
    const { version } = contact.stream.contact;
    expect(shipped(contact, 0).moved).toEqual([{ beganAt, runId: run, version: version + 1 }]);
    expect(shipped(contact, version).moved).toBeUndefined();
  });

  it("loses its row when the provider has answered, also after an erasure", ({ expect }) => {
    for (const contact of [withClaim(), withClaim().given(erase())]) {
      const { version } = contact.stream.contact;
      contact.given(settle(contact.approvalOf(run)));
      expect(shipped(contact, version).moved).toMatchObject([
        { runId: run, version: contact.stream.contact.version + 1 },
      ]);
    }
  });
});
