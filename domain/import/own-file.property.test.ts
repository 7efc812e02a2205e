// What this project exports is read as it was recorded, whatever the cells hold: an import of an export changes nothing, and brings the same to an installation
// that has nothing yet.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { runs } from "../../testing/properties.ts";
import { importBytes } from "./import-bytes.ts";
import { csvLine } from "../csv-line.ts";
import { SuppressionKind } from "../../schema/lists.ts";
import type { KnownSuppression } from "./compare.ts";
import {
  companyLine,
  contactLine,
  type ExportedContact,
  exportedEntryValue,
  exportHeader,
  factLine,
  LIST_COLUMNS,
} from "./own-file.ts";
import {
  companyWish,
  factWish,
  isRecordedFact,
  knownCompany,
  type RecordedCompany,
  type RecordedFact,
} from "./recorded.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the schemas of companies, facts and people allow: no control characters, and no blanks around. */
const stored = (most: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(...hostileTexts().map(({ text }) => text)),
      fc.constantFrom(
        "=1+1",
        "'=1+1",
        "''=1+1",
        "@SUM(A1)",
        "-",
        "--",
        "'5",
        '"=x"',
        '="00123"',
        "NULL",
        "n/a",
        "#REF!",
        'say "hi", \\"twice\\"',
        "a,b;c\td|e",
        "# remark",
        "<b>x</b>",
        "Berg, Anna",
        "GroÃŸ",
        "\ufeffx",
        "x\u2028y",
        "domain",
        "1.234",
        "10-Nov",
        "yes",
        "ada@x.example",
        "\u202ex",
        "é",
        "日本",
      ),
    )
    .map((text) =>
      text
        .toWellFormed()
        .replace(/\p{Cc}+/gu, " ")
        .slice(0, most)
        .toWellFormed()
        .trim(),
    )
    .filter((text) => text !== "");
const maybe = (most: number): fc.Arbitrary<string | undefined> => fc.option(stored(most), { nil: undefined });

const status = fc.constantFrom("known", "blocked", "unknown");
const company = fc
  .record({
    name: stored(200),
    status,
    industry: maybe(80),
    size: maybe(80),
    others: fc.nat(2),
    hasDomain: fc.boolean(),
  })
  .map(({ others, hasDomain, ...fields }) => (index: number): RecordedCompany => ({
    ...fields,
    id: `co_${index}`,
    // A site of many is a company, too.
    domains:
      hasDomain || others > 0
        ? [
            index === 0 ? "github.com" : `company${index}.example`,
            ...Array.from({ length: others }, (_, n) => `other${index}-${n}.example`),
          ]
        : [],
  }));
const companies = fc.array(company, { minLength: 1, maxLength: 6 }).map((all) => all.map((make, index) => make(index)));

const moment = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const fact = fc.record({
  kind: stored(80),
  value: stored(1_000),
  source: stored(200),
  found: fc.boolean(),
  confidence: fc.integer({ min: 0, max: 10_000 }),
  observedAt: moment,
  expiresAt: fc.option(moment),
});
const facts = fc
  .array(fact, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, index): RecordedFact => ({ ...one, id: `fact_${index}` })));

const contact = fc.record({
  name: fc.option(stored(200)),
  company: fc.option(stored(200)),
  title: fc.option(stored(200)),
  flags: fc.subarray(["unsubscribed", "bounced", "do_not_contact"] as const),
});
const contacts = fc
  .array(contact, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, index): ExportedContact => ({ ...one, email: `person${index}@list.example` })));

describe("an import of an export", () => {
  it("changes no entry of the list, puts the same on one that has lost them, and none on another's", ({ expect }) => {
    const installation = "k".repeat(22);
    const entry = fc.record({
      kind: fc.constantFrom(...SuppressionKind.options),
      digest: fc.stringMatching(/^[\w-]{22}$/),
      isLifted: fc.boolean(),
      by: fc.constantFrom("", "linus", "-grace"),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ kind, digest }) => `${kind}:${digest}`, minLength: 1, maxLength: 12 }),
        (entries) => {
          const lines = entries.map(({ kind, digest, isLifted, by }, index) =>
            csvLine([String(index + 1), kind, digest, "desk", by, "2026-11-30", isLifted ? "99" : "", installation]),
          );
          const bytes = utf8([csvLine(LIST_COLUMNS), ...lines].join(""));
          const against = (is: KnownSuppression | undefined) => {
            const read = importBytes("suppressions", [bytes], { known: { suppression: () => is } });
            if (!read.ok) throw new Error(read.error.reason);
            return read.value.rows;
          };
          expect(against({ is: "listed" }).map(({ outcome, apply }) => [outcome, apply])).toEqual(
            entries.map(() => ["same", null]),
          );
          const standing = entries.filter(({ isLifted }) => !isLifted);
          expect(against(undefined).flatMap(({ apply }) => apply ?? [])).toEqual(
            standing.map(({ kind, digest }) => ({
              kind: "digest",
              value: exportedEntryValue({ installation, kind, digest }),
            })),
          );
          const foreign = against({ is: "foreign" }).filter(({ outcome }) => outcome === "refused");
          expect(foreign.map(({ notes }) => notes.map(({ reason }) => reason))).toEqual(
            standing.map(() => ["other_installation"]),
          );
        },
      ),
      runs(200),
    );
  });

  it("knows an exported list after a spreadsheet has saved it again, and no list without its installation", ({
    expect,
  }) => {
    const digest = "-".padEnd(22, "x");
    const saved = `${LIST_COLUMNS.join(";")}\r\n8;domain;'${digest};desk;linus;2026-11-30;;${"k".repeat(22)}\r\n7;phone;${"y".repeat(22)};desk;;;;\r\n`;
    const read = importBytes("suppressions", [utf8(saved)]);
    expect(read.ok && read.value.rows.map(({ apply, notes }) => [apply, notes.map(({ reason }) => reason)])).toEqual([
      [[{ kind: "digest", value: `${"k".repeat(22)} domain ${digest}` }], []],
      [null, ["no_entry"]],
    ]);
  });

  it("changes no company, and records the same where there is none", ({ expect }) => {
    fc.assert(
      fc.property(companies, (all) => {
        const bytes = utf8(exportHeader("companies") + all.map(companyLine).join(""));
        const recordedAs = (key: string | null) => all.find(({ id, domains }) => key === id || key === domains[0]);
        const known = {
          needsDomain: true,
          company: (entry: Parameters<typeof knownCompany>[0]) => {
            const has = recordedAs(entry.domain);
            return has && knownCompany(entry, has);
          },
        };
        const again = importBytes("companies", [bytes], { known });
        expect(again.ok && again.value.rows.map(({ outcome, notes }) => [outcome, notes])).toEqual(
          all.map(() => ["same", []]),
        );
        const first = importBytes("companies", [bytes], { known: { needsDomain: true } });
        expect(first.ok && first.value.rows.map(({ apply }) => apply && companyWish(apply, undefined))).toEqual(
          all.map(({ id, domains, name, status: of, industry, size }) => ({
            company: domains[0] ?? id,
            fields: {
              name,
              status: of,
              ...(industry && { industry }),
              ...(size && { size }),
              domains: domains.slice(1),
            },
          })),
        );
      }),
      runs(300),
    );
  });

  it("changes no fact, and records the same where there is none", ({ expect }) => {
    fc.assert(
      fc.property(facts, (all) => {
        const of = { id: "co_1", domains: ["winter.example"] };
        const bytes = utf8(exportHeader("facts") + all.map((one) => factLine(of, one)).join(""));
        const again = importBytes("facts", [bytes], {
          known: {
            fact: (entry) =>
              all.some((one) => isRecordedFact(entry, one, "the file")) ? { is: "recorded" } : undefined,
          },
        });
        expect(again.ok && again.value.rows.map(({ outcome, notes }) => [outcome, notes])).toEqual(
          all.map(() => ["same", []]),
        );
        const first = importBytes("facts", [bytes]);
        expect(first.ok && first.value.rows.map(({ apply }) => apply && factWish(apply, "the file"))).toEqual(
          all.map(({ id, confidence, expiresAt, ...one }) => ({
            ...one,
            factId: id,
            method: "import",
            confidence: confidence / 10_000,
            ...(expiresAt && { expiresAt }),
          })),
        );
      }),
      runs(300),
    );
  });

  it("changes no contact, and brings the same where there is none", ({ expect }) => {
    fc.assert(
      fc.property(contacts, (all) => {
        const bytes = utf8(exportHeader("contacts") + all.map(contactLine).join(""));
        const again = importBytes("contacts", [bytes], {
          known: {
            contact: (email) => {
              const found = all.find((one) => one.email === email);
              const [name, of, title] = [found?.name, found?.company, found?.title].map((text) => text ?? undefined);
              return found && { name, company: of, title, flags: found.flags, open: ["phone"] };
            },
          },
        });
        expect(again.ok && again.value.rows.map(({ outcome, notes, apply }) => [outcome, notes, apply])).toEqual(
          all.map(() => ["same", [], null]),
        );
        const first = importBytes("contacts", [bytes]);
        expect(
          first.ok &&
            first.value.rows.map(
              ({ apply }) => apply && [apply.email, apply.name, apply.company, apply.title, apply.flags.toSorted()],
            ),
        ).toEqual(
          all.map(({ email, name, company: of, title, flags }) => [
            email,
            name ?? undefined,
            of ?? undefined,
            title ?? undefined,
            flags.toSorted(),
          ]),
        );
      }),
      runs(300),
    );
  });

  it("reads the same when a spreadsheet has saved it with semicolons and without quotes", ({ expect }) => {
    const given: RecordedCompany = {
      id: "co_1",
      domains: ["github.com", "x.example"],
      name: "=Berg, Anna",
      status: "known",
      size: "about 40",
    };
    const file = (exportHeader("companies") + companyLine(given))
      .replace("\ufeff", "")
      .replaceAll('","', '";"')
      .replaceAll('"', "");
    const read = importBytes("companies", [utf8(file)]);
    expect(read.ok && read.value.rows).toMatchObject([
      { apply: { domain: "github.com", otherDomains: ["x.example"], name: "=Berg, Anna", size: "about 40" } },
    ]);
  });
});
