// Everything that can be wrong with a webhook whose signature is right, and the status it is answered with.

export const PROBLEM_STATUS = {
  /** More bytes than the limit, counted, whatever the length header says. */
  body_too_large: 413,
  /** The connection ended before the body did. */
  body_unreadable: 400,
  content_encoding_unsupported: 415,
  content_type_unsupported: 415,
  not_utf8: 400,
  /** No JSON, or a number that JSON cannot carry on. */
  not_json: 400,
  too_deep: 400,
  too_many_keys: 400,
  /** Well-formed, but not the provider's shape. */
  payload_unrecognised: 422,
  field_missing: 422,
  field_invalid: 422,
} as const;

export type ProblemReason = keyof typeof PROBLEM_STATUS;
/** `field` is a name of ours, never the sender's text. */
export interface Problem {
  readonly reason: ProblemReason;
  readonly field?: string;
}
