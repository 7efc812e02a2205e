// The entry point of the desk: bindings, clock and log. Everything else is in `app.tsx`.
import type { NotedReads } from "../../drizzle/desk-reads.ts";
import { writeLine } from "../../schema/log-line.ts";
import type { Port } from "../../schema/ports.ts";
import { accessOf } from "./access.ts";
import { deskApp } from "./app.tsx";

import stylesheet from "./desk.css";
import type { Desk, SourceDoor } from "./desk.ts";
import { endedSessions } from "./ended-sessions.ts";
import { identitiesOf } from "./identities.ts";
import { deskPeople } from "./people.ts";
import { isServed, notServed } from "./served-hosts.ts";
import { asksForHealth } from "../stage/health.ts";
import { signInCodes } from "./sign-in-codes.ts";
import { followPolicy } from "../stage/follow-policy.ts";

let app: ReturnType<typeof deskApp> | undefined;

const now = (): Date => new Date();
const policyOf = followPolicy(() => Date.now());

export default {
  fetch(request, env) {
    // A monitor asks by the address that it knows. The health says nothing for which a name would have to be right.
    // The generated type allows only the value in this repository's wrangler.toml.
    if (!asksForHealth(request) && !isServed(request, env.DESK_HOSTS as string)) return notServed();
    // Bindings do not change while the isolate lives, so the app is made once.
    app ??= appOf(env);
    return app.fetch(request);
  },
} satisfies ExportedHandler<DeskEnv>;

function appOf(env: DeskEnv): ReturnType<typeof deskApp> {
  // The casts are needed because the platform's RPC types change those of the methods.
  const port = env.PORT as unknown as Port<"desk">;
  return deskApp({
    port,
    reads: env.READS as unknown as NotedReads,
    policy: () => policyOf(env.PORT),
    ingest: env.INGEST,
    ...signInOf(env),
    people: deskPeople({ port, now, configured: adminsIn(env) }),
    door: env.DOOR as unknown as SourceDoor,
    endedSessions: endedSessions({ port, now }),
    signInCodes: signInCodes({ now, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) }),
    stylesheet,
    samplesBefore: (env.SAMPLES_BEFORE as string) || null,
    now,
    newId: () => crypto.randomUUID(),
    log: (incident) => writeLine({ ...incident }),
  });
}

// The generated types allow only the values in this repository's wrangler.toml.
const accessIn = (env: DeskEnv) => ({
  teamDomain: env.ACCESS_TEAM_DOMAIN as string,
  audience: env.ACCESS_AUDIENCE as string,
});
const isAccessNamed = (env: DeskEnv): boolean => Object.values(accessIn(env)).some((value) => Boolean(value));

/** How people sign in: through Access where it is named, and then in no other way, also where its configuration is not usable. */
function signInOf(env: DeskEnv): Pick<Desk, "identities" | "access"> {
  if (!isAccessNamed(env)) {
    return { identities: identitiesOf({ tokens: env.DESK_TOKENS, sessionKey: env.SESSION_KEY }), access: null };
  }
  const identities = identitiesOf({ tokens: "{}", sessionKey: env.SESSION_KEY });
  const access =
    identities &&
    accessOf({ ...accessIn(env), sessionKey: identities.sessionKey, fetch: (url, init) => fetch(url, init) });
  return access ? { identities, access } : { identities: null, access: null };
}

/** The admins of the configuration: with Access those of `ADMINS`, otherwise everybody who has a token. */
const adminsIn = (env: DeskEnv): readonly string[] =>
  isAccessNamed(env)
    ? (env.ADMINS as string)
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((name) => name !== "")
    : (identitiesOf({ tokens: env.DESK_TOKENS, sessionKey: env.SESSION_KEY })?.names ?? []);
