// Tests the recording of model calls: after which the step waits and calls the model once more, and for the class of a message that is
// recorded already.
import { describe, it } from "vitest";
import { effectsOf } from "./effects.ts";
import { ada } from "../../testing/people.ts";
import { commandIdOf } from "../../schema/ids.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import { aContact, action, erase, flag, lead, message, optOut, runOf, waited } from "../../testing/contact/scenario.ts";
import { historyOf } from "./views.ts";

const run = runOf("1");
const called = waited(run);

const callsIn = ({ stream: { contact } }: ReturnType<typeof aContact>) => {
  const own = contact.runs[run];
  if (!own) throw new Error("no run");
  return historyOf(ada, contact, own, "2026-11-22T12:00:00.000Z").calls;
};

describe("a model call before a delayed second call", () => {
  it("is in the log with the webhook source whose budget it counts against, and in the next history", ({ expect }) => {
    const contact = aContact().given(lead());
    expect(callsIn(contact)).toEqual({ ofRun: 0, ofStep: 0 });
    expect(contact.stream.contact.runs[run]).not.toHaveProperty("calls");
    contact.given(called);
    expect(contact.stream.events.at(-1)).toMatchObject({
      type: "LlmCalled",
      writer: "planner",
      payload: { runId: run, source: "test", step: "plan_tasks", outcome: "rate_limited" },
      provenance: { reason: "rate_limited", source: `llm:deepseek-flash@${"a".repeat(22)}`, confidence: 1 },
    });
    expect(callsIn(contact)).toEqual({ ofRun: 1, ofStep: 1 });
  });

  it("leaves the run at its step, waiting for the same message", ({ expect }) => {
    const contact = aContact().given(lead());
    const before = effectsOf(ada, contact.stream.contact).map(({ message }) => message);
    contact.given(called);
    expect(effectsOf(ada, contact.stream.contact).map(({ message }) => message)).toEqual(before);
    contact.given(action(run));
    expect(contact.stream.contact.runs[run]).toMatchObject({ step: "grade", calls: { plan_tasks: 1 } });
  });

  it("is recorded once, also when the repeated command has other content", ({ expect }) => {
    const contact = aContact().given(lead(), called);
    const before = contact.stream.rows;
    contact.given({ ...called, call: { ...called.call, latencyMs: 41 } });
    expect(contact.stream.rows).toEqual(before);
  });

  it("is recorded before it is refused when its step is finished, or its run superseded or erased", ({ expect }) => {
    const decided = aContact().given(lead(), action(run));
    const notWanted = { made: ["LlmCalled"], refusal: { reason: "not_wanted", step: "grade" } };
    expect(decided.perform(called)).toEqual(notWanted);
    expect(decided.perform(called)).toEqual({ ...notWanted, made: [] });
    const newer = aContact().given(lead(), message("2", "interested"));
    expect(newer.perform(called)).toEqual({ made: ["LlmCalled"], refusal: { reason: "superseded" } });
    const erased = aContact().given(lead(), erase());
    expect(erased.perform(called)).toEqual({ made: ["LlmCalled"], refusal: { reason: "erased" } });
    expect(erased.stream.events.at(-1)).toMatchObject({ type: "LlmCalled", sealed: null });
  });

  it("is not recorded for a run that the object does not know", ({ expect }) => {
    const contact = aContact().given(lead());
    const unknown = { made: [], refusal: { reason: "unknown", what: "run" } };
    expect(contact.perform(waited(runOf("other")))).toEqual(unknown);
  });
});

describe("a model call for the class of a recorded message", () => {
  const classed = (id: string, as: ReplyClass) => ({
    ...message("m", as),
    commandId: commandIdOf("ReceiveSignal", id),
    classified: { outcome: "ok" as const, call: { ...called.call, step: "classify_reply", outcome: "ok" as const } },
  });

  it("is recorded alone, and cites the message with the call's own class", ({ expect }) => {
    const contact = aContact().given(classed("first", "interested"));
    const { runs } = contact.stream.contact;
    expect(contact.perform(classed("second", "not_interested")).made).toEqual(["LlmCalled"]);
    expect(contact.perform(classed("second", "not_interested")).made).toEqual([]);
    expect(contact.stream.events.at(-1)?.provenance.evidence).toEqual([
      { table: "events", id: `${ada}@1`, columns: { class: "not_interested" } },
    ]);
    expect(contact.stream.contact.runs).toEqual(runs);
  });

  it("does not record a message again as an opt-out, nor an opt-out that a person has lifted", ({ expect }) => {
    const heard = aContact().given(classed("first", "interested"));
    expect(heard.perform(classed("second", "unsubscribe")).made).toEqual(["LlmCalled"]);
    const lifted = aContact().given(classed("first", "unsubscribe"), flag("unsubscribed", false));
    expect(lifted.perform(classed("second", "unsubscribe")).made).toEqual(["LlmCalled"]);
    expect(lifted.stream.contact.flags.unsubscribed).toBe(false);
  });

  it("leaves room for an opt-out of another kind under the receipt of a message", ({ expect }) => {
    const contact = aContact().given(classed("first", "interested"));
    const { made } = contact.perform(optOut("m", "unsubscribe"));
    expect(made.slice(0, 2)).toEqual(["SignalReceived", "ContactFlagged"]);
    expect(contact.stream.contact.flags.unsubscribed).toBe(true);
  });
});
