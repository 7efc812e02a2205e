// Cleans the values of a form: texts without control characters and within their limits, and the address of a public profile.
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { asOneLine, withLf } from "../plain-lines.ts";

/** A value that an answer can be; anything else holds some. */
export type Scalar = string | number | boolean | bigint;
export type Container = Readonly<Record<string, unknown>>;

export const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "boolean", "bigint"].includes(typeof value);
export const isObject = (value: unknown): value is Container =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text of several lines: line ends as \n, no control characters but \n and \t, cut at `limit`; undefined when nothing is left. */
export function manyLines(value: unknown, limit: number = SIGNAL_LIMITS.text): string | undefined {
  const raw = textOf(value)?.toWellFormed();
  return cutText(withLf(raw ?? "").replace(/(?![\n\t])\p{Cc}/gu, ""), limit);
}

/** Text of one line, without control characters. */
export const oneLine = (value: unknown, limit: number = SIGNAL_LIMITS.short): string | undefined =>
  cutText(asOneLine(manyLines(value, Number.POSITIVE_INFINITY) ?? ""), limit);

/** Text, and numbers as text; undefined for anything else. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "bigint"
      ? String(value)
      : undefined;

/** A text of at most `limit` characters, never with half of one; undefined when nothing is left. */
export function cutText(text: string, limit: number): string | undefined {
  // A cut inside a surrogate pair leaves half a character, which is removed.
  const short = text
    .trim()
    .slice(0, limit)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
  return short === "" ? undefined : short;
}

/** Networks where people show who they are and what they do. */
const PROFILE_HOSTS = /^(?:[a-z]{2,3}\.)?(?:linkedin\.com|xing\.com)$/;
/** Names in other alphabets are longer in a path. */
const PROFILE_CHARACTERS = 300;
const PROFILE_PATHS = /^\/(?:in|pub|profile)\/[^/]+/;

/** The address of a public profile, without what follows its path; undefined for any other text: a form's field may have anything. */
export function profileOf(value: unknown): string | undefined {
  const line = oneLine(value);
  if (line === undefined || /\s/.test(line)) return undefined;
  const url = /^[a-z]+:\/\//i.test(line) ? line : `https://${line}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  const host = hostname.replace(/^www\./, "");
  const isProfile = /^https?:$/.test(protocol) && PROFILE_HOSTS.test(host) && PROFILE_PATHS.test(pathname);
  const profile = `https://${hostname}${pathname}`;
  return isProfile && profile.length <= PROFILE_CHARACTERS ? profile : undefined;
}
