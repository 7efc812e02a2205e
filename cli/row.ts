// The type checks of a row from a database or a file. They check only the types of the values; verification checks the content.
import { Sealed } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";

/** A row in a file. In an opened export it has its opened words; `opened` is null when the event has none or they stay sealed. */
export interface FileRow extends EventRow {
  readonly opened?: Sealed | null;
}

/** A row with its opened words; null when `opened` does not have the shape that an export writes. */
export function withOpened(row: EventRow, opened: unknown): FileRow | null {
  const sealed = Sealed.nullable().safeParse(opened);
  return sealed.success ? { ...row, opened: sealed.data } : null;
}

/** Whether a value has the six fields of a row, with the right types. */
export function isRow(value: unknown): value is EventRow {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 6) return false;
  // Written by hand instead of with zod, because it runs a million times for a large log.
  const { streamId, version, hash, body, sealed, signature } = value as Readonly<Record<string, unknown>>;
  return (
    typeof streamId === "string" &&
    typeof version === "number" &&
    typeof hash === "string" &&
    typeof body === "string" &&
    (sealed === null || typeof sealed === "string") &&
    (signature === null || typeof signature === "string")
  );
}
