// Tests the scorers, with examples and with properties.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { classAgreement, groundedness, isEqual, isSupported, mean, orderAgreement } from "./scorers.ts";

it("isEqual ignores the order of fields, but not of elements", ({ expect }) => {
  expect(isEqual({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(1);
  expect(isEqual({ a: 1 }, { a: 1, b: 2 })).toBe(0);
  expect(isEqual(["a", "b"], ["b", "a"])).toBe(0);
});

it("the mean of no scores is 0", ({ expect }) => {
  expect(mean([])).toBe(0);
  expect(mean([1, 0, 0.5])).toBe(0.5);
});

describe("order agreement", () => {
  it.for([
    [["a", "b", "c"], ["a", "b", "c"], 1],
    [["a", "b", "c"], ["c", "b", "a"], 0],
    [["a", "b", "c"], ["a", "c", "b"], 2 / 3],
    [["a", "b", "c"], ["a", "b"], 1 / 3],
    [["a", "b"], ["x", "a", "y", "b"], 1],
    [["a"], ["b", "a"], 1],
    [["a"], ["b"], 0],
    [[], ["b"], 1],
  ] as const)("of %j and %j is %d", ([expected, found, score], { expect }) => {
    expect(orderAgreement(expected, found)).toBeCloseTo(score, 10);
  });

  it("is 1 for an order with itself, and 0 for a reversed order", ({ expect }) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), (order) => {
        expect(orderAgreement(order, order)).toBe(1);
        expect(orderAgreement(order, order.toReversed())).toBe(0);
      }),
    );
  });
});

describe("class agreement", () => {
  const of = (...pairs: readonly (readonly [string, string])[]) =>
    classAgreement(pairs.map(([expected, found]) => ({ expected, found })));

  it("gives each class the same weight, whatever its number of cases", ({ expect }) => {
    expect(of(["a", "a"], ["a", "a"], ["a", "a"], ["b", "a"])).toBe(0.5);
    expect(of(["a", "a"], ["b", "b"])).toBe(1);
    expect(of(["a", "a"], ["a", "b"], ["b", "b"])).toBe(0.75);
    expect(of()).toBe(0);
  });
});

describe("a claim of a draft", () => {
  const sources = {
    S1: "Ada Byron, Director at Engine Works",
    S2: "hiring: 12 engineers since 1 March 2026",
    S3: "Turnover: 1,200 thousand. The O'Neill plant.",
  };

  it.for([
    ["You are hiring 12 engineers.", ["S2"], true],
    ["You are hiring 13 engineers.", ["S2"], false],
    ["You are hiring 12 engineers.", ["S1"], false],
    ["You are hiring 12 engineers.", [], false],
    ["You are hiring 12 engineers.", ["S2", "S9"], false],
    ["As Director at Engine Works you decide.", ["S1"], true],
    ["As Director at Difference Works you decide.", ["S1"], false],
    ["With Ada's team of 12 engineers.", ["S1", "S2"], true],
    ["A turnover of 1200 thousand.", ["S3"], true],
    ["The plant of O’Neill.", ["S3"], true],
    ["You grow.", ["S2"], true],
    ["You grow. It shows.", ["S2"], true],
    ["It begins in March.", ["S2"], true],
    ["It begins in May.", ["S2"], false],
  ] as const)("%j, with the sources %j, is supported: %s", ([text, evidence, supported], { expect }) => {
    expect(isSupported({ text, evidence }, sources)).toBe(supported);
  });

  it("counts in the share of supported claims, which is 1 for a draft without claims", ({ expect }) => {
    const claim = (text: string) => ({ text, evidence: ["S2"] });
    expect(groundedness([claim("You hire 12."), claim("You hire 99.")], sources)).toBe(0.5);
    expect(groundedness([], sources)).toBe(1);
  });
});
