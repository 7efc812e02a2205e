// Tests how messages are split into calls that a queue accepts, and that a dead letter of any body fits into a queue.
import { describe, it } from "vitest";
import { PoisonMessage } from "../../schema/messages.ts";
import { inBatches, poisonOf } from "./queues.ts";

describe("messages for one queue", () => {
  it("are split into batches of at most a hundred", ({ expect }) => {
    const messages = Array.from({ length: 201 }, (_, index) => ({ index }));
    const batches = inBatches(messages);
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 1]);
    expect(batches.flat()).toEqual(messages);
  });

  it("stay below 256 KB per call, counted in bytes and not in characters", ({ expect }) => {
    const messages = Array.from({ length: 5 }, () => "ü".repeat(40_000));
    expect(inBatches(messages).map((batch) => batch.length)).toEqual([3, 2]);
  });

  it("are split so that a message which fills a call is alone in it", ({ expect }) => {
    expect(inBatches(["x".repeat(255_850), "y", "z".repeat(255_850)]).map((batch) => batch.length)).toEqual([1, 1, 1]);
    expect(inBatches([])).toEqual([]);
  });
});

describe("a dead letter", () => {
  it("has the body as JSON text", ({ expect }) => {
    const poison = poisonOf({ origin: "plan", reason: "unparseable", body: { a: [1, "é"] } });
    expect(PoisonMessage.parse(poison).body).toBe('{"a":[1,"é"]}');
  });

  it.for([
    ["a long body", "x".repeat(300_000)],
    ["a body of quotation marks", '"'.repeat(100_000)],
    ["a body of lone surrogates", "\ud800".repeat(100_000)],
  ] as const)("fits into a queue: %s", ([, body], { expect }) => {
    const poison = PoisonMessage.parse(poisonOf({ origin: "plan", reason: "r".repeat(500), body }));
    expect(new TextEncoder().encode(JSON.stringify(poison)).byteLength).toBeLessThan(128_000);
  });

  it.for([undefined, 1n, () => 1])("can be made of a body that JSON cannot represent", (body, { expect }) => {
    expect(PoisonMessage.safeParse(poisonOf({ origin: "plan", reason: "unparseable", body })).success).toBe(true);
  });
});
