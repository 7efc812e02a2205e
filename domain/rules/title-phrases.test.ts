// Tests that the title rules of older policies are read as they were, so that the grades of older logs can be derived again.
import { it } from "vitest";
import type { PhraseRules } from "../../schema/title-rules.ts";
import { recogniseTitle } from "./titles.ts";

/** A part of the default rules from before the lexicon. */
const phrases: PhraseRules = {
  rules: [
    { id: "title.former", seniority: "unknown", phrases: ["former"], except: [] },
    { id: "title.vp", seniority: "vp", phrases: ["vp", "vice president"], except: [] },
    { id: "title.c_level", seniority: "c_level", phrases: ["ceo", "chief * officer"], except: ["student ceo"] },
  ],
};

it.for([
  ["CEO", "title.c_level"],
  ["Chief People and Culture Officer", "title.c_level"],
  ["Chief one two three four Officer", null],
  ["Student CEO", null],
  ["Former CEO", null],
  ["Vice-President of the CEO", "title.vp"],
  ["Assistant to the CEO", "title.c_level"],
  ["\uff23\uff25\uff2f", null],
  ["C\u0415O", null],
  ["a b c d e f g h i j k l CEO", null],
] as const)("the title %j has the rule %s", ([title, rule], { expect }) => {
  const recognised = recogniseTitle(title, phrases);
  expect(recognised.known ? recognised.ruleId : null).toBe(rule);
});

it("has a level, and no department", ({ expect }) => {
  expect(recogniseTitle("VP", phrases)).toEqual({
    known: true,
    ruleId: "title.vp",
    seniority: "vp",
    level: "vp",
    department: "unknown",
    isGatekeeper: false,
  });
});
