// Tests a lead's steps in workerd with a moving clock: to the outbox, and three days later to its follow-up.
import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { afterEach, describe, it, vi } from "vitest";
import type { ContactId } from "../schema/ids.ts";
import { anAssembly, passTime } from "../testing/workerd/assembly.ts";
import { DAY_MS } from "../schema/time.ts";

const evict = (contactId: ContactId) => evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(contactId)));

const TO_DISPATCH = [
  "SignalReceived",
  "ActionDecided",
  "ContactScored",
  "QualificationGraded",
  "OpportunityAnalyzed",
  "PreviewHeld",
  "PreviewConfirmed",
  "DraftHeld",
  "DraftEdited",
  "DraftApproved",
  "DispatchClaimed",
  "DispatchSucceeded",
];
const FOLLOWUP = ["FollowupDue", "ActionDecided", "QualificationGraded", "OpportunityAnalyzed", "PreviewHeld"];

/** Runs a lead to the outbox; `between` runs between any two steps. */
async function toOutbox(
  system: ReturnType<typeof anAssembly>,
  email: string,
  between: (contactId: ContactId) => Promise<void>,
): Promise<ContactId> {
  const first = system.lead(email);
  const { contactId } = first;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => system.deliver(first),
    () => system.drain(),
    () => system.confirm(contactId),
    () => system.drain(),
    () => system.edit(contactId, "Hello Ada,\n\nwhat shall we quote?"),
    () => system.approve(contactId),
    () => system.drain(),
  ];
  for (const step of steps) {
    await step();
    await between(contactId);
  }
  return contactId;
}

describe("a lead", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("reaches the outbox, and its follow-up becomes due by itself", async ({ expect }) => {
    const system = anAssembly();
    const contactId = await toOutbox(system, "ada@engine.example", async () => undefined);
    expect(await system.typesLogged(contactId)).toEqual(TO_DISPATCH);
    await passTime(contactId, 3 * DAY_MS);
    await system.drain();
    expect(await system.typesLogged(contactId)).toEqual([...TO_DISPATCH, ...FOLLOWUP]);
    expect(await system.openHold(contactId)).toMatchObject({ kind: "preview" });
  });

  it("reaches it the same way when its object is evicted between any two steps", async ({ expect }) => {
    const system = anAssembly();
    const contactId = await toOutbox(system, "eve@engine.example", evict);
    expect(await system.typesLogged(contactId)).toEqual(TO_DISPATCH);
    await passTime(contactId, 3 * DAY_MS);
    await system.drain();
    expect(await system.typesLogged(contactId)).toEqual([...TO_DISPATCH, ...FOLLOWUP]);
  });
});
