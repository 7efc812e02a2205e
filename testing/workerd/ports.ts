// The ports of all roles that have one, for tests in workerd. A test runs in the Worker of the objects, so it gets the ports from that Worker's
// exports.
import { exports } from "cloudflare:workers";
import { drawingPort } from "../contact/as-drawn.ts";
import type { Port } from "../../schema/ports.ts";
import { type PortRole, type Role, ROLES, roles } from "../../schema/roles.ts";

type Ports = { readonly [R in PortRole]: Port<R> };

/**
 * Finds each port in a Worker's exports: `PlannerPort` for `planner`. Each Worker's TypeScript program has another type of `exports`, so
 * the parameter is an `object`.
 */
export function portsOf(entrypoints: object): Ports {
  const named = entrypoints as Readonly<Record<string, unknown>>;
  const entrypointOf = (role: Role) => `${role.slice(0, 1).toUpperCase()}${role.slice(1)}Port`;
  const found = Object.fromEntries(
    roles.filter((role) => ROLES[role].port).map((role) => [role, named[entrypointOf(role)]]),
  ) as unknown as Ports;
  return { ...found, desk: drawingPort(found.desk) };
}

export const ports = portsOf(exports);
