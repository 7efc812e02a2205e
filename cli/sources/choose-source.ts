// Opens the log that `--from` names: the local log, a remote log or an export.
import { resolve } from "node:path";
import { CannotRun, type Shell } from "../shell.ts";
import { d1Source } from "./d1-source.ts";
import { exportSource, openExportFile } from "./export-file.ts";
import { requireWhole } from "./installed.ts";
import { openLocalD1 } from "./local-d1.ts";
import type { OpenedSource } from "./opened-source.ts";
import { remoteD1 } from "./remote-d1.ts";

/** The options of every command that reads a log. */
export interface SourceOptions {
  /** `local`, `remote`, or the path of an export. */
  readonly from: string;
  /** The ids of the remote databases, in the order of the shards. */
  readonly database?: readonly string[] | undefined;
  /** The folder of the local installation's state. */
  readonly state?: string | undefined;
}

/** Opens the chosen log. Throws `CannotRun` when that is not possible. */
export async function chooseSource(shell: Shell, { from, database, state }: SourceOptions): Promise<OpenedSource> {
  if (from === "local") {
    const opened = await openLocalD1(state === undefined ? {} : { stateFolder: resolve(shell.cwd, state) });
    return liveSource("the local log", opened.events, opened.close);
  }
  if (from === "remote") {
    const ids = database ?? (shell.env["HOLDPOINT_EVENTS_DATABASES"] ?? "").split(",").filter((id) => id !== "");
    if (ids.length === 0) {
      throw new CannotRun("A remote log needs the ids of its databases.", {
        advice:
          "Name all databases in order: --database <id of EVENTS_0> --database <id of EVENTS_1> …, or in HOLDPOINT_EVENTS_DATABASES with commas.",
      });
    }
    return liveSource("the remote log", remoteD1(shell, ids), async () => {});
  }
  const file = openExportFile(resolve(shell.cwd, from));
  return {
    name: `the export ${from} of ${file.manifest.madeAt}`,
    log: exportSource(file),
    databases: [],
    file,
    close: async () => {},
  };
}

async function liveSource(
  name: string,
  databases: OpenedSource["databases"],
  close: OpenedSource["close"],
): Promise<OpenedSource> {
  try {
    await requireWhole(databases);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { name, log: d1Source(databases), databases, file: null, close };
}
