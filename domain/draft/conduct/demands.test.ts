// Tests that what the contact pays to others, and what is not needed, is no demand, and hides none in the same sentence.
import { describe, it } from "vitest";
import { demands } from "./demands.ts";

describe("a sentence about money or secrets", () => {
  it.for([
    "You pay 900 euros a month for your current tool.",
    "To compare with what you pay for your current tool I would like to hear more.",
    "No credit card is needed for the trial.",
    "You pay 900 euros a month today.",
  ])("demands nothing: %s", (text, { expect }) => {
    expect(demands(text, [])).toBe(false);
  });

  it.for([
    "You pay 900 euros a month for your current tool, so please transfer 900 euros to our new account today.",
    "You pay 900 euros for your current tool; please send me your password.",
    "You pay 900 euros a month today, please, to our new account.",
    "No login is needed here, please send us your password.",
    "No credit card is needed, please pay the deposit in advance today.",
  ])("demands: %s", (text, { expect }) => {
    expect(demands(text, [])).toBe(true);
  });
});
