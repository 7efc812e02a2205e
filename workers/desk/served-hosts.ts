// Which requests reach the desk at all: those to one of its own names, and not from a page of another site.

/**
 * Whether the desk serves a request. `hosts` are its names with their ports, separated by commas; empty serves every request, for a
 * deployment gets requests only at its own routes. On a person's machine any page in the browser can send requests to any port, and
 * can have its own name lead there, so `npm start` names the hosts.
 */
export function isServed(request: Request, hosts: string): boolean {
  if (hosts === "") return true;
  const own = hosts.split(",");
  const origin = request.headers.get("origin");
  const isFromHere = origin === null || origin === "null" || own.some((host) => origin === `http://${host}`);
  return isFromHere && own.includes(request.headers.get("host") ?? "");
}

/** The answer to a request that is not served. 421 says that the address was not meant for this server. */
export const notServed = (): Response =>
  new Response(
    "The desk is not at this address, or another site's page has asked. Open http://localhost with the desk's port.\n",
    {
      status: 421,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    },
  );
