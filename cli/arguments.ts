// Parsers for command-line values: times, versions and roots. Contacts are parsed in contact-argument.ts.
import { LogPublicKey } from "../schema/formats.ts";
import { parseVerifierKey } from "../schema/signed-note.ts";
import { InvalidArgumentError } from "@commander-js/extra-typings";

/**
 * Parses a time, given in full (`2026-11-22T12:00:00Z`) or as a day, which begins at midnight UTC. Returns ISO 8601 with milliseconds.
 */
export function timeArgument(text: string): string {
  const isTime = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isTime) throw new InvalidArgumentError("Give a time such as 2026-11-22 or 2026-11-22T12:00:00Z.");
  return new Date(text).toISOString();
}

/** Parses a version of a stream, or a time. */
export const pointArgument = (text: string): { readonly version: number } | { readonly at: string } =>
  /^[1-9]\d{0,8}$/.test(text) ? { version: Number(text) } : { at: timeArgument(text) };

/** Parses a root: 64 hexadecimal digits, or else the path of a daily root's file. */
export const rootArgument = (text: string): { readonly digest: string } | { readonly path: string } =>
  /^[0-9a-f]{64}$/i.test(text) ? { digest: text.toLowerCase() } : { path: text };

/** Parses a public key of the log's signatures, or a verifier key of its notes (`<name>+<id>+<base64>`). */
export function keyArgument(text: string): string {
  if (parseVerifierKey(text)) return text;
  return logKeyArgument(text);
}

/** Parses a public key of the log's signatures: 32 bytes, base64url. */
export function logKeyArgument(text: string): string {
  const key = LogPublicKey.safeParse(text);
  if (!key.success)
    throw new InvalidArgumentError("Give the public key of a log: 43 letters, as `holdpoint verify` prints it.");
  return key.data;
}
