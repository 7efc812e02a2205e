// Sessions in a signed cookie, and the stamps that bind each form to its session.
import { jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { keyedDigest } from "../../schema/canonical.ts";
import { type Identified, type Identities, isEqual } from "./identities.ts";

/** `__Host-` makes the browser require Secure, the whole path and this host. Chromium and Firefox treat localhost as secure. */
export const SESSION_COOKIE = "__Host-holdpoint";

/** Longer than a working day, so that a person signs in once a day; a forgotten session ends the same day. */
export const SESSION_SECONDS = 12 * 60 * 60;

const AUDIENCE = "holdpoint-desk";
const ALGORITHM = "HS256";

export interface Session {
  readonly id: string;
  readonly identity: string;
  readonly expiresAt: string;
}

const Claims = z.object({ jti: z.string().min(1), sub: z.string().min(1), mark: z.string().min(1), exp: z.int() });

export async function signSession(
  identities: Identities,
  who: Identified,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ mark: who.mark, sub: who.identity })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setJti(id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SESSION_SECONDS)
    .sign(identities.sessionKey);
}

/**
 * Whether each part is the one text that encodes its bytes. A decoder also takes other texts for the same bytes: other bits behind
 * the last byte, padding, the other base64 alphabet. One session would then have many cookies.
 */
const isCanonical = (cookie: string): boolean =>
  cookie.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part);

/**
 * The session of a cookie; null when the cookie is forged, cut, spelled in another way, made for another purpose or expired, or when
 * its token was removed. It does not know whether the session was ended: see ended-sessions.ts.
 */
export async function readSession(identities: Identities, cookie: string, now: Date): Promise<Session | null> {
  if (!isCanonical(cookie)) return null;
  try {
    const { payload } = await jwtVerify(cookie, identities.sessionKey, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: now,
    });
    const claims = Claims.parse(payload);
    const person = identities.byName(claims.sub);
    const who = isEqual(person.mark, claims.mark) ? person : identities.byMark(claims.mark);
    return who && { id: claims.jti, identity: who.identity, expiresAt: new Date(claims.exp * 1_000).toISOString() };
  } catch {
    return null;
  }
}

/** The purpose of a form: the path to which it is posted and, for a draft, the digest of the displayed text. */
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

/** The anti-forgery value of one form: valid for this path, this text and this person, while the session lasts. */
export const stampForm = formDigest;

export const isStamped = (identities: Identities, session: Session, purpose: FormPurpose, stamp: string): boolean =>
  isEqual(formDigest(identities, session, purpose), stamp);

const noticeDigest = (identities: Identities, session: Session, path: string, notice: string): string =>
  keyedDigest(identities.sessionKey, "desk-notice", [session.id, path, notice].join("\u0000")).slice(0, 32);

/** A signed notice for the next page, so that a forged link cannot claim that something was done. */
export const markNotice = (identities: Identities, session: Session, path: string, notice: string): string =>
  `${notice}.${noticeDigest(identities, session, path, notice)}`;

/** A signed value for a form that the same person sends back in this session: what the desk computed is not computed by the browser. */
export const markValue = (identities: Identities, session: Session, purpose: string, value: string): string =>
  `${Buffer.from(value).toString("base64url")}.${valueDigest(identities, session, purpose, value)}`;

/** The value of a signed text; null when the signature is not ours, or of another session or purpose. */
export function readValue(identities: Identities, session: Session, purpose: string, marked: string): string | null {
  const [encoded = "", mark = ""] = marked.split(".");
  const value = Buffer.from(encoded, "base64url").toString();
  return isEqual(valueDigest(identities, session, purpose, value), mark) ? value : null;
}

const valueDigest = (identities: Identities, session: Session, purpose: string, value: string): string =>
  keyedDigest(identities.sessionKey, "desk-value", [session.id, session.identity, purpose, value].join("\u0000"));

/** The notice of a signed text; null when the signature is not ours. */
export function readNotice(identities: Identities, session: Session, path: string, marked: string): string | null {
  const [notice = "", mark = ""] = marked.split(".");
  return isEqual(noticeDigest(identities, session, path, notice), mark) ? notice : null;
}
