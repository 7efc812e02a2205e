// Converts a form field's value into a signal's: text cleaned and cut, addresses in canonical form, times in UTC.
import * as z from "zod";
import { asOneLine, withLf } from "../../../domain/plain-lines.ts";
import { addressIn } from "../../../domain/read-address.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { SIGNAL_LIMITS } from "../../../schema/signals.ts";
import type { Problem } from "../problem.ts";
import { type Field, isPresent } from "./labels.ts";

/** Text of several lines: line ends as \n, no control characters but \n and \t, cut at `limit`; undefined when nothing is left. */
export function manyLines(value: unknown, limit: number = SIGNAL_LIMITS.text): string | undefined {
  const raw = textOf(value)?.toWellFormed();
  return cut(withLf(raw ?? "").replace(/(?![\n\t])\p{Cc}/gu, ""), limit);
}

/** Text of one line, without control characters. */
export const oneLine = (value: unknown): string | undefined =>
  cut(asOneLine(manyLines(value) ?? ""), SIGNAL_LIMITS.short);

/** Text, and numbers as text; undefined for anything else. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "bigint"
      ? String(value)
      : undefined;

function cut(text: string, limit: number): string | undefined {
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

/** The canonical address, which every signal requires. */
export function addressOf(value: unknown): Result<string, Problem> {
  if (!isPresent(value)) return err({ reason: "field_missing", field: "email" });
  const address = addressIn(value);
  return address.ok ? address : err({ reason: "field_invalid", field: "email", how: address.error });
}

const StatedTime = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);

/** An ISO 8601 time in UTC; a time without an offset counts as UTC. An absent time is undefined; an invalid one is refused. */
export function timeOf(
  value: unknown,
  field: Field | "sends" | "messages" = "occurredAt",
): Result<string | undefined, Problem> {
  if (!isPresent(value)) return ok(undefined);
  const stated = StatedTime.safeParse(typeof value === "string" ? value.trim() : value);
  if (!stated.success) return err({ reason: "field_invalid", field });
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(stated.data) || !stated.data.includes("T");
  const milliseconds = Date.parse(hasZone ? stated.data : `${stated.data}Z`);
  return Number.isNaN(milliseconds)
    ? err({ reason: "field_invalid", field })
    : ok(new Date(milliseconds).toISOString());
}
