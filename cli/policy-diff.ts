// What one policy says otherwise than another, field by field.
import { canonicalJson } from "../schema/canonical.ts";

export interface ChangedField {
  /** `compose.sender.person` */
  readonly place: string;
  /** Undefined for a field that only one of the policies has. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields that differ, in the order of the policy. A list is compared item by item. */
export function changedFields(before: unknown, after: unknown, place = ""): readonly ChangedField[] {
  if (canonicalJson([before ?? null]) === canonicalJson([after ?? null])) return [];
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ place, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const at = (name: string): string =>
    Array.isArray(before) ? `${place}[${name}]` : `${place}${place === "" ? "" : "."}${name}`;
  return names.flatMap((name) => changedFields(before[name], after[name], at(name)));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** One block for each field: its place, what it says, and what it would say. */
export const changedFieldsText = (fields: readonly ChangedField[]): string =>
  fields.length === 0
    ? "Nothing differs from the policy in force."
    : fields
        .map(
          ({ place, before, after }) =>
            `${place}\n  - ${JSON.stringify(before ?? null)}\n  + ${JSON.stringify(after ?? null)}`,
        )
        .join("\n");
