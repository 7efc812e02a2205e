// A row of the log as a source has it: values of the right kinds. Whether they are true is a matter of verification, which names what is wrong.
import { Sealed } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";

/** A row in a file, with what stands under its seal where that was opened: null where there is nothing, or where it stays sealed. */
export interface FileRow extends EventRow {
  readonly opened?: Sealed | null;
}

/** A row with what was opened beside it; null when that is not what an export writes. */
export function withOpened(row: EventRow, opened: unknown): FileRow | null {
  const sealed = Sealed.nullable().safeParse(opened);
  return sealed.success ? { ...row, opened: sealed.data } : null;
}

export function isRow(value: unknown): value is EventRow {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 4) return false;
  // A million times for a large log, so by hand.
  const { streamId, version, hash, body } = value as Readonly<Record<string, unknown>>;
  return (
    typeof streamId === "string" && typeof version === "number" && typeof hash === "string" && typeof body === "string"
  );
}
