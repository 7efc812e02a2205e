// Identifies the caller: on pages by the session cookie, in the API by a bearer token, and in front of both by Cloudflare Access where that is
// configured. A page accepts no bearer token, and the API no cookie.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { askOne } from "../../schema/only-answer.ts";
import { isLive, tokenIdentity } from "../../schema/people.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { ACCESS_HEADER } from "./access.ts";
import type { Caller } from "./caller.ts";
import type { Desk, DeskContext } from "./desk.ts";
import type { Identified, Identities } from "./identities.ts";
import type { Trouble } from "./refusals.ts";
import { isFromElsewhere } from "./same-origin.ts";
import { readSession, SESSION_COOKIE, SESSION_SECONDS, type Session, signSession } from "./session.ts";
import * as troubles from "./troubles.ts";

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

const READING: ReadonlySet<string> = new Set(["GET", "HEAD"]);
const isClick = (c: Context<DeskContext>): boolean => !READING.has(c.req.method);
const isApi = (c: Context<DeskContext>): boolean => c.req.path.startsWith("/api/");

/** The caller; null without a credential that counts. Throws when the port does not answer: nobody is let in without it. */
export async function identify(desk: Desk, c: Context<DeskContext>): Promise<Result<Caller | null, Trouble>> {
  if (!desk.identities) return ok(null);
  const signed = desk.access ? await sessionByAccess(desk, c) : ok(null);
  if (!signed.ok) return signed;
  if (!isApi(c)) {
    const session = signed.value ?? (await sessionByCookie(desk, c));
    return ok(session && (await aPerson(desk, c, session.identity, { session, credential: null })));
  }
  const token = bearerIn(c);
  if (token === null) {
    if (!signed.value) return ok(null);
    // A browser sends what Access goes by with every request, also with one that another site makes.
    if (isFromElsewhere(c.req.raw)) return err(troubles.foreignRequest);
    return ok(await aPerson(desk, c, signed.value.identity, { session: null, credential: null }));
  }
  const own = desk.access ? null : desk.identities.byToken(token);
  if (own) return ok(await aPerson(desk, c, own.identity, { session: null, credential: own }));
  return ok(await aToken(desk, c, token));
}

async function aPerson(
  desk: Desk,
  c: Context<DeskContext>,
  identity: string,
  by: Pick<Caller, "session" | "credential">,
): Promise<Caller> {
  const people = await desk.people.read({ isClick: isClick(c) });
  return { identity, role: people.roleOf(identity), scopes: null, people, ...by };
}

/** What every issued token looks like; another text is not looked up. */
const ISSUED = /^hp_[\w-]{43}$/;

async function aToken(desk: Desk, c: Context<DeskContext>, token: string): Promise<Caller | null> {
  const issued = ISSUED.test(token) ? await askOne(desk.port, { type: "Token", token }) : null;
  if (!issued || !isLive(issued, desk.now().getTime())) return null;
  const people = await desk.people.read({ isClick: isClick(c) });
  const identity = tokenIdentity(issued.name);
  return { identity, role: null, scopes: issued.scopes, session: null, credential: null, people };
}

/** The session of the cookie; null without a valid one, and after it was ended. */
async function sessionByCookie(desk: Desk, c: Context<DeskContext>): Promise<Session | null> {
  const cookie = getCookie(c, SESSION_COOKIE);
  if (!desk.identities || cookie === undefined) return null;
  return unlessEnded(desk, c, await readSession(desk.identities, cookie, desk.now()));
}

/** The session of a request that Access let through. In front of the API a program may have a token of its own besides. */
async function sessionByAccess(desk: Desk, c: Context<DeskContext>): Promise<Result<Session | null, Trouble>> {
  const jwt = c.req.header(ACCESS_HEADER);
  if (!desk.access || jwt === undefined) return err(troubles.notThroughAccess);
  const read = await desk.access.read(jwt, desk.now());
  if (!read.ok) return err(read.error === "keys_unavailable" ? troubles.accessUnavailable : troubles.accessRefused);
  const session = await unlessEnded(desk, c, read.value);
  return session ? ok(session) : err(troubles.accessRefused);
}

const unlessEnded = async (desk: Desk, c: Context<DeskContext>, session: Session | null): Promise<Session | null> =>
  session && !(await desk.endedSessions.has(session, { isClick: isClick(c) })) ? session : null;

/** The session of the request, for signing out: also of a person who has no role any more. */
export async function ownSession(desk: Desk, c: Context<DeskContext>): Promise<Session | null> {
  if (!desk.access) return sessionByCookie(desk, c);
  const session = await sessionByAccess(desk, c);
  return session.ok ? session.value : null;
}

/** The session of a page's caller, who was let in; null without one. */
export const sessionOf = (c: Context<DeskContext>): Session | null => c.var.caller?.session ?? null;

/** The identity of the API's caller, who was let in; null without one. */
export const callerOf = (c: Context<DeskContext>): string | null =>
  c.var.caller && c.var.caller.session === null ? c.var.caller.identity : null;

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

const bearerIn = (c: Context<DeskContext>): string | null =>
  BEARER.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
