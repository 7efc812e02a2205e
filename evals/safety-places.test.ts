// Tests that the contact object checks the veto at each of its five commands. For every combination of veto reasons, each command
// finds the reasons that the planner's gate finds, and records them in an event.
import { describe, it } from "vitest";
import { decide } from "../domain/contact/decide.ts";
import { drawnFor } from "../domain/contact/drawn.ts";
import { ada } from "../testing/people.ts";
import {
  aContact,
  type AContact,
  action,
  approve,
  claim,
  confirm,
  draft,
  grades,
  lead,
  runOf,
  withApproval,
  withDraft,
  withPreview,
} from "../testing/contact/scenario.ts";
import type { ContactCommand } from "../schema/commands.ts";
import { NEVER_STOPPED } from "../schema/dispatching.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { EventType } from "../schema/events.ts";
import { type GatePlace, VetoReason } from "../schema/lists.ts";
import { gateOf } from "./gate.ts";
import { flagsOf, newHistory } from "./people.ts";

const run = runOf("1");
const REVISION = 41;

interface GuardedCommand {
  readonly where: GatePlace;
  /** The event that must not exist without a passed gate. */
  readonly guardedType: EventType;
  /** A contact in the state before the command, and the command. */
  prepare(listed: boolean): readonly [AContact, ContactCommand];
}

const COMMANDS: Readonly<Record<string, GuardedCommand>> = {
  "the plan": {
    where: "plan",
    guardedType: "ActionDecided",
    // The planner has read the list, and its command carries the hits.
    prepare: (listed) => [
      aContact().given(lead()),
      { ...action(run, "initial", "first_contact", listed ? ["suppressed"] : []), revision: REVISION },
    ],
  },
  "the preview hold": {
    where: "hold",
    guardedType: "PreviewHeld",
    prepare: () => [aContact().given(lead(), action(run)), grades(run)],
  },
  "the draft hold": {
    where: "hold",
    guardedType: "DraftHeld",
    prepare: () => [withPreview().given(confirm(run)), draft(run)],
  },
  "the approval": {
    where: "approve",
    guardedType: "DraftApproved",
    prepare: () => {
      const contact = withDraft();
      return [contact, approve(run, contact.digest(run))];
    },
  },
  "the dispatch": {
    where: "dispatch",
    guardedType: "DispatchClaimed",
    prepare: () => {
      const contact = withApproval();
      return [contact, claim(run, contact.approvalOf(run))];
    },
  },
};

/** Every combination of veto reasons, with its name. */
const combinations = Array.from({ length: 2 ** VetoReason.options.length }, (_, bits) => {
  const against = VetoReason.options.filter((__, index) => bits & (1 << index));
  return [against.join(", ") || "nothing", against] as const;
});

describe.for(Object.entries(COMMANDS))("%s", ([, { where, guardedType, prepare }]) => {
  it.for(combinations)("decides as the planner's gate for %s", ([, against], { expect }) => {
    const listed = against.includes("suppressed");
    const flags = flagsOf(against.filter((reason) => reason !== "suppressed"));
    const list = { hit: listed, revision: REVISION, dispatching: NEVER_STOPPED };
    const gate = gateOf({ ...newHistory, flags }, listed);
    const [contact, command] = prepare(listed);
    const decision = decide(command, {
      streamId: ada,
      contact: { ...contact.stream.contact, flags },
      at: contact.at(),
      policy: samplePolicy,
      list,
      digest: contact.stream.digest,
      drawn: drawnFor(contact.stream, command),
    });
    const events = "needs" in decision ? [] : decision.events;
    const guarded = events.find(({ type }) => type === guardedType);
    const veto = events.find(({ type }) => type === "SafetyVetoed");
    if (gate.ok) {
      expect(veto).toBeUndefined();
      expect(guarded?.payload).toMatchObject({ gate: { where, flags, revision: REVISION } });
      return;
    }
    expect(veto?.payload).toMatchObject({ ...gate.error, where, revision: REVISION });
    // A vetoed plan still has an action, a skip. The event refers to the veto and carries no gate.
    if (where === "plan") expect(guarded?.payload).toMatchObject({ action: "skip", reason: gate.error.reason });
    else expect(guarded).toBeUndefined();
    expect(guarded?.payload ?? {}).not.toHaveProperty("gate");
  });
});

describe("a suppression list that was not read yet", () => {
  const needingList = Object.entries(COMMANDS).filter(([, { where }]) => where !== "plan");
  it.for(needingList)("is requested by the command %s before it decides", ([, { prepare }], { expect }) => {
    const [contact, command] = prepare(false);
    const { stream } = contact;
    const drawn = drawnFor(stream, command);
    const circumstances = {
      streamId: ada,
      at: contact.at(),
      policy: samplePolicy,
      list: null,
      digest: stream.digest,
      drawn,
    };
    expect(decide(command, { ...circumstances, contact: stream.contact })).toEqual({ needs: "list" });
  });
});
