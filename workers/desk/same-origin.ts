// Checks that a state-changing request comes from a page of the desk, and that a redirect stays on the desk.

/**
 * Checks fetch metadata first, because pages cannot set it. Our own forms send `Origin: null`, because they are sent without a
 * referrer; then only fetch metadata can prove the origin. A request with neither is refused.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin") return false;
  if (origin === null || origin === "null") return site === "same-origin";
  return origin === new URL(request.url).origin;
}

/** Whether a browser says that another site makes the request. A program says nothing of the kind. */
export function isFromElsewhere(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  return origin !== null && origin !== new URL(request.url).origin;
}

const BASE = "https://desk.invalid";

/** The path to open after sign-in. A path that could leave the desk becomes the inbox. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || !URL.canParse(next, BASE)) return "/";
  const url = new URL(next, BASE);
  const path = `${url.pathname}${url.search}`;
  // Browsers read `//host` and `/\host` as other hosts.
  return url.origin === BASE && !/^\/[/\\]/.test(path) ? path : "/";
}
