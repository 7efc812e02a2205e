// Which folder may import which. A folder imports at most the folders above it; each rule says which of them:
//   schema
//   domain, drizzle                (domain decides, drizzle stores; neither knows the other)
//   replay, durable-objects        (replay reads a log and imports domain and schema only)
//   workers                        (stages never import each other; the desk also asks replay)
//   cli
//   samples, local, deploy, testing, evals, simulator, bench, scripts, checks   (tools: they import the product; of the product only cli/holdpoint.mjs imports them)
// Type-only imports count, except where a rule excludes them. Tests and `.types.ts` files may import anything that exists and makes no cycle.
import type { ICruiseOptions, IRegularForbiddenRuleType } from "dependency-cruiser";

const TEST = String.raw`\.(test|types)\.tsx?$`;
const PRODUCT = "schema|domain|drizzle|durable-objects|workers|replay|cli";
const TOOLS = "testing|evals|simulator|local|deploy|scripts|checks|samples|bench";
const TOP_LEVEL = `${PRODUCT}|${TOOLS}`;

/** The libraries that `domain` may use: each is pure, and does no I/O. */
const PURE_LIBRARIES = "zod|canonicalize|tldts|tldts-core|diff|postal-mime";

/** Node's modules that `domain` may use: hashing and bytes. */
const PURE_NODE_MODULES = "crypto|buffer";

/** Nothing in `from` may import anything in `to`. Tests are left out, unless `from` has its own `pathNot`; "^$" leaves out nothing. */
function never(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
): IRegularForbiddenRuleType & { readonly name: string } {
  return { name, severity: "error", comment, from: { pathNot: TEST, ...from }, to };
}

export const LAYER_RULES = [
  never(
    "no-cycle",
    "Files that import each other can only be read and changed together.",
    { pathNot: "^$" },
    { circular: true },
  ),
  never(
    "schema-imports-nothing-of-ours",
    "schema/ is the vocabulary: every folder uses it, and it uses none.",
    { path: "^schema/" },
    { path: `^(${TOP_LEVEL})/`, pathNot: "^schema/" },
  ),
  never(
    "domain-is-pure",
    "domain/ decides: it imports schema/, the listed pure libraries, and of Node only hashing and bytes. No store, platform, network or disk.",
    { path: "^domain/" },
    {
      path: "",
      pathNot: [
        "^(schema|domain)/",
        `^node_modules/(${PURE_LIBRARIES})/`,
        `^(${PURE_LIBRARIES})$`,
        `^(node:)?(${PURE_NODE_MODULES})$`,
      ],
    },
  ),
  never(
    "drizzle-imports-schema",
    "drizzle/ stores what schema/ names, and decides nothing.",
    { path: "^drizzle/" },
    { path: `^(${TOP_LEVEL})/`, pathNot: "^(schema|drizzle)/" },
  ),
  never(
    "replay-only-reads",
    "replay/ reads a log: it imports domain/ and schema/, and nothing that binds, stores, sends or reads a disk.",
    { path: "^replay/" },
    {
      path: String.raw`^(${TOP_LEVEL})/|^(node:)?(fs|net|http|https|child_process|worker_threads)(/|$)|^cloudflare:`,
      pathNot: "^(schema|domain|replay)/",
    },
  ),
  never(
    "objects-import-domain-and-drizzle",
    "The object hosts what domain/ decides; it knows no stage.",
    { path: "^durable-objects/" },
    { path: `^(${TOP_LEVEL})/`, pathNot: "^(schema|domain|drizzle|durable-objects)/" },
  ),
  never(
    "the-rim-of-objects-is-outermost",
    "host/, cron/ and tracing/ do not import the files directly in durable-objects/: only those files know the platform's bindings.",
    { path: "^durable-objects/(host|cron|tracing)/" },
    { path: String.raw`^durable-objects/[^/]+\.ts$` },
  ),
  never(
    "shared-rooms-know-no-stage",
    "workers/stage and workers/model are what stages share.",
    { path: "^workers/(stage|model)/" },
    { path: "^workers/", pathNot: "^workers/(stage|model)/" },
  ),
  never(
    "no-stage-to-stage",
    "A stage imports no other stage: stages send messages through queues.",
    { path: "^workers/([^/]+)/" },
    { path: "^workers/[^/]+/", pathNot: ["^workers/$1/", "^workers/(stage|model)/"] },
  ),
  never(
    "no-score-in-a-decision",
    "A score gates nothing: no stage of the pipeline, no veto, ladder, grade or decision reads one.",
    {
      path: [
        "^workers/(ingest|planner|qualifier|composer|dispatcher)/",
        String.raw`^domain/(draft|replies|model-text)/`,
        String.raw`^domain/rules/(?!score|title-likeness)`,
        String.raw`^domain/contact/(decide|decision|drawn|effects|endings|parts|evolve-(run|hold|dispatch|signal))(?!-score)`,
      ],
      pathNot: [TEST, String.raw`^domain/contact/decide\.ts$`],
    },
    { path: String.raw`^workers/scorer/|^domain/rules/score|^domain/contact/decide-score` },
  ),
  never(
    "a-stage-takes-only-types-of-the-object",
    "A Worker talks to contacts through its port: it takes the port's type, not its code.",
    { path: "^workers/" },
    { path: "^durable-objects/", dependencyTypesNot: ["type-only"] },
  ),
  never(
    "only-the-desk-asks-replay",
    "The desk shows what the log answers; no stage decides by it.",
    { path: "^(workers|drizzle|durable-objects)/", pathNot: [TEST, "^workers/desk/"] },
    { path: "^replay/" },
  ),
  never(
    "the-command-line-reads-through-replay",
    "The command line imports only schema/, domain/ and replay/, and calls the desk's API. cli/holdpoint.mjs, which installs what is missing, and cli/commands/doctor.ts, which looks at an installation as deploy/ does, are excepted.",
    { path: "^cli/", pathNot: [TEST, String.raw`^cli/(holdpoint\.mjs|commands/doctor\.ts)$`] },
    { path: `^(${TOP_LEVEL})/`, pathNot: "^(schema|domain|replay|cli)/" },
  ),
  never(
    "nothing-imports-the-command-line",
    "cli/ is the last folder of the product: no other folder of the product imports it.",
    { path: `^(${PRODUCT})/`, pathNot: [TEST, "^cli/"] },
    { path: "^cli/" },
  ),
  never(
    "the-product-knows-no-tool",
    "Tests, tools and samples know the product; the product does not know them.",
    { path: `^(${PRODUCT})/`, pathNot: [TEST, String.raw`^cli/(holdpoint\.mjs|commands/doctor\.ts)$`] },
    { path: `^(${TOOLS})/` },
  ),
  // Between the tools: a tool never imports a tool that uses it, so no two top-level folders import each other.
  never(
    "samples-know-no-tool",
    "samples/ is data with its shapes.",
    { path: "^samples/" },
    { path: `^(${TOOLS})/`, pathNot: "^samples/" },
  ),
  never(
    "local-knows-no-test",
    "local/ is what `npm start` runs: of the tools and cli/ it imports only samples/.",
    { path: "^local/" },
    { path: `^(${TOOLS}|cli)/`, pathNot: "^(samples|local)/" },
  ),
  never(
    "deploy-knows-no-test",
    "deploy/ is what an operator runs: of the tools it imports only local/, and nothing of cli/.",
    { path: "^deploy/" },
    { path: `^(${TOOLS}|cli)/`, pathNot: "^(local|deploy)/" },
  ),
  never(
    "no-test-quotes-the-default-policy",
    "What a new installation begins with may be changed without a change of a test: tests, evals and golden lines run on testing/sample-policy.ts. These three test the default policy itself, and quote no word of it.",
    {
      path: [TEST, "^(testing|evals|simulator|samples|bench)/"],
      pathNot: String.raw`^(schema/policy|domain/check-policy|cli/policy)\.test\.ts$`,
    },
    { path: String.raw`^schema/default-policy\.ts$` },
  ),
  never(
    "testing-serves-all-tests",
    "testing/ is shared by all tests: of the tools it imports only samples/, local/ and deploy/.",
    { path: "^testing/" },
    { path: `^(${TOOLS})/`, pathNot: "^(samples|local|deploy|testing)/" },
  ),
  never(
    "suites-know-no-suite",
    "evals/, simulator/ and bench/ may import testing/, but not each other, scripts/ or checks/.",
    { path: "^(evals|simulator|bench)/" },
    { path: `^(evals|simulator|bench|scripts|checks)/`, pathNot: "^$1/" },
  ),
  never(
    "checks-know-no-script",
    "checks/ judges the project; a script may use a check, not the other way round.",
    { path: "^checks/" },
    { path: "^scripts/" },
  ),
  never(
    "an-index-is-an-entry-point",
    "Do not import an index file: import the file that has the thing.",
    { path: "" },
    { path: String.raw`(^|/)index\.tsx?$`, pathNot: "node_modules" },
  ),
  never(
    "no-development-package-in-the-product",
    "What a Worker runs on is a dependency, not a development dependency.",
    { path: `^(${PRODUCT})/`, pathNot: [TEST, "^cli/"] },
    { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
  ),
  never(
    "resolves",
    "An import must lead somewhere.",
    { pathNot: "^$" },
    { couldNotResolve: true, pathNot: "^cloudflare:" },
  ),
];

export const CRUISE_OPTIONS: ICruiseOptions = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: "node_modules" },
  enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  exclude: { path: String.raw`(^|/)(dist|\.wrangler)/|\.d\.ts$` },
};
