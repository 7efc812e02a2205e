// Error responses in the form of RFC 9457 (problem documents): a status, a stable URN, and nothing of the sender's input.
const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authorised",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Took too long",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not understood",
  429: "Too many",
  503: "Not available",
};

/** `field` is one of Holdpoint's field names and `how` a word of a closed list, never the sender's text. */
export function problemResponse(
  status: number,
  reason: string,
  {
    field,
    how,
    headers = {},
  }: { field?: string | undefined; how?: string | undefined; headers?: Readonly<Record<string, string>> } = {},
): Response {
  const body = {
    type: `urn:holdpoint:problem:${reason}`,
    title: TITLES[status] ?? "Error",
    status,
    ...(field ? { field } : {}),
    ...(how ? { how } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** Tells the sender when to send again, while a part of Holdpoint is down. */
export const RETRY_AFTER = { "retry-after": "30" } as const;
export const unavailableResponse = (): Response => problemResponse(503, "unavailable", { headers: RETRY_AFTER });
