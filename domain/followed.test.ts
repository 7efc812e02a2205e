// Tests how a value is followed: looks are rare, a failed look changes nothing, and nothing is guessed.
import { describe, it } from "vitest";
import { followed, LOOK_EVERY_MS } from "./followed.ts";

function following() {
  const state = { now: 0, value: "first" as string | Error, looks: 0 };
  const look = async (): Promise<string> => {
    state.looks += 1;
    if (state.value instanceof Error) throw state.value;
    return state.value;
  };
  return { state, value: followed({ look, now: () => state.now }) };
}

describe("a followed value", () => {
  it("is looked for again after ten seconds, and not before", async ({ expect }) => {
    const { state, value } = following();
    expect(await value()).toBe("first");
    state.value = "second";
    state.now += LOOK_EVERY_MS - 1;
    expect(await value()).toBe("first");
    state.now += 1;
    expect(await value()).toBe("second");
    expect(state.looks).toBe(2);
  });

  it("is looked for at once when the caller must have the newest, and when the clock was set back", async ({
    expect,
  }) => {
    const { state, value } = following();
    state.now = 10 * LOOK_EVERY_MS;
    await value();
    state.value = "second";
    expect(await value(true)).toBe("second");
    state.value = "third";
    state.now = 0;
    expect(await value()).toBe("third");
  });

  it("stays as it is known while looks fail, each at its time", async ({ expect }) => {
    const { state, value } = following();
    await value();
    state.value = new Error("down");
    for (let look = 0; look < 3; look += 1) {
      state.now += LOOK_EVERY_MS;
      expect(await value()).toBe("first");
      expect(await value()).toBe("first");
    }
    expect(state.looks).toBe(4);
  });

  it("is not guessed: until a look succeeds, every caller looks and gets its failure", async ({ expect }) => {
    const { state, value } = following();
    state.value = new Error("down");
    await expect(value()).rejects.toThrow("down");
    await expect(value()).rejects.toThrow("down");
    state.value = "first";
    expect(await value()).toBe("first");
  });
});
