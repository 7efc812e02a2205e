// Tests what becomes of each message of a delivered batch.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { FAILED, outcomeOf, type Queued, type QueueRules } from "./outcome.ts";

const RULES: QueueRules = {
  batchSize: 10,
  batchMs: 0,
  concurrency: 4,
  retries: 2,
  retryMs: 5_000,
  deadLetters: "dead-letters",
};
const message = (id: number, failures = 0): Queued => ({ id, body: `"m${id}"`, sentAt: 0, failures, dueAt: 0 });
const OK = { ...FAILED, outcome: "ok" };
const NOW = 1_000;

describe("outcomeOf", () => {
  it("a batch that ends well is done", ({ expect }) => {
    expect(outcomeOf([message(1), message(2)], OK, RULES, NOW)).toEqual({ done: [1, 2], again: [], dead: [] });
  });

  it("a message that the consumer wants again comes after the delay that it names", ({ expect }) => {
    const answer = { ...OK, retryMessages: [{ msgId: "2", delaySeconds: 30 }, { msgId: "3" }] };
    expect(outcomeOf([message(1), message(2), message(3)], answer, RULES, NOW)).toEqual({
      done: [1],
      again: [
        { id: 2, failures: 1, dueAt: 31_000 },
        { id: 3, failures: 1, dueAt: 6_000 },
      ],
      dead: [],
    });
  });

  it("when the consumer throws, only what it had acknowledged is done", ({ expect }) => {
    const answer = { ...FAILED, explicitAcks: ["1"] };
    expect(outcomeOf([message(1), message(2)], answer, RULES, NOW)).toEqual({
      done: [1],
      again: [{ id: 2, failures: 1, dueAt: 6_000 }],
      dead: [],
    });
  });

  it("a message that has failed too often is dead, and without a dead-letter queue is tried for ever", ({ expect }) => {
    expect(outcomeOf([message(1, 2)], FAILED, RULES, NOW).dead).toEqual([message(1, 2)]);
    expect(outcomeOf([message(1, 200)], FAILED, { ...RULES, deadLetters: null }, NOW).again).toHaveLength(1);
  });

  it("loses no message and repeats none, whatever the consumer answers", ({ expect }) => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 12 });
    const named = ids.map((list) => list.map(String));
    const answer = fc.record({
      outcome: fc.constantFrom("ok", "exception", "exceededCpu"),
      explicitAcks: named,
      retryBatch: fc.record({ retry: fc.boolean() }),
      retryMessages: named.map((list) => list.map((msgId) => ({ msgId }))),
    });
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 3 }), answer, (batch, failures, given) => {
        const { done, again, dead } = outcomeOf(
          batch.map((id) => message(id, failures)),
          given,
          RULES,
          NOW,
        );
        const found = [...done, ...again.map(({ id }) => id), ...dead.map(({ id }) => id)];
        expect(found.toSorted()).toEqual(batch.toSorted());
        for (const { dueAt } of again) expect(dueAt).toBeGreaterThanOrEqual(NOW);
      }),
    );
  });
});
