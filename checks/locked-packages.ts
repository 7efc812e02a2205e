// Judges what npm says of the dependencies: whether an audit has findings in what is deployed, and whether a bill of materials lists it. Pure; audit.ts runs npm.
import * as z from "zod";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), version: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

/** A package of the lock file that is no development dependency. */
export interface LockedPackage {
  /** `node_modules/zod`. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

/** The production dependencies of a lock file, with what these depend on. */
export function productionIn(lockText: string): readonly LockedPackage[] {
  const { packages } = Lock.parse(JSON.parse(lockText));
  return Object.entries(packages).flatMap(([folder, { name, version, dev }]) => {
    // The first entry is this project itself.
    if (folder === "" || dev || version === undefined) return [];
    return [{ folder, name: name ?? folder.slice(folder.lastIndexOf("node_modules/") + NODE_MODULES), version }];
  });
}
const NODE_MODULES = "node_modules/".length;

const Severity = z.enum(["info", "low", "moderate", "high", "critical"]);
const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: Severity, range: z.string().default(""), nodes: z.array(z.string()).default([]) }),
  ),
});
const Refused = z.object({ message: z.string() });

/** What an audit says. `failing`: findings that must be repaired before a deployment. `noted`: those that need not, because they are less or of tools only. */
export type AuditAnswer =
  | { readonly answered: true; readonly failing: readonly string[]; readonly noted: readonly string[] }
  | { readonly answered: false; readonly because: string };

/** The answer of `npm audit --json`. A registry without the endpoint, or no registry at all, is no finding. */
export function auditIn(output: string, production: readonly LockedPackage[]): AuditAnswer {
  const json = jsonIn(output);
  const report = Report.safeParse(json);
  if (!report.success)
    return { answered: false, because: Refused.safeParse(json).data?.message ?? "npm gave no report" };
  const deployed = new Set(production.map(({ folder }) => folder));
  const found = Object.entries(report.data.vulnerabilities).map(([name, { severity, range, nodes }]) => ({
    text: `${name} ${range}: ${severity}`,
    isFailing: (severity === "high" || severity === "critical") && nodes.some((folder) => deployed.has(folder)),
  }));
  const texts = (isFailing: boolean) => found.filter((one) => one.isFailing === isFailing).map(({ text }) => text);
  return { answered: true, failing: texts(true), noted: texts(false) };
}

const Component = z.looseObject({ "bom-ref": z.string(), name: z.string(), version: z.string() });
const Dependency = z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() });
const Sbom = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(Component),
  dependencies: z.array(Dependency).default([]),
});

/** The bill of materials of what is deployed, and which of its packages npm's list lacks. */
export interface ProductionSbom {
  readonly sbom: object;
  readonly missing: readonly string[];
}

/**
 * Takes the production packages out of the list of all. Not npm's own `--omit dev`, which leaves out a production package of which a tool has another version
 * beside it: of npm 11.19 it was zod. Throws when the text is no CycloneDX.
 */
export function productionSbom(output: string, production: readonly LockedPackage[]): ProductionSbom {
  const whole = Sbom.parse(JSON.parse(output));
  const wanted = new Set(production.map(idOf));
  const components = whole.components.filter((component) => wanted.has(idOf(component)));
  const listed = new Set(components.map(idOf));
  const refs = new Set(components.map((component) => component["bom-ref"]));
  const root = z.object({ component: z.object({ "bom-ref": z.string() }) }).safeParse(whole["metadata"]).data;
  const dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref) || ref === root?.component["bom-ref"])
    .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter((ref) => refs.has(ref)) ?? [] }));
  return {
    sbom: { ...whole, components, dependencies },
    missing: [...wanted].filter((id) => !listed.has(id)),
  };
}

const idOf = ({ name, version }: { readonly name: string; readonly version: string }): string => `${name}@${version}`;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
