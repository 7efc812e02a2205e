// What a lead of a new contact costs in billed rows, in its object and in the log together, by how far it went. workers/cost.worker.test.ts measures
// them in the runtime; an installation multiplies them.

/** Rows written up to each step, scoring included, with one alarm before each decision of a person. */
export const LEAD_ROWS = {
  /** A veto or the ladder ended it. */
  ended: 23,
  preview: 24,
  draft: 32,
  /** A person approved or rejected its draft. */
  decided: 38,
  sent: 44,
} as const;
