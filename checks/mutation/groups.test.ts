// Tests that the patterns in groups.ts lead to existing files.
import { globSync } from "node:fs";
import { describe, it } from "vitest";
import { ROOT } from "../../local/workers.ts";
import { MUTATION_GROUPS } from "./groups.ts";

/** The patterns without braces that a pattern stands for. Each of them must lead to a file. */
const alternatives = (pattern: string): readonly string[] => {
  const [all, before, list, after] = /^(.*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  return all === undefined ? [pattern] : (list ?? "").split(",").map((one) => `${before}${one}${after}`);
};

describe("the groups of mutants", () => {
  it.for(MUTATION_GROUPS)("$name names files that exist", ({ mutate, tests }, { expect }) => {
    const named = [...mutate, ...tests].flatMap(alternatives);
    expect(named.filter((pattern) => globSync(pattern, { cwd: ROOT }).length === 0)).toEqual([]);
  });
});
