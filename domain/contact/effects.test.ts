// Tests which messages a contact's runs wait for, when the object checks again, and when a message is overdue.
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { Message } from "../../schema/messages.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { effectsOf, isOverdue, looksAt, nextDeadline, nextFor, nextLook } from "./effects.ts";
import { story, playStory } from "../../testing/contact/any-story.ts";
import { ada, MASTER_KEY, START } from "../../testing/people.ts";
import {
  aContact,
  type AContact,
  action,
  confirm,
  countingRandom,
  erase,
  flag,
  followup,
  lead,
  optOut,
  requestRun,
  runOf,
  withApproval,
  withClaim,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { openHold } from "./state.ts";
import { openStream } from "./stream.ts";

const run = runOf("1");
const { hold } = samplePolicy;
const FIRST_MS = hold.stepPatienceSeconds * 1_000;
const LONGEST_MS = hold.stepPatienceMaxSeconds * 1_000;
const SOON_MS = 1_000;

const deadlineOf = ({ stream }: Pick<AContact, "stream">, now: number, shipped = stream.contact.version) =>
  nextDeadline(stream.contact, { policy: samplePolicy, now, shipped });
const waitedFor = ({ stream }: AContact) =>
  effectsOf(ada, stream.contact).map(({ message, isOwn }) => `${isOwn ? "own" : "relayed"} ${message.queue}`);

describe("the time of the next check", { timeout: LONG_MILLISECONDS }, () => {
  const since = fc.integer({ min: START - 30 * DAY_MS, max: START + DAY_MS });
  const later = fc.integer({ min: 0, max: 40 * DAY_MS });

  it("is after now, at most by the longest patience", ({ expect }) => {
    fc.assert(
      fc.property(since, later, (caused, ms) => {
        const now = caused + ms;
        const look = nextLook(caused, now, hold);
        expect(look).toBeGreaterThan(now);
        expect(look - now).toBeLessThanOrEqual(LONGEST_MS);
      }),
      runs(500),
    );
  });

  it("stays the same until it is reached, so that an evicted object derives it again", ({ expect }) => {
    fc.assert(
      fc.property(since, later, fc.double({ min: 0, max: 1, noNaN: true }), (caused, ms, part) => {
        const now = caused + ms;
        const look = nextLook(caused, now, hold);
        const between = Math.floor(now + (look - 1 - now) * part);
        expect(nextLook(caused, between, hold)).toBe(look);
        expect(nextLook(caused, look, hold)).toBeGreaterThan(look);
      }),
      runs(500),
    );
  });

  it("doubles its patience up to the longest", ({ expect }) => {
    const looks = [0, 1, 2, 3, 4, 5, 6, 7].reduce<number[]>(
      (known) => [...known, nextLook(START, known.at(-1) ?? START, hold)],
      [],
    );
    const waits = looks.map((look, index) => (look - (looks[index - 1] ?? START)) / 1_000);
    expect(waits).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  });

  it("is counted: none before the first patience, and one more at each look", ({ expect }) => {
    const countAt = (seconds: number) => looksAt(START, START + seconds * 1_000, hold).count;
    expect([0, 59, 60, 179, 180, 420].map(countAt)).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it("is after the cause, also when the cause is later than our clock", ({ expect }) => {
    expect(nextLook(START + HOUR_MS, START, hold)).toBe(START + HOUR_MS + FIRST_MS);
  });
});

describe("the deadline", () => {
  it(
    "is at least a second ahead, and not later than the patience of a wait or the expiry of a hold",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(story, fc.nat(10 * DAY_MS), fc.nat(60), (beats, ms, unshipped) => {
          const contact = playStory(beats, () => undefined);
          const now = Date.parse(contact.at()) + ms;
          const { version } = contact.stream.contact;
          const deadline = deadlineOf(contact, now, Math.max(0, version - unshipped));
          if (deadline === null) return;
          expect(deadline).toBeGreaterThanOrEqual(now + SOON_MS);
          const isWaiting = unshipped > 0 || effectsOf(ada, contact.stream.contact).length > 0;
          if (isWaiting) expect(deadline - now).toBeLessThanOrEqual(LONGEST_MS + SOON_MS);
          const open = openHold(contact.stream.contact);
          if (open) expect(deadline).toBeLessThanOrEqual(Math.max(Date.parse(open.expiresAt), now + SOON_MS));
        }),
        runs(60),
      );
    },
  );

  it(
    "is the same for an object that wakes again, until it is reached",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(story, fc.nat(DAY_MS), fc.double({ min: 0, max: 1, noNaN: true }), (beats, ms, part) => {
          const contact = playStory(beats, () => undefined);
          const now = Date.parse(contact.at()) + ms;
          const deadline = deadlineOf(contact, now);
          const stream = openStream({
            store: contact.store,
            masterKey: MASTER_KEY,
            signer: LOG_SIGNER,
            random: countingRandom(),
          });
          expect(deadlineOf({ stream }, now)).toBe(deadline);
          if (deadline === null || deadline <= now + SOON_MS) return;
          const between = Math.floor(now + (deadline - SOON_MS - now) * part);
          expect(deadlineOf(contact, between)).toBe(deadline);
        }),
        runs(60),
      );
    },
  );

  it(
    "never leaves an unfinished run, an open hold or an unshipped event without a check",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(story, (beats) => {
          playStory(beats, (contact) => {
            const now = Date.parse(contact.at());
            const { contact: state } = contact.stream;
            expect(deadlineOf(contact, now, state.version - 1)).not.toBeNull();
            if (openHold(state) || effectsOf(ada, state).length > 0) expect(deadlineOf(contact, now)).not.toBeNull();
          });
        }),
        runs(30),
      );
    },
  );

  it.for<readonly [string, AContact, number | null]>([
    ["a plan", aContact().given(lead()), FIRST_MS],
    ["a preview without a decision", withPreview(), hold.expiryHours * HOUR_MS],
    ["a draft without a decision", withDraft(), hold.expiryHours * HOUR_MS],
    ["an approval without a claim", withApproval(), FIRST_MS],
    ["the outcome of a claim, which is listed as under way by then", withClaim(), FIRST_MS],
    ["a follow-up", withSend(), 3 * DAY_MS],
    ["nothing when a flag is set", withSend().given(flag("unsubscribed")), null],
    ["nothing when there is no event", aContact(), null],
  ])("waits for %s", ([, contact, ms], { expect }) => {
    expect(deadlineOf(contact, START)).toBe(ms === null ? null : START + ms);
  });

  it("is one second ahead for a time in the past", ({ expect }) => {
    expect(deadlineOf(withPreview(), START + 30 * DAY_MS)).toBe(START + 30 * DAY_MS + SOON_MS);
  });
});

describe("what a contact's runs wait for", () => {
  it.for<readonly [string, AContact, readonly string[]]>([
    ["a lead", aContact().given(lead()), ["relayed plan"]],
    ["a decision", aContact().given(lead(), action(run)), ["relayed qualify"]],
    ["an open preview", withPreview(), []],
    ["a confirmed preview", withPreview().given(confirm(run)), ["own compose"]],
    ["an open draft", withDraft(), []],
    ["an approval", withApproval(), ["own dispatch"]],
    ["a claim, whose message is sent again only when it is overdue", withClaim(), ["relayed dispatch"]],
    ["a send", withSend(), []],
    ["a run that a person requested", withSend().given(requestRun()), ["own plan"]],
    [
      "a follow-up that is due",
      withSend()
        .pass(3 * DAY_MS)
        .given(followup(1)),
      ["own plan"],
    ],
    ["a lead after another", aContact().given(lead(), lead("2")), ["relayed plan"]],
    ["an approval after an opt-out", withApproval().given(optOut("2", "unsubscribe")), []],
  ])("follows from %s", ([, contact, expected], { expect }) => {
    expect(waitedFor(contact)).toEqual(expected);
  });

  it("is nothing after the contact was erased", ({ expect }) => {
    expect(waitedFor(withApproval().given(erase()))).toEqual([]);
  });

  it(
    "is a valid message of its queue, the same each time, and follows an existing version",
    {
      timeout: LONG_MILLISECONDS,
    },
    ({ expect }) => {
      fc.assert(
        fc.property(story, (beats) => {
          playStory(beats, ({ stream: { contact } }) => {
            const effects = effectsOf(ada, contact);
            for (const { message } of effects) {
              expect(Message.safeParse(message).error).toBeUndefined();
              expect("follows" in message && message.follows).toBeLessThanOrEqual(contact.version);
            }
            expect(effectsOf(ada, contact)).toEqual(effects);
            expect(new Set(effects.map(({ message }) => message.id)).size).toBe(effects.length);
          });
        }),
        runs(30),
      );
    },
  );

  it("is relayed by the stage whose queue follows, and by no other", ({ expect }) => {
    const { contact } = aContact().given(lead()).stream;
    expect(nextFor("plan", ada, contact).map(({ queue }) => queue)).toEqual(["plan"]);
    expect(nextFor("qualify", ada, contact)).toEqual([]);
    expect(nextFor(null, ada, contact)).toEqual([]);
    // The object itself sends the message of a click.
    expect(nextFor("dispatch", ada, withApproval().stream.contact)).toEqual([]);
  });
});

describe("a step", () => {
  const stepOf = ({ stream }: AContact) => stream.contact.runs[run]!;

  it("is overdue after the first patience, to the millisecond", ({ expect }) => {
    const step = stepOf(withApproval());
    expect([FIRST_MS - 1, FIRST_MS].map((ms) => isOverdue(step, START + ms, hold))).toEqual([false, true]);
  });

  it("is overdue only after the longest patience when it is claimed", ({ expect }) => {
    const step = stepOf(withClaim());
    expect([LONGEST_MS - 1, LONGEST_MS].map((ms) => isOverdue(step, START + ms, hold))).toEqual([false, true]);
  });
});
