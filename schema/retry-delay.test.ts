// Tests the delay before a retry.
import { describe, it } from "vitest";
import { retryDelaySeconds } from "./retry-delay.ts";
import { DAY_MS, HOUR_MS } from "./time.ts";

describe("the delay before a retry", () => {
  it.for([
    [0, 5],
    [1, 10],
    [2, 20],
    [7, 640],
    [8, 1200],
    [99, 1200],
  ] as const)("after %i attempts is %i seconds, give or take a tenth", ([attempts, seconds], { expect }) => {
    expect(retryDelaySeconds(attempts, 0.5)).toBe(seconds);
    expect(retryDelaySeconds(attempts, 0)).toBe(Math.round(seconds * 0.9));
    expect(retryDelaySeconds(attempts, 1)).toBe(Math.round(seconds * 1.1));
  });

  it("makes 100 tries last longer than a day's outage", ({ expect }) => {
    const shortest = Array.from({ length: 100 }, (_, attempts) => retryDelaySeconds(attempts + 1, 0));
    expect(shortest.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan((DAY_MS + HOUR_MS) / 1_000);
  });
});
