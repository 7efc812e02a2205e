// Reads the token with which Cloudflare Access tells who sends a request: a JWT that Access signs for this desk alone.
// https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import * as z from "zod";
import { keyedDigest } from "../../schema/canonical.ts";
import { DeskIdentity, isTokenIdentity } from "../../schema/people.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { HOUR_MS } from "../../schema/time.ts";
import type { Session } from "./session.ts";

export const ACCESS_HEADER = "cf-access-jwt-assertion";

/** Where a browser ends its session at Access. */
export const ACCESS_LOGOUT = "/cdn-cgi/access/logout";

/** `keys_unavailable`: the keys of Access could not be read, so it is not known whether the token is valid. */
export type AccessTrouble = "invalid" | "keys_unavailable";

export interface Access {
  /** The session of a JWT. Its id is the same for one sign-in, and its end is that of the JWT. */
  read(jwt: string, now: Date): Promise<Result<Session, AccessTrouble>>;
}

/** The clocks of Access and of this Worker may differ so much. */
const TOLERANCE_SECONDS = 30;

/**
 * Access changes its keys every six weeks, and the key before stays valid for a week. A key that is not known is asked for at once; those that are known
 * are read again after this time, so that a withdrawn one does not count for long. While Access does not give its keys, the known ones count.
 */
const KEYS_VALID_MS = HOUR_MS;
/** A token with an unknown key makes the keys be read again at most so often: anybody can send one. */
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;

const TeamDomain = z.string().regex(/^[a-z0-9-]+\.cloudflareaccess\.com$/);
const Audience = z.string().regex(/^[0-9a-f]{64}$/);

/** A person has `email`, a service token `common_name`. */
const Claims = z.object({
  email: z.string().toLowerCase().pipe(DeskIdentity).optional(),
  common_name: DeskIdentity.regex(/^[^@:]*$/).optional(),
  sub: z.string().optional(),
  identity_nonce: z.string().optional(),
  iat: z.int(),
  exp: z.int(),
});

interface AccessOptions {
  /** The name of the organisation at Access: `<team>.cloudflareaccess.com`. */
  readonly teamDomain: string;
  /** The tag of the application, which every token for it names. */
  readonly audience: string;
  /** Keys the ids of sessions. */
  readonly sessionKey: Uint8Array;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Null when the configuration is not usable, which closes the desk. */
export function accessOf({ teamDomain, audience, sessionKey, fetch }: AccessOptions): Access | null {
  if (!TeamDomain.safeParse(teamDomain).success || !Audience.safeParse(audience).success) return null;
  const issuer = `https://${teamDomain}`;
  const keys = createRemoteJWKSet(new URL("/cdn-cgi/access/certs", issuer), {
    cacheMaxAge: Infinity,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: fetch,
  });
  let readAt: number | null = null;

  /** Reads the keys again when they are old. Without an answer the known ones stay. */
  async function refresh(at: number): Promise<void> {
    if (readAt !== null && at >= readAt && at - readAt < KEYS_VALID_MS) return;
    const isFirst = readAt === null;
    readAt = at;
    // The first time, and for an unknown key, the verification itself reads them.
    if (!isFirst) await keys.reload().catch(() => undefined);
  }

  return {
    async read(jwt, now) {
      await refresh(now.getTime());
      try {
        const { payload } = await jwtVerify(jwt, keys, {
          algorithms: ["RS256"],
          issuer,
          audience,
          clockTolerance: TOLERANCE_SECONDS,
          currentDate: now,
          requiredClaims: ["exp", "iat"],
        });
        const claims = Claims.safeParse(payload);
        const identity = claims.data?.email ?? claims.data?.common_name;
        if (!claims.success || identity === undefined || isTokenIdentity(identity)) return err("invalid");
        const { sub = "", identity_nonce: nonce = "", iat, exp } = claims.data;
        const id = keyedDigest(sessionKey, "access-session", JSON.stringify([identity, sub, nonce, iat]));
        return ok({ id, identity, expiresAt: new Date(exp * 1_000).toISOString() });
      } catch (cause) {
        return err(isOfToken(cause) ? "invalid" : "keys_unavailable");
      }
    },
  };
}

/** What goes wrong while the keys are read. */
const OF_KEYS: ReadonlySet<string> = new Set([errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code]);
/** Errors of the token itself. Any other is one of reading the keys. */
const isOfToken = (cause: unknown): boolean => cause instanceof errors.JOSEError && !OF_KEYS.has(cause.code);
