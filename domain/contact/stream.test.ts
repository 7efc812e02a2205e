// Tests the invariants of a stream for generated series of events (stories): an unbroken chain, the same fold, and no unsealed
// personal word.
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { OTHER_STREAMS_EVENTS } from "../../schema/administrative-events.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { EventType, GENESIS_HASH } from "../../schema/events.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { chainHash } from "./record.ts";
import { story, playStory } from "../../testing/contact/any-story.ts";
import { MASTER_KEY, START } from "../../testing/people.ts";
import { type AContact, countingRandom } from "../../testing/contact/scenario.ts";
import { openStream } from "./stream.ts";

const contactOf = (beats: Parameters<typeof playStory>[0]): AContact => playStory(beats, () => undefined);
const woken = ({ store }: AContact) =>
  openStream({ store, masterKey: MASTER_KEY, signer: LOG_SIGNER, random: countingRandom() });

/** Event types that no story contains: they come from outcomes, links between contacts, scores and administration. */
const NOT_OF_A_STORY: readonly EventType[] = [
  "ContactScored",
  "OutcomeReported",
  "ActivityReported",
  "ContactsLinked",
  "ContactsUnlinked",
  "ContactPlaced",
  "ContactCorrected",
  ...OTHER_STREAMS_EVENTS,
];

describe("a stream", { timeout: LONG_MILLISECONDS }, () => {
  it("is an unbroken chain from its first event, verifiable without a key", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const { rows } = contactOf(beats).stream;
        rows.reduce((head, row, index) => {
          expect(row.version).toBe(index + 1);
          expect(chainHash(head, row)).toBe(row.hash);
          return row.hash;
        }, GENESIS_HASH);
      }),
      runs(30),
    );
  });

  it("folds to the same state when its object wakes", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const contact = contactOf(beats);
        expect(canonicalJson(woken(contact).contact)).toBe(canonicalJson(contact.stream.contact));
      }),
      runs(30),
    );
  });

  it("never goes back in time", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const times = contactOf(beats).stream.events.map(({ at }) => Date.parse(at));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times[0]).toBe(START);
      }),
      runs(30),
    );
  });

  it("has no unsealed personal word, and opens every sealed one with the key", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const contact = contactOf(beats);
        const open = contact.stream.rows.map(({ body }) => body).join("\n");
        for (const word of ["Byron", "ada@", "Please call me", "Engine Ltd", "Director", "Words ", "wrong tone"])
          expect(open).not.toContain(word);
        const { events, contact: state, open: words, openEvidence } = woken(contact);
        // Words sealed before an erasure stay closed, also after a return.
        for (const event of events.filter(({ sealed }) => sealed !== null))
          expect((words(event.version) ?? openEvidence(event.version)) !== null).toBe(
            event.version > (state.erasedVersion ?? 0),
          );
        if (state.erasedVersion === null)
          expect(words(1)?.["signal"]).toMatchObject({ name: "Ada Byron", text: "Please call me." });
      }),
      runs(30),
    );
  });

  it("has at most one open hold, and its run is the current one", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        playStory(beats, ({ stream: { contact } }) => {
          const open = Object.values(contact.holds).filter(({ end }) => end === null);
          expect(open.length).toBeLessThanOrEqual(1);
          for (const { runId } of open) expect(contact.currentRun).toBe(runId);
        });
      }),
      runs(40),
    );
  });

  it("has a claim of a dispatch only after an approval by a named person that was neither voided nor claimed", ({
    expect,
  }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const { events } = contactOf(beats).stream;
        for (const claimed of events.filter(({ type }) => type === "DispatchClaimed")) {
          if (claimed.type !== "DispatchClaimed") continue;
          const { approvalId, digest } = claimed.payload;
          const before = events.slice(0, claimed.version - 1);
          const approved = before.flatMap((event) =>
            event.type === "DraftApproved" && event.payload.approvalId === approvalId ? [event.payload] : [],
          );
          expect(approved).toMatchObject([{ digest, by: "rosa" }]);
          const ends = before.filter(
            (event) =>
              (event.type === "ApprovalVoided" || event.type === "DispatchClaimed") &&
              event.payload.approvalId === approvalId,
          );
          expect(ends).toEqual([]);
        }
      }),
      runs(60),
    );
  });
});

it(
  "records each call of a model once, and after an erasure nothing but the call",
  { timeout: LONG_MILLISECONDS },
  ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const events = [...contactOf(beats).stream.events];
        const calls = events.filter(({ type }) => type === "LlmCalled");
        // Each paid command of a story carries one call.
        expect(new Set(calls.map(({ commandId }) => commandId)).size).toBe(calls.length);
        const erasedAt = events.findIndex(({ type }) => type === "ContactErased");
        if (erasedAt < 0) return;
        const runs = new Set(
          events
            .slice(0, erasedAt)
            .flatMap(({ payload }) => ("runId" in payload && payload.runId ? [payload.runId] : [])),
        );
        const words = events
          .slice(erasedAt)
          .filter(({ payload, sealed }) => sealed !== null && "runId" in payload && runs.has(payload.runId!));
        expect(words.map(({ type }) => type)).toEqual([]);
      }),
      runs(60),
    );
  },
);

it(
  "the stories of these tests reach every event that a contact's commands can record",
  { timeout: LONG_MILLISECONDS },
  ({ expect }) => {
    const types = new Set<string>();
    for (const beats of fc.sample(story, { numRuns: 600, seed: 1 }))
      for (const { type } of contactOf(beats).stream.events) types.add(type);
    expect([...types].toSorted()).toEqual(
      EventType.options.filter((type) => !NOT_OF_A_STORY.includes(type)).toSorted(),
    );
  },
);
