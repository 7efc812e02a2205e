// Tests the removal of contact data from running text: the forms that occur, what must stay, and that neither depends on the text around.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { corpusRows, hostileTexts, TextRow } from "../../testing/corpora.ts";
import { isFull } from "../../testing/full.ts";
import { aCard, anAddress, anIban, aPhone, harmless } from "../../testing/contact-data.ts";
import { withoutContactData } from "./without-contact-data.ts";

const RUNS = isFull ? 20_000 : 500;

const ADDRESSES = [
  "ada@engine.example",
  "Ada.Lovelace+list@mail.engine.example",
  "o'brien@engine.example",
  "ada@localhost",
  "ada@192.0.2.7",
  "ada@[192.0.2.7]",
  '"ada lovelace"@engine.example',
  "zoë@bücher.example",
  "ada＠engine．example",
  "ada\u200b@engine.example",
  "ada @ engine.example",
  "ada%40engine.example",
  "ada&#64;engine.example",
  "ada [at] engine [dot] example",
  "ada(at)engine.example",
  "ada {at} engine {punkt} example",
  "ada at engine dot example",
  "ada dot lovelace AT engine DOT example",
  "ada punkt lovelace ät engine punkt de",
  "ada arroba engine punto es",
  "ada.lovelace at engine.example",
];
const PHONES = [
  "+49 30 1234567",
  "+49 (0) 30 / 12 34 56 7",
  "(+49) 30 1234567",
  "0049 30 1234567",
  "(030) 1234-567",
  "030/1234567",
  "030 123456",
  "0163 296-0999",
  "+44 (1632) 960 122",
  "01632 960123",
  "06 12 34 56 78",
  "06.12.34.56.78",
  "+1 (555) 123-4567",
  "(212) 555-0123",
  "212-555-0123",
  "212.555.0123",
  "1-800-555-0199",
  "555-1234",
  "612 345 678",
  "4915155501234",
  "2125550123",
  "+47 22 555 010",
  "+46 8 555 0199",
  "0 4 0 5 5 5 0 1 9 9",
  "030\u00a01234\u2011567",
  "０３０　１２３４５６７",
  "٠٣٠١٢٣٤٥٦٧",
  "0️⃣3️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
  "zero three zero, one two three four five",
  "null vier null fünf fünf fünf eins eins",
];
const IBANS = [
  "DE89 3704 0044 0532 0130 00",
  "de89370400440532013000",
  "DE89-3704-0044-0532-0130-00",
  "IBANDE89370400440532013000",
  "GB29 NWBK 6016 1331 9268 19",
  "NO93 8601 1117 947",
  "FR14 2004 1010 0505 0001 3M02 606",
];
const CARDS = [
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "4111111111111111",
  "3782 822463 10005",
  "5555 5555 5555 4444",
  "6011 0009 9013 9424",
  "4222222222222",
  "6304 0000 0000 0000 000",
];
const cases = (values: readonly string[], as: string) => values.map((value) => [value, as] as const);

describe("contact data", () => {
  it.for([
    ...cases(ADDRESSES, "[address]"),
    ...cases(PHONES, "[phone]"),
    ...cases(IBANS, "[iban]"),
    ...cases(CARDS, "[card]"),
  ])("in the form %j becomes %s, and the words around it stay", ([value, as], { expect }) => {
    const around = (what: string) => `Hello Robin, (${what}) is mine.\nWrite; ${what}, or <${what}>!`;
    expect(withoutContactData(around(value)).replaceAll("IBAN[iban]", "[iban]")).toBe(around(as));
  });

  it.for<[string, string]>([
    ["mailto:ada@engine.example?subject=Hello", "mailto:[address]"],
    ["tel:+49301234567", "tel:[phone]"],
    ["https://form.example/?email=ada%40engine.example&x=1", "https://form.example/?email=[address]&x=1"],
    ["Mail ada at engine.example.", "Mail [address]."],
    ["Telefonnummer 5512345, Tel. 44 55 66", "Telefonnummer [phone], Tel. [phone]"],
    ["call me on 445566", "call me on [phone]"],
    ["+49 30 1234567 ext. 12 or x", "[phone] or x"],
    ["order 0301234567", "order [phone]"],
    ["2026-11-28 030 1234567", "2026-11-28 [phone]"],
    ["030 1234567, 030 7654321\n0163 2960999 0163 2960997", "[phone], [phone]\n[phone] [phone]"],
    ["4111 1111 1111 1111 12/27 123", "[card] [phone]"],
    ["1234567@engine.example", "[address]"],
  ])("in %j is found by what stands beside it", ([text, expected], { expect }) => {
    expect(withoutContactData(text)).toBe(expected);
  });

  it("in a valid address of the corpus does not stay", ({ expect }) => {
    const rows = corpusRows("email/addresses.jsonl", TextRow).filter(({ expected }) => expected.startsWith("valid"));
    const stayed = rows.filter(({ text }) => withoutContactData(`Write to ${text} now`).includes(text));
    expect(rows.length).toBeGreaterThan(5);
    expect(stayed).toEqual([]);
  });
});

describe("text without contact data", () => {
  it.for([
    "We have 1 400 000 stops since 2020-01-31, and 12,500,000 in all.",
    "The offer of 1.234.567,50 EUR, € 1234567, 1 234 567 $ and 4500000 euros.",
    "48000000 users, 1250000 pcs, 2500000 km, a budget of 250 000 000.",
    "From 2019-2026, 2019/2020 and 2019 2020 2021; due 28.11.2026 10.30, 11/27/2026 4:05 PM, 20261128.",
    "At 2026-11-28T05:00:00.000Z and 16:05:00.123456789, open 10.00-12.30 and 9-17.",
    "Version 10.0.19045.3693, v2.3.4567890, 192.168.100.200 and 52.5200066, 13.4049540.",
    "Order 4500012345, invoice no. 2026-000123, INV-2026-000123, #4500012345, PO number is 5500312.",
    "Kundennummer 88-20415, Rechnungsnr. 4500012345, Bestellung Nr. 4500012345, SKU 123456789.",
    "We look at engine.example, work at engine.example, meet @ noon, buy 5@10 EUR; @ada.",
    "550 5.1.1 User unknown; 452 4.2.2 Mailbox full.",
    "DE89 is a motorway; the code AB12CD34EF56GH78 is ours.",
    "One, two, three: Ada Lovelace, Director at Engine Ltd, 12 Main Street, 10115 Berlin.",
  ])("stays byte for byte: %j", (text, { expect }) => {
    expect(withoutContactData(text)).toBe(text);
  });

  it("stays byte for byte, with any words, dates, prices and numbers of orders", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(", ");
        expect(withoutContactData(text)).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("for any text around", () => {
  /** Letters and digits directly beside a number would make it another number. */
  const around = fc.tuple(
    fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(...hostileTexts().map(({ text }) => text))),
    fc.constantFrom(" ", "\n", ", ", ": ", " (", "<", "; ", '"'),
  );
  const bare = (text: string): string => text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}@]/gu, "");

  it.for([
    ["address", anAddress],
    ["phone", aPhone],
    ["iban", anIban],
    ["card", aCard],
  ] as const)("no %s survives", ([, value], { expect }) => {
    fc.assert(
      fc.property(value, around, around, (data, [before, left], [after, right]) => {
        const stripped = withoutContactData(`${before}${left}${data}${right}${after}`);
        // What surrounded it may hold the same characters by itself.
        const own = bare(`${before}${left}`).includes(bare(data)) || bare(`${right}${after}`).includes(bare(data));
        expect(own || !bare(stripped).includes(bare(data))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it("a second time changes nothing", ({ expect }) => {
    const piece = fc.oneof(harmless, anAddress, aPhone, anIban, aCard, fc.string({ unit: "binary", maxLength: 20 }));
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-. ()/@:,a"), maxLength: 60 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 10 }).map((all) => all.join(" ")),
          digits,
        ),
        (text) => {
          const once = withoutContactData(text);
          expect(withoutContactData(once)).toBe(once);
        },
      ),
      { numRuns: RUNS },
    );
    for (const { text } of hostileTexts())
      expect(withoutContactData(withoutContactData(text))).toBe(withoutContactData(text));
  });

  it.for([
    ..."1 0 + ( a @ . -".split(" "),
    "1 ",
    "1-",
    "+1 ",
    "12/",
    "a@",
    "a.",
    "a'",
    '"a',
    "a at ",
    "a dot ",
    "a (at) ",
    "a%40",
    "mail ada at ",
    "DE89 ",
    "iban",
    "4111 1111 ",
    "030 1234567 ",
    "2026-11-28 ",
    "order ",
    "one two ",
    "０",
    "\u0301",
  ])("made of repeated %j it is done with linear work", (beginning, { expect }) => {
    const sizes = [500, 1_000, 2_000, 4_000];
    expect(overLinear(sizes, (size) => withoutContactData(beginning.repeat(size / beginning.length)))).toEqual([]);
  });
});
