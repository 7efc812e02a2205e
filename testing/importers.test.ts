// Tests which files count as importers of a file: every one whose code runs with it, also in a circle.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { importers } from "./importers.ts";

const FILES = {
  "part/changed.ts": "export const changed = 1;",
  "part/direct.ts": 'import { changed } from "./changed.ts";',
  "part/of-many.ts": 'import {\n  a,\n  changed as b,\n} from "./changed.ts";',
  "part/again.ts": 'export * from "./direct.ts";',
  "part/for-effect.ts": 'import "./changed.ts";',
  "part/later.ts": 'const load = () => import("./changed.ts");',
  "part/circle.ts": 'import { other } from "./other-circle.ts";',
  "part/other-circle.ts": 'import { circle } from "./circle.ts";\nimport { changed } from "./direct.ts";',
  "part/its-type.ts": 'import type { changed } from "./changed.ts";\nexport type { changed as b } from "./changed.ts";',
  "part/in-words.ts": '// import "./changed.ts"\nimport { a } from "changed.ts";',
  "part/through-others.ts": 'import { outside } from "../elsewhere/outside.ts";',
  "elsewhere/outside.ts": 'import { changed } from "../part/changed.ts";',
};

describe("the importers of a file", () => {
  it("are those that load it, directly or through others of the part", ({ expect }) => {
    const folder = mkdtempSync(join(tmpdir(), "holdpoint-importers-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ["part", "elsewhere"]) mkdirSync(join(folder, name));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    const imports = importers(/\/part\/[^/]*\.ts$/);
    expect(Object.keys(FILES).filter((name) => !imports(join(folder, name), join(folder, "part/changed.ts")))).toEqual([
      "part/its-type.ts",
      "part/in-words.ts",
      "part/through-others.ts",
    ]);
  });
});
