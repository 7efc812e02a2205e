// Opens the log that `--from` names: the local log, a remote log or an export.
import { resolve } from "node:path";
import { CannotRun, type Shell } from "../shell.ts";
import { d1Source } from "./d1-source.ts";
import { exportSource, openExportFile } from "./export-file.ts";
import { requireWhole } from "./installed.ts";
import { openLocalD1 } from "./local-d1.ts";
import type { OpenedSource } from "./opened-source.ts";
import { fingerprintsOf, type LogFingerprints, ownKey, requireOwnKeys } from "./own-keys.ts";
import type { Query } from "./query.ts";
import { remoteD1 } from "./remote-d1.ts";

/** The options of every command that reads a log. */
export interface SourceOptions {
  /** `local`, `remote`, or the path of an export. */
  readonly from: string;
  /** The ids of the remote databases, in the order of the shards. */
  readonly database?: readonly string[] | undefined;
  /** The id of the remote CRM database. */
  readonly crm?: string | undefined;
  /** The folder of the local installation's state. */
  readonly state?: string | undefined;
}

/** Opens the chosen log. Throws `CannotRun` when that is not possible, and when a key on this machine is not the log's. */
export async function chooseSource(shell: Shell, options: SourceOptions): Promise<OpenedSource> {
  const { from, database, crm, state } = options;
  const requireKeys = (logged: LogFingerprints): void => requireOwnKeys(logged, shell, options);
  const masterKey = ownKey("MASTER_KEY", shell, options) ?? null;
  if (from === "local") {
    const opened = await openLocalD1(state === undefined ? {} : { stateFolder: resolve(shell.cwd, state) });
    return liveSource("the local log", { ...opened, crm: opened.crm ?? noCrm, masterKey }, requireKeys);
  }
  if (from === "remote") {
    const ids = database ?? (shell.env["HOLDPOINT_EVENTS_DATABASES"] ?? "").split(",").filter((id) => id !== "");
    if (ids.length === 0) {
      throw new CannotRun("A remote log needs the ids of its databases.", {
        advice:
          "Name all databases in order: --database <id of EVENTS_0> --database <id of EVENTS_1> …, or in HOLDPOINT_EVENTS_DATABASES with commas.",
      });
    }
    const crmId = crm ?? (shell.env["HOLDPOINT_CRM_DATABASE"] || undefined);
    const [named = null] = crmId === undefined ? [] : remoteD1(shell, [crmId]);
    const opened = { events: remoteD1(shell, ids), crm: named, masterKey, close: async () => {} };
    return liveSource("the remote log", opened, requireKeys);
  }
  const file = openExportFile(resolve(shell.cwd, from));
  const fingerprints = file.manifest.systemKey === undefined ? {} : { SYSTEM_KEY: file.manifest.systemKey };
  requireKeys(fingerprints);
  return {
    name: `the export ${from} of ${file.manifest.madeAt}`,
    log: exportSource(file),
    databases: [],
    crm: null,
    file,
    fingerprints,
    masterKey: null,
    close: async () => {},
  };
}

/** The CRM of a local installation that has none: only the commands that compare it cannot answer. */
const noCrm: Query = async () => {
  throw new CannotRun("No local database has the tables of the CRM.", {
    advice:
      "The suppression list is in it. `npm start` makes the tables again, and `npx holdpoint rebuild --list` the list.",
  });
};

async function liveSource(
  name: string,
  {
    events,
    ...rest
  }: { readonly events: OpenedSource["databases"] } & Pick<OpenedSource, "crm" | "masterKey" | "close">,
  requireKeys: (logged: LogFingerprints) => void,
): Promise<OpenedSource> {
  try {
    await requireWhole(events);
    const fingerprints = await fingerprintsOf(events);
    requireKeys(fingerprints);
    return { name, log: d1Source(events), databases: events, file: null, fingerprints, ...rest };
  } catch (cause) {
    await rest.close();
    throw cause;
  }
}
