// Tests the first start with its sample past as a person does it: killed while the past is put in, started again, and started a third time.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { eventually } from "../../local/eventually.ts";
import { ROOT } from "../../local/workers.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { chanceOf } from "../../testing/seed.ts";
import { npmStart } from "../../testing/storm/npm-start.ts";
import { aHome } from "../../testing/storm/running.ts";
import { readLog } from "../../testing/storm/state-files.ts";
import { PAST_CONTACTS } from "./story.ts";

it(
  "a first start that was killed goes on with the same past, which holds with its objects and is put in once",
  {
    timeout: LONG_MILLISECONDS,
  },
  async ({ expect }) => {
    const home = aHome();
    const start = async () => {
      const started = await npmStart(home, { options: [] });
      onTestFinished(() => started.kill(chanceOf(1)));
      return started;
    };
    const holdpoint = (...words: string[]): string =>
      execFileSync(process.execPath, ["cli/holdpoint.mjs", ...words], {
        cwd: ROOT,
        env: { ...process.env, HOLDPOINT_HOME: home.folder },
        encoding: "utf8",
      });
    const file = join(home.folder, "sample-past.json");
    const opportunities = () => readLog(home.state).events.filter(({ type }) => type === "OutcomeReported").length;

    const killed = await start();
    // The file is written just before the Workers start.
    await eventually(async () => existsSync(file), { what: "the file of the past" });
    await killed.kill(chanceOf(1));
    expect(existsSync(file)).toBe(true);

    const started = await start();
    await started.ready;
    expect(started.printed()).toContain(`✓ ${PAST_CONTACTS} sample contacts of the last six weeks`);
    expect(existsSync(file)).toBe(false);
    const before = opportunities();
    expect(before).toBeGreaterThan(20);
    expect(holdpoint("verify", "--objects")).toContain("Holds");
    // The past has companies of its own. Those of the sample leads are recorded beside them.
    expect(JSON.parse(holdpoint("companies", "show", "brightwater.example", "--json"))).toMatchObject({
      company: { name: "Brightwater Logistics", status: "known" },
    });
    const metrics = JSON.parse(holdpoint("metrics", "--json", "--by", "population")) as Metrics;
    const conversion = metrics.numbers.find(({ id }) => id === "conversion");
    expect(conversion).toMatchObject({ value: { kind: "share" }, groups: [{ key: "agentic" }, { key: "scripted" }] });
    await started.stop();

    const again = await start();
    await again.ready;
    expect(again.printed()).not.toContain("sample contacts");
    expect(opportunities()).toBe(before);
  },
);

interface Metrics {
  readonly numbers: readonly {
    readonly id: string;
    readonly value: object;
    readonly groups: readonly object[] | null;
  }[];
}
