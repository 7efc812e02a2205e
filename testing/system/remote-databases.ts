// Stands in for Cloudflare's API of D1, for commands that read the log of a running system as from another machine.
import type { D1Database } from "@cloudflare/workers-types";
import type { Shell } from "../../cli/shell.ts";
import { SYSTEM_KEY } from "../people.ts";

const API = "https://api.cloudflare.example";

interface Remote {
  readonly deskUrl: URL;
  readonly token: string;
  /** The database of this id; the ids are the test's own. */
  readonly databaseOf: (id: string) => D1Database | undefined;
}

/** The environment and the network of a person who reads a system from elsewhere: its desk answers itself, its databases through the API. */
export const remoteShell = ({ deskUrl, token, databaseOf }: Remote): Pick<Shell, "env" | "fetch"> => ({
  env: {
    SYSTEM_KEY,
    HOLDPOINT_DESK_URL: String(deskUrl),
    HOLDPOINT_DESK_TOKEN: token,
    CLOUDFLARE_ACCOUNT_ID: "an-account",
    CLOUDFLARE_API_TOKEN: "a-token",
    CLOUDFLARE_API_BASE_URL: API,
  },
  fetch: async (url, init) => {
    if (!url.startsWith(API)) return fetch(url, init);
    const { sql, params } = JSON.parse(String(init.body));
    const statement = databaseOf(/database\/([\w-]+)\//.exec(url)?.[1] ?? "")
      ?.prepare(sql)
      .bind(...params);
    const results = (await statement?.all())?.results;
    return Response.json({ success: true, errors: [], result: [{ success: true, results }] });
  },
});
