// Tests the look again on a day: who may set it and when, what the timer makes of it, and what ends it before.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { DAY_MS, dayAfter } from "../../schema/time.ts";
import { ADA, ada } from "../../testing/people.ts";
import {
  aContact,
  type AContact,
  action,
  clearRevisit,
  confirm,
  dismiss,
  draft,
  erase,
  flag,
  grades,
  lead,
  requestRun,
  revisitDue,
  runOf,
  setRevisit,
  signal,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { REVISIT_MOST_DAYS } from "./decide-revisit.ts";
import { nextDeadline } from "./effects.ts";
import { currentRun, dueRevisit } from "./state.ts";
import { unwrittenRows } from "./unwritten-rows.ts";

const run = runOf("1");
const todayOf = (contact: AContact): string => contact.at().slice(0, 10);
const inDays = (contact: AContact, days: number): string => dayAfter(todayOf(contact), days);
const rowOf = ({ stream }: AContact) =>
  unwrittenRows(ada, stream.contact, stream.events).find((row) => row.runId === run);
const dismissed = (): AContact => withPreview().given(dismiss(run));
const alarmOf = ({ stream }: AContact): number | null =>
  nextDeadline(stream.contact, { policy: samplePolicy, now: 0, shipped: stream.contact.version });

describe("a look again on a day", () => {
  it("starts a run on its day, in the name of the person, and cites who wanted it", ({ expect }) => {
    const contact = dismissed();
    const on = inDays(contact, 10);
    contact.given(setRevisit(run, on));
    const { version } = contact.stream.contact;
    expect(contact.stream.open(version)).toMatchObject({ why: "they asked to wait" });
    expect(rowOf(contact)).toMatchObject({ version, revisitOn: on, revisitBy: "rosa", reason: "dismissed" });
    expect(alarmOf(contact)).toBe(Date.parse(on));
    expect(contact.perform(revisitDue(version)).made).toEqual([]);
    contact.pass(10 * DAY_MS);
    expect(contact.perform(revisitDue(version)).made).toEqual(["RunRequested"]);
    const { provenance, writer, payload } = contact.stream.events.at(-1)!;
    expect(writer).toBe("timer");
    expect(payload).toMatchObject({ by: "rosa", revisit: version });
    expect(provenance).toMatchObject({
      source: "timer",
      evidence: [{ table: "events", id: `${ada}@${version}`, columns: { on, run_id: run } }],
    });
    const made = currentRun(contact.stream.contact);
    expect(made).toMatchObject({ startedBy: "request", step: "plan" });
    expect(rowOf(contact)).toMatchObject({ version: version + 1, revisitOn: null, revisitBy: null });
    expect(dueRevisit(contact.stream.contact)).toBeNull();
    // A second alarm, and the same command again, start nothing.
    expect(contact.perform(revisitDue(version)).made).toEqual([]);
    expect(contact.stream.contact.version).toBe(version + 1);
  });

  it.for([
    ["a run that waits for a person", () => withPreview(), run, 3, { reason: "not_wanted", step: "preview" }],
    ["a run with a message", () => withSend(), run, 3, { reason: "not_wanted", step: "dispatched" }],
    ["a run that is not there", () => dismissed(), runOf("9"), 3, { reason: "unknown", what: "run" }],
    ["an erased contact", () => dismissed().given(erase()), run, 3, { reason: "erased" }],
    ["today", () => dismissed(), run, 0, { reason: "invalid", field: "on" }],
    ["a day far ahead", () => dismissed(), run, REVISIT_MOST_DAYS + 1, { reason: "invalid", field: "on" }],
  ] as const)("is refused for %s", ([, contactOf, runId, days, refusal], { expect }) => {
    const contact = contactOf();
    expect(contact.perform(setRevisit(runId, inDays(contact, days)))).toMatchObject({ made: [], refusal });
  });

  it("is set once for the same wish, and a later wish replaces it, also for another run", ({ expect }) => {
    const contact = dismissed();
    const [first, second] = [inDays(contact, 5), inDays(contact, 9)];
    contact.given(setRevisit(run, first));
    expect(contact.perform({ ...setRevisit(run, first), commandId: lead("again").commandId }).made).toEqual([]);
    contact.given(setRevisit(run, second));
    expect(contact.stream.contact.revisit).toMatchObject({ on: second });
    contact.given(lead("2"), action(runOf("2"), "skip", "too_soon"), grades(runOf("2")));
    contact.given(setRevisit(runOf("2"), first));
    expect(rowOf(contact)).toMatchObject({ version: contact.stream.contact.version, revisitOn: null });
    expect(contact.stream.contact.revisit).toMatchObject({ runId: runOf("2"), on: first });
  });

  it("is taken back, and then nothing starts", ({ expect }) => {
    const contact = dismissed();
    contact.given(setRevisit(run, inDays(contact, 5)));
    const { version } = contact.stream.contact;
    contact.given(clearRevisit(run));
    expect(rowOf(contact)).toMatchObject({ version: version + 1, revisitOn: null });
    expect(contact.perform({ ...clearRevisit(run), commandId: lead("again").commandId }).made).toEqual([]);
    contact.pass(6 * DAY_MS);
    expect(contact.perform(revisitDue(version)).made).toEqual([]);
    expect(alarmOf(contact)).toBeNull();
  });

  it("waits while another run is unfinished, and ends when a person requests one", ({ expect }) => {
    const contact = dismissed();
    contact.given(setRevisit(run, inDays(contact, 1)));
    const { version } = contact.stream.contact;
    contact.given(lead("2")).pass(2 * DAY_MS);
    expect(dueRevisit(contact.stream.contact)).toBeNull();
    expect(contact.perform(revisitDue(version)).made).toEqual([]);
    contact.given(action(runOf("2"), "skip", "too_soon"), grades(runOf("2")));
    expect(dueRevisit(contact.stream.contact)).toMatchObject({ version });
    contact.given(requestRun());
    expect(contact.stream.contact.revisit).toBeUndefined();
    expect(rowOf(contact)).toMatchObject({ revisitOn: null });
  });

  it("is gone with an erasure, and its row has nothing of it", ({ expect }) => {
    const contact = dismissed();
    contact.given(setRevisit(run, inDays(contact, 1)));
    const { version } = contact.stream.contact;
    contact.given(erase()).pass(2 * DAY_MS);
    expect(contact.perform(revisitDue(version)).made).toEqual([]);
    expect(rowOf(contact)).toMatchObject({ version: version + 1, revisitOn: null, revisitBy: null });
    expect(alarmOf(contact)).toBeNull();
  });

  it("leaves the veto its word: the run of a contact who is not to be written to ends at its gate", ({ expect }) => {
    const contact = dismissed();
    contact.given(setRevisit(run, inDays(contact, 1)), flag("do_not_contact"));
    const version = contact.stream.contact.revisit!.version;
    contact.pass(2 * DAY_MS).given(revisitDue(version));
    const made = currentRun(contact.stream.contact)!;
    contact.perform(action(made.runId, "skip", "do_not_contact", ["do_not_contact"]));
    expect(contact.stream.contact.runs[made.runId]?.end).toBe("vetoed");
  });

  it("keeps the telephone number that the run’s lead claimed", ({ expect }) => {
    const phone = "p".repeat(22);
    const claimed = signal("1", { kind: "lead", email: ADA, phone: "+49 30 1234567" });
    const contact = aContact().given({ ...claimed, lookups: { ...claimed.lookups, phone } });
    contact.given(action(run), grades(run), dismiss(run), setRevisit(run, inDays(contact, 1)));
    const { version } = contact.stream.contact;
    contact.given(lead("2"), action(runOf("2"), "skip", "too_soon"), grades(runOf("2")));
    contact.pass(2 * DAY_MS).given(revisitDue(version));
    expect(currentRun(contact.stream.contact)).toMatchObject({ startedBy: "request", phone });
  });

  it("leaves the messages of its run to its people: a preview opens, and is confirmed as any other", ({ expect }) => {
    const contact = dismissed();
    contact.given(setRevisit(run, inDays(contact, 1)));
    contact.pass(2 * DAY_MS).given(revisitDue(contact.stream.contact.revisit!.version));
    const { runId } = currentRun(contact.stream.contact)!;
    contact.given(action(runId), grades(runId), confirm(runId), draft(runId));
    expect(contact.stream.contact.runs[runId]?.step).toBe("draft");
  });
});
