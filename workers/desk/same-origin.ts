// Whether a request that changes something comes from a page of ours, and whether an address leads back to one.

/**
 * Fetch metadata first: pages cannot set it. `Origin` is "null" on our own forms, because they are sent without a referrer;
 * then only fetch metadata can vouch for it. A request that says neither is refused.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin") return false;
  if (origin === null || origin === "null") return site === "same-origin";
  return origin === new URL(request.url).origin;
}

const BASE = "https://desk.invalid";

/** The path to go on to after signing in. Anything that could leave the desk becomes the inbox. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || !URL.canParse(next, BASE)) return "/";
  const url = new URL(next, BASE);
  const path = `${url.pathname}${url.search}`;
  // `//host` and `/\host` are other hosts to a browser.
  return url.origin === BASE && !/^\/[/\\]/.test(path) ? path : "/";
}
