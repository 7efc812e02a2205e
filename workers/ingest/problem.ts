// The problems of a webhook with a valid signature, and the status of each.
import type { AddressFault } from "../../domain/read-address.ts";

export const PROBLEM_STATUS = {
  /** More bytes than the limit, counted or stated by `content-length`. */
  body_too_large: 413,
  /** The body took longer than a sender may take. */
  body_too_slow: 408,
  /** The connection ended inside the body. */
  body_unreadable: 400,
  content_encoding_unsupported: 415,
  content_type_unsupported: 415,
  /** Not text in the encoding that its sender or its first bytes state. */
  charset_invalid: 400,
  /** Not JSON, or a number outside JSON's range. */
  not_json: 400,
  too_deep: 400,
  too_many_keys: 400,
  /** Well-formed, but not in the provider's form. */
  payload_unrecognised: 422,
  field_missing: 422,
  field_invalid: 422,
  /** A domain below which each name is registered by somebody else, and one where the public gets addresses: neither is a company's. */
  public_suffix: 422,
  free_mail: 422,
  /** Facts are recorded of companies that are. */
  company_unknown: 422,
  /** The company was merged into another one. */
  company_merged: 409,
  too_many_facts: 422,
  /** The source may not send this kind: `field` is the kind. */
  kind_not_allowed: 403,
  /** Another body has this provider id. */
  receipt_conflict: 409,
} as const;

export type ProblemReason = keyof typeof PROBLEM_STATUS;
/** `field` is one of Holdpoint's field names, never the sender's text. */
export interface Problem {
  readonly reason: ProblemReason;
  readonly field?: string;
  /** How an address cannot be read. */
  readonly how?: AddressFault | "of_another";
}
