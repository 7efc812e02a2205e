// The files whose code changes with a change of one file: those that import it, directly or through others. A test that loads a changed copy
// of a part of the product copies only these: a copy of any other file would do the same as the original.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An import or export of a relative file that remains at run time: not `import type`. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\bfrom\s+)?"(\.[^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"(\.[^"]+)"/g;

function importsIn(path: string): readonly string[] {
  const text = readFileSync(path, "utf8");
  return [STATIC, DYNAMIC]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, source]) => join(dirname(path), source!))
    .filter((imported) => existsSync(imported));
}

/** The answer of `f` for each path, found once. */
function remembered<T>(f: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (!known.has(path)) known.set(path, f(path));
    return known.get(path)!;
  };
}

/** Whether a file imports another, directly or through files whose paths match. Every file imports itself in this sense. Paths are absolute. */
export function importers(through: RegExp): (path: string, file: string) => boolean {
  const importsOf = remembered((path) => importsIn(path).filter((imported) => through.test(imported)));
  const allImports = remembered((path) => {
    const met = new Set([path]);
    // A set's loop also visits what is added during the loop.
    for (const one of met) for (const imported of importsOf(one)) met.add(imported);
    return met;
  });
  return (path, file) => allImports(path).has(file);
}
