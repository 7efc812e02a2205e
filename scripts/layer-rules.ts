// Who may know whom. Imports go down this list, never up, and never from one stage to another:
//   schema → drizzle → durable-objects, workers/*.ts → workers/<stage> → replay → workers/desk, cli → (simulator, evals, scripts, samples: know everyone)
// Type-only imports count too. Tests, and the samples they share, may look at anything.
import type { ICruiseOptions, IRegularForbiddenRuleType } from "dependency-cruiser";

const TEST = String.raw`\.(test|contract|types)\.tsx?$|(^|/)samples\.ts$`;
const PRODUCT = "^(schema|drizzle|durable-objects|workers|replay)/";
const ABOVE = "simulator|evals|scripts|samples";

/** Nothing in `from` may import anything in `to`. */
function never(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
): IRegularForbiddenRuleType & { readonly name: string } {
  return { name, severity: "error", comment, from: { pathNot: TEST, ...from }, to };
}

export const LAYER_RULES = [
  never("no-cycle", "A cycle has no bottom to start reading from.", { pathNot: "^$" }, { circular: true }),
  never(
    "schema-knows-nothing-of-ours",
    "schema/ is the vocabulary: everyone speaks it, it speaks of nobody.",
    { path: "^schema/" },
    { path: `^(drizzle|durable-objects|workers|${ABOVE})/` },
  ),
  never(
    "drizzle-knows-schema",
    "drizzle/ stores what schema/ names.",
    { path: "^drizzle/" },
    { path: `^(durable-objects|workers|${ABOVE})/` },
  ),
  never(
    "objects-know-schema-and-drizzle",
    "The object knows no stage.",
    { path: "^durable-objects/" },
    { path: `^(workers|${ABOVE})/` },
  ),
  never(
    "shared-by-stages-knows-no-stage",
    "workers/*.ts is what stages share.",
    { path: String.raw`^workers/[^/]+\.tsx?$` },
    { path: `^(durable-objects|workers/[^/]+|${ABOVE})/` },
  ),
  never(
    "no-stage-to-stage",
    "Stages meet only in queues.",
    { path: "^workers/([^/]+)/" },
    { path: "^workers/[^/]+/", pathNot: "^workers/$1/" },
  ),
  never(
    "a-stage-takes-only-types-of-the-object",
    "A Worker talks to contacts through its port: it takes the port's type, not its code.",
    { path: "^workers/[^/]+/" },
    { path: "^durable-objects/", dependencyTypesNot: ["type-only"] },
  ),
  never(
    "the-product-knows-no-tool",
    "Scripts, evals and samples know the product; the product does not know them.",
    { path: "^workers/[^/]+/" },
    { path: `^(${ABOVE})/` },
  ),
  never(
    "nobody-knows-the-simulator",
    "The simulator imports anybody; only the configuration of the tests imports it.",
    { pathNot: [TEST, "^simulator/", String.raw`^vitest\.config\.ts$`] },
    { path: "^simulator/" },
  ),
  never(
    "replay-only-reads",
    "replay/ takes what is pure: state and its fold, and the steps that decided. Nothing that binds, stores, sends or reads a disk.",
    { path: "^replay/" },
    {
      path: String.raw`^(drizzle|durable-objects|workers|cli|${ABOVE})/|^(node:)?(fs|net|http|https|child_process)\b`,
      pathNot: [
        "^durable-objects/(decide-run|decision|evolve|evolve-signal|parts|record|rows|seal|state|views)\\.ts$",
        "^workers/planner/(safety-gate|decide-action|repair-task-plan)\\.ts$",
        "^workers/ingest/(classify-by-model|classify-reply)\\.ts$",
        "^workers/composer/(given|judge-draft)\\.ts$",
        "^workers/qualifier/(qualify|analyze-opportunity)\\.ts$",
      ],
    },
  ),
  never(
    "only-the-desk-asks-replay",
    "The desk shows what the log answers; no stage decides by it.",
    { path: "^workers/", pathNot: [TEST, "^workers/desk/"] },
    { path: "^replay/" },
  ),
  never(
    "the-command-line-reads-through-replay",
    "The command line asks replay/ and the desk's API; only its start uses the machinery that installs.",
    { path: "^cli/", pathNot: [TEST, String.raw`^cli/holdpoint\.mjs$`] },
    { path: `^(drizzle|durable-objects|workers|${ABOVE})/` },
  ),
  never(
    "nobody-knows-the-command-line",
    "It is the outermost layer; a benchmark may measure it, and logs are frozen as its exports.",
    { pathNot: [TEST, "^(cli|bench)/", String.raw`^scripts/freeze\.ts$`] },
    { path: "^cli/" },
  ),
  never(
    "an-index-is-an-entry-point",
    "There are no barrels: import the file that has the thing.",
    { path: "" },
    { path: String.raw`(^|/)index\.tsx?$`, pathNot: "node_modules" },
  ),
  never(
    "no-development-package-in-the-product",
    "What a Worker runs on is a dependency, not a development dependency.",
    { path: PRODUCT },
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
