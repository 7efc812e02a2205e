// `/healthz`: whether a Worker that is reached from outside runs and can read its configuration, for a monitor without a sign-in. It asks nothing else, so
// that anybody may ask it often; what the installation stands on is told to signed-in callers only (`GET /api/v1/gauges`).
import { RELEASE } from "../../schema/release.ts";

export const HEALTH_PATH = "/healthz";

/** Whether a request asks for the health, by GET or HEAD. The path is the same at every host and for every caller. */
export const asksForHealth = (request: Request): boolean =>
  (request.method === "GET" || request.method === "HEAD") && new URL(request.url).pathname === HEALTH_PATH;

/** 200 where the Worker can do its work as far as it can know alone, otherwise 503. */
export const healthResponse = (ok: boolean): Response =>
  Response.json({ ok, release: RELEASE }, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
