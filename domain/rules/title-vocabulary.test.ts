// Pins the vocabulary that policies name by number: a log is derived again with it, so that a released one must not change.
import { it } from "vitest";
import { digestOf } from "../../schema/canonical.ts";
import { DEPARTMENTS, FIELDS } from "./title-fields.ts";
import { MARKS, MARKS_2 } from "./title-marks.ts";
import { TRADES } from "./title-trades.ts";

it("vocabulary 1 is unchanged; a changed one gets the next number, beside it", ({ expect }) => {
  expect(digestOf({ DEPARTMENTS, FIELDS, MARKS, TRADES })).toBe(
    "d3ee8671d209237ad5c32caeff5d631f4af5bec11958e55e454b4ba8dbecc53d",
  );
});

it("what vocabulary 2 adds is unchanged", ({ expect }) => {
  expect(digestOf({ MARKS_2 })).toBe("bbd8c61f9f0542e34dc020f81ef580d2d65d1150d04f911f9bc816259dc031ab");
});
