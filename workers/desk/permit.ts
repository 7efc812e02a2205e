// The one place that decides whether a request may go on: who sends it (signed-in.ts), and what the table of permissions says of its route.
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { answerTrouble } from "./answer-page.tsx";
import type { Caller } from "./caller.ts";
import type { Desk, DeskContext } from "./desk.ts";
import { covers, type Permission, permissionOf } from "./permissions.ts";
import type { Trouble } from "./refusals.ts";
import { identify } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

/**
 * Refuses what the table of permissions does not allow, and every route that it does not have. A request without a sign-in goes on: its route asks to
 * sign in. Paths without a route, and those of other Workers, need nothing.
 */
export const permitting =
  (desk: Desk): MiddlewareHandler<DeskContext> =>
  async (c, next) => {
    const route = matchedRoutes(c).find(({ method }) => method !== "ALL");
    const needed = route ? permissionOf(route.method, route.path) : "anyone";
    if (needed === "anyone") return next();
    if (!needed) return answerTrouble(desk, c, troubles.unlistedRoute);
    const caller = await identify(desk, c);
    if (!caller.ok) return answerTrouble(desk, c, caller.error);
    if (!caller.value) return next();
    c.set("by", caller.value.identity);
    const lacking = lackingFor(caller.value, needed);
    if (lacking) return answerTrouble(desk, c, lacking);
    c.set("caller", caller.value);
    return next();
  };

/** Why the caller may not do what needs `needed`; null when they may. */
export function lackingFor(caller: Caller, needed: Permission): Trouble | null {
  const { role, scopes, people } = caller;
  if (scopes) {
    const { scope } = needed;
    return scope !== null && scopes.includes(scope) ? null : troubles.scopeNeeded(scope);
  }
  if (role === null) return troubles.noRole(caller.identity, people.admins);
  if (needed.role === null) return troubles.tokenNeeded(needed.scope);
  return covers(role, needed) ? null : troubles.roleNeeded({ role, needed: needed.role, admins: people.admins });
}
