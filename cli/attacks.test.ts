// Runs each attack of the list (testing/attacks/) on a whole local installation, and checks that `verify` tells it by name, or finds nothing
// where docs/attacks.md says that it cannot.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { ROOT } from "../local/workers.ts";
import type { Attack } from "../testing/attacks/attack.ts";
import { ON_EVENTS } from "../testing/attacks/on-events.ts";
import { ON_ROWS } from "../testing/attacks/on-rows.ts";
import { aVictim, type Victim } from "../testing/attacks/victim.ts";
import { sliceOf } from "../testing/full.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";

const ATTACKS = [...ON_EVENTS, ...ON_ROWS];
/** One of so many attacks is made in a slice. */
const SLICE = 5;

/** What `verify` tells: the names of its faults, or the beginning of the error with which it refuses. */
async function toldBy({ folder }: Victim, ...options: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await holdpoint(["verify", "--state", "state", "--json", ...options], { cwd: folder });
  if (code === 2) return [err.includes("key_differs") ? "key_differs" : /EVENTS_\d/.test(err) ? "not_whole" : err];
  return Object.keys((JSON.parse(out) as { faultsByName: Record<string, number> }).faultsByName);
}

describe("an installation that nobody attacked", () => {
  it("has no fault, and still has none when its rows are made to fit again", async ({ expect }) => {
    const victim = await aVictim(aFolder());
    expect(await toldBy(victim)).toEqual([]);
    await victim.fit();
    expect(await toldBy(victim)).toEqual([]);
  });
});

describe("verify", () => {
  it.for(sliceOf(ATTACKS, SLICE))(
    "is asked after an attack: $name",
    async ({ change, told, outside }: Attack, { expect }) => {
      const victim = await aVictim(aFolder());
      if (outside !== undefined)
        await holdpoint(["export", "before.ndjson", "--state", "state"], { cwd: victim.folder });
      await change(victim);
      const found = await toldBy(victim);
      if (told === null) expect(found).toEqual([]);
      else expect(found).toContain(told);
      if (outside === undefined) return;
      const compared = await toldBy(victim, "--against", "before.ndjson");
      if (outside === null) expect(compared).toEqual([]);
      else expect(compared).toContain(outside);
    },
  );
});

describe("docs/attacks.md", () => {
  const page = readFileSync(join(ROOT, "docs/attacks.md"), "utf8");
  const cells = (line: string): readonly string[] =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = page
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (attack|---)/.test(line))
    .map(cells);

  it("lists each attack once, with what tells it and why nothing does", ({ expect }) => {
    const wanted = ATTACKS.map(({ name, told, outside, because }) =>
      told === null
        ? [name, outside ? `\`${outside}\` with a head from outside` : "nothing", because ?? ""]
        : [name, `\`${told}\``, ""],
    );
    expect(lines.map((line) => (line.length === 2 ? [...line, ""] : line)).toSorted()).toEqual(wanted.toSorted());
  });
});
