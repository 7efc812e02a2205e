// What a part of the policy is that is edited on the desk: groups of fields, each with its place in the policy, its kind and its words.
import type { Language } from "../../../schema/hearing.ts";
import type { Policy } from "../../../schema/policy.ts";
import type { TitleLanguage } from "../../../schema/title-rules.ts";

/**
 * How a value is written in a form: `line` and `text` as they are, `number`, `share` as a decimal (basis points in the policy), `numbers` with commas
 * between, `lines` one to a line (an empty one as “(empty)”), `statements` as `id: words` and `facts` as `kind: value`, one to a line, `titles` as one title
 * to a line, `days` as boxes.
 */
export type FieldKind =
  | "line"
  | "text"
  | "number"
  | "share"
  | "numbers"
  | "lines"
  | "statements"
  | "facts"
  | "titles"
  | "days";

export interface PolicyField {
  /** Where the value is in the policy. A number is a place in a list. */
  readonly path: readonly (string | number)[];
  readonly label: string;
  /** What it does to the next message. */
  readonly help?: string;
  readonly kind: FieldKind;
  /** Emptied, the value is left out. */
  readonly optional?: true;
  /** The entry of a list of which this is a field: it is left out when all its fields are emptied. */
  readonly entry?: readonly (string | number)[];
}

export interface PolicyGroup {
  readonly title: string;
  readonly fields: readonly PolicyField[];
}

/** Templates and titles have words of each language. */
export type PartLanguage = Language | TitleLanguage;

export interface PolicyPart {
  readonly title: string;
  readonly intro: string;
  /** The languages of which one is shown at a time. */
  readonly languages?: readonly PartLanguage[];
  /** The groups of fields for this policy: a group for each follow-up, for each market. */
  readonly groups: (policy: Policy, language: PartLanguage | null) => readonly PolicyGroup[];
}

/** A field at a place in the policy, as `compose.sender.person`; a number is a place in a list. */
export const field = (path: string, label: string, kind: FieldKind, help?: string): PolicyField => ({
  path: path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  label,
  kind,
  ...(help === undefined ? {} : { help }),
});
