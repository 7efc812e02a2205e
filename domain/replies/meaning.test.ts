import { describe, it } from "vitest";
import { MEANINGS } from "../../testing/meaning-lines.ts";
import { meaningOf } from "./meaning.ts";

describe("what a person means", () => {
  it.for(MEANINGS)("is $class: $text", ({ text, ...expected }, { expect }) => {
    expect(meaningOf({ subject: "", text })).toMatchObject(expected);
  });

  it("has a rule that the log can keep", ({ expect }) => {
    for (const { text } of MEANINGS) expect(meaningOf({ subject: "", text }).rule).toMatch(/^[a-z0-9._]{1,80}$/);
  });

  it("says that words of an opt-out may be one where they were not taken as one", ({ expect }) => {
    expect(meaningOf({ subject: "", text: "No interest. Where did you get my address, is this spam?" })).toMatchObject({
      possibleOptOut: true,
      alone: false,
    });
  });

  it("is left to a person where no rule knows it", ({ expect }) => {
    expect(meaningOf({ subject: "", text: "" })).toMatchObject({ class: "info_request", rule: "default" });
  });
});
