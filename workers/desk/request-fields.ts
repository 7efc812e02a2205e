// Reads the fields of a form or a JSON body, or returns why they cannot be read.
import { err, ok, type Result } from "../../schema/result.ts";
import type { Trouble } from "./refusals.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Fits a draft of 10,000 four-byte characters, percent-encoded (three bytes for one). */
export const BODY_BYTES = 160_000;

const trouble = (status: Trouble["status"], reason: string, detail: string): Result<never, Trouble> =>
  err({ status, reason, title: "The request cannot be read", detail });

const tooLarge = trouble(413, "body_too_large", "It is larger than anything the desk takes. Nothing was changed.");
const wrongType = (wanted: string) =>
  trouble(415, "content_type_unsupported", `It has to be sent as ${wanted}. Nothing was changed.`);
const unreadable = trouble(400, "body_unreadable", "It is not well-formed. Nothing was changed.");

/** Parses a form. A repeated field is ambiguous and refused. */
export async function formFields(request: Request): Promise<Result<Fields, Trouble>> {
  if (typeOf(request) !== "application/x-www-form-urlencoded") return wrongType("a form");
  const body = await textOf(request);
  if (body === null) return tooLarge;
  const entries = [...new URLSearchParams(body)];
  const isAmbiguous = new Set(entries.map(([name]) => name)).size < entries.length;
  return isAmbiguous ? unreadable : ok(Object.fromEntries(entries));
}

/** Parses a JSON body. An empty body is an object without fields. */
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

/** The body as text, with its bytes counted as they arrive; null when it is too large. The length header is not trusted. */
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
