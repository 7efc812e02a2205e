// The state of a company's stream, as plain data: what is recorded of the company now, and the facts that count. It has no personal values.
import type { CompanyFields, FactFields } from "../../schema/events.ts";
import type { FactId } from "../../schema/ids.ts";

/** Who recorded something, when, and the version of the event. */
interface Recorded {
  readonly version: number;
  readonly at: string;
  readonly by: string;
}

export type RecordedCompany = CompanyFields & Recorded;
export type RecordedFact = FactFields & Recorded;

export interface Company {
  /** The version of the last event; 0 before the first one. */
  readonly version: number;
  /** Null before the company is recorded. */
  readonly recorded: RecordedCompany | null;
  /** The facts that were not retracted, by id. */
  readonly facts: Readonly<Record<FactId, RecordedFact>>;
  /** The facts that were retracted and not recorded again, with the version of the event that retracted them. */
  readonly retracted: Readonly<Record<FactId, number>>;
}

export const emptyCompany: Company = { version: 0, recorded: null, facts: {}, retracted: {} };
