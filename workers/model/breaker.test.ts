// Tests the circuit breaker: which failures open it, how long it stays open, and what a success changes.
import { describe, it } from "vitest";
import { afterCall, type Breaker, closedBreaker, isOpen } from "./breaker.ts";

const afterFailures = (times: readonly number[], from: Breaker = closedBreaker): Breaker =>
  times.reduce((breaker, at) => afterCall(breaker, { at, failed: true }), from);

describe("the breaker", () => {
  it("opens for half a minute after seven failures within a minute", ({ expect }) => {
    const six = afterFailures([0, 1, 2, 3, 4, 5]);
    expect(isOpen(six, 6)).toBe(false);
    const open = afterFailures([6], six);
    expect([isOpen(open, 7), isOpen(open, 30_005), isOpen(open, 30_006)]).toEqual([true, true, false]);
  });

  it("ignores a failure that is a full minute old", ({ expect }) => {
    const six = [1, 2, 3, 4, 5, 60_000] as const;
    expect(isOpen(afterFailures([0, ...six]), 60_001)).toBe(false);
    expect(isOpen(afterFailures([1, ...six]), 60_001)).toBe(true);
  });

  it("stays closed when failures are far apart, or a success lies between", ({ expect }) => {
    expect(isOpen(afterFailures([0, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000]), 120_001)).toBe(false);
    const recovered = afterCall(afterFailures([0, 1, 2, 3, 4, 5]), { at: 6, failed: false });
    expect(isOpen(afterFailures([7], recovered), 8)).toBe(false);
  });

  it("opens again with the first failure after it closed", ({ expect }) => {
    const open = afterFailures([0, 0, 0, 0, 0, 0, 0]);
    expect(isOpen(afterFailures([30_001], open), 30_002)).toBe(true);
  });

  it("waits for a provider's retry-after, up to ten minutes, and a concurrent success does not shorten it", ({
    expect,
  }) => {
    const requested = afterCall(closedBreaker, { at: 0, failed: true, retryAfterSeconds: 7 });
    expect([isOpen(requested, 6_999), isOpen(requested, 7_000)]).toEqual([true, false]);
    expect(isOpen(afterCall(requested, { at: 1, failed: false }), 2)).toBe(true);
    const days = afterCall(closedBreaker, { at: 0, failed: true, retryAfterSeconds: 1e6 });
    expect([isOpen(days, 599_999), isOpen(days, 600_000)]).toEqual([true, false]);
  });
});
