// Tests the reader of addresses: one clear address is taken from what stands around it, and a refusal says how.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusFile } from "../testing/corpora.ts";
import { spelledAddresses } from "../testing/form-cases.ts";
import { runs } from "../testing/properties.ts";
import { canonicalAddress } from "./address.ts";
import { type AddressFault, addressIn, bareAddressIn } from "./read-address.ts";

const ADA = "ada@winter.example";

describe("one clear address is taken", () => {
  it.for<[string, unknown]>([
    ["plain", "ada@winter.example"],
    ["in capitals", "ADA@Winter.Example"],
    ["in blanks", "  ada@winter.example \n"],
    ["after a tab", "\tada@winter.example"],
    ["after a no-break space", "\u00a0ada@winter.example"],
    ["before an ideographic space", "ada@winter.example\u3000"],
    ["before a dot", "ada@winter.example."],
    ["before two dots", "ada@winter.example.."],
    ["before a comma", "ada@winter.example,"],
    ["before a semicolon", "ada@winter.example;"],
    ["before a bracket", "ada@winter.example>"],
    ["after a bracket", "<ada@winter.example"],
    ["in angles", "<ada@winter.example>"],
    ["in two angles", "<<ada@winter.example>>"],
    ["in round brackets", "(ada@winter.example)"],
    ["in square brackets", "[ada@winter.example]"],
    ["in quotes", '"ada@winter.example"'],
    ["in apostrophes", "'ada@winter.example'"],
    ["in typographic quotes", "„ada@winter.example“"],
    ["in guillemets", "«ada@winter.example»"],
    ["in backticks", "`ada@winter.example`"],
    ["in asterisks", "*ada@winter.example*."],
    ["before an exclamation mark", "ada@winter.example!"],
    ["before a slash", "ada@winter.example/"],
    ["before a Chinese full stop and comma", "ada@winter.example，"],
    ["with a name", "Ada Winter <ada@winter.example>"],
    ["with a quoted name", '"Winter, Ada" <ada@winter.example>'],
    ["with a name in capitals", "ADA WINTER<ADA@WINTER.EXAMPLE>"],
    ["with a name and a missing bracket", "Ada Winter <ada@winter.example"],
    ["with a name and a dot", "Ada Winter <ada@winter.example>."],
    ["with a name that has an @", "Ada @ Winter <ada@winter.example>"],
    ["with a name of another script", "阿达 <ada@winter.example>"],
    ["with a name that is an address", "ada@winter.example <ada@winter.example>"],
    ["with another address as a name", "ada@other.example <ada@winter.example>"],
    ["with a name after it", "ada@winter.example (Ada Winter)"],
    ["mailto", "mailto:ada@winter.example"],
    ["mailto in capitals", "MAILTO:ada@winter.example"],
    ["mailto with a blank", "mailto: ada@winter.example"],
    ["mailto in angles", "<mailto:ada@winter.example>"],
    ["mailto with a query", "mailto:ada@winter.example?subject=Hello"],
    ["a link of Markdown", "[ada@winter.example](mailto:ada@winter.example)"],
    ["a link of Outlook", "ada@winter.example<mailto:ada@winter.example>"],
    ["a link of a page", '<a href="mailto:ada@winter.example">ada@winter.example</a>'],
    ["with its label", "Email: ada@winter.example"],
    ["with a label and a hyphen", "E-Mail: ada@winter.example"],
    ["with a zero-width space", "ada@winter.example\u200b"],
    ["with a zero-width space inside", "ada\u200b@winter.example"],
    ["with a byte order mark", "\ufeffada@winter.example"],
    ["with a soft hyphen", "ada@win\u00adter.example"],
    ["with bidi marks", "\u200eada@winter.example\u200f"],
    ["in bidi isolates", "\u2068ada@winter.example\u2069"],
    ["with an override", "\u202dada@winter.example\u202c"],
    ["with a full-width @", "ada＠winter.example"],
    ["with a small @", "ada﹫winter.example"],
    ["in full-width letters", "ａｄａ＠ｗｉｎｔｅｒ．ｅｘａｍｐｌｅ"],
    ["with an ideographic dot", "ada@winter。example"],
    ["with blanks around the @", "ada @ winter.example"],
    ["with a line break after the @", "ada@\nwinter.example"],
    ["encoded for a URL", "ada%40winter.example"],
    ["as entities", "&lt;ada@winter.example&gt;"],
    ["with its @ as an entity", "ada&#64;winter.example"],
    ["twice", "ada@winter.example, ADA@winter.example"],
    ["in a list", ["ada@winter.example"]],
    ["in a list with an empty element", ["", "ada@winter.example"]],
    ["in a list of lists", [["ada@winter.example"]]],
    ["twice in a list", ["ada@winter.example", "ada@winter.example"]],
    ["as a value", { value: "ada@winter.example" }],
    ["as an address with a name", { name: "Ada", address: "ada@winter.example" }],
    ["as an e-mail in a list", [{ email: "<ada@winter.example>" }]],
    ["in a sentence", "you can reach me at ada@winter.example, thanks"],
  ])("%s", ([, value], { expect }) => {
    expect(addressIn(value)).toEqual({ ok: true, value: ADA });
  });
});

describe("a refusal says how", () => {
  it.for<[AddressFault, unknown]>([
    ["no_text", ""],
    ["no_text", " \u00a0 "],
    ["no_text", null],
    ["no_text", 7],
    ["no_text", {}],
    ["no_text", []],
    ["no_text", { value: { value: { value: { value: { value: ADA } } } } }],
    ["too_long", `${" ".repeat(1_000)}${ADA}`],
    ["no_at", "ada"],
    ["no_at", "+49 30 123456"],
    ["no_at", "ada(at)winter.example"],
    ["several", "ada@winter.example; bob@winter.example"],
    ["several", "ada@winter.example bob@winter.example"],
    ["several", "ada@winter.example/bob@winter.example"],
    ["several", ["ada@winter.example", "bob@winter.example"]],
    ["several", "Ada <ada@winter.example>, Bob <bob@winter.example>"],
    ["comma_in_domain", "ada@winter,example"],
    ["dot_before_at", "ada.@winter.example"],
    ["dot_before_at", "ada..w@winter.example"],
    ["among_words", "a friendly reminder for readers to reach out ada@winter.example if they have questions"],
    ["malformed", "ada@"],
    ["malformed", "@winter.example"],
    ["malformed", "ada@winter"],
    ["malformed", "@"],
    ["malformed", "ada@192.0.2.1"],
  ])("%s: %j", ([fault, value], { expect }) => {
    expect(addressIn(value)).toEqual({ ok: false, error: fault });
  });
});

describe("an address and nothing else", () => {
  it.for<[boolean, string]>([
    [true, "ada@winter.example"],
    [true, "<ada@winter.example>."],
    [true, "Ada Winter <ada@winter.example>"],
    [true, "E-Mail: ada@winter.example"],
    [true, "[ada@winter.example](mailto:ada@winter.example)"],
    [false, "please write to ada@winter.example"],
    [false, "my boss is ada@winter.example"],
    [false, "copy to Bob Miller and to the other people of sales <ada@winter.example>"],
  ])("%s: %s", ([isBare, text], { expect }) => {
    expect(bareAddressIn(text)).toBe(isBare ? ADA : null);
  });
});

const Field = z.object({ items: z.array(z.object({ id: z.string(), email: z.unknown() })) });

it("reads the addresses of the field corpus, or says how not", ({ expect }) => {
  const read = Field.parse(JSON.parse(corpusFile("field/c11.json"))).items.map(({ id, email }) => {
    const found = addressIn(email);
    return [id, found.ok ? found.value.replace(/^c11[a-z]+/, "c11") : found.error];
  });
  const taken = (id: string) => [id, "c11@example.com"];
  expect(read).toEqual([
    ...["trailing-dot", "trailing-gt", "name-angle", "mailto", "zwsp", "bom", "soft-hyphen", "fullwidth-at"].map(taken),
    ["two-semicolon", "several"],
    ...["tab", "md-link", "urlencoded"].map(taken),
    ["comma-dot", "comma_in_domain"],
    ["dot-local-end", "dot_before_at"],
    ["docomo", "dot_before_at"],
    taken("object"),
  ]);
});

describe("the spelled addresses of the corpus", () => {
  it.for(spelledAddresses())("$id $value: $why", ({ value, address }, { expect }) => {
    const found = addressIn(value);
    expect(found.ok ? found.value : null).toBe(address);
  });
});

describe("for any text", () => {
  const near = fc.array(
    fc.constantFrom(
      "ada",
      "@",
      "winter.example",
      "<",
      ">",
      "mailto:",
      ".",
      ",",
      " ",
      "\u200b",
      "＠",
      '"',
      "%40",
      "&lt;",
      "(",
      "/",
    ),
    { maxLength: 14 },
  );
  it("what canon v1 takes stays itself, except for full-width forms", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          near.map((parts) => parts.join("")),
        ),
        (text) => {
          const canon = canonicalAddress(text);
          if (!canon.ok || /[\uff01-\uff5e]/.test(text)) return;
          expect(addressIn(text)).toEqual(canon);
        },
      ),
      runs(500),
    );
  });

  it("what is found is canonical and is found again", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.oneof(
          near.map((parts) => parts.join("")),
          fc.string({ unit: "binary", maxLength: 200 }),
        ),
        (text) => {
          const found = addressIn(text);
          if (found.ok) expect(canonicalAddress(found.value)).toEqual(found);
        },
      ),
      runs(500),
    );
  });

  it("throws for no value", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => void addressIn(value)),
      runs(500),
    );
  });
});
