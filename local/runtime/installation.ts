// Opens an installation: starts the runtime with its number of databases, and prepares them.
import { Miniflare, type MiniflareOptions } from "miniflare";
import type { Installed, Installer } from "../installer/installer.ts";
import { configuredShards } from "../sharded-configs.ts";
import { INSTALLER_WORKER } from "./bundles.ts";
import type { Prepared, StartRuntime } from "./messages.ts";

export interface Installation {
  readonly miniflare: Miniflare;
  readonly prepared: Prepared;
}

/** Starts the runtime with the wanted number of databases, or with the installed one when no number is wanted. Throws when they differ. */
export async function openInstallation(
  { shards: wanted }: Pick<StartRuntime, "shards">,
  optionsFor: (shards: number) => MiniflareOptions,
): Promise<Installation> {
  const shards = wanted ?? configuredShards();
  const miniflare = new Miniflare(optionsFor(shards));
  const result = await install(miniflare).catch(async (cause: unknown) => {
    await miniflare.dispose();
    throw cause;
  });
  if (!("installed" in result)) return { miniflare, prepared: { shards, ...result } };
  // Read while the runtime lives: the result is a stub.
  const { installed } = result;
  await miniflare.dispose();
  if (wanted !== null) throw new Error(otherNumber(installed, wanted));
  return openInstallation({ shards: installed }, optionsFor);
}

async function install(miniflare: Miniflare): Promise<Installed> {
  const installer = (await miniflare.getWorker(INSTALLER_WORKER)) as unknown as Installer;
  return installer.install();
}

const databases = (count: number): string => (count === 1 ? "one database" : `${count} databases`);

const otherNumber = (installed: number, wanted: number): string =>
  `This installation has its log in ${databases(installed)}, but HOLDPOINT_SHARDS is ${wanted}. The number is fixed at\ninstallation: unset HOLDPOINT_SHARDS, or start an empty installation with --fresh.`;
