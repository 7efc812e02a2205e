// Forged `LlmCalled` events: an attacker with write access to the log changes one such event, and verification must find the
// change.
import { companyBook } from "./companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import type { EventOf } from "../schema/events.ts";
import { describe, it } from "vitest";
import { ada } from "../testing/people.ts";
import type { Contact } from "../domain/contact/state.ts";
import { aContact, action, confirm, erase, grades, lead, runOf, waited } from "../testing/contact/scenario.ts";
import type { CommandOf, ContactCommand } from "../schema/commands.ts";
import type { Finding } from "./faults.ts";
import { judgeLaws } from "./lawful.ts";
import type { Placed } from "./placed.ts";
import { policiesOf } from "../domain/policies.ts";
import { sentenceOf } from "./sentences.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { judgeWriter } from "./writers.ts";

const run = runOf("1");
type Called = EventOf<"LlmCalled">;

const called = (step: "plan" | "compose", turn = 0) => waited(run, step, turn);

/**
 * The findings about the event of a call after these commands, with the event changed by `change`. `read` is the version that the stage had
 * read; by default, the newest one.
 */
function findings(
  given: readonly ContactCommand[],
  call: CommandOf<"RecordModelCall">,
  change: (event: Called) => Called = (event) => event,
  read?: number,
): string[] {
  const contact = aContact();
  const states: Contact[] = [contact.stream.contact];
  for (const command of given) {
    contact.perform(command);
    while (states.length <= contact.stream.contact.version) states.push(contact.stream.contact);
  }
  const before = contact.stream.contact;
  const past = contact.stream.events;
  const version = read ?? before.version;
  contact.perform({ ...call, evidence: [{ table: "events", id: `${ada}@${version}`, columns: {} }] });
  const event = contact.stream.events.findLast((one): one is Called => one.type === "LlmCalled");
  if (!event) throw new Error("no call");
  const changed = change(event);
  const found: Finding[] = [];
  const context = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
  };
  const placed: Placed = { contactId: ada, event: changed, before, states, past };
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

  // Deliveries of one message at once may each pay for a call; but no stage asks about a run whose calls are used up.
  it("has a fault when the stage had read that its run has used its calls", ({ expect }) => {
    const calls = Array.from({ length: 6 }, (_, turn) => called("plan", turn));
    expect(findings([lead(), ...calls.slice(1)], called("plan", 9))).toEqual([]);
    expect(findings([lead(), ...calls], called("plan", 9))).toEqual(["event_unlawful payload.step"]);
    expect(findings([lead(), ...calls], called("plan", 9), (event) => event, 1)).toEqual([]);
  });

  it.for<[string, readonly ContactCommand[]]>([
    ["superseded", [lead(), lead("2")]],
    ["decided", [lead(), action(run)]],
    ["erased", [lead(), erase()]],
  ])(
    "has no fault when its run was %s meanwhile, if the run was at the step when the stage read it",
    ([, given], { expect }) => {
      expect(findings(given, called("plan"), (event) => event, 1)).toEqual([]);
      // At the newest version the run is not at the step any more: nobody could have asked then.
      expect(findings(given, called("plan"))).toContain("event_unlawful payload.runId");
    },
  );

  it("has a fault when it cites no version of its stream, or a later one", ({ expect }) => {
    for (const id of [`${ada}@2`, `${ada}@9`, `${ada}@0`, "root-x"]) {
      const [row] = waited(run).evidence;
      const cites = (event: Called): Called => ({
        ...event,
        provenance: { ...event.provenance, evidence: [{ ...row!, table: "events", id }] },
      });
      expect(findings([lead()], called("plan"), cites)).toContain("event_unlawful payload.runId");
    }
  });

  it("has a sentence for people in the story", ({ expect }) => {
    const [event] = aContact().given(lead(), called("plan")).stream.events.slice(-1);
    expect(event && sentenceOf(event)).toBe("The model deepseek-flash was asked for a plan: rate limited.");
  });
});
