// Tests which ids a mail may name as those before it, and which of many it names.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../testing/corpora.ts";
import { runs } from "../testing/properties.ts";
import { isMailId, referencesOf } from "./mail-thread.ts";

describe("an id", () => {
  it.for([
    "<CAF+x=abc_9@mail.gmail.com>",
    "<DB7PR04MB1.eurprd04@outlook.com>",
    "<1@[192.0.2.1]>",
    "<ct_A-b.0f0f@sampleworks.example>",
  ])("is named: %s", (id, { expect }) => {
    expect(isMailId(id)).toBe(true);
  });

  it.for([
    "<no-host>",
    "<a@b@c>",
    "<a b@c>",
    "<.a@b>",
    "<a..b@c>",
    "a@b",
    "<a@b>\r\nBcc: <eve@evil.example>",
    "<a@b>,<c@d>",
    '<"a"@b>',
    "<ä@b>",
    `<${"a".repeat(250)}@b>`,
    "",
  ])("is not named: %j", (id, { expect }) => {
    expect(isMailId(id)).toBe(false);
  });

  it("has no character that ends a line or an id, whatever it is made of", ({ expect }) => {
    const parts = fc.oneof(
      fc.constantFrom("<", ">", "@", "\r\n", "\n", " ", ",", "a", ".", "Bcc: x"),
      fc.constantFrom(...hostileTexts().map(({ text }) => text)),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 6 }).map((all) => `<${all.join("")}>`),
        (id) => {
          if (isMailId(id)) expect(id).toMatch(/^<[!-;=?-~]+>$/);
        },
      ),
      runs(200),
    );
  });
});

describe("the mails before one", () => {
  it("are named once, oldest first, without those that have no valid id", ({ expect }) => {
    expect(referencesOf(["<a@x>", "<bad>", "<b@x>", "<a@x>"])).toEqual(["<b@x>", "<a@x>"]);
    expect(referencesOf(["<bad>"])).toEqual([]);
    expect(referencesOf([])).toEqual([]);
  });

  it("are the first and the last of a long conversation, within 2,000 characters", ({ expect }) => {
    const long = Array.from({ length: 200 }, (_, index) => `<${index}.${"x".repeat(90)}@x>`);
    const named = referencesOf(long);
    expect(named[0]).toBe(long[0]);
    expect(named.slice(1)).toEqual(long.slice(1 - named.length));
    expect(named.length).toBeGreaterThan(15);
    expect(named.join(" ").length).toBeLessThanOrEqual(2_000);
  });
});
