// Forged `LlmCalled` events: an attacker with write access to the log changes one such event, and verification must find the
// change.
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import type { EventOf } from "../schema/events.ts";
import { describe, it } from "vitest";
import { ada } from "../testing/people.ts";
import { aContact, action, confirm, grades, lead, runOf, waited } from "../testing/contact/scenario.ts";
import type { CommandOf, ContactCommand } from "../schema/commands.ts";
import type { Finding } from "./faults.ts";
import { judgeLaws } from "./lawful.ts";
import type { Placed } from "./placed.ts";
import { policiesOf } from "./policies.ts";
import { sentenceOf } from "./sentences.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { judgeWriter } from "./writers.ts";

const run = runOf("1");
type Called = EventOf<"LlmCalled">;

const called = (step: "plan" | "compose", turn = 0) => waited(run, step, turn);

/** The findings about the event of a call after these commands, with the event changed by `change`. */
function findings(
  given: readonly ContactCommand[],
  call: CommandOf<"RecordModelCall">,
  change: (event: Called) => Called = (event) => event,
): string[] {
  const contact = aContact().given(...given);
  const before = contact.stream.contact;
  const past = contact.stream.events;
  contact.given(call);
  const event = contact.stream.events.findLast((one): one is Called => one.type === "LlmCalled");
  if (!event) throw new Error("no call");
  const changed = change(event);
  const found: Finding[] = [];
  const placed: Placed = { contactId: ada, event: changed, before, states: [], past };
  const context = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
  };
  judgeLaws(placed, context, (finding) => void found.push(finding));
  judgeWriter(changed, (finding) => void found.push(finding));
  return found.map(({ name, field }) => `${name} ${field}`);
}

const payload =
  (change: Partial<Called["payload"]>) =>
  (event: Called): Called => ({ ...event, payload: { ...event.payload, ...change } });
const toCompose = [lead(), action(run), grades(run), confirm(run)];

describe("a call of a model in the log", () => {
  it("has no fault at its step, alone or after another call, when it names the source of its run", ({ expect }) => {
    expect(findings([lead()], called("plan"))).toEqual([]);
    expect(findings([lead(), called("plan")], called("plan", 1))).toEqual([]);
    expect(findings(toCompose, called("compose"))).toEqual([]);
    expect(findings([...toCompose, called("compose"), called("compose", 1)], called("compose", 2))).toEqual([]);
    // An older release recorded no source in a call.
    expect(findings([lead()], called("plan"), payload({ source: undefined }))).toEqual([]);
  });

  it.for<[string, readonly ContactCommand[], "plan" | "compose", (event: Called) => Called, string]>([
    [
      "for a step that its run is not at",
      [lead()],
      "plan",
      payload({ step: "write_draft" }),
      "event_unlawful payload.runId",
    ],
    ["for no run", [lead()], "plan", payload({ runId: undefined }), "event_unlawful payload.runId"],
    ["for another source", [lead()], "plan", payload({ source: "mailbox" }), "event_unlawful payload.source"],
    ["by another writer", [lead()], "plan", (event) => ({ ...event, writer: "composer" }), "writer_not_allowed writer"],
  ])("has a fault when it is %s", ([, given, step, change, expected], { expect }) => {
    expect(findings(given, called(step), change)).toContain(expected);
  });

  it("has a fault when its step already had the allowed number of calls", ({ expect }) => {
    const planned = [lead(), called("plan"), called("plan", 1)];
    expect(findings(planned, called("plan", 2))).toEqual(["event_unlawful payload.step"]);
    const composed = [...toCompose, called("compose"), called("compose", 1), called("compose", 2)];
    expect(findings(composed, called("compose", 3))).toEqual(["event_unlawful payload.step"]);
  });

  it("has a sentence for people in the story", ({ expect }) => {
    const [event] = aContact().given(lead(), called("plan")).stream.events.slice(-1);
    expect(event && sentenceOf(event)).toBe("The model deepseek-flash was asked for a plan: rate limited.");
  });
});
