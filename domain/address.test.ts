// Tests the canonical address, the comparison key, the domain and the lookup digests, with lists of odd and hostile addresses.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows, TextRow } from "../testing/corpora.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import {
  canonicalAddress,
  canonicalPhone,
  comparisonKey,
  isFreeMail,
  lookupsOf,
  registrableDomain,
  shownAddress,
  suppressionDigest,
} from "./address.ts";
import { Lookups } from "../schema/lookups.ts";
import { ok } from "../schema/result.ts";
import { asBefore, visible } from "./visible-text.ts";

const canonical = (text: string): string | undefined => {
  const result = canonicalAddress(text);
  return result.ok ? result.value : undefined;
};

describe("the canonical address", () => {
  it.for([
    ["  Ada@Example.COM \n", "ada@example.com"],
    ["ada@b\u00fccher.example", "ada@xn--bcher-kva.example"],
    ["ada@BU\u0308CHER.example", "ada@xn--bcher-kva.example"],
    ["JU\u0308RGEN@example.com", "j\u00fcrgen@example.com"],
    ["ada@example\u3002com", "ada@example.com"],
    ["ada+tag@example.com", "ada+tag@example.com"],
    ["a.d.a@gmail.com", "a.d.a@gmail.com"],
  ] as const)("of %j is %j", ([text, expected], { expect }) => {
    expect(canonical(text)).toBe(expected);
  });

  it.for([
    "",
    "@",
    "ada@",
    "@example.com",
    "ada",
    "ada@localhost",
    "ada@example.com.",
    "ada@.example.com",
    "ada@example..com",
    "ada@127.0.0.1",
    "ada@0x7f.1",
    "ada@127.1",
    "ada@[127.0.0.1]",
    "ada@[::1]",
    "ada@example.com:80",
    "ada@example.com/path",
    "ada@example.com?x",
    "ada@example.com#x",
    "ada@ex%61mple.com",
    "user:pass@host@example.com",
    "ada lovelace@example.com",
    '"ada"@example.com',
    "ada@exa\u00admple.com",
    "a\u200bda@example.com",
    "ada@example.com\u0000",
    "ada\r\nbcc: x@example.com",
    "ada@example_host.com",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a".repeat(64)}.com`,
    `ada@${"a.".repeat(130)}com`,
    `${"\u00e9".repeat(33)}@example.com`,
    "a".repeat(100_000),
    `ada@${"a.".repeat(100_000)}com`,
  ])("refuses %j", (text, { expect }) => {
    expect(canonicalAddress(text)).toEqual({ ok: false, error: { reason: "address_invalid" } });
  });

  it("has itself as its canonical form", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    const local = fc.oneof(
      fc.emailAddress().map((address) => address.split("@")[0] ?? "a"),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
    );
    const domain = fc.oneof(
      fc.domain(),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }).map((text) => `${text}.com`),
    );
    fc.assert(
      fc.property(local, domain, (before, after) => {
        const once = canonical(`${before}@${after}`);
        if (once !== undefined) expect(canonical(once)).toBe(once);
      }),
      runs(2_000),
    );
  });
});

/** Rows that the corpus lists as invalid, although RFC 6531 and RFC 5322 allow these addresses. */
const VALID_TODAY = new Set(["ei-0008", "ei-0021"]);
/** Valid rows of the corpus that we refuse on purpose: quoted local parts, IP literals and hosts without a dot. */
const REFUSED_UNUSUAL = [4, 5, 11, 12, 13, 16, 17, 18, 19, 21, 25, 26, 28, 29].map(
  (n) => `ev-${String(n).padStart(4, "0")}`,
);

describe("the corpus of addresses", () => {
  for (const { id, text, expected } of corpusRows("email/addresses.jsonl", TextRow)) {
    const isAddress =
      expected === "valid_or_unusual" ? !REFUSED_UNUSUAL.includes(id) : VALID_TODAY.has(id) || text.trim() !== text;
    it(`${isAddress ? "accepts" : "refuses"} ${id} ${JSON.stringify(text)}`, ({ expect }) => {
      expect(canonicalAddress(text).ok).toBe(isAddress);
    });
  }
});

const HomoglyphRow = z.object({ ...TextRow.shape, looks_like: z.string(), where: z.enum(["domain", "local"]) });

describe("a look-alike", () => {
  for (const row of corpusRows("email/homoglyph_pairs.jsonl", HomoglyphRow)) {
    const [found, original] = [canonical(row.text), canonical(row.looks_like)];
    it(`${row.id} in the ${row.where} is handled as documented`, ({ expect }) => {
      if (row.expected.startsWith("same_address")) expect(found).toBe(original);
      else expect(found).not.toBe(original);
      // The displayed form reveals every disguise.
      if (found !== undefined && found !== original) expect(shownAddress(found)).toMatch(/^[\x20-\x7e]+$/);
    });
  }

  it.for([
    ["m\u00fcller@example.com", "m\u00fcller@example.com"],
    ["\u0438\u0432\u0430\u043d@example.com", "\u0438\u0432\u0430\u043d@example.com"],
    ["\u305f\u308d\u3046.1@example.com", "\u305f\u308d\u3046.1@example.com"],
    ["\u0430da@example.com", "\\u{430}da@example.com"],
    ["\uff41da@example.com", "\\u{ff41}da@example.com"],
    ["ada@xn--exmple-4nf.com", "ada@xn--exmple-4nf.com"],
  ] as const)("%j is shown as %j", ([address, shown], { expect }) => {
    expect(shownAddress(address)).toBe(shown);
  });
});

describe("the comparison key", () => {
  it.for([
    ["ada+news@example.com", "ada@example.com"],
    ["a.d.a+x@gmail.com", "ada@gmail.com"],
    ["ada@googlemail.com", "ada@gmail.com"],
    ["a_d-a@pm.me", "ada@proton.me"],
    ["a.da@example.com", "a.da@example.com"],
    ["+x@example.com", "+x@example.com"],
    ["-@pm.me", "-@proton.me"],
  ] as const)("of %s is %s", ([address, key], { expect }) => {
    expect(comparisonKey(address)).toBe(key);
    expect(comparisonKey(key)).toBe(key);
  });
});

it.for([
  ["ada@sales.example.co.uk", "example.co.uk"],
  ["ada@example.com", "example.com"],
  ["ada@acme.github.io", "acme.github.io"],
  ["ada@deep.acme.github.io", "acme.github.io"],
  ["ada@co.uk", "co.uk"],
  ["ada@mail.example.nosuchtld", "example.nosuchtld"],
  ["ada@a.xn--bcher-kva.example", "xn--bcher-kva.example"],
] as const)("the registrable domain of %s is %s", ([address, domain], { expect }) => {
  expect(registrableDomain(address)).toBe(domain);
});

it.for([
  ["gmail.com", true],
  ["mail.gmx.de", true],
  ["example.com", false],
  ["notgmail.com", false],
  ["gmail.com.example", false],
] as const)("the domain %s is one of a public mailbox provider: %s", ([domain, expected], { expect }) => {
  expect(isFreeMail(domain)).toBe(expected);
});

it.for([
  ["+49 (0) 171 / 123-45", "+4917112345"],
  ["0049 171 12345", "+4917112345"],
  ["0171 12345", "017112345"],
  ["(+49) 171 12345", "+4917112345"],
  ["tel:+49-171-12345", "+4917112345"],
  // Marks around a number that was copied from an address book.
  ["\u202a+49 171 12345\u202c", "+4917112345"],
  ["＋４９ 171 12345", "+4917112345"],
  ["171 12345 + 6", "171123456"],
  ["call me", undefined],
  ["12", undefined],
] as const)("the canonical form of the phone number %j is %j", ([text, expected], { expect }) => {
  expect(canonicalPhone(text)).toBe(expected);
});

describe("what a page shows of a person, given back as it stands there", () => {
  it("is the same address", ({ expect }) => {
    const address = fc.constantFrom(
      "\u0430da@engine.example",
      "ad\u{1d41a}@engine.example",
      "ada@engine.example",
      "ａda@x.example",
    );
    fc.assert(
      fc.property(
        address,
        (one) => void expect(canonicalAddress(asBefore(visible(shownAddress(one))))).toEqual(ok(one)),
      ),
      runs(20),
    );
  });

  it("is the same telephone number, with any hidden characters in it", ({ expect }) => {
    const part = fc.constantFrom(
      "+49",
      "(0)",
      " ",
      "30",
      "1234567",
      "/",
      "\u200b",
      "\u202a",
      "\u202e",
      "\u00ad",
      "\u{e0041}",
    );
    const phone = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(phone, (one) => void expect(canonicalPhone(asBefore(visible(one)))).toBe(canonicalPhone(one))),
      runs(200),
    );
  });
});

describe("the lookup digests of a person", () => {
  const key = "system-key-for-tests";
  const ada = lookupsOf(key, { address: "a.da+x@gmail.com", phone: "+49 171 12345" });

  it("depend on the system key, and differ for each purpose", ({ expect }) => {
    expect(Lookups.parse(ada)).toEqual(ada);
    expect(new Set(Object.values(ada)).size).toBe(4);
    expect(lookupsOf("another key", { address: "a.da+x@gmail.com" }).address).not.toBe(ada.address);
    expect(ada.domain).toBe(suppressionDigest(key, "domain", "gmail.com"));
  });

  it("have the same comparison digest for two spellings of a mailbox, and different address digests", ({ expect }) => {
    const other = lookupsOf(key, { address: "ada@googlemail.com" });
    expect(other.comparison).toBe(ada.comparison);
    expect(other.address).not.toBe(ada.address);
  });

  it("have the same domain digest for all hosts of one registrable domain", ({ expect }) => {
    expect(lookupsOf(key, { address: "a@mail.example.com" }).domain).toBe(
      lookupsOf(key, { address: "b@example.com" }).domain,
    );
  });

  it("have no phone digest for an invalid phone number", ({ expect }) => {
    expect(lookupsOf(key, { address: "ada@example.com", phone: "n/a" })).not.toHaveProperty("phone");
  });
});
