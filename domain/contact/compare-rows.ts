// Compares a row for reading with the row that the contact's events give. It names the fields that differ, never their values.
import { canonicalJson } from "../../schema/canonical.ts";

/** The names of the fields of `expected` that `found` lacks or has with another value. */
export function differingFields(expected: object, found: object): readonly string[] {
  const other = new Map<string, unknown>(Object.entries(found));
  return Object.entries(expected)
    .filter(([field, value]) => canonicalJson(value) !== canonicalJson(other.get(field) ?? null))
    .map(([field]) => field);
}
