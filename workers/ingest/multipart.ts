// Reads the body of an HTML form with files, multipart/form-data, by the platform's own parser.
import { namedValues } from "../../domain/forms/urlencoded.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Problem } from "./problem.ts";

/** The body says its own boundary, in its first line: so its header is not needed, and a body that was kept can be read again. */
const BOUNDARY = /^(?:\r?\n)*--([^\r\n]{1,200}?)[ \t]*\r?\n/u;

/** The answers by their names. Of a file its name and size are the answer: its content is no lead's words. */
export async function multipartIn(bytes: Uint8Array): Promise<Result<unknown, Problem>> {
  const start = Buffer.from(bytes.subarray(0, 1_000)).toString("latin1");
  const boundary = BOUNDARY.exec(start)?.[1];
  if (boundary === undefined) return err({ reason: "payload_unrecognised" });
  const quoted = boundary.replaceAll(/["\\]/gu, (character) => `\\${character}`);
  const headers = { "content-type": `multipart/form-data; boundary="${quoted}"` };
  try {
    const values = new Map<string, string[]>();
    for (const [name, value] of await new Response(bytes, { headers }).formData()) {
      const answer = typeof value === "string" ? value : fileAnswer(value);
      values.set(name, [...(values.get(name) ?? []), answer]);
    }
    return ok(namedValues(values));
  } catch {
    return err({ reason: "payload_unrecognised" });
  }
}

/** Nothing for a field that was left empty, which browsers send as a file without a name. */
const fileAnswer = ({ name, size }: File): string =>
  name === "" && size === 0 ? "" : `${name} (a file of ${size} bytes, not kept)`;
