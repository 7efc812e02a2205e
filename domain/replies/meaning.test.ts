import { describe, it } from "vitest";
import { KINDS_OF_ASKS, KINDS_OF_MENTIONS } from "../../testing/kind-lines.ts";
import { MORE_MENTIONS } from "../../testing/mention-lines.ts";
import { MORE_ASKS } from "../../testing/opt-out-lines.ts";
import { MEANINGS } from "../../testing/meaning-lines.ts";
import {
  TUNED_ASKING,
  TUNED_ASKS,
  TUNED_BUYING,
  TUNED_MENTIONS,
  TUNED_OPEN,
  TUNED_REFUSING,
} from "../../testing/tuned-lines.ts";
import { LANGUAGES } from "./message.ts";
import { meaningOf } from "./meaning.ts";

describe("what a person means", () => {
  it.for(MEANINGS)("is $class: $text", ({ text, ...expected }, { expect }) => {
    expect(meaningOf({ subject: "", text })).toMatchObject(expected);
  });

  it.for(MORE_ASKS)("is an opt-out: %j", (text, { expect }) => {
    expect(meaningOf({ subject: "", text }).class).toBe("unsubscribe");
  });

  it.for(MORE_MENTIONS)("ends nothing unseen: %j", (text, { expect }) => {
    const meaning = meaningOf({ subject: "", text });
    expect(meaning.class).not.toBe("unsubscribe");
    expect(meaning.alone).toBe(false);
  });

  it.for([
    ["unsubscribe", TUNED_ASKS],
    ["interested", TUNED_BUYING],
    ["info_request", TUNED_ASKING],
    ["not_interested", TUNED_REFUSING],
    ["interested or info_request", [...TUNED_MENTIONS, ...TUNED_OPEN]],
  ] as const)("is %s in each register", ([classes, texts], { expect }) => {
    const wrong = texts.filter((text) => !classes.split(" or ").includes(meaningOf({ subject: "", text }).class));
    expect(wrong).toEqual([]);
  });

  it.for(LANGUAGES)("has every kind of opt-out in %s", (language, { expect }) => {
    const missed = KINDS_OF_ASKS[language].filter((text) => meaningOf({ subject: "", text }).class !== "unsubscribe");
    expect(missed).toEqual([]);
  });

  it.for(LANGUAGES)("is no end where a sentence only sounds like one in %s", (language, { expect }) => {
    const ended = KINDS_OF_MENTIONS[language].filter((text) => {
      const meaning = meaningOf({ subject: "", text });
      return meaning.class === "unsubscribe" || meaning.alone;
    });
    expect(ended).toEqual([]);
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
