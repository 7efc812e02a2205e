// Tests the shared parts of decisions: vetoes, gates, whether a stage's command is still wanted, and the refusal of a repeated
// command.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { VetoReason } from "../../schema/lists.ts";
import { Refusal } from "../../schema/refusals.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { type Circumstances, gateAt, refusalOf, vetoed, vetoRefusal, wantedRun } from "./decision.ts";
import { vetoOf } from "../rules/veto.ts";
import { ada } from "../../testing/people.ts";
import {
  aContact,
  action,
  approve,
  erase,
  lead,
  runOf,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { type Contact, emptyContact, type RunStep } from "./state.ts";

const run = runOf("1");
const flagged = (...set: readonly VetoReason[]): Contact => ({
  ...emptyContact,
  flags: { ...emptyContact.flags, ...Object.fromEntries(set.map((flag) => [flag, true])) },
});
const circumstances: Circumstances = {
  streamId: ada,
  contact: flagged("bounced"),
  at: "2026-03-02T09:00:00.000Z",
  policy: samplePolicy,
  list: { hit: false, revision: 7 },
  digest: () => null,
  drawn: null,
};

describe("the hits of a veto", { timeout: LONG_MILLISECONDS }, () => {
  it("are the set flags and the list, in the closed list's order", ({ expect }) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...VetoReason.options]), (set) => {
        const contact = flagged(...set.filter((reason) => reason !== "suppressed"));
        expect(vetoOf(contact.flags, set.includes("suppressed"))?.hits ?? []).toEqual(
          VetoReason.options.filter((reason) => set.includes(reason)),
        );
      }),
      runs(100),
    );
  });

  it("are all in the event and in the refusal, with the first hit as the reason", ({ expect }) => {
    const hits = ["bounced", "replied"] as const;
    const list = { hit: false, revision: 7 };
    const veto = { reason: "bounced", hits } as const;
    const event = vetoed(circumstances, veto, { where: "approve", writer: "desk", list, runId: run });
    expect(event.payload).toEqual({ where: "approve", reason: "bounced", hits, revision: 7, runId: run });
    expect(event.why).toMatchObject({ confidence: 1, reason: "bounced", source: "rule:safety-gate@1" });
    expect(event.why.evidence.map(({ table }) => table)).toEqual(["flags", "suppressions"]);
    expect(vetoRefusal(veto)).toEqual({ reason: "vetoed", veto: "bounced", hits });
    expect(Refusal.safeParse(vetoRefusal(veto)).error).toBeUndefined();
  });
});

it("a gate keeps the flags that it read, also when they change later", ({ expect }) => {
  const contact = { ...flagged(), flags: { ...emptyContact.flags } };
  const gate = gateAt("hold", contact, 7);
  contact.flags.bounced = true;
  expect(gate).toEqual({ where: "hold", flags: emptyContact.flags, revision: 7 });
});

describe("a step's command", () => {
  const wanted = (contact: Contact, step: RunStep, of = run) => {
    const found = wantedRun(contact, of, step);
    return found.ok ? found.value.step : found.error;
  };

  it("is wanted while its run is at its step", ({ expect }) => {
    expect(wanted(aContact().given(lead()).stream.contact, "plan")).toBe("plan");
    expect(wanted(withPreview().stream.contact, "preview")).toBe("preview");
  });

  it("is not wanted at another step, which the refusal names", ({ expect }) => {
    expect(wanted(withPreview().stream.contact, "plan")).toEqual({ reason: "not_wanted", step: "preview" });
    expect(wanted(withSend().stream.contact, "plan")).toEqual({ reason: "not_wanted", step: "dispatched" });
  });

  it("is refused as superseded when its run was superseded, at any step", ({ expect }) => {
    const { contact } = withDraft().given(lead("2")).stream;
    for (const step of ["plan", "grade", "compose", "dispatch"] as const)
      expect(wanted(contact, step)).toEqual({ reason: "superseded" });
    expect(wanted(contact, "plan", runOf("2"))).toBe("plan");
  });

  it("is refused as erased when the contact was erased, before any other reason", ({ expect }) => {
    const erased = withDraft().given(erase()).stream.contact;
    expect(wanted(erased, "draft")).toEqual({ reason: "erased" });
    expect(wanted(erased, "compose")).toEqual({ reason: "erased" });
  });

  it("is refused as unknown when its run does not exist", ({ expect }) => {
    expect(wanted(withDraft().stream.contact, "plan", runOf("unknown"))).toEqual({ reason: "unknown", what: "run" });
  });
});

describe("the refusal of a repeated command", () => {
  it("is the veto with the same hits for a click that was vetoed", ({ expect }) => {
    const contact = withDraft();
    const click = approve(run, contact.digest(run));
    const { refusal } = contact.perform(click, { hit: true, revision: 9 });
    expect(refusalOf(click, contact.stream.contact, contact.stream.recorded(click.commandId)!)).toEqual(refusal);
  });

  it("is null for a recorded action, also when a veto decided the action", ({ expect }) => {
    const contact = aContact().given(lead(), action(run, "skip", "suppressed", ["suppressed"]));
    const command = action(run);
    const recorded = contact.stream.recorded(action(run).commandId)!;
    expect(recorded.map(({ type }) => type)).toContain("SafetyVetoed");
    expect(refusalOf(command, contact.stream.contact, recorded)).toBeNull();
  });
});
