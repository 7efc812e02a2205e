// The fields of a form or a JSON body, or why they cannot be had.
import { err, ok, type Result } from "../../schema/result.ts";
import type { Trouble } from "./refusals.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** A draft of 10 000 characters of four bytes, percent-encoded (three for one), fits; little else is ever sent. */
export const BODY_BYTES = 160_000;

const trouble = (status: Trouble["status"], reason: string, detail: string): Result<never, Trouble> =>
  err({ status, reason, title: "The request cannot be read", detail });

const tooLarge = trouble(413, "body_too_large", "It is larger than anything the desk takes. Nothing was changed.");
const wrongType = (wanted: string) =>
  trouble(415, "content_type_unsupported", `It has to be sent as ${wanted}. Nothing was changed.`);
const unreadable = trouble(400, "body_unreadable", "It is not well-formed. Nothing was changed.");

/** A field that is there twice means two things at once: refused. */
export async function formFields(request: Request): Promise<Result<Fields, Trouble>> {
  if (typeOf(request) !== "application/x-www-form-urlencoded") return wrongType("a form");
  const body = await textOf(request);
  if (body === null) return tooLarge;
  const entries = [...new URLSearchParams(body)];
  const isAmbiguous = new Set(entries.map(([name]) => name)).size < entries.length;
  return isAmbiguous ? unreadable : ok(Object.fromEntries(entries));
}

/** An empty body is an object without fields. */
export async function jsonFields(request: Request): Promise<Result<Fields, Trouble>> {
  const body = await textOf(request);
  if (body === null) return tooLarge;
  if (body === "") return ok({});
  if (typeOf(request) !== "application/json") return wrongType("application/json");
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? ok({ ...value }) : unreadable;
  } catch {
    return unreadable;
  }
}

const typeOf = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** The body as text, counted while it arrives; null when it is too large, whatever the length header says. */
async function textOf(request: Request): Promise<string | null> {
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
