// What a person who runs the system is told of trouble: ids and reasons, nothing about a contact.

export type Report = (incident: {
  readonly reason: string;
  readonly streamId: string | null;
  readonly detail: string;
}) => void;

/** An error as its class only: its message may quote what must not be in a log line. */
export const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : typeof cause);
