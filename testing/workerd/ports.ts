// The roles' ports as other Workers reach them, for tests in the Worker of the objects.
import { exports } from "cloudflare:workers";
import type { Port } from "../../schema/ports.ts";
import { type PortRole, type Role, ROLES, roles } from "../../schema/roles.ts";

type Ports = { readonly [R in PortRole]: Port<R> };

/** The ports of a Worker's entrypoints: `planner` is `PlannerPort`. A program that knows other entrypoints, or types of RPC, does not know these. */
export function portsOf(entrypoints: object): Ports {
  const named = entrypoints as Readonly<Record<string, unknown>>;
  const entrypointOf = (role: Role) => `${role.slice(0, 1).toUpperCase()}${role.slice(1)}Port`;
  return Object.fromEntries(
    roles.filter((role) => ROLES[role].port).map((role) => [role, named[entrypointOf(role)]]),
  ) as unknown as Ports;
}

export const ports = portsOf(exports);
