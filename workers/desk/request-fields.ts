// Reads the fields of a form or a JSON body, or returns why they cannot be read.
import { joinedBytes } from "../../domain/joined-bytes.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Trouble } from "./refusals.ts";
import { fileTooLarge } from "./troubles.ts";

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

/** A file of a form, as the browser sent it. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Parses a form with a file (multipart/form-data) of at most `most` bytes in all. A field is a text, a file an `UploadedFile`. A repeated field is ambiguous and
 * refused.
 */
export async function uploadFields(request: Request, most: number): Promise<Result<Fields, Trouble>> {
  if (typeOf(request) !== "multipart/form-data") return wrongType("a form with a file");
  const bytes = await bytesOf(request, most);
  if (bytes === null) return err(fileTooLarge);
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    const entries: (readonly [string, unknown])[] = [];
    for (const [name, value] of await new Response(bytes, { headers }).formData())
      entries.push([name, typeof value === "string" ? value : await uploadedFile(value)]);
    const isAmbiguous = new Set(entries.map(([name]) => name)).size < entries.length;
    return isAmbiguous ? unreadable : ok(Object.fromEntries(entries));
  } catch {
    return unreadable;
  }
}

const uploadedFile = async (file: File): Promise<UploadedFile> => ({
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});

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

/** The body as text; null when it is too large. */
async function textOf(request: Request): Promise<string | null> {
  const bytes = await bytesOf(request, BODY_BYTES);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** The body, with its bytes counted as they arrive; null when there are more than `most`. The length header is not trusted. */
async function bytesOf(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return joinedBytes(chunks);
}
