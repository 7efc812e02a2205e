// The events of a log as CloudEvents 1.0, one JSON object a line (https://github.com/cloudevents/spec), for other systems to take in. They lead back to
// the same log: `data` is the hashed text of an event, and what the text does not have (version, hash, signature, sealed words) are extension attributes.
import { canonicalJson } from "../schema/canonical.ts";
import type { EventRow } from "../schema/shipment.ts";
import { jsonIn } from "./export-format.ts";
import { type FileRow, withOpened } from "./row.ts";

/** The attributes before the data. Names of extensions may have only lower-case letters and digits. */
interface Attributes {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly datacontenttype: string;
  readonly streamversion: number;
  readonly hash: string;
  readonly signature?: string;
  readonly sealed?: string;
  /** The opened words as JSON, in an opened export; "null" when the event has none. */
  readonly opened?: string;
}

/** Streams are of the log that wrote them; the manifest names its key. */
const SOURCE = "urn:holdpoint:log";

/** The line of an event. A text that is not canonical JSON, which only a damaged log has, is kept byte for byte as `data_base64`. */
export function cloudEventLine({ streamId, version, hash, signature, body, sealed, opened }: FileRow): string {
  const event = jsonIn(body);
  const isCanonical = typeof event === "object" && event !== null && canonicalJson(event) === body;
  const { type, at } = (isCanonical ? event : {}) as { readonly type?: unknown; readonly at?: unknown };
  const attributes: Attributes = {
    specversion: "1.0",
    id: `${streamId}@${version}`,
    source: SOURCE,
    type: `holdpoint.${typeof type === "string" && type !== "" ? type : "unreadable"}`,
    subject: streamId,
    ...(typeof at === "string" && !Number.isNaN(Date.parse(at)) ? { time: at } : {}),
    datacontenttype: isCanonical ? "application/json" : "application/octet-stream",
    streamversion: version,
    hash,
    ...(signature === null ? {} : { signature }),
    ...(sealed === null ? {} : { sealed }),
    ...(opened === undefined ? {} : { opened: JSON.stringify(opened) }),
  };
  const data = isCanonical ? `"data":${body}` : `"data_base64":"${Buffer.from(body, "utf8").toString("base64")}"`;
  return `${JSON.stringify(attributes).slice(0, -1)},${data}}\n`;
}

/** The row of a line, also when another program has written its members in another order. Null when the line is no such event. */
export function rowInCloudEvent(line: string): FileRow | null {
  const value = jsonIn(line);
  if (typeof value !== "object" || value === null) return null;
  const {
    specversion,
    subject,
    streamversion,
    hash,
    signature,
    sealed,
    opened,
    data,
    data_base64: bytes,
  } = value as Readonly<Record<string, unknown>>;
  if (
    specversion !== "1.0" ||
    typeof subject !== "string" ||
    typeof streamversion !== "number" ||
    typeof hash !== "string"
  )
    return null;
  if ([signature, sealed].some((value) => value !== undefined && typeof value !== "string")) return null;
  const body = bodyOf(data, bytes);
  if (body === null) return null;
  const row = {
    streamId: subject,
    version: streamversion,
    hash,
    body,
    sealed: sealed ?? null,
    signature: signature ?? null,
  } as EventRow;
  if (opened === undefined) return row;
  return typeof opened === "string" ? withOpened(row, jsonIn(opened)) : null;
}

function bodyOf(data: unknown, bytes: unknown): string | null {
  if (typeof bytes === "string") return Buffer.from(bytes, "base64").toString("utf8");
  return typeof data === "object" && data !== null ? canonicalJson(data) : null;
}
