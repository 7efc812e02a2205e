// Tests that references of evidence are made in one file only, and that its list of rules is complete.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { RULES } from "../domain/evidence.ts";
import { OLDER_HEARINGS } from "../domain/replies/hear.ts";
import { ROOT } from "../local/workers.ts";
import { EvidenceTable } from "../schema/provenance.ts";

const MAKER = "domain/evidence.ts";
const sources = globSync("{schema,domain,drizzle,replay,durable-objects,workers,cli}/**/*.{ts,tsx}", { cwd: ROOT })
  .filter((path) => !path.includes(".test.") && !path.endsWith(".types.ts"))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

/** An object whose `table` is a table of evidence. A type (`table: "contacts" | …`) is not one. */
const REFERENCE = new RegExp(`\\btable: "(?:${EvidenceTable.options.join("|")})"(?! \\|)`);

describe("references of evidence", () => {
  it("are found in domain/evidence.ts by the expression of this test", ({ expect }) => {
    expect(sources.find(({ path }) => path === MAKER)?.text).toMatch(REFERENCE);
    expect('{ table: "flags", id, columns }').toMatch(REFERENCE);
    expect('table: "contacts" | "companies"').not.toMatch(REFERENCE);
  });

  it("are made in one file of the product", ({ expect }) => {
    const makers = sources.filter(({ text }) => REFERENCE.test(text)).map(({ path }) => path);
    expect(makers).toEqual([MAKER]);
  });
});

describe("the list of rules", () => {
  const deciding = sources.filter(({ path }) => path.startsWith("domain/") && path !== MAKER);
  const named = sources
    .filter(({ path }) => path !== MAKER)
    .flatMap(({ text }) => [...text.matchAll(/"(rule:[^"]+)"/g)].map(([, rule = ""]) => rule))
    // They decide nothing any more: `verify` finds them in old logs.
    .filter((rule) => !OLDER_HEARINGS.includes(rule));

  // Of an older release: `verify` derives its grades again.
  const current = RULES.filter((rule) => rule !== "rule:analyze-opportunity@1");

  it.for(current)("has %s, which a decision in domain/ names", (rule, { expect }) => {
    expect(deciding.filter(({ text }) => text.includes(`"${rule}"`))).not.toEqual([]);
  });

  it("has exactly the rules that the product names", ({ expect }) => {
    expect([...new Set(named)].toSorted()).toEqual([...RULES].toSorted());
  });
});
