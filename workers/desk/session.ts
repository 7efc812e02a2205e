// A signed-in person, kept in a signed cookie, and the stamps that bind each form to that session.
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { keyedDigest } from "../../schema/canonical.ts";
import { type Identified, type Identities, isEqual } from "./identities.ts";

/** `__Host-` makes the browser insist on Secure, on the whole path and on this host alone. Chromium and Firefox treat localhost as secure. */
export const SESSION_COOKIE = "__Host-holdpoint";

/** A working day and a bit: nobody signs in twice before lunch, and a forgotten session does not last the week. */
export const SESSION_SECONDS = 12 * 60 * 60;

const AUDIENCE = "holdpoint-desk";
const ALGORITHM = "HS256";

export interface Session {
  readonly id: string;
  readonly identity: string;
}

const Claims = z.object({ jti: z.string().min(1), mark: z.string().min(1) });

export async function signSession(
  identities: Identities,
  who: Identified,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ mark: who.mark })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setJti(id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SESSION_SECONDS)
    .sign(identities.sessionKey);
}

/** Who a cookie stands for; null for any cause: forged, cut, made for something else, too old, or its token was taken away. */
export async function readSession(identities: Identities, cookie: string, now: Date): Promise<Session | null> {
  try {
    const { payload } = await jwtVerify(cookie, identities.sessionKey, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: now,
    });
    const claims = Claims.parse(payload);
    const who = identities.byMark(claims.mark);
    return who && { id: claims.jti, identity: who.identity };
  } catch {
    return null;
  }
}

/** What a form is for: the path it is posted to and, for a draft, the digest of the text that was on the screen. */
export interface FormPurpose {
  readonly path: string;
  readonly shown?: string | undefined;
}

const formDigest = (identities: Identities, session: Session, purpose: FormPurpose): string =>
  keyedDigest(
    identities.sessionKey,
    "desk-form",
    [session.id, session.identity, purpose.path, purpose.shown ?? ""].join("\u0000"),
  );

/** The anti-forgery value of one form: it opens this path, with this text, for this person, while the session lasts. */
export const stampForm = formDigest;

export const isStamped = (identities: Identities, session: Session, purpose: FormPurpose, stamp: string): boolean =>
  isEqual(formDigest(identities, session, purpose), stamp);

const noticeDigest = (identities: Identities, session: Session, path: string, notice: string): string =>
  keyedDigest(identities.sessionKey, "desk-notice", [session.id, path, notice].join("\u0000")).slice(0, 32);

/** A notice for the page a click leads to. Marked, so that a made-up link cannot claim that something was done. */
export const markNotice = (identities: Identities, session: Session, path: string, notice: string): string =>
  `${notice}.${noticeDigest(identities, session, path, notice)}`;

/** The notice of a marked text, or null when the mark is not ours. */
export function readNotice(identities: Identities, session: Session, path: string, marked: string): string | null {
  const [notice = "", mark = ""] = marked.split(".");
  return isEqual(noticeDigest(identities, session, path, notice), mark) ? notice : null;
}
