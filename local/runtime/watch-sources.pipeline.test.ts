// Tests `npm start -- --watch` in a copy of the checkout: a changed source is served, and a broken one changes nothing.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { isFull } from "../../testing/full.ts";
import { chanceOf } from "../../testing/seed.ts";
import { npmStart } from "../../testing/storm/npm-start.ts";
import { aHome } from "../../testing/storm/running.ts";
import { eventually } from "../eventually.ts";
import { ROOT } from "../workers.ts";

/** What a start reads of a checkout. */
const COPIED =
  "schema domain drizzle replay durable-objects workers local samples scripts simulator testing package.json package-lock.json tsconfig.base.json wrangler.toml";

function copyOfCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), "holdpoint-copy-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of COPIED.split(" ")) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

it.runIf(isFull)(
  "npm start -- --watch serves a source file that was changed, and keeps what it serves when a change does not build",
  async ({ expect }) => {
    const root = copyOfCheckout();
    const page = join(root, "workers/desk/pages/sign-in-page.tsx");
    const before = readFileSync(page, "utf8");
    expect(before).toContain("Sign in to the desk");
    const started = await npmStart(aHome(), { options: ["--no-samples", "--watch"], root });
    onTestFinished(() => started.kill(chanceOf(1)));
    await started.ready;
    // A reload ends open connections.
    const shown = (): Promise<string> =>
      fetch(`${started.url}/login`)
        .then((response) => response.text())
        .catch(() => "");
    expect(await shown()).toContain("Sign in to the desk");

    writeFileSync(page, before.replace("Sign in to the desk", "Changed once"));
    await eventually(async () => (await shown()).includes("Changed once"), { what: "the changed page" });

    writeFileSync(page, "export const broken = ;");
    await eventually(async () => started.printed().includes("Not built:"), { what: "the report of the failed build" });
    expect(started.printed()).toContain("sign-in-page.tsx");
    expect(await shown()).toContain("Changed once");

    writeFileSync(page, before.replace("Sign in to the desk", "Changed twice"));
    await eventually(async () => (await shown()).includes("Changed twice"), { what: "the page after the mended file" });
    expect(await started.stop()).toBe(0);
  },
);
