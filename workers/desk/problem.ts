// Problem documents (RFC 9457) of the JSON API.
import { RETRY_AFTER_SECONDS, type Trouble } from "./refusals.ts";

/** `type` names the reason; `title` and `detail` are for people and may change. */
export const problemOf = ({ status, reason, title, detail, particulars }: Trouble) => ({
  ...particulars,
  type: `urn:holdpoint:problem:${reason}`,
  title,
  status,
  detail,
});

/** Headers that a status requires. */
export function headersOf({ status }: Trouble): Readonly<Record<string, string>> {
  if (status === 401) return { "www-authenticate": 'Bearer realm="holdpoint"' };
  return status === 503 ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
}
