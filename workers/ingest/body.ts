// Reads and parses a request's body into a value that is bounded, well-formed and has own properties only. Reading happens before
// the signature is verified, parsing after it.
import { err, ok, type Result } from "../../schema/result.ts";
import { urlencodedIn } from "../../domain/forms/urlencoded.ts";
import { cleanValue } from "./clean-value.ts";
import type { Problem } from "./problem.ts";

/**
 * The limits of the policy section `ingest`. `depth` counts nested objects and lists, `keys` the properties of all objects
 * together.
 */
export interface BodyLimits {
  readonly bodyBytes: number;
  readonly depth: number;
  readonly keys: number;
}

export const BODY_FORMATS = ["json", "form"] as const;
export type BodyFormat = (typeof BODY_FORMATS)[number];
/** The bytes as they came. `other`: of a content type that no source sends. `encoded`: compressed; it can expand without bound, so it is not opened. */
export interface RawBody {
  readonly format: BodyFormat | "other" | "encoded";
  readonly bytes: Uint8Array;
}

interface IncomingRequest {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Reads the body's bytes and counts them as they stream, whatever its type: only the signature over them says whose they are. Reading stops at
 * the limit, also when `content-length` is lower.
 */
export async function readBody(
  { headers, body }: IncomingRequest,
  limits: Pick<BodyLimits, "bodyBytes">,
): Promise<Result<RawBody, Problem>> {
  if (Number(headers.get("content-length") ?? 0) > limits.bodyBytes) return err({ reason: "body_too_large" });
  const bytes = await collect(body, limits.bodyBytes);
  return bytes.ok ? ok({ format: formatOf(headers), bytes: bytes.value }) : bytes;
}

function formatOf(headers: Headers): RawBody["format"] {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  return encoding === "identity" ? (typeOf(headers.get("content-type") ?? "") ?? "other") : "encoded";
}

export const CONTENT_TYPES: Readonly<Record<BodyFormat, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
};

function typeOf(contentType: string): BodyFormat | undefined {
  const [essence = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice("charset=".length)
    .replaceAll('"', "");
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") return undefined;
  return BODY_FORMATS.find((format) => CONTENT_TYPES[format] === essence);
}

async function collect(stream: ReadableStream<Uint8Array> | null, limit: number): Promise<Result<Uint8Array, Problem>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream?.getReader();
  try {
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      length += read.value.byteLength;
      if (length > limit) {
        // Not awaited: the sender could delay the answer.
        void reader?.cancel().catch(() => undefined);
        return err({ reason: "body_too_large" });
      }
      chunks.push(read.value);
    }
  } catch {
    return err({ reason: "body_unreadable" });
  }
  return ok(joined(chunks, length));
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Parses a body: strict UTF-8 (a byte order mark at the start is dropped, as RFC 8259 allows), JSON or form fields, bounded and
 * cleaned. Of two equal names in JSON the last counts; a form's have the list of their values.
 */
export function parseBody({ format, bytes }: RawBody, limits: BodyLimits): Result<unknown, Problem> {
  if (format === "encoded") return err({ reason: "content_encoding_unsupported" });
  if (format === "other") return err({ reason: "content_type_unsupported" });
  const text = decode(bytes);
  if (text === undefined) return err({ reason: "not_utf8" });
  const parsed = format === "json" ? parseJson(text) : ok(urlencodedIn(text));
  return parsed.ok ? cleanValue(parsed.value, limits) : parsed;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * V8's JSON parser does not recurse per bracket, so depth is checked afterwards, without recursion. A reviver would recurse, so
 * there is none.
 */
function parseJson(text: string): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err({ reason: "not_json" });
  }
}
