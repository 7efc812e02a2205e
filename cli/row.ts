// A row of the log as a source has it: values of the right kinds. Whether they are true is a matter of verification, which names what is wrong.
import type { EventRow } from "../schema/shipment.ts";

export function isRow(value: unknown): value is EventRow {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 4) return false;
  // A million times for a large log, so by hand.
  const { streamId, version, hash, body } = value as Readonly<Record<string, unknown>>;
  return (
    typeof streamId === "string" && typeof version === "number" && typeof hash === "string" && typeof body === "string"
  );
}
