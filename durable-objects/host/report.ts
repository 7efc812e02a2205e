// The reports of a host to the operator: an id, a reason and a detail. They never contain personal data.

export type Report = (incident: {
  readonly reason: string;
  readonly streamId: string | null;
  readonly detail: string;
}) => void;

/** The class name of an error: its message may quote personal input, which must not be logged. */
export const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : typeof cause);
