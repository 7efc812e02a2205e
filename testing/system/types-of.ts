// The types of a contact's events, as the pipeline recorded them.

/** Without scores: a score is made beside the pipeline, and may come between any two of its events. */
export const typesOf = (events: readonly { readonly type: string }[]): string[] =>
  events.map(({ type }) => type).filter((type) => type !== "ContactScored");
