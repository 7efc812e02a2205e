// Tests the reader of telephone numbers: one clear number, whatever stands around it, or none.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { canonicalPhone } from "./address.ts";
import { readPhone } from "./read-phone.ts";

const numberIn = (value: unknown): string | null => {
  const read = readPhone(value);
  return read && (canonicalPhone(read.phone) ?? null);
};

describe("one number", () => {
  it.for(
    [
      ["+49301234567", "+49 30 1234567", "+49-30-1234567", "+49 (0)30 1234567", "+49(30)1234567", "(+49) 30 1234567"],
      [
        "+49301234567",
        "0049 30 1234567",
        "00 49 30 1234567",
        "+49/30/1234567",
        "+ 49 30 1234567",
        "+49 30\u00a01234567",
      ],
      ["+49301234567", "tel:+49-30-1234567", "Tel.: +49 30 1234567", "Telefon +49 30 1234567", "T +49 30 1234567"],
      [
        "+49301234567",
        "\u202a+49 30 1234567\u202c",
        "+49 30\u20131234567",
        "+49\u201130\u20111234567",
        "＋４９ ３０ １２３４５６７",
      ],
      ["+49301234567", "+٤٩ ٣٠ ١٢٣٤٥٦٧", "+४९ ३० १२३४५६७"],
      ["+14155552671", "+1 (415) 555-2671", "+1 415.555.2671", "Phone: +1 415 555 2671"],
      ["+81312345678", "+81-3-1234-5678", "電話 +81 3-1234-5678", "電話：+81 3 1234 5678"],
      ["0301234567", "030 1234567", "030/1234567", "(030) 1234567", "030 / 12 34 567"],
      ["493012345678", 493_012_345_678, "493012345678"],
      ["+493012345670", "+49 30 1234567-0"],
    ].flatMap(([expected, ...spellings]) => spellings.map((value) => [value, expected] as const)),
  )("%j is %s, and nothing else is written there", ([value, expected], { expect }) => {
    expect([numberIn(value), readPhone(value)?.isWhole]).toEqual([expected, true]);
  });

  it.for([
    ["+1 415 555 2671 ext. 12", "+14155552671"],
    ["+1 415 555 2671 x12", "+14155552671"],
    ["+49 30 1234567 Durchwahl 22", "+49301234567"],
    ["+49 30 1234567 / +49 171 2345678", "+49301234567"],
    ["030 1234567 / 0171 2345678", "0301234567"],
    ["+49 30 1234567, +49 171 2345678", "+49301234567"],
    ["+49 30 1234567 oder +49 171 2345678", "+49301234567"],
    ["+49 30 1234567 (office)", "+49301234567"],
    ["call me on +44 20 7946 0958 after 5pm", "+442079460958"],
  ])("%j is %s, and more is written there", ([value, expected], { expect }) => {
    expect([numberIn(value), readPhone(value)?.isWhole]).toEqual([expected, false]);
  });
});

it.for(
  [
    ["", " ", "call me", "n/a", "-", "none", "12", "by mail only", "ada@winter.example", "no", true, null, {}, []],
    ["2026-11-30", "30.11.2026", "11/30/2026", "4.93012E+11", "4,93012E+11"],
    // An account, a card and an address of a page have more digits than any number.
    ["DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111 1111", "https://x.example/1234567890123456789"],
  ].flat(),
)("%j is no number", (value, { expect }) => {
  expect(readPhone(value)).toBeNull();
});

it("takes a short internal number as it is, though no list can have it", ({ expect }) => {
  expect([readPhone("Tel. 030"), numberIn("030")]).toEqual([{ phone: "030", isWhole: true }, null]);
  expect(readPhone("ask for 030")).toBeNull();
});

it("gives for any text digits that stand in it in this order, or nothing", ({ expect }) => {
  const part = fc.constantFrom(
    "+49",
    "(0)",
    " ",
    "30",
    "1234567",
    "/",
    " / ",
    "ext.",
    "x",
    "\u200b",
    "٣٠",
    "tel:",
    "-",
    ")",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 14 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (given) => {
      const read = readPhone(given);
      if (read === null) return;
      const digits = (one: string): string => one.replace(/\D/gu, "");
      expect(/^\d{3,4}$/u.test(read.phone) || numberIn(given) !== null).toBe(true);
      // Read again, it is the same number and whole.
      expect(readPhone(read.phone)).toEqual({ phone: read.phone, isWhole: true });
      if (!/(?!\d)\p{N}/u.test(given)) expect(digits(given.normalize("NFKC"))).toContain(digits(read.phone));
    }),
    runs(2_000),
  );
});
