// Compares the documentation of the Workers and .dev.vars.example with the table of roles.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { ROOT, WORKERS } from "../local/workers.ts";
import { ROLES, roles } from "../schema/roles.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

describe("docs/development.md", () => {
  it.for(WORKERS.map((worker) => [worker.name, worker] as const))(
    "has the row of %s as its role defines it",
    ([name, { role, folder, entrypoints }], { expect }) => {
      const { job, reads, writes, databases } = ROLES[role];
      const rows = read("docs/development.md")
        .split("\n")
        .filter((line) => line.startsWith(`| \`${name}\``));
      const cells = [`\`${name}\``, `[\`${folder}\`](../${folder})`, code(reads), code(writes)];
      expect(rows).toEqual([`| ${[...cells, code(Object.values(entrypoints)), code(databases), job].join(" | ")} |`]);
    },
  );

  it("names every existing Worker once, and no other", ({ expect }) => {
    const named = [...read("docs/development.md").matchAll(/^\| `(holdpoint-\w+)`/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(WORKERS.map(({ name }) => name).toSorted());
  });
});

describe(".dev.vars.example", () => {
  const lines = read(".dev.vars.example").split("\n");
  /** The secrets with `mark` before their name, each with the Workers that the line above names. */
  const named = (mark: string): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      lines.flatMap((line, index) => {
        const [, before, name] = /^(# )?([A-Z_]+)=$/.exec(line) ?? [];
        return name === undefined || (before ?? "") !== mark
          ? []
          : [[name, (lines[index - 1]?.match(/holdpoint-\w+/g) ?? []).toSorted()]];
      }),
    );
  const asked = (of: "secrets" | "optionalSecrets"): Readonly<Record<string, readonly string[]>> => {
    const pairs = roles.flatMap((role) => ROLES[role][of].map((secret) => [secret, `holdpoint-${role}`] as const));
    const bySecret = Map.groupBy(pairs, ([secret]) => secret);
    return Object.fromEntries([...bySecret].map(([secret, its]) => [secret, its.map(([, name]) => name).toSorted()]));
  };

  it("names each required secret, and the Workers that require it", ({ expect }) => {
    expect(named("")).toEqual(asked("secrets"));
  });

  it("names each optional secret, and the Workers that use it", ({ expect }) => {
    expect(named("# ")).toEqual(asked("optionalSecrets"));
  });
});
