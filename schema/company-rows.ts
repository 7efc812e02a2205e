// The rows of a company in the CRM: the read model of its stream, as it was at the version `head`.
import type { CompanyId, FactId } from "./ids.ts";
import type { CompanyStatus, FactMethod } from "./lists.ts";

export interface CompanyRow {
  readonly id: CompanyId;
  readonly name: string;
  /** The main domain; null where none is recorded. */
  readonly domain: string | null;
  /** JSON: all domains, the main one first. */
  readonly domains: string;
  readonly status: CompanyStatus;
  readonly industry: string | null;
  readonly size: string | null;
  /** The version of the event that recorded these fields. */
  readonly version: number;
  /** The version of the last event of the stream: the facts are those of this version, and that there are no others is so at this version. */
  readonly head: number;
  readonly updatedAt: string;
  /** The company that goes on for this one; null for a company that was not merged. */
  readonly mergedInto: CompanyId | null;
}

export interface FactRow {
  readonly companyId: CompanyId;
  readonly id: FactId;
  readonly kind: string;
  readonly value: string;
  readonly source: string;
  readonly method: FactMethod;
  readonly confidence: number;
  readonly observedAt: string;
  readonly expiresAt: string | null;
  /** False: the fact was searched for and does not exist. */
  readonly found: boolean;
  /** The version of the event that recorded the fact. */
  readonly version: number;
}

/** A domain of a company. `place`: 0 for its main domain. */
export interface DomainRow {
  readonly domain: string;
  readonly place: number;
  readonly companyId: CompanyId;
}

/** All rows of a company. One that was merged keeps its domains, by which its contacts are found; its facts are those of the other one. They replace those of an earlier head together. */
export interface CompanyModel {
  readonly company: CompanyRow;
  readonly domains: readonly DomainRow[];
  readonly facts: readonly FactRow[];
}
