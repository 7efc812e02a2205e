// Tests the splitting of rows into JSON parameters of limited size.
import { describe, it } from "vitest";
import { jsonParameters } from "./json-parameters.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("the parameters of a batch", () => {
  it("are none for no values and one for a few values", ({ expect }) => {
    expect(jsonParameters([])).toEqual([]);
    expect(jsonParameters([{ a: 1 }, "ü"])).toEqual(['[{"a":1},"ü"]']);
  });

  it("are as few as the limit allows, in order, counted in bytes and not in characters", ({ expect }) => {
    const values = Array.from({ length: 50 }, (_, index) => `${"ü🙂".repeat(index % 7)}${index}`);
    const parameters = jsonParameters(values, 100);
    expect(parameters.flatMap((text): unknown => JSON.parse(text))).toEqual(values);
    for (const text of parameters) expect(bytes(text)).toBeLessThanOrEqual(100);
    for (const [index, text] of parameters.slice(1).entries()) {
      const [first] = JSON.parse(text) as [string];
      expect(bytes(parameters[index] ?? "") + bytes(JSON.stringify(first)) + 1).toBeGreaterThan(100);
    }
  });

  it("have one parameter for a single value that is larger than the limit", ({ expect }) => {
    const large = "x".repeat(200);
    expect(jsonParameters(["a", large, "b"], 100)).toEqual(['["a"]', JSON.stringify([large]), '["b"]']);
  });
});
