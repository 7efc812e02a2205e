// Tests the readers of cells and headers one by one: wishes, columns, amounts, days, quotes. Whole files are in testing/import-cases.test.ts.
import { describe, it } from "vitest";
import { columnOf } from "./columns.ts";
import { importBytes } from "./import-bytes.ts";
import { readAmount } from "./read-amount.ts";
import { readDay } from "./read-day.ts";
import { wishIn } from "./wish-cell.ts";
import { wishColumn } from "./wish-column.ts";

const utf8 = (text: string): readonly Uint8Array[] => [new TextEncoder().encode(text)];
const fileOf = (...lines: readonly string[]): readonly Uint8Array[] =>
  utf8(lines.map((line) => `${line}\r\n`).join(""));

describe("a header says whether people may be written to", () => {
  it.for([
    ["HasOptedOutOfEmail", "out", "unsubscribed"],
    ["Unsubscribed from all email", "out", "unsubscribed"],
    ["Keine E-Mails mehr", "out", "unsubscribed"],
    ["Désinscrit", "out", "unsubscribed"],
    ["配信停止", "out", "unsubscribed"],
    ["Not subscribed", "out", "unsubscribed"],
    ["EMAIL_BLOCKLISTED", "out", "unsubscribed"],
    ["doNotContact", "out", "do_not_contact"],
    ["Marked email as spam", "out", "do_not_contact"],
    ["UNSUB_TIME", "since", "unsubscribed"],
    ["Unsubscribed Mode", "since", "unsubscribed"],
    ["CLEAN_TIME", "since", "bounced"],
    ["Accepts Email Marketing", "in", "unsubscribed"],
    ["May we send you news?", "in", "unsubscribed"],
    ["Werbung erlaubt", "in", "unsubscribed"],
    ["Person - Marketing status", "status", "unsubscribed"],
    ["Email Status", "check", "unsubscribed"],
    ["Lead Status", "maybe", "unsubscribed"],
  ] as const)("%s: %s", ([header, sense, flag], { expect }) => {
    expect(wishColumn(header)).toEqual({ sense, flag });
  });

  it.for([
    "DoNotCall",
    "SMS_BLOCKLISTED",
    "SMS Marketing Consent",
    "Consent date",
    "OPTIN_TIME",
    "Subscriber ID",
    "Name",
    "Country",
  ])("%s says nothing of it", (header, { expect }) => {
    expect(wishColumn(header)).toBeNull();
  });
});

describe("a cell says what a person wishes", () => {
  const out = { sense: "out", flag: "unsubscribed" } as const;
  const asIn = { sense: "in", flag: "unsubscribed" } as const;
  it.for<[typeof out | typeof asIn, string, string]>([
    [out, "WAHR", "out"],
    [out, "✓", "out"],
    [out, "2025-11-02 08:30", "out"],
    [out, "0000-00-00", "nothing"],
    [out, "FALSCH", "said"],
    [out, "NULL", "nothing"],
    [out, " ", "nothing"],
    [asIn, "nee", "out"],
    [asIn, "withdrawn", "out"],
    [asIn, "ja", "said"],
    [asIn, "", "no_consent"],
  ])("%j %j: %s", ([column, cell, is], { expect }) => {
    expect(wishIn(cell, column).is).toBe(is);
  });

  it.for([out, asIn, { sense: "status", flag: "unsubscribed" } as const])(
    "%j: what is not understood is an opt-out",
    (column, { expect }) => {
      for (const cell of ["vielleicht", "-1", "asked by phone", "??", "x".repeat(9_999)])
        expect(wishIn(cell, column)).toEqual({ is: "out", flag: "unsubscribed", isUnderstood: false });
    },
  );
});

it.for([
  ["E-mail Display Name", null],
  ["E-mail 1 - Label", null],
  ["Email sent", null],
  ["E-Mail (Pflicht, eine Adresse)", "email"],
  ["Person - Email - Home", "other_email"],
  ["Secondary Email", "other_email"],
  ["Associated Company", "company"],
] as const)("the header %s means %s", ([header, meaning], { expect }) => {
  expect(columnOf("contacts", header).meaning).toBe(meaning);
});

it("a column of yes and no that nobody knows refuses the file, until a person says what it means", ({ expect }) => {
  const file = fileOf("email,Xyzzy", "a@x.example,yes", "b@x.example,no");
  expect(importBytes("contacts", file)).toEqual({
    ok: false,
    error: { reason: "doubtful_columns", line: 1, headers: ["Xyzzy"] },
  });
  const read = importBytes("contacts", file, { map: [{ column: "xyzzy", meaning: "subscribed" }] });
  expect(read.ok && read.value.rows.map(({ entry }) => entry?.flags)).toEqual([[], ["unsubscribed"]]);
  const ignored = importBytes("contacts", file, { map: [{ column: "2", meaning: "ignore" }] });
  expect(ignored.ok && ignored.value.rows.map(({ entry }) => entry?.flags)).toEqual([[], []]);
  expect(importBytes("contacts", file, { map: [{ column: "nothing", meaning: "ignore" }] })).toMatchObject({
    error: { reason: "map_without_column" },
  });
});

it("cells between apostrophes are cells", ({ expect }) => {
  const read = importBytes("contacts", fileOf("'email','company'", "'a@x.example','Berg, Ann & Co'"));
  expect(read.ok && read.value.rows[0]?.entry).toMatchObject({ email: "a@x.example", company: "Berg, Ann & Co" });
});

it("a file that was glued to the last row of another one ends that row", ({ expect }) => {
  const read = importBytes("suppressions", utf8("email\r\na@x.example\ufeffemail\r\nb@x.example\r\n"));
  expect(read.ok && read.value.rows.flatMap(({ entry }) => entry)).toEqual([
    { kind: "address", value: "a@x.example" },
    { kind: "address", value: "b@x.example" },
  ]);
  expect(read.ok && read.value.passed).toEqual([{ line: 2, why: "header_again" }]);
});

it.for(["192.168.0.1", "localhost", "Vestby AS", "12"])("%s is no entry of a list", (text, { expect }) => {
  const read = importBytes("suppressions", fileOf("entry", text, "a@x.example"));
  expect(read.ok && read.value.rows.map(({ outcome }) => outcome)).toEqual(["refused", "added"]);
});

it("a bare title beside a job title is how a person is addressed", ({ expect }) => {
  const read = importBytes(
    "contacts",
    fileOf("Title,First Name,Last Name,Job Title,Email", "Mr,Ann,Berg,CEO,a@x.example"),
  );
  expect(read.ok && read.value.rows[0]?.entry).toMatchObject({ name: "Ann Berg", title: "CEO" });
});

it.for<[string, string, string]>([
  ["Name;Vorname;E-Mail", "Berg;Ann;a@x.example", "Ann Berg"],
  ["Имя;Фамилия;Email", "Ян;Кот;a@x.example", "Ян Кот"],
  ["Full Name;First;Email", "Ann Berg;Ann;a@x.example", "Ann Berg"],
])("the parts of a name under %s", ([header, row, name], { expect }) => {
  const read = importBytes("contacts", fileOf(header, row));
  expect(read.ok && read.value.rows[0]?.entry?.name).toBe(name);
});

describe("an amount", () => {
  it.for<[string, object]>([
    ["$1.5M", { min: 1_500_000, max: 1_500_000, currency: "USD" }],
    ["1.234.567,89 €", { min: 1_234_567.89, max: 1_234_567.89, currency: "EUR" }],
    ["CHF 12'500", { min: 12_500, max: 12_500, currency: "CHF" }],
    ["10–50 M", { min: 10_000_000, max: 50_000_000 }],
    ["10001+", { min: 10_001 }],
    ["0.125", { min: 0.125, max: 0.125 }],
  ])("%s is read", ([text, amount], { expect }) => {
    expect(readAmount(text)).toEqual({ is: "amount", amount });
  });
  it.for([
    ["1.234", "two_readings"],
    ["(2,000)", "negative_amount"],
    ["-5", "negative_amount"],
    ["Nov 50", "range_became_day"],
    ["12 apples", "not_an_amount"],
    ["50-10", "not_an_amount"],
    ["9".repeat(101), "not_an_amount"],
  ] as const)("%s is none: %s", ([text, why], { expect }) => {
    expect(readAmount(text)).toEqual({ is: "none", why });
  });
  it("of people is whole", ({ expect }) => {
    expect(readAmount("1.234", true)).toEqual({ is: "amount", amount: { min: 1_234, max: 1_234 } });
    expect(readAmount("2,5", true)).toEqual({ is: "none", why: "not_an_amount" });
  });
});

describe("a day", () => {
  const none = { hasDayFirst: false, hasMonthFirst: false };
  it.for([
    ["46023", "2026-01-01"],
    ["25/04/2026", "2026-04-25"],
    ["31.12.25", "2025-12-31"],
    ["2026-01-01T23:30:00-05:00", "2026-01-02"],
  ] as const)("%s is %s", ([text, day], { expect }) => {
    expect(readDay(text, none)).toMatchObject({ is: "day", day });
  });
  it("is read by the order that the file proves, and by no other", ({ expect }) => {
    expect(readDay("03/04/2026", { ...none, hasDayFirst: true })).toMatchObject({ day: "2026-04-03" });
    expect(readDay("03/04/2026", { ...none, hasMonthFirst: true })).toMatchObject({ day: "2026-03-04" });
    for (const orders of [none, { hasDayFirst: true, hasMonthFirst: true }])
      expect(readDay("03/04/2026", orders)).toEqual({ is: "none", why: "two_orders" });
  });
  it.for(["0000-00-00", "1970-01-01", "31/02/2026", "2026", "soon", "99999"])("%s is none", (text, { expect }) => {
    expect(readDay(text, none)).toEqual({ is: "none", why: "not_a_day" });
  });
});
