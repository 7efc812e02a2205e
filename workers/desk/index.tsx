// The entry point of the desk: bindings, clock and log. Everything else is in `app.tsx`.
import type { NotedReads } from "../../drizzle/desk-reads.ts";
import type { Port } from "../../schema/ports.ts";
import { deskApp } from "./app.tsx";
import stylesheet from "./desk.css";
import { endedSessions } from "./ended-sessions.ts";
import { identitiesOf } from "./identities.ts";
import { isServed, notServed } from "./served-hosts.ts";
import { signInCodes } from "./sign-in-codes.ts";
import { followPolicy } from "../stage/follow-policy.ts";

let app: ReturnType<typeof deskApp> | undefined;

const now = (): Date => new Date();
const policyOf = followPolicy(() => Date.now());

export default {
  fetch(request, env) {
    // The generated type allows only the value in this repository's wrangler.toml.
    if (!isServed(request, env.DESK_HOSTS as string)) return notServed();
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
    identities: identitiesOf({ tokens: env.DESK_TOKENS, sessionKey: env.SESSION_KEY }),
    endedSessions: endedSessions({ port, now }),
    signInCodes: signInCodes({ now, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) }),
    stylesheet,
    samplesBefore: (env.SAMPLES_BEFORE as string) || null,
    now,
    newId: () => crypto.randomUUID(),
    log: (incident) => console.warn(JSON.stringify(incident)),
  });
}
