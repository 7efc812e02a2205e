// The state of a company's stream, as plain data: what is recorded of the company now, and the facts that count. It has no personal values.
import type { CompanyFields, FactFields, PayloadOf } from "../../schema/events.ts";
import type { CompanyId, FactId } from "../../schema/ids.ts";

/** Who recorded something, when, and the version of the event. */
interface Recorded {
  readonly version: number;
  readonly at: string;
  readonly by: string;
}

export type RecordedCompany = CompanyFields & Recorded;
export type RecordedFact = FactFields & Recorded;

/** Where a company went that was merged, with the recorded reason of the person. */
export type Merge = PayloadOf<"CompaniesMerged"> & Recorded;

export interface Company {
  /** The version of the last event; 0 before the first one. */
  readonly version: number;
  /** Null before the company is recorded. */
  readonly recorded: RecordedCompany | null;
  /** The facts that were not retracted, by id. */
  readonly facts: Readonly<Record<FactId, RecordedFact>>;
  /** The facts that were retracted and not recorded again, with the version of the event that retracted them. */
  readonly retracted: Readonly<Record<FactId, number>>;
  /** Undefined while the company is not merged into another one. After that it has no further events. */
  readonly merged?: Merge;
  /** The companies that were merged into this one, with the version of the event. Undefined before the first. */
  readonly absorbed?: Readonly<Record<CompanyId, number>>;
}

export const emptyCompany: Company = { version: 0, recorded: null, facts: {}, retracted: {} };
