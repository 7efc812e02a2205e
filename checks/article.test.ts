// Compares docs/article.md, which maps names of the article to the code, with the code.
import { describe, it } from "vitest";
import * as z from "zod";
import { Action, PlanStage, ReleaseVerdict, ReplyClass, Tier, Verdict, VetoReason } from "../schema/lists.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { Provenance } from "../schema/provenance.ts";
import { hasName, isThere, linksOf, readPage, tableRows } from "../testing/page.ts";

const PATH = "docs/article.md";
const page = readPage(PATH);
const rows = tableRows(page);

/** The part of the page below a heading. */
const partOf = (heading: string): string => page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
const namesIn = (heading: string) => tableRows(partOf(heading)).map(([name = ""]) => name.replaceAll("`", ""));

/** The lists of the design card, in its words and order. */
const PACKAGES = [
  "@cloudflare/workers-types",
  "wrangler",
  "zod",
  "openai",
  "drizzle-orm",
  "vitest",
  "@cloudflare/vitest-pool-workers",
];
const FOLDERS = [
  "workers",
  "workers/ingest",
  "workers/planner",
  "workers/qualifier",
  "workers/composer",
  "durable-objects",
  "schema",
  "drizzle",
  "evals",
  "wrangler.toml",
  "package.json",
];
const USES = [
  "inbound lead webhooks feeding the ingest queue",
  "approval clicks resolving holds",
  "replaying the log for audits",
];

/** The names in the article. */
const ARTICLE = [
  "load_history",
  "safety_gate",
  "hydrate_contact",
  "hydrate_company",
  "company_facts",
  "recall_memory",
  "plan_tasks",
  "decide_action",
  "qualify",
  "analyze_opportunity",
  "compose",
  "_signal_bundle",
  "wrap_untrusted",
  "_repair_task_plan",
  '{ "stages": [...] }',
  "graph_meta",
  "sequence_number",
  'status: "draft"',
  "rule_based_fallback",
  "SALES_SUPPORT_SEQUENCER_REASONING",
  "FOLLOWUP_DAYS = 3",
  "score_contact",
  "seniority",
  "role_fit",
  "reachability",
  "propensity",
  "plan_actions",
  "plan_roles",
];

describe("the design card", () => {
  it("lists each package, and package.json has it", ({ expect }) => {
    const { dependencies, devDependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readPage("package.json")));
    const listed = Object.keys({ ...dependencies, ...devDependencies });
    expect(namesIn("Packages")).toEqual(PACKAGES);
    expect(PACKAGES.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it("runs tests, builds and deployments with one wrangler and one runtime", ({ expect }) => {
    const lock = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readPage("package-lock.json")));
    const versions = z.object({ wrangler: z.string(), miniflare: z.string() });
    const ours = z.object({ devDependencies: versions }).parse(lock.packages[""]).devDependencies;
    const tool = lock.packages["node_modules/@cloudflare/vitest-pool-workers"];
    expect(ours).toEqual(z.object({ dependencies: versions }).parse(tool).dependencies);
  });

  it("lists each folder and file, and each exists", ({ expect }) => {
    expect(namesIn("Folders and files")).toEqual(FOLDERS);
    expect(FOLDERS.filter((path) => !isThere(path))).toEqual([]);
  });

  it("lists the three uses", ({ expect }) => {
    expect(namesIn("Uses")).toEqual(USES);
  });
});

it.for(ARTICLE)("%s has a row of its own", (name, { expect }) => {
  expect(rows.filter(([cell = ""]) => cell.includes(`\`${name}\``)).length).toBe(1);
});

it.for(rows)("%s has its place in the code, or the reason why it is not built", ([, ...cells], { expect }) => {
  expect(cells.every((cell) => cell !== "")).toBe(true);
});

describe("a link of the page", () => {
  const links = linksOf(page, PATH);

  it("leads to an existing file", ({ expect }) => {
    expect(links.filter(({ path }) => !isThere(path))).toEqual([]);
  });

  it("leads to a file with the name, when the text of the link is a name", ({ expect }) => {
    const named = links.filter(({ text, path }) => /^`.*`$/.test(text) && !path.endsWith(".md"));
    expect(named.length).toBeGreaterThan(70);
    const missing = named.filter(
      ({ text, path }) => !hasName(path, text.slice(1, -1)) && !path.endsWith(text.slice(1, -1)),
    );
    expect(missing).toEqual([]);
  });
});

describe("the numbers and words of the page", () => {
  const { ladder, qualify, analyze, hold } = samplePolicy;
  const decimal = (basisPoints: number) => String(basisPoints / 10_000);
  const words = (list: readonly string[]) => list.map((word) => `\`${word}\``).join(", ");
  const [first, ...later] = ladder.followupDays;
  const { floor } = z.object({ floor: z.number() }).parse(JSON.parse(readPage("evals/gates.json")));

  it.for([
    `\`FOLLOWUP_DAYS = ${first}\``,
    `${first}, ${later.map((days) => `then ${days}`).join(", ")} days; at most ${ladder.followupDays.length} follow-ups`,
    `${decimal(qualify.base)} + ${decimal(qualify.companyKnown)} + ${decimal(qualify.roleOrSeniorityKnown)}`,
    `qualified from ${decimal(qualify.qualifiedFrom)}`,
    `${decimal(analyze.base)} + ${decimal(analyze.perFact)} a kind of live fact, at most ${decimal(analyze.cap)}`,
    `expires after ${hold.expiryHours} hours`,
    `the floor of the evals, ${floor}`,
    words(VetoReason.options),
    words(PlanStage.options),
    words(Action.options),
    words(Verdict.options),
    words(ReleaseVerdict.options),
    words(ReplyClass.options),
    words(Object.keys(Provenance.shape)),
  ])("are those of the code: %s", (text, { expect }) => {
    expect(page).toContain(text);
  });

  it("list every tier", ({ expect }) => {
    const [row = []] = rows.filter(([cell = ""]) => cell.startsWith("tiers"));
    expect(row[0]?.match(/\b[A-Z]\b/g)).toEqual(Tier.options);
  });
});
