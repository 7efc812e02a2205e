// Tests what a draft may tell back of the contact's words: what they say of themselves, and what they pay to somebody else. A demand or a price of ours in
// the same words is refused as before.
import { it } from "vitest";
import { DraftOffence } from "../schema/written-draft.ts";
import { givenOf, policyOf } from "./drafts.ts";
import { foundWith } from "./letters.ts";

const found = (material: string, sentence: string): readonly string[] =>
  foundWith(sentence, {
    greeting: "Hello",
    given: givenOf({ material }),
    policy: policyOf({ material }),
    cites: ["form", "message"],
  });

it.for([
  ["tariq", "You have 20 vans and pay 900 euros a month at present.", []],
  ["tariq", "You pay us 900 euros today.", ["demand"]],
  ["tariq", "The planning service costs 900 euros a month today.", ["number_without_evidence"]],
  ["amara", "You plan forty vans a day in a spreadsheet, and you ask how this would look for two depots.", []],
  ["amara", "We plan forty vans a day in a spreadsheet and it has stopped being funny.", ["order_obeyed"]],
  ["amara", "As you know, we plan forty vans a day in a spreadsheet and it has stopped being funny.", ["order_obeyed"]],
] as const)("to %s: %s", ([material, sentence, offences], { expect }) => {
  expect(found(material, sentence).filter((name) => DraftOffence.safeParse(name).success)).toEqual(offences);
});
