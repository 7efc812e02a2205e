// Opens an installation: starts the runtime with its number of databases, and prepares them.
import { readFileSync } from "node:fs";
import { Miniflare, type MiniflareOptions } from "miniflare";
import type { Installed, Installer } from "../installer/installer.ts";
import type { InstallationKey } from "../../schema/lists.ts";
import { configuredShards } from "../sharded-configs.ts";
import { INSTALLER_WORKER } from "./bundles.ts";
import type { Prepared, StartRuntime } from "./messages.ts";

export interface Installation {
  readonly miniflare: Miniflare;
  readonly prepared: Prepared;
}

/**
 * Starts the runtime with the wanted number of databases, or with the installed one when no number is wanted. Throws when they differ, and when
 * a key is not the installation's.
 */
export async function openInstallation(
  { shards: wanted, past }: Pick<StartRuntime, "shards"> & { readonly past: string | null },
  optionsFor: (shards: number) => MiniflareOptions,
): Promise<Installation> {
  const shards = wanted ?? configuredShards();
  const miniflare = new Miniflare(optionsFor(shards));
  const result = await install(miniflare, past).catch(async (cause: unknown) => {
    await miniflare.dispose();
    throw cause;
  });
  if ("migrations" in result) return { miniflare, prepared: { shards, ...result } };
  // Read while the runtime lives: the result is a stub.
  const { installed, differs } = { installed: 0, differs: null, ...result };
  await miniflare.dispose();
  if (differs !== null) throw new Error(otherKey(differs));
  if (wanted !== null) throw new Error(otherNumber(installed, wanted));
  return openInstallation({ shards: installed, past }, optionsFor);
}

type Ready = Extract<Installed, { migrations: number }> & Pick<Prepared, "companies" | "isPastLeftOut">;

async function install(
  miniflare: Miniflare,
  past: string | null,
): Promise<Exclude<Installed, { migrations: number }> | Ready> {
  const installer = (await miniflare.getWorker(INSTALLER_WORKER)) as unknown as Installer;
  const installed = await installer.install();
  if (!("migrations" in installed)) return installed;
  // Before the first turn of the scheduled work, which writes into a stream of the past.
  const isPut = past === null || (await installer.putPast(readFileSync(past, "utf8")));
  return { ...installed, companies: await installer.recordSamples(), isPastLeftOut: !isPut };
}

const otherKey = (key: InstallationKey): string =>
  `${key} in secrets.json is not the key of this installation (key_differs), so nothing was started. Put its own key back, or start an\nempty installation with --fresh.`;

const databases = (count: number): string => (count === 1 ? "one database" : `${count} databases`);

const otherNumber = (installed: number, wanted: number): string =>
  `This installation has its log in ${databases(installed)}, but HOLDPOINT_SHARDS is ${wanted}. The number is fixed at\ninstallation: unset HOLDPOINT_SHARDS, or start an empty installation with --fresh.`;
