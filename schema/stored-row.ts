// A row of `events` as its database has it: hash, sealed words and signature are bytes there, so that a row fits a page, and text everywhere
// else. Hexadecimal is between the two, because SQLite can read and write it.
import { Buffer } from "node:buffer";
import type { EventRow } from "./shipment.ts";

/** SQL expressions for the fields of a stored row: a SELECT by them returns what `rowOf` reads. */
export const EVENT_FIELDS = {
  streamId: "stream_id",
  version: "version",
  hash: "lower(hex(hash))",
  body: "body",
  sealed: "hex(sealed)",
  signature: "hex(signature)",
} as const satisfies Readonly<Record<keyof EventRow, string>>;

/** Some fields of a row for a SELECT; all of them by default. */
export const eventColumns = (
  names: readonly (keyof EventRow)[] = Object.keys(EVENT_FIELDS) as (keyof EventRow)[],
): string => names.map((name) => `${EVENT_FIELDS[name]} AS ${name}`).join(", ");

type Fields = Readonly<Record<string, unknown>>;

/** A selected row with its words and its signature as `EventRow` has them. Nothing else is checked here. */
export function rowOf(selected: Fields): Fields {
  const row = { ...selected };
  if ("sealed" in row) row["sealed"] = textIn(row["sealed"], "base64");
  if ("signature" in row) row["signature"] = textIn(row["signature"], "base64url");
  return row;
}

/** The same row as its database takes it, with all bytes in hexadecimal: `unhex` makes the columns of them. */
export const storedRow = ({ sealed, signature, ...row }: EventRow) => ({
  ...row,
  sealed: sealed === null ? null : hexIn(sealed, "base64"),
  signature: signature === null ? null : hexIn(signature, "base64url"),
});

/** SQLite has an empty text for the digits of NULL. */
const textIn = (hex: unknown, encoding: "base64" | "base64url"): unknown =>
  hex === "" ? null : typeof hex === "string" ? Buffer.from(hex, "hex").toString(encoding) : hex;
const hexIn = (text: string, encoding: "base64" | "base64url"): string => Buffer.from(text, encoding).toString("hex");
