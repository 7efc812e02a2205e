// Identifies the caller: by session cookie on pages, by bearer token in the API. Neither accepts the other's credential.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Desk, DeskContext } from "./desk.ts";
import type { Identified, Identities } from "./identities.ts";
import { readSession, SESSION_COOKIE, SESSION_SECONDS, type Session, signSession } from "./session.ts";

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** The caller's session; null without a valid one, and after it was ended. Throws when the port cannot say whether it was ended. */
export async function sessionOf(desk: Desk, c: Context<DeskContext>): Promise<Session | null> {
  const cookie = getCookie(c, SESSION_COOKIE);
  if (!desk.identities || cookie === undefined) return null;
  const session = await readSession(desk.identities, cookie, desk.now());
  if (!session) return null;
  const isClick = c.req.method === "POST";
  return (await desk.endedSessions.has(session, { isClick })) ? null : session;
}

export async function startSession(
  desk: Desk,
  identities: Identities,
  c: Context<DeskContext>,
  who: Identified,
): Promise<void> {
  setCookie(c, SESSION_COOKIE, await signSession(identities, who, { id: desk.newId(), now: desk.now() }), {
    ...COOKIE,
    maxAge: SESSION_SECONDS,
  });
}

/**
 * Ends the session: at the port first, so that the cookie is kept when the port does not answer and the person can try again.
 * Little can be done with the session meanwhile: without the port no click is taken, and soon no page opens.
 */
export async function endSession(desk: Desk, c: Context<DeskContext>, session: Session): Promise<void> {
  await desk.endedSessions.end(session);
  deleteCookie(c, SESSION_COOKIE, COOKIE);
}

const BEARER = /^Bearer ([\w.~+/=-]{1,200})$/i;

export function bearerOf(desk: Desk, c: Context<DeskContext>): Identified | null {
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
  return token === undefined ? null : (desk.identities?.byToken(token) ?? null);
}
