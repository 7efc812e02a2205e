// Builds every Worker with its generated configuration, without an account: with ids that stand for those of an account.
import { installationResources } from "./deployment.ts";
import { workersInOrder } from "./order.ts";
import type { Installation } from "./resources.ts";
import { uploadWorker } from "./wrangler.ts";

const NOWHERE = "0".repeat(32);

/** Returns a sentence for each Worker that could not be built. */
export async function buildAll(installation: Installation, release = "dry-run"): Promise<readonly string[]> {
  const databases = new Map(
    installationResources(installation).databases.map(({ name }) => [name, "00000000-0000-4000-8000-000000000000"]),
  );
  const access =
    installation.answers.signIn === "access"
      ? { teamDomain: "team.cloudflareaccess.com", audience: "0".repeat(64), serviceTokens: [] }
      : null;
  const deployed = { account: NOWHERE, databases, access, fingerprints: () => "{}" };
  const failed: string[] = [];
  for (const { role } of workersInOrder()) {
    try {
      await uploadWorker({ role, deployed, secrets: null }, installation, {
        release,
        token: "none",
        apiBase: undefined,
        isDryRun: true,
      });
    } catch (cause) {
      failed.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  return failed;
}
