// The command policy against the desk's own API over a deployment in memory: what it shows, checks, compares and adopts, and its exit codes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { LOOK_EVERY_MS } from "../domain/followed.ts";
import { byId, memorySource } from "../replay/source.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { AdminId } from "../schema/ids.ts";
import { policyDigest } from "../schema/policy.ts";
import { aFolder, holdpoint, NOW } from "../testing/command-line.ts";
import { GRACE, sampleInstallation } from "../testing/desk/installation.ts";
import { deploymentAfter, FULL_STORY } from "../testing/honest-log.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { deskApp } from "../workers/desk/app.tsx";
import { changedFields } from "./policy-diff.ts";
import { writeExport } from "./write-export.ts";

const POLICY = AdminId.parse("ad_policy");
const { compose } = samplePolicy;
const alex = { compose: { ...compose, sender: { ...compose.sender, person: "Alex Other" } } };
const misspelt = {
  compose: { ...compose, templates: { ...compose.templates, reply: { subject: "Re", body: "Dear {{nmae}}" } } },
};

/** An installation with the story of one lead, its desk, and an export of its log. */
async function anInstallation() {
  const deployment = await deploymentAfter(FULL_STORY);
  const cwd = aFolder();
  const rows = deployment.rows().toSorted((a, b) => byId(a, b) || a.version - b.version);
  const job = { lines: "ndjson", sealed: "closed", madeAt: new Date(NOW).toISOString() } as const;
  await writeExport({ ...job, onEvents: () => undefined, log: memorySource(rows), path: join(cwd, "log.ndjson") });
  const app = deskApp({ ...sampleInstallation().desk, port: deployment.desk });
  const env = { HOLDPOINT_DESK_URL: "http://localhost:8787", HOLDPOINT_DESK_TOKEN: GRACE.token };
  const fetch = async (url: string, init: RequestInit) => app.request(url, init);
  const policy = (...args: readonly string[]) => holdpoint(["policy", ...args], { cwd, env, fetch });
  const file = (name: string, sections: unknown): string => {
    writeFileSync(join(cwd, name), typeof sections === "string" ? sections : JSON.stringify(sections));
    return name;
  };
  return { ...deployment, policy, file, adoptions: () => deployment.streamOf(POLICY).events };
}

describe("holdpoint policy", () => {
  it("shows the one in force, its digest, and one section of it for a file", async ({ expect }) => {
    const { policy } = await anInstallation();
    const { code, out, err } = await policy("show", "--section", "ladder");
    expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: { ladder: samplePolicy.ladder } });
    expect(err).toBe(`${policyDigest(samplePolicy)}: in force since the beginning; nothing was adopted\n`);
    expect(JSON.parse((await policy("show", "--json")).out)).toMatchObject({ policy: samplePolicy, adoption: null });
  });

  it("checks a file: every fault with its place", async ({ expect }) => {
    const { policy, file } = await anInstallation();
    expect(await policy("check", file("alex.json", alex))).toMatchObject({ code: 0, out: "It can be adopted.\n" });
    const { code, out } = await policy("check", file("wrong.json", { ...misspelt, hold: { expiryHours: "soon" } }));
    expect(code).toBe(1);
    expect(out).toMatch(/^hold\.expiryHours: /m);
    expect(await policy("check", file("wrong.json", misspelt))).toMatchObject({
      code: 1,
      out: "compose.templates.reply.body: unknown blank {{nmae}}\n",
    });
    expect(await policy("check", file("broken.json", "{"))).toMatchObject({ code: 2 });
    expect(await policy("check", "none.json")).toMatchObject({ code: 2 });
  });

  it("compares a file with the one in force, field by field and over the past", async ({ expect }) => {
    const { policy, file } = await anInstallation();
    const { code, out } = await policy("diff", file("alex.json", alex), "--from", "log.ndjson");
    expect(code).toBe(1);
    // Nothing was adopted in this log, so its policy in force is the release's.
    const before = JSON.stringify(defaultPolicy.compose.sender.person);
    expect(out).toContain(`compose.sender.person\n  - ${before}\n  + "Alex Other"`);
    expect(out).toContain("The last 90 days under it");
    expect(await policy("diff", file("same.json", {}), "--from", "log.ndjson")).toMatchObject({ code: 0 });
  });

  it("adopts a file with a reason, after which it is in force, and records the what-if that it showed", async ({
    expect,
  }) => {
    const { policy, file, adoptions, pass, policyOf } = await anInstallation();
    const adopt = ["adopt", file("alex.json", alex), "--from", "log.ndjson"] as const;
    expect(await policy(...adopt)).toMatchObject({ code: 2, err: expect.stringContaining("A reason is missing") });
    expect(adoptions()).toEqual([]);

    const { code, out } = await policy(...adopt, "--reason", "own_business", "--why", "Robin left");
    expect({ code, isAdopted: out.includes("Adopted.") }).toEqual({ code: 0, isAdopted: true });
    const digest = policyDigest({ ...samplePolicy, ...alex });
    const payload = adoptions()[0]?.payload;
    expect(payload).toMatchObject({
      digest,
      by: "grace",
      reason: "own_business",
      note: {},
      whatIf: expect.any(String),
    });
    expect(JSON.stringify(payload)).not.toContain("Robin left");
    pass(LOOK_EVERY_MS);
    expect((await policyOf("composer")).compose).toEqual(alex.compose);
    expect((await policy("show", "--section", "compose")).err).toMatch(new RegExp(`^${digest}: adopted by grace at `));
    expect(JSON.parse((await policy("show", "--digest", digest, "--json")).out)).toMatchObject({ digest });
  });

  it("adopts nothing that is faulty", async ({ expect }) => {
    const { policy, file, adoptions } = await anInstallation();
    const answer = await policy("adopt", file("wrong.json", misspelt), "--no-what-if", "--reason", "own_business");
    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining("unknown blank {{nmae}}") });
    expect(adoptions()).toEqual([]);
  });
});

describe("the fields that differ", () => {
  it("are named with their places, in lists by their index", ({ expect }) => {
    expect(changedFields({ a: { b: [1, 2] }, c: 1 }, { a: { b: [1, 3, 4] }, c: 1 })).toEqual([
      { place: "a.b[1]", before: 2, after: 3 },
      { place: "a.b[2]", before: undefined, after: 4 },
    ]);
    expect(changedFields(samplePolicy, structuredClone(samplePolicy))).toEqual([]);
    expect(changedFields({ a: [1] }, { a: {} })).toEqual([{ place: "a", before: [1], after: {} }]);
  });
});
