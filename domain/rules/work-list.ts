// Which missing inputs would make a lead qualify, and over many leads the list of what to find out. It names the inputs to search for, and never
// proposes a value. It reads no rows: replay/flip.ts has the grades of a log, the desk those of the open holds.
import type { ContactId } from "../../schema/ids.ts";
import type { Missing } from "../../schema/missing.ts";
import type { QualifyPolicy } from "../../schema/policy.ts";
import { gradeOf, type Vouched } from "./qualify.ts";

export interface MissingInput {
  readonly what: Missing;
  /**
   * What the input is about: a domain or its digest, a company, a title, or the contact. Leads with the same subject share one work item.
   */
  readonly subject: string;
  /** The subject in clear: a domain, a title; null where it is not known here. */
  readonly shown: string | null;
  /** What the company is called: as it is recorded, or as the leads call it. Null for other inputs, and where no name is known here. */
  readonly name: string | null;
  readonly basisPoints: number;
}

/** Sets of missing inputs, each of which makes a lead `qualified`. */
export type Ways = readonly (readonly MissingInput[])[];

/**
 * The smallest sets of missing inputs, with at most one company and one role input, that make a grade `qualified`, all of the same size. Empty when
 * all missing inputs together are not enough.
 */
export function smallestWays(vouched: Vouched, missing: readonly MissingInput[], rules: QualifyPolicy): Ways {
  const qualifies = (found: readonly MissingInput[]): boolean =>
    gradeOf(withFound(vouched, found), rules).verdict === "qualified";
  const [companies, roles] = [missing.filter(isCompany), missing.filter((one) => !isCompany(one))];
  const singles = missing.map((one) => [one]).filter(qualifies);
  return singles.length > 0
    ? singles
    : companies.flatMap((one) => roles.map((other) => [one, other])).filter(qualifies);
}

const isCompany = ({ what }: MissingInput): boolean => what.startsWith("company");

/** What the rows would vouch for if these inputs were found. */
export const withFound = (vouched: Vouched, found: readonly MissingInput[]): Vouched => ({
  company: vouched.company || found.some(isCompany),
  roleOrSeniority: vouched.roleOrSeniority || found.some((one) => !isCompany(one)),
});

/** One input to search for, and the leads with an open hold that it would qualify. */
export interface WorkItem extends Omit<MissingInput, "basisPoints"> {
  /** The number of leads that this input alone would qualify. */
  readonly unlocks: number;
  /** The number of leads that this input would qualify together with another one. */
  readonly helps: number;
  /** Some of these leads; leads that this input alone would qualify are first. */
  readonly contacts: readonly ContactId[];
}

/** The most contacts that a work item names. */
const NAMED_CONTACTS = 20;

/** Collects the work list over many leads. */
export function collectWorkList(): {
  add(contactId: ContactId, ways: Ways): void;
  /** The work items, the most useful first. */
  ranked(): readonly WorkItem[];
} {
  interface Growing extends MissingInput {
    readonly alone: ContactId[];
    readonly together: ContactId[];
  }
  const items = new Map<string, Growing>();
  return {
    add: (contactId, ways) => {
      for (const way of ways) {
        for (const input of way) {
          const key = `${input.what} ${input.subject}`;
          const known = items.get(key);
          const item = { ...(known ?? { ...input, alone: [], together: [] }), name: known?.name ?? input.name };
          items.set(key, item);
          (way.length === 1 ? item.alone : item.together).push(contactId);
        }
      }
    },
    ranked: () =>
      [...items.values()]
        .map(({ what, subject, shown, name, alone, together }) => ({
          what,
          subject,
          shown,
          name,
          unlocks: alone.length,
          helps: together.length,
          contacts: [...alone, ...together].slice(0, NAMED_CONTACTS),
        }))
        .toSorted((a, b) => b.unlocks - a.unlocks || b.helps - a.helps || (a.subject < b.subject ? -1 : 1)),
  };
}
