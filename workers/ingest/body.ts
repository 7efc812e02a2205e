// Reads and parses a request's body into a value that is bounded, well-formed and has own properties only. Reading happens before
// the signature is verified, parsing after it.
import { err, ok, type Result } from "../../schema/result.ts";
import { decoded } from "../../domain/charset.ts";
import { urlencodedIn } from "../../domain/forms/urlencoded.ts";
import { jsonIn } from "../../schema/json.ts";
import { cleanValue } from "./clean-value.ts";
import { multipartIn } from "./multipart.ts";
import type { Problem } from "./problem.ts";
import { BODY_MS, readBytes, type Unread } from "../stage/read-bytes.ts";

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
/**
 * The bytes as they came. `format` is what the sender states: `other` says nothing, and the bytes are read as what they look like; `encoded` is
 * compressed and can expand without bound, so it is not opened.
 */
export interface RawBody {
  readonly format: BodyFormat | "multipart" | "other" | "encoded";
  /** The stated encoding of the text, where it is another one than UTF-8. */
  readonly charset?: string | undefined;
  readonly bytes: Uint8Array;
}

/** What a body says, and the format in which it says it. */
interface ParsedBody {
  readonly format: BodyFormat;
  readonly value: unknown;
}

interface IncomingRequest {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Reads the body's bytes and counts them as they stream, whatever its type: only the signature over them says whose they are. Reading stops at
 * the limit, also when `content-length` is lower, and when the body takes longer than `BODY_MS`.
 */
export async function readBody(
  { headers, body }: IncomingRequest,
  limits: Pick<BodyLimits, "bodyBytes">,
): Promise<Result<RawBody, Problem>> {
  if (Number(headers.get("content-length") ?? 0) > limits.bodyBytes) return err({ reason: "body_too_large" });
  const bytes = await readBytes(body, { most: limits.bodyBytes, withinMs: BODY_MS });
  return bytes.ok ? ok({ ...statedIn(headers), bytes: bytes.value }) : err({ reason: UNREAD[bytes.error] });
}

const UNREAD: Readonly<Record<Unread, Problem["reason"]>> = {
  too_large: "body_too_large",
  too_slow: "body_too_slow",
  broken: "body_unreadable",
};

function statedIn(headers: Headers): Pick<RawBody, "format" | "charset"> {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const [essence = "", ...parameters] = (headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice("charset=".length)
    .replaceAll('"', "")
    .slice(0, CHARSET_CHARACTERS);
  const format = encoding === "identity" ? formatOf(essence) : "encoded";
  return charset === undefined || charset === "" || UTF_8.has(charset) ? { format } : { format, charset };
}
const UTF_8 = new Set(["utf-8", "utf8"]);
const CHARSET_CHARACTERS = 40;

export const CONTENT_TYPES: Readonly<Record<BodyFormat, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
};

function formatOf(essence: string): RawBody["format"] {
  if (essence === "text/json" || essence.endsWith("+json")) return "json";
  if (essence === "multipart/form-data") return "multipart";
  return BODY_FORMATS.find((format) => CONTENT_TYPES[format] === essence) ?? "other";
}

/**
 * Parses a body's text (`decoded`): JSON or the fields of a form, bounded and cleaned. What it says decides where its content type says something else, or
 * nothing: programs post JSON as text, and as a form. A list with one object is that object, and a text that holds JSON is what it holds. Of two equal names in
 * JSON the last counts; a form's have the list of their values. A body in parts is read by `openBody`.
 */
export function parseBody({ format, charset, bytes }: RawBody, limits: BodyLimits): Result<ParsedBody, Problem> {
  if (format === "encoded") return err({ reason: "content_encoding_unsupported" });
  const text = decoded(bytes, charset);
  if (text === undefined) return err({ reason: "charset_invalid" });
  const json = format === "form" && !LIKE_JSON.test(text) ? undefined : jsonOf(text);
  if (json !== undefined) return cleaned("json", json.value, limits);
  if (format === "form" || LIKE_FORM.test(text)) return cleaned("form", urlencodedIn(text, charset), limits);
  return err({ reason: format === "json" || LIKE_JSON.test(text) ? "not_json" : "content_type_unsupported" });
}

/** Parses a body of any format. */
export async function openBody(raw: RawBody, limits: BodyLimits): Promise<Result<ParsedBody, Problem>> {
  if (raw.format !== "multipart") return parseBody(raw, limits);
  const fields = await multipartIn(raw.bytes);
  return fields.ok ? cleaned("form", fields.value, limits) : fields;
}

const LIKE_JSON = /^\s*[[{"]/u;
/** A name without marks of JSON or markup before the first `=`. */
const LIKE_FORM = /^[^\s={}"'<>]{1,200}=/u;

function cleaned(format: BodyFormat, value: unknown, limits: BodyLimits): Result<ParsedBody, Problem> {
  const clean = cleanValue(value, limits);
  return clean.ok ? ok({ format, value: clean.value }) : clean;
}

/**
 * The value of a JSON text; undefined for any other text. V8's parser does not recurse per bracket, so depth is checked afterwards, without recursion. A
 * reviver would recurse, so there is none.
 */
function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: unwrapped(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}

/** What a text that is JSON itself holds, and the one object of a list. */
function unwrapped(value: unknown): unknown {
  const inner = typeof value === "string" && /^\s*[[{]/u.test(value) ? (jsonIn(value) ?? value) : value;
  const [only, ...others]: readonly unknown[] = Array.isArray(inner) ? inner : [];
  return others.length === 0 && typeof only === "object" && only !== null && !Array.isArray(only) ? only : inner;
}
