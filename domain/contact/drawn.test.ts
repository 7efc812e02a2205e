// Tests what a reviewer is shown of a hold: the contact's own words with their digest, nothing when the words are not those that the event
// states, and that a decision about another digest is refused.
import { describe, it } from "vitest";
import {
  aContact,
  action,
  approve,
  claim,
  confirm,
  dismiss,
  draft,
  draftText,
  edit,
  erase,
  grades,
  lead,
  reject,
  requestRun,
  runOf,
  snooze,
  withApproval,
  withDraft,
  withPreview,
  type AContact,
} from "../../testing/contact/scenario.ts";
import { ada, START } from "../../testing/people.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { CommandOf, ContactCommand } from "../../schema/commands.ts";
import type { EventOf } from "../../schema/events.ts";
import { holdIdOf } from "../../schema/ids.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { decide } from "./decide.ts";
import { drawnFor, drawnHold } from "./drawn.ts";
import type { Stream } from "./stream.ts";

const run = runOf("1");
const previewId = holdIdOf(run, "preview");
const draftHold = holdIdOf(run, "draft");
const OTHER = "0".repeat(22);

/** The drawing of a hold; throws when it is refused. */
function drawn({ stream }: AContact, holdId: typeof previewId) {
  const hold = drawnHold(stream, ada, holdId);
  if (!hold.ok) throw new Error(hold.error.reason);
  return hold.value;
}

/** The stream as an object would have it whose opened words of drafts are other ones. */
const withWords = ({ stream }: AContact, changes: object): Stream => ({
  ...stream,
  contact: stream.contact,
  events: stream.events,
  open: (version) => {
    const words = stream.open(version);
    return words && "subject" in words ? { ...words, ...changes } : words;
  },
});

describe("a draft", () => {
  it("is shown with the text, the evidence and the gate of its event, under the digest that the event states", ({
    expect,
  }) => {
    const contact = withDraft();
    const held = contact.stream.events.at(-1) as EventOf<"DraftHeld">;
    expect(drawn(contact, draftHold)).toMatchObject({
      digest: held.payload.digest,
      text: draftText,
      evidence: draft(run).evidence,
      gate: held.payload.gate,
      row: { holdId: draftHold, state: "open", digest: held.payload.digest },
    });
  });

  it("is shown as it was edited", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(drawn(contact, draftHold)).toMatchObject({
      digest: contact.digest(run),
      text: { ...draftText, body: "Better words." },
    });
  });

  it("has no text and no digest after the contact is erased", ({ expect }) => {
    const contact = withDraft().given(erase());
    contact.stream.forgetKey();
    expect(drawn(contact, draftHold)).toMatchObject({ digest: null, text: null, row: { shown: "" } });
  });

  it.for(Object.keys(draftText).map((field) => [field] as const))(
    "is not shown, approved, edited, rejected or sent when its %s is not that of its event",
    ([field], { expect }) => {
      const other = field === "unsubscribeUrl" ? "https://evil.example/u" : "someone@evil.example";
      const approved = withApproval();
      const contact = withDraft();
      const digest = contact.digest(run);
      const version = contact.stream.contact.version;
      const refusal = { reason: "digest_differs", version };
      const wrong = withWords(contact, { [field]: other });
      expect(drawnHold(wrong, ada, draftHold)).toEqual({ ok: false, error: refusal });
      const about = (command: ContactCommand, stream: Stream) =>
        decide(command, {
          streamId: ada,
          contact: stream.contact,
          at: contact.at(),
          policy: samplePolicy,
          list: { hit: false, revision: 3 },
          digest: stream.digest,
          drawn: drawnFor(stream, command),
        });
      const clicks = [approve(run, digest), edit(run, digest, "Mine."), { ...reject(run), digest }];
      for (const click of clicks) expect(about(click, wrong)).toEqual({ events: [], refusal });
      const wrongly = withWords(approved, { [field]: other });
      expect(about(claim(run, approved.approvalOf(run)), wrongly)).toEqual({ events: [], refusal });
    },
  );
});

describe("a preview", () => {
  it("is shown with the person, the grades and the gate, under a digest of them", ({ expect }) => {
    const contact = withPreview();
    const { digest, text, row, gate } = drawn(contact, previewId);
    expect({ text, gate }).toMatchObject({ text: null, gate: { where: "hold", revision: 3 } });
    expect(JSON.parse(row.shown)).toMatchObject({ name: "Ada Byron", wrote: "Please call me." });
    expect(digest).toMatch(/^[\w-]{22}$/);
  });

  it("has another digest for another person, another text, another grade, and the same one after it was reassigned or snoozed", ({
    expect,
  }) => {
    const digestWith = (...commands: readonly ContactCommand[]) =>
      drawn(aContact().given(...commands), previewId).digest;
    const plain = digestWith(lead(), action(run), grades(run));
    const other = lead();
    const graded = grades(run);
    const digests = [
      plain,
      digestWith(
        { ...other, signal: { ...other.signal, text: "Do not call me." } as typeof other.signal },
        action(run),
        grades(run),
      ),
      digestWith(
        { ...other, signal: { ...other.signal, name: "Eve" } as typeof other.signal },
        action(run),
        grades(run),
      ),
      digestWith(lead(), action(run), { ...graded, opportunity: { ...graded.opportunity, basisPoints: 9_000 } }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    const later = new Date(START + HOUR_MS).toISOString();
    expect(digestWith(lead(), action(run), grades(run), snooze(run, later))).toBe(plain);
  });

  it("has no digest after the contact is erased", ({ expect }) => {
    const contact = withPreview().given(erase());
    contact.stream.forgetKey();
    expect(drawn(contact, previewId)).toMatchObject({ digest: null, row: { shown: "" } });
  });
});

describe("a decision about another digest than that of what is shown", () => {
  const decisions: readonly (readonly [string, () => AContact, ContactCommand])[] = [
    ["confirmation", withPreview, { ...confirm(run), digest: OTHER }],
    ["dismissal", withPreview, { ...dismiss(run), digest: OTHER }],
    ["approval", withDraft, approve(run, OTHER)],
    ["rejection", withDraft, { ...reject(run), digest: OTHER }],
    ["edit", withDraft, edit(run, OTHER, "Mine.")],
  ];
  it.for(decisions)("is refused: %s", ([, make, command], { expect }) => {
    const contact = make();
    const digest = drawnFor(contact.stream, command);
    expect(contact.perform(command)).toEqual({
      made: [],
      refusal: { reason: "changed", digest: digest?.ok ? digest.value.digest : null },
    });
  });

  it("is still answered with the earlier decision when the hold has ended", ({ expect }) => {
    const contact = withDraft();
    contact.given(reject(run));
    expect(
      contact.perform({ ...(reject(run, "grace") as CommandOf<"RejectDraft">), digest: OTHER }).refusal,
    ).toMatchObject({
      reason: "already_settled",
      as: "rejected",
    });
  });

  it("is refused for a hold that a newer run has replaced", ({ expect }) => {
    const contact = withPreview();
    const { digest } = drawn(contact, previewId);
    contact.given(requestRun());
    expect(contact.perform({ ...confirm(run), digest: digest ?? "" }).refusal?.reason).toBe("already_settled");
  });
});
