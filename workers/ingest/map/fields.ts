// Converts a form field's value into a signal's: text cleaned and cut, addresses in canonical form, times in UTC.
import * as z from "zod";
import { canonicalAddress } from "../../../domain/address.ts";
import { asOneLine, withLf } from "../../../domain/plain-lines.ts";
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

/** The canonical address, which every signal requires. */
export function addressOf(value: unknown): Result<string, Problem> {
  if (!isPresent(value)) return err({ reason: "field_missing", field: "email" });
  const address = typeof value === "string" ? canonicalAddress(value) : undefined;
  return address?.ok ? ok(address.value) : err({ reason: "field_invalid", field: "email" });
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
