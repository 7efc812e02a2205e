// `npm run layers`: checks the rules of layer-rules.ts. When dependency-cruiser cannot parse TypeScript, it reports "no violations, 0 modules"
// and succeeds. So a source file that it did not read is an error, too.
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { CRUISE_OPTIONS, LAYER_RULES } from "./layer-rules.ts";
import { ROOT } from "../local/workers.ts";

const NOT_OURS = ["node_modules/**", "dist/**", ".wrangler/**"];

export type LayersReport = {
  /** One line for each violation: the rule, and the import that breaks it. */
  readonly violations: readonly string[];
  /** Source files the tool did not read. */
  readonly unseen: readonly string[];
  readonly modules: number;
};

function sourceFiles(folder: string): readonly string[] {
  return globSync("**/*.{ts,tsx,mjs}", { cwd: folder, exclude: NOT_OURS }).filter((path) => !path.endsWith(".d.ts"));
}

/** Reads every source file under a folder and checks its imports. */
export async function judgeLayers(folder: string, options: ICruiseOptions = CRUISE_OPTIONS): Promise<LayersReport> {
  const sources = sourceFiles(folder);
  const settings = { ...options, ruleSet: { forbidden: LAYER_RULES }, validate: true, baseDir: folder };
  const { output } = await cruise([...sources], settings);
  const { modules, summary } = output as ICruiseResult;
  const seen = new Set(modules.map(({ source }) => source));
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    unseen: sources.filter((path) => !seen.has(path)),
    modules: seen.size,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { violations, unseen, modules } = await judgeLayers(ROOT);
  for (const line of violations) console.error(line);
  for (const path of unseen) console.error(`not read: ${path}`);
  console.log(`layers: ${modules} modules, ${violations.length} violations, ${unseen.length} files not read`);
  if (violations.length + unseen.length > 0) process.exit(1);
}
