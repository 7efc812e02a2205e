// The real outside of a deployment: Cloudflare's API, wrangler, the file of the secrets, and the desk.
import { isInRepository, readInstallationSecrets, writeInstallationSecrets } from "./secrets.ts";
import { cloudflare } from "./cloudflare.ts";
import type { DeploymentPorts } from "./deployment.ts";
import type { Installation } from "./resources.ts";
import { deskOf, throughDesk } from "./through-desk.ts";
import { uploadWorker } from "./wrangler.ts";

export interface Outside {
  readonly token: string;
  readonly apiBase: string | undefined;
  readonly secretsFile: string;
  readonly release: string;
  /** The digest of the sources that the verdict is about. */
  readonly sources: string;
  readonly verdict: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly say: (line: string) => void;
  readonly now: () => Date;
  readonly word: () => string;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function deploymentPorts(installation: Installation, outside: Outside): DeploymentPorts {
  const { token, apiBase, secretsFile, release, sources, verdict, fetch, say, now, word } = outside;
  const api = cloudflare({ token, base: apiBase, fetch, pause });
  const writeSecrets: DeploymentPorts["writeSecrets"] = (secrets) => writeInstallationSecrets(secretsFile, secrets);
  return {
    cloudflare: api,
    secrets: () => readInstallationSecrets(secretsFile),
    writeSecrets,
    secretsFile: { path: secretsFile, isInRepository: isInRepository(secretsFile) },
    upload: (upload) => uploadWorker(upload, installation, { release, token, apiBase, isDryRun: false }),
    throughDesk: throughDesk({ installation, fetch, writeSecrets, release: { release, sources }, say, now, word }),
    async hasPolicy({ workers, secrets }) {
      if (workers.desk === null || !secrets.ok || secrets.value === null) return null;
      const answer = await deskOf(installation, secrets.value, fetch)
        .policy()
        .catch(() => null);
      return answer && answer.adoption !== null;
    },
    verdict,
    say,
  };
}
