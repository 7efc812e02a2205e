// The Workers' bundles for the local runtime: one module for each Worker, built as a deployment does.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../workers.ts";

/** A Worker's name and the path of its main file, from the root. */
export interface Source {
  readonly name: string;
  readonly main: string;
}

/** The text of a Worker's bundle is in this file of the folder. */
export const bundleIn = (folder: string, name: string): string => join(folder, `${name}.js`);

/** Builds all Workers into `folder`. Throws with the compiler's messages when a Worker does not build. */
export async function bundle(folder: string, sources: readonly Source[]): Promise<void> {
  const program = join(import.meta.dirname, "build.ts");
  try {
    await promisify(execFile)(
      process.execPath,
      [program, folder, ...sources.map(({ name, main }) => `${name}=${main}`)],
      { cwd: ROOT },
    );
  } catch (cause) {
    const said = (cause as { readonly stderr?: string }).stderr?.trim();
    throw new Error(`The Workers do not build:\n\n${said || String(cause)}`, { cause });
  }
}
