// Reads the fields of a form or a JSON body, or returns why they cannot be read.
import { err, ok, type Result } from "../../schema/result.ts";
import type { Trouble } from "./refusals.ts";
import { fileTooLarge } from "./troubles.ts";
import { BODY_MS, readBytes, type Unread } from "../stage/read-bytes.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** For a file of the largest size at 0.1 Mbit/s. */
export const UPLOAD_MS = 120_000;

/** Fits a draft of 10,000 four-byte characters, percent-encoded (three bytes for one). */
export const BODY_BYTES = 160_000;

const trouble = (status: Trouble["status"], reason: string, detail: string): Result<never, Trouble> =>
  err({ status, reason, title: "The request cannot be read", detail });

const tooLarge = trouble(413, "body_too_large", "It is larger than anything the desk takes. Nothing was changed.");
const wrongType = (wanted: string) =>
  trouble(415, "content_type_unsupported", `It has to be sent as ${wanted}. Nothing was changed.`);
/** What came of it was not used: the same request again does the same. */
const tooSlow = trouble(408, "body_too_slow", "It took too long to arrive. Nothing was changed. Please try again.");
const unreadable = trouble(400, "body_unreadable", "It is not well-formed. Nothing was changed.");

/** Parses a form. A repeated field is ambiguous and refused. */
export async function formFields(request: Request): Promise<Result<Fields, Trouble>> {
  if (typeOf(request) !== "application/x-www-form-urlencoded") return wrongType("a form");
  const read = await textOf(request);
  if (!read.ok) return read;
  const body = read.value;
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
  const read = await readBytes(request.body, { most, withinMs: UPLOAD_MS });
  if (!read.ok) return read.error === "too_large" ? err(fileTooLarge) : UNREAD[read.error];
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    const entries: (readonly [string, unknown])[] = [];
    for (const [name, value] of await new Response(read.value, { headers }).formData())
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
  const read = await textOf(request);
  if (!read.ok) return read;
  const body = read.value;
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

async function textOf(request: Request): Promise<Result<string, Trouble>> {
  const read = await readBytes(request.body, { most: BODY_BYTES, withinMs: BODY_MS });
  return read.ok ? ok(new TextDecoder().decode(read.value)) : UNREAD[read.error];
}

const UNREAD: Readonly<Record<Unread, Result<never, Trouble>>> = {
  too_large: tooLarge,
  too_slow: tooSlow,
  broken: unreadable,
};
