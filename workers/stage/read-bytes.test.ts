// Tests the limits of a body: its size, its time, and a connection that ends inside it.
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { readBytes } from "./read-bytes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS = { most: 10, withinMs: 30_000 };

/** A body of `count` bytes, of which each comes `everyMs` after the one before. */
function dripping(count: number, everyMs: number) {
  const seen = { sent: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (seen.sent === count) return controller.close();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      seen.sent += 1;
      if (!seen.isCancelled) controller.enqueue(Uint8Array.of(seen.sent));
    },
    cancel() {
      seen.isCancelled = true;
    },
  });
  return { body, seen };
}

describe("a body", () => {
  it("that takes too long is refused when its time is over, though each byte comes soon", async ({ expect }) => {
    const { body, seen } = dripping(10, 9_000);
    const read = readBytes(body, LIMITS);
    await vi.advanceTimersByTimeAsync(LIMITS.withinMs);
    expect(await read).toEqual({ ok: false, error: "too_slow" });
    expect(seen).toEqual({ sent: 3, isCancelled: true });
  });

  it("that never begins is refused, too", async ({ expect }) => {
    const read = readBytes(new ReadableStream({ pull: () => new Promise(() => undefined) }), LIMITS);
    await vi.advanceTimersByTimeAsync(LIMITS.withinMs);
    expect(await read).toEqual({ ok: false, error: "too_slow" });
  });

  it("is read whole within its time, and leaves no timer", async ({ expect }) => {
    const read = readBytes(dripping(10, 2_900).body, LIMITS);
    await vi.advanceTimersByTimeAsync(29_500);
    expect(await read).toEqual({ ok: true, value: Uint8Array.from({ length: 10 }, (_, index) => index + 1) });
    expect(vi.getTimerCount()).toBe(0);
    expect(await readBytes(null, LIMITS)).toEqual({ ok: true, value: new Uint8Array() });
  });

  it("with a byte too many is read no further", async ({ expect }) => {
    const { body, seen } = dripping(20, 1);
    const read = readBytes(body, LIMITS);
    await vi.advanceTimersByTimeAsync(100);
    expect(await read).toEqual({ ok: false, error: "too_large" });
    expect(seen.sent).toBeLessThan(13);
    expect(seen.isCancelled).toBe(true);
  });

  it("whose sender disconnects is broken", async ({ expect }) => {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("gone")) });
    expect(await readBytes(body, LIMITS)).toEqual({ ok: false, error: "broken" });
  });
});
