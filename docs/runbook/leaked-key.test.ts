// Follows the runbook's page of leaked keys as far as it is about deployments: each of its steps passes the preflight against the peer of Cloudflare's API, and no other
// change of a key that an installation keeps does. cli/keys.pipeline.test.ts wraps the keys of contacts in a running system.
import { describe, it, onTestFinished } from "vitest";
import { commandLine } from "../../deploy/command.ts";
import { carryOut, look } from "../../deploy/deployment.ts";
import { freshSecrets, InstallationSecrets } from "../../deploy/secrets.ts";
import { jsonIn } from "../../schema/json.ts";
import { type Peer, startPeer } from "../../testing/cloudflare/peer.ts";
import { type AcmeWorld, acmeWorld, production } from "../../testing/deploy/acme.ts";
import { commandsOf, filled, runbookPage, wordsOf } from "../../testing/runbook.ts";

const installation = production();
const page = runbookPage("leaked-key");

/** A section of the page, by its heading. */
const section = (heading: string): string => page.split(`\n### ${heading}\n`)[1]?.split("\n### ")[0] ?? "";

async function installed(): Promise<{ readonly peer: Peer; readonly world: AcmeWorld }> {
  const peer = await startPeer();
  onTestFinished(() => peer.stop());
  const world = acmeWorld(peer, installation);
  const first = await look(installation, true, world.ports);
  if (!first.ok) throw new Error(first.error);
  await carryOut(first.value, installation, world.ports);
  return { peer, world };
}

/** Performs the page's command; the refusals, where it is refused. `uploads`: how many Workers it reaches before it is interrupted. */
async function deploy(world: AcmeWorld, heading: string, uploads = Infinity): Promise<readonly string[]> {
  const line = commandsOf(`${section(heading)}\n${section("masterKey")}`).find((one) =>
    one.startsWith("npm run deploy"),
  );
  const [, , , , ...args] = wordsOf(line ?? "");
  if (!commandLine("deploy", args).ok) throw new Error(`not a command: ${line}`);
  const found = await look(installation, false, world.ports);
  if (!found.ok) throw new Error(found.error);
  if (found.value.refusals.length > 0) return found.value.refusals.map(({ name }) => name);
  await carryOut({ ...found.value, plan: found.value.plan.slice(0, uploads) }, installation, world.ports);
  return [];
}

function secretOf(peer: Peer, worker: string, name: string): string | undefined {
  const found = peer.workers.get(worker);
  return found && peer.currentOf(found)?.bindings.find((one) => one.name === name)?.text;
}

describe("the page of leaked keys", () => {
  it.for(["masterKey", "logKey"] as const)(
    "takes %s through a rotation, and refuses to leave a step out",
    async (name, { expect }) => {
      const { peer, world } = await installed();
      const before = world.secrets!;
      const next = freshSecrets(installation)[name];
      const binding = { masterKey: "MASTER_KEY", logKey: "LOG_KEY" }[name];
      world.secrets = { ...before, [name]: next };
      expect(await deploy(world, name)).toEqual(["secret_differs"]);
      world.secrets = InstallationSecrets.parse({ ...before, [name]: `${next} ${before[name]}` });
      expect(await deploy(world, name)).toEqual([]);
      expect(secretOf(peer, "acme-contacts", binding)).toBe(`${next} ${before[name]}`);
      world.secrets = { ...before, [name]: next };
      expect(await deploy(world, name)).toEqual([]);
      expect(secretOf(peer, "acme-contacts", binding)).toBe(next);
    },
  );

  it("keeps the links of mails that were sent, also when the deployment is interrupted between two Workers", async ({
    expect,
  }) => {
    const { peer, world } = await installed();
    const before = world.secrets!;
    const fills = {
      "<the key that stood here>": String(before.unsubscribeKey),
      "<the new key>": freshSecrets(installation).sessionKey,
    };
    const block = /```json\n(.*?)\n```/s.exec(section("unsubscribeKey"))?.[1] ?? "";
    const entry = jsonIn(`{${filled(block, fills)}}`) as object;
    world.secrets = InstallationSecrets.parse({ ...before, ...entry });
    const keysOf = (worker: string) => jsonIn(secretOf(peer, worker, "UNSUBSCRIBE_KEYS") ?? "");
    expect(await deploy(world, "unsubscribeKey", 2)).toEqual([]);
    expect(keysOf("acme-ingest")).not.toEqual(keysOf("acme-composer"));
    expect(await deploy(world, "unsubscribeKey")).toEqual([]);
    const given = ["acme-ingest", "acme-composer"].map(keysOf);
    expect(given[0]).toEqual(given[1]);
    expect(given[0]).toMatchObject({ current: "k2", keys: { k1: before.unsubscribeKey } });
  });

  it("changes sessionKey alone", async ({ expect }) => {
    const { peer, world } = await installed();
    const { sessionKey } = freshSecrets(installation);
    world.secrets = { ...world.secrets!, sessionKey };
    expect(await deploy(world, "sessionKey")).toEqual([]);
    expect(secretOf(peer, "acme-desk", "SESSION_KEY")).toBe(sessionKey);
  });
});
