// Who may use which route of the desk: the one table of it, from which docs/permissions.md is made. permit.ts enforces it, and refuses a route that is not here.
// A new route is one line.
import { PersonRole, type Scope } from "../../schema/people.ts";

/** What a route needs. */
export interface Permission {
  /** The least role of a person; null: no person may, only a token. */
  readonly role: PersonRole | null;
  /** The scope of a token; null: no token may. Pages take no token at all. */
  readonly scope: Scope | null;
}

/** Before the sign-in: these routes show no data and change none. */
const ANYONE: ReadonlySet<string> = new Set([
  "GET /login",
  "POST /login",
  // Signing out ends only the session that the request carries.
  "GET /logout",
  "POST /logout",
  "GET /healthz",
  "GET /favicon.ico",
  "GET /assets/desk.css",
  "GET /assets/receipt.css",
  "GET /assets/icon.svg",
]);

const API = "/api/v1";

/** A page, or a form of one. */
const page = (role: PersonRole, ...routes: readonly string[]) =>
  routes.map((route) => [route, { role, scope: null }] as const);
const api = (role: PersonRole | null, scope: Scope | null, ...routes: readonly string[]) =>
  routes.map((route) => [route.replace(" ", ` ${API}`), { role, scope }] as const);
/** The paths of clicks. On a page a GET redirects to the form; the API has the same under its own path. */
const clicks = (role: PersonRole, scope: Scope | null, ...paths: readonly string[]) => [
  ...page(role, ...paths.map((path) => `POST ${path}`)),
  ...page("viewer", ...paths.map((path) => `GET ${path}`)),
  ...api(role, scope, ...paths.map((path) => `POST ${path}`)),
];

/**
 * Viewers read everything, with the words of contacts: who read whose is in the log. Approvers decide about contacts, companies and entries of the
 * suppression list. What concerns the installation, takes data in or out in bulk, or cannot be undone is for admins.
 */
const PERMISSIONS: ReadonlyMap<string, Permission> = new Map<string, Permission>([
  ...page(
    "viewer",
    "GET /",
    "GET /holds",
    "GET /holds/:id",
    "GET /tasks",
    "GET /tasks/:id",
    "GET /contacts",
    "GET /contacts/:id",
    "GET /contacts/:id/receipt",
    "GET /contacts/:id/receipt.html",
    "GET /contacts/:id/receipt.tlog-proof",
    "GET /contacts/:id/verify",
    "GET /contacts/:id/what-if",
    "POST /contacts/:id/what-if",
    "GET /work-list",
    "GET /under-way",
    "GET /not-written",
    "GET /suppressions",
    "POST /suppressions/check",
    "GET /policy",
    "GET /policy/:part",
    "GET /policy/:part/look",
    "GET /policy/:part/adopt",
    "GET /requests/:id/look",
    "GET /numbers",
    "GET /numbers/leads",
    "GET /plans",
    "GET /plans/shadow",
    "GET /dispatch",
    "GET /outbox",
    "GET /outbox/:key",
    "GET /dead-letters",
    "GET /dead-letters/:id",
    "GET /dead-letters/refused",
    "GET /administration",
    "GET /system",
    "GET /people",
    "GET /requests",
  ),
  ...api(
    "viewer",
    "read",
    "GET /holds",
    "GET /holds/:id",
    "GET /tasks",
    "GET /contacts",
    "GET /contacts/:id",
    "GET /contacts/:id/receipt",
    "GET /contacts/:id/proof",
    "GET /contacts/:id/verify",
    "POST /contacts/:id/what-if",
    "GET /companies",
    "GET /companies/:id",
    "GET /work-list",
    "GET /under-way",
    "GET /not-written",
    "GET /suppressions",
    "POST /suppressions/check",
    "GET /numbers",
    "GET /numbers/leads",
    "GET /plans",
    "GET /plans/days",
    "GET /plans/shadow",
    "GET /dispatch",
    "GET /outbox",
    "GET /outbox/:key",
    "GET /dead-letters",
    "GET /dead-letters/:id",
    "GET /dead-letters/refused",
    "GET /dead-letters/sources",
    "GET /holds/sources",
    "GET /sources",
    "GET /policy",
    "GET /policies/:digest",
    "POST /policy/check",
    "GET /administration",
    "GET /system",
    "GET /gauges",
    "GET /people",
  ),
  // A code signs in the caller's own identity; a token is no person.
  ...api("viewer", null, "POST /sign-in-codes"),

  ...clicks(
    "approver",
    "decide",
    "/holds/:id/confirm",
    "/holds/:id/dismiss",
    "/holds/:id/edit",
    "/holds/:id/reject",
    "/holds/:id/snooze",
    "/holds/:id/reassign",
    "/holds/:id/run",
    "/approvals/:id/undo",
    "/tasks/:id/close",
    "/contacts/:id/correct",
    "/contacts/:id/flag",
    "/contacts/:id/place",
    "/contacts/:id/unplace",
    "/contacts/:id/take-over",
    "/contacts/:id/hand-back",
    "/contacts/:id/run",
    "/contacts/:id/look-again",
    "/contacts/:id/dont-look-again",
    "/contacts/:id/wake",
    "/suppressions",
  ),
  // A draft is released by a named person only.
  ...clicks("approver", null, "/holds/:id/approve"),
  ...clicks(
    "approver",
    "import",
    "/companies",
    "/companies/:id",
    "/companies/:id/facts",
    "/companies/:id/retract",
    "/companies/:id/merge",
  ),
  ...api("approver", "import", "PUT /companies/:id", "PUT /companies/:id/facts", "DELETE /companies/:id/facts/:fact"),

  ...["companies", "facts", "contacts", "suppressions"].flatMap((kind) =>
    page(
      "admin",
      `GET /import/${kind}`,
      `POST /import/${kind}`,
      `GET /import/${kind}/apply`,
      `POST /import/${kind}/apply`,
    ),
  ),
  ...api("admin", "import", "POST /known-contacts", "POST /suppressions/listed", "POST /suppressions/import"),
  ...page("admin", "GET /export/companies", "GET /export/facts", "GET /export/contacts", "POST /export/contacts"),
  ...api("admin", "export", "GET /export/companies", "GET /export/facts", "POST /export/contacts", "POST /exports"),

  ...clicks("admin", null, "/contacts/:id/erase", "/suppressions/lift", "/policy/adopt"),
  ...page("admin", "POST /policy/:part/look", "POST /policy/:part/adopt", "POST /requests/:id/look"),
  ...api("admin", "operate", "POST /policy"),
  ...clicks("admin", "operate", "/dispatch/stop", "/dispatch/resume"),
  ...clicks(
    "admin",
    "operate",
    "/sources",
    "/sources/:id",
    "/sources/:id/secrets",
    "/sources/:id/drop-secret",
    "/sources/:id/disable",
    "/sources/:id/enable",
    "/sources/:id/sample",
  ),
  ...clicks("admin", "operate", "/dead-letters/:id/redrive", "/dead-letters/:id/discard"),
  ...api(
    "admin",
    "operate",
    "POST /streams/:id/rebuild",
    "POST /read-models/rebuild",
    "POST /suppressions/rebuild",
    "POST /objects/compare",
    "POST /master-key/rewrap",
    "POST /roots",
  ),
  // A token may see what waits, and perform what two people agreed to; only a person may agree.
  ...api("admin", "operate", "GET /requests"),
  ...clicks("admin", null, "/requests/:id/agree", "/requests/:id/decline", "/requests/:id/adopt"),
  // The verdict on a release comes from the deployment, and no person can give one.
  ...api(null, "release", "POST /releases"),

  // No token changes who may do what, so none can widen itself.
  ...clicks("admin", null, "/people", "/people/code", "/tokens", "/tokens/revoke"),
  ...api("admin", null, "GET /tokens"),
  // The pages themselves, of which `clicks` made the redirects of a GET: these lines come last, so that they count.
  ...page(
    "viewer",
    "GET /suppressions",
    "GET /companies",
    "GET /companies/:id",
    "GET /people",
    "GET /sources",
    "GET /sources/:id",
  ),
  ...page("admin", "GET /contacts/:id/erase"),
]);

/** What a route needs, by its method and its pattern; null where the table does not have it. `anyone`: it needs no sign-in. */
export const permissionOf = (method: string, pattern: string): Permission | "anyone" | null =>
  ANYONE.has(`${method} ${pattern}`) ? "anyone" : (PERMISSIONS.get(`${method} ${pattern}`) ?? null);

/** What the POST of a form to this path needs; null where no pattern has it. */
export function permissionToPost(path: string): Permission | null {
  const found = POSTS.find(({ parts }) => fits(parts, path.split("/")));
  return found?.permission ?? null;
}

/** Exact paths come before those with an id. */
const POSTS = [...PERMISSIONS]
  .filter(([route]) => route.startsWith("POST ") && !route.includes(API))
  .map(([route, permission]) => ({ parts: route.slice("POST ".length).split("/"), permission }))
  .toSorted((a, b) => idsIn(a.parts) - idsIn(b.parts));

function idsIn(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(":")).length;
}

const fits = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length === path.length && pattern.every((part, index) => part.startsWith(":") || part === path[index]);

const rank = (role: PersonRole): number => PersonRole.options.indexOf(role);

/** Whether a person with `role` may do what needs `needed`. */
export const covers = (role: PersonRole, { role: needed }: Permission): boolean =>
  needed !== null && rank(role) >= rank(needed);

/** All routes that need a sign-in, in the order of their paths, for the documentation and its test. */
export const listedRoutes = (): readonly (Permission & { readonly method: string; readonly path: string })[] =>
  [...PERMISSIONS]
    .map(([route, permission]) => {
      const [method = "", path = ""] = route.split(" ");
      return { method, path, ...permission };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));

/** The routes before the sign-in. */
export const openRoutes = (): readonly string[] => [...ANYONE];
