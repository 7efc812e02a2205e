// Properties of the import: every line of a file is told of, the chunks in which it comes and the order of its rows do not matter, what was applied
// changes nothing again, and whoever a row opts out is not writable afterwards. Over files of any bytes, and over files that programs write.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { csvLine } from "../csv-line.ts";
import { importCases } from "../../testing/import-cases.ts";
import { runs } from "../../testing/properties.ts";
import { join } from "node:path";
import { withoutHidden } from "../visible-text.ts";
import { importBytes, type ImportedFile } from "./import-bytes.ts";
import type { Known, KnownContact } from "./compare.ts";
import { type ContactEntry, type SuppressionEntry, withSilenced } from "./entries.ts";
import { IMPORT_KINDS } from "./meanings.ts";
import type { WishFlag } from "./wish-column.ts";

const corpora = join(import.meta.dirname, "../../testing/corpora");
const cases = [...importCases(join(corpora, "import")), ...importCases(join(corpora, "import-own"))];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes in chunks that end at any places. */
function inChunks(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.slice(at[index], end));
}

const kind = fc.constantFrom(...IMPORT_KINDS);
const cuts = fc.array(fc.nat(5_000), { maxLength: 40 });
/** Pieces that files are broken by. */
const piece = fc.oneof(
  fc.constantFrom(
    ",",
    ";",
    "\t",
    "|",
    '"',
    '""',
    '\\"',
    "\n",
    "\r\n",
    "\r",
    "\ufeff",
    "# ",
    "#x",
    "@",
    "email",
    "name",
    "unsubscribed",
    "domain",
    "yes",
    "no",
    "sep=;\n",
    "a@x.example",
    "B@X.example",
    "x.example",
    "+46 8 555 0199",
    "NULL",
    "\0",
    "\u001a",
    "ä",
    "日本",
    "=1+1",
    "2026-01-01",
    "<b>",
  ),
  fc.string({ maxLength: 6 }),
);
const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
const anyBytes = fc.oneof(
  anyText.map(utf8),
  anyText.map((text) => utf8(`email,name,unsubscribed\n${text}`)),
  fc.uint8Array({ maxLength: 300 }),
  anyText.map((text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"))),
);

const linesOf = (bytes: Uint8Array): number => {
  const text = new TextDecoder("windows-1252").decode(bytes);
  const lines = text.split(/\r\n|\r|\n/u);
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
};

describe("a file of any bytes", () => {
  it("gives the same rows in whatever chunks it comes", ({ expect }) => {
    fc.assert(
      fc.property(kind, anyBytes, cuts, (of, bytes, at) => {
        expect(importBytes(of, inChunks(bytes, at))).toEqual(importBytes(of, [bytes]));
      }),
      runs(400),
    );
  });

  it("is told of from its first line to its last: as a row, a line that is passed over, or the header", ({
    expect,
  }) => {
    fc.assert(
      fc.property(kind, anyBytes, (of, bytes) => {
        const read = importBytes(of, [bytes]);
        if (!read.ok) return;
        const { rows, passed, shape } = read.value;
        const told = [
          ...rows.map(({ line }) => line),
          ...passed.map(({ line }) => line),
          ...(shape.headerLine === null ? [] : [shape.headerLine]),
        ];
        const sorted = told.toSorted((a, b) => a - b);
        expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
        // A row of several lines is told of by its first one.
        expect(sorted[0]).toBe(1);
        expect(sorted.at(-1)).toBeLessThanOrEqual(shape.lines);
        if (shape.encoding === "bytes") expect(shape.lines).toBe(linesOf(bytes));
        // Only a quote holds a row over several lines: without one, every single line is told of, each once.
        const text = new TextDecoder(shape.encoding === "bytes" ? "windows-1252" : shape.encoding).decode(bytes);
        if (!/["']/u.test(text)) expect(sorted).toEqual(Array.from({ length: shape.lines }, (_, line) => line + 1));
        expect(rows.every(({ outcome, notes }) => outcome !== "refused" || notes.length > 0)).toBe(true);
      }),
      runs(400),
    );
  });
});

it("a case gives the same rows in whatever chunks it comes", ({ expect }) => {
  fc.assert(
    fc.property(fc.constantFrom(...cases), cuts, ({ spec, bytes }, at) => {
      expect(importBytes(spec.kind, inChunks(bytes, at))).toEqual(importBytes(spec.kind, [bytes]));
    }),
    runs(200),
  );
});

/** People of a small world, so that rows meet. */
const email = fc.constantFrom("ada@x.example", "Ada@X.example", "bo@x.example", "bo+news@x.example", "cy@y.example");
const word = fc.constantFrom("", "Ada", "Bo", "Berg", "Ek, Bo", '"Q"', "a;b", "l\nm");
const wish = fc.constantFrom("", "yes", "no", "x", "maybe", "0", "1", "unsubscribed", "2025-01-01");
const contactRow = fc.record({
  email,
  other: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, email),
  name: word,
  company: word,
  out: wish,
  in: wish,
});
type Row = typeof contactRow extends fc.Arbitrary<infer T> ? T : never;

const cell = (text: string): string => (/[",;\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const fileOf = (rows: readonly Row[]): Uint8Array =>
  utf8(
    [
      "email,Other email,name,company,Opted out,Subscribed",
      ...rows.map((row) => [row.email, row.other, row.name, row.company, row.out, row.in].map(cell).join(",")),
    ].join("\r\n"),
  );

interface Stored {
  readonly known: Known;
  readonly flags: () => Readonly<Record<string, readonly WishFlag[]>>;
  readonly apply: (file: ImportedFile<"contacts">) => void;
}
function aStore(): Stored {
  const contacts = new Map<string, KnownContact>();
  return {
    known: { contact: (address) => contacts.get(address) },
    flags: () => Object.fromEntries([...contacts].map(([address, { flags }]) => [address, flags.toSorted()])),
    apply({ rows }) {
      for (const { email: address, flags, name, company, title, phone } of rows.flatMap(({ apply }) =>
        apply === null ? [] : withSilenced(apply),
      )) {
        const before = contacts.get(address);
        contacts.set(address, {
          name: name ?? before?.name,
          company: company ?? before?.company,
          title: title ?? before?.title,
          phone: phone ?? before?.phone,
          flags: [...new Set([...(before?.flags ?? []), ...flags])],
        });
      }
    },
  };
}
function imported(store: Stored, bytes: Uint8Array): ImportedFile<"contacts"> {
  const read = importBytes("contacts", [bytes], { known: store.known });
  if (!read.ok) throw new Error(read.error.reason);
  store.apply(read.value);
  return read.value;
}

const rows = fc.array(contactRow, { minLength: 1, maxLength: 12 });

describe("a file of contacts", () => {
  it("changes nothing when it is applied again", ({ expect }) => {
    fc.assert(
      fc.property(rows, (given) => {
        const store = aStore();
        imported(store, fileOf(given));
        const again = imported(store, fileOf(given));
        expect(again.rows.filter(({ apply }) => apply !== null)).toEqual([]);
      }),
      runs(300),
    );
  });

  it("opts out the same people in any order of its rows, and in two files as in one", ({ expect }) => {
    fc.assert(
      fc.property(rows, fc.nat(12), (given, at) => {
        const [whole, turned, halves] = [aStore(), aStore(), aStore()];
        imported(whole, fileOf(given));
        imported(turned, fileOf(given.toReversed()));
        for (const half of [given.slice(0, at), given.slice(at)]) if (half.length > 0) imported(halves, fileOf(half));
        expect(turned.flags()).toEqual(whole.flags());
        expect(halves.flags()).toEqual(whole.flags());
      }),
      runs(300),
    );
  });

  it("leaves nobody writable of whom a row says no, or something that nobody understands", ({ expect }) => {
    fc.assert(
      fc.property(rows, (given) => {
        const store = aStore();
        imported(store, fileOf(given));
        const flags = store.flags();
        const closed = given.filter(
          (row) => !["", "no", "0"].includes(row.out) || !["", "yes", "1", "x", "2025-01-01"].includes(row.in),
        );
        const addresses = closed.flatMap((row) => [row.email, row.other]).filter((one) => one !== "");
        expect(addresses.filter((one) => (flags[one.toLowerCase()] ?? []).length === 0)).toEqual([]);
      }),
      runs(300),
    );
  });
});

/** Files as this project's own exports write cells. */
const suppressionsCsv = (entries: readonly SuppressionEntry[]): string =>
  [["entry"], ...entries.map(({ value }) => [value])].map(csvLine).join("");
const contactsCsv = (entries: readonly ContactEntry[]): string =>
  [
    ["email", "name", "company", "title", "unsubscribed"],
    ...entries.map(({ email: address, name = "", company = "", title = "", flags }) => [
      address,
      name,
      company,
      title,
      flags.length > 0 ? "yes" : "no",
    ]),
  ]
    .map(csvLine)
    .join("");

describe("what this project writes", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom("=1+1", "@x", "-1", "+46 8 555 0199", "'=x", "a,b", 'say "hi"', "Ärger, Ö.", "日本語"),
  );

  it("suppressions are read as they were written", ({ expect }) => {
    const entry: fc.Arbitrary<SuppressionEntry> = fc.oneof(
      fc
        .stringMatching(/^[a-z0-9]{1,10}(?:\.[a-z0-9]{1,5})?$/u)
        .map((name) => ({ kind: "address" as const, value: `${name}@list.example` })),
      fc
        .stringMatching(/^[a-z][a-z0-9]{1,10}$/u)
        .map((name) => ({ kind: "domain" as const, value: `${name}.example` })),
      fc.stringMatching(/^\+[1-9]\d{7,11}$/u).map((number) => ({ kind: "phone" as const, value: number })),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, {
          selector: ({ kind: of, value: text }) => `${of}:${text}`,
          minLength: 1,
          maxLength: 20,
        }),
        (entries) => {
          const read = importBytes("suppressions", [utf8(suppressionsCsv(entries))]);
          expect(read.ok && read.value.rows.map(({ apply, notes }) => [apply, notes])).toEqual(
            entries.map((one) => [[one], []]),
          );
        },
      ),
      runs(200),
    );
  });

  it("contacts are read as they were written", ({ expect }) => {
    // What a cell cannot carry: blanks around it, hidden characters, words for nothing, HTML, and a name in which the comma turns the order.
    const clean = value
      .map((text) =>
        withoutHidden(text)
          .replace(/[\p{C}\p{Z}]+/gu, " ")
          .trim(),
      )
      .filter(
        (text) =>
          !/^(?:null|nil|\\N|n\/a|#.*|NaN|undefined|\(.*\)|-+|–|—|=".*")$/iu.test(text) &&
          !/[<>,&@]/u.test(text) &&
          !text.startsWith("'"),
      );
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: clean, company: clean, title: clean }), { minLength: 1, maxLength: 8 }),
        (people) => {
          const entries = people.map((person, index): ContactEntry => ({
            email: `person${index}@list.example`,
            otherEmails: [],
            name: person.name || undefined,
            company: person.company || undefined,
            title: person.title || undefined,
            flags: index % 3 === 0 ? ["unsubscribed"] : [],
            saysYes: index % 3 !== 0,
          }));
          const read = importBytes("contacts", [utf8(contactsCsv(entries))]);
          const found = read.ok
            ? read.value.rows.map(
                ({ entry: one }) =>
                  one && { email: one.email, name: one.name, company: one.company, title: one.title, flags: one.flags },
              )
            : read;
          expect(found).toEqual(
            entries.map(({ email: address, name, company, title, flags }) => ({
              email: address,
              name,
              company,
              title,
              flags,
            })),
          );
        },
      ),
      runs(200),
    );
  });
});
