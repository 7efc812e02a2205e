// Tests uploading with the real wrangler against the local peer of Cloudflare's API: every Worker is built with its generated configuration and taken with its
// bindings, and what the platform would refuse is refused.
import { describe, it, onTestFinished } from "vitest";
import { isFull } from "../testing/full.ts";
import { type Peer, PEER_TOKEN, startPeer } from "../testing/cloudflare/peer.ts";
import { acmeWorld, production } from "../testing/deploy/acme.ts";
import { carryOut, look } from "./deployment.ts";
import type { Upload } from "./perform.ts";
import { secretsOf } from "./secrets.ts";
import { uploadWorker } from "./wrangler.ts";

const installation = production({ shards: 1 });

async function peerWithout(): Promise<Peer> {
  const peer = await startPeer();
  onTestFinished(() => peer.stop());
  return peer;
}

const byWrangler = (peer: Peer, release: string) => (upload: Upload) =>
  uploadWorker(upload, installation, { release, token: PEER_TOKEN, apiBase: peer.url, isDryRun: false });

describe("uploading with wrangler", () => {
  it("brings each Worker with its bindings, secrets, domain, cron and consumer, twice", async ({ expect }) => {
    const peer = await peerWithout();
    const world = acmeWorld(peer, installation);
    // In a full run all eight, otherwise one with objects and cron, and at first one with a domain and a consumer.
    const wanted = (role: string, release: string) =>
      isFull || role === "contacts" || (role === "ingest" && release === "1.0.0");
    for (const release of ["1.0.0", "1.1.0"]) {
      const found = await look(installation, true, world.ports);
      if (!found.ok) throw new Error(found.error);
      const plan = found.value.plan.filter((action) => action.do !== "upload" || wanted(action.role, release));
      await carryOut({ ...found.value, plan }, installation, { ...world.ports, upload: byWrangler(peer, release) });
    }
    const contacts = peer.workers.get("acme-contacts");
    const current = contacts && peer.currentOf(contacts);
    expect(contacts?.crons).toEqual(["*/15 * * * *"]);
    expect(current?.annotations["workers/tag"]).toBe("1.1.0");
    expect(current?.bindings.map(({ type, name }) => `${type} ${name}`)).toEqual(
      expect.arrayContaining([
        "secret_text MASTER_KEY",
        "durable_object_namespace CONTACT",
        "d1 EVENTS_0",
        "r2_bucket ROOTS",
        "queue PLAN",
      ]),
    );
    const secrets = world.secrets && secretsOf("contacts", world.secrets, installation);
    expect(current?.bindings.find(({ name }) => name === "MASTER_KEY")?.text).toBe(secrets?.["MASTER_KEY"]);
    expect(peer.workers.get("acme-ingest")?.domains).toEqual(["hooks.acme.dev"]);
    const ingest = [...peer.queues.values()].find(({ name }) => name === "acme-ingest");
    expect([...(ingest?.consumers.values() ?? [])]).toMatchObject([
      { script_name: "acme-ingest", dead_letter_queue: "acme-dead-letters" },
    ]);
  });

  it("stops where a secret or a queue is missing, and says which", async ({ expect }) => {
    const peer = await peerWithout();
    const deployed = {
      account: "0123456789abcdef0123456789abcdef",
      databases: new Map(),
      access: null,
      fingerprints: () => "{}",
    };
    const upload = byWrangler(peer, "1.0.0");
    await expect(upload({ role: "dispatcher", deployed, secrets: {} })).rejects.toThrow(
      /Queue "acme-dispatch" does not exist/,
    );
    await expect(upload({ role: "desk", deployed, secrets: { SESSION_KEY: "x" } })).rejects.toThrow(/DESK_TOKENS/);
  });
});
