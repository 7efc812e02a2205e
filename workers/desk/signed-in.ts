// Identifies the caller: by session cookie on pages, by bearer token in the API. Neither accepts the other's credential.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Desk, DeskContext } from "./desk.ts";
import type { Identified, Identities } from "./identities.ts";
import { readSession, SESSION_COOKIE, SESSION_SECONDS, type Session, signSession } from "./session.ts";

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

export async function sessionOf(desk: Desk, c: Context<DeskContext>): Promise<Session | null> {
  const cookie = getCookie(c, SESSION_COOKIE);
  return desk.identities && cookie !== undefined ? readSession(desk.identities, cookie, desk.now()) : null;
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

export const endSession = (c: Context<DeskContext>): void => void deleteCookie(c, SESSION_COOKIE, COOKIE);

const BEARER = /^Bearer ([\w.~+/=-]{1,200})$/i;

export function bearerOf(desk: Desk, c: Context<DeskContext>): Identified | null {
  const token = BEARER.exec(c.req.header("authorization") ?? "")?.[1];
  return token === undefined ? null : (desk.identities?.byToken(token) ?? null);
}
