// Signs a body as a source of its type does. Used for the samples and for `npm run lead`.
import { type BodyFormat, CONTENT_TYPES } from "../workers/ingest/body.ts";
import type { UnsignedRequest } from "../workers/ingest/signing.ts";
import { SOURCES, type SourceType } from "../workers/ingest/sources.ts";

interface Unsigned extends UnsignedRequest {
  readonly type: SourceType;
  readonly contentType: string;
}

/** The headers of the signed request. */
export const signedHeaders = ({ type, contentType, ...request }: Unsigned): Readonly<Record<string, string>> => ({
  "content-type": contentType,
  ...SOURCES[type].sign(request),
});

/** A file whose name ends in `.form` has form fields; any other file has JSON. */
export const formatOf = (file: string): BodyFormat => (file.endsWith(".form") ? "form" : "json");

export const contentTypeOf = (file: string): string => CONTENT_TYPES[formatOf(file)];
