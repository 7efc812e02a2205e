// Finds a lead's flip: the smallest sets of missing inputs that would change the verdict to `qualified`. Over many leads it ranks
// the inputs as a work list for enrichment. It names the inputs to search for, and never proposes a value.
import { suppressionDigest } from "../domain/address.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId, RunId } from "../schema/ids.ts";
import type { Verdict } from "../schema/lists.ts";
import type { QualifyPolicy } from "../schema/policy.ts";
import { type Contact, unfinishedRun } from "../domain/contact/state.ts";
import { gradeOf, type Vouched } from "../domain/rules/qualify.ts";
import type { LogContext } from "./context.ts";
import { domainOf } from "./domain-of.ts";
import { foldStream } from "./fold.ts";
import { type RecordedVouching, vouchingOf } from "./grades-again.ts";
import { text } from "./placed.ts";
import { openSealed } from "./sealed.ts";
import type { StreamRows } from "./source.ts";

/**
 * The kinds of missing inputs. `company_row`: no company has the address's domain. `company_link`: the address is of a mailbox
 * provider, so that only a link by hand can join a company. `company_status`: the company's row exists and its status is not
 * `known`. `title`: no title is stored. `title_rule`: a title is stored and no rule recognises it.
 */
export type Missing = "company_row" | "company_link" | "company_status" | "title" | "title_rule";

export interface MissingInput {
  readonly what: Missing;
  /**
   * What the input is about: a domain's digest, a company, a title in clear, or the contact. Leads with the same subject share
   * one work item.
   */
  readonly subject: string;
  /** The subject in clear; null unless the contact's key opens it. */
  readonly shown: string | null;
  readonly basisPoints: number;
}

export interface Flip {
  readonly contactId: ContactId;
  readonly runId: RunId;
  readonly version: number;
  readonly at: string;
  /** Whether the run is unfinished, so that a new input could still change it. */
  readonly open: boolean;
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly qualifiedFrom: number;
  /**
   * The smallest sets of missing inputs that make the run `qualified`, all of the same size. Empty when the run is qualified already, or when
   * all missing inputs together are not enough.
   */
  readonly ways: readonly (readonly MissingInput[])[];
}

export interface FlipOptions {
  readonly runId?: string;
  /** Digests of mailbox providers' domains (`mailboxDigests`). Without them and without keys, such a domain looks like a company's. */
  readonly mailboxes?: ReadonlySet<string>;
}

/** The lookup digests of the domains of mailbox providers. */
export const mailboxDigests = (systemKey: string, { freeMailDomains }: QualifyPolicy): ReadonlySet<string> =>
  new Set(freeMailDomains.map((domain) => suppressionDigest(systemKey, "domain", domain)));

/** The flip of a contact's newest graded run, or of the requested run; null when there is no such run or its policy is unknown. */
export function flipOf(stream: StreamRows, context: LogContext, options: FlipOptions = {}): Flip | null {
  const { contact, events } = foldStream(stream);
  const graded = events.findLast(
    (event): event is EventOf<"QualificationGraded"> =>
      event.type === "QualificationGraded" && (options.runId === undefined || event.payload.runId === options.runId),
  );
  const rules = graded?.policy && context.policies.section("qualify", graded.policy.digest);
  const vouched = graded && vouchingOf(graded);
  if (!graded || !rules || !vouched) return null;
  const missing = missingOf(graded, vouched, { contact, events, rules, context, mailboxes: options.mailboxes });
  const { runId, verdict, basisPoints } = graded.payload;
  return {
    contactId: stream.streamId as ContactId,
    runId,
    version: graded.version,
    at: graded.at,
    open: unfinishedRun(contact)?.runId === runId,
    verdict,
    basisPoints,
    qualifiedFrom: rules.qualifiedFrom,
    ways: verdict === "qualified" ? [] : smallestWays(vouched, missing, rules),
  };
}

/** The smallest sets of missing inputs, with at most one company and one role input, that make a grade `qualified`. */
export function smallestWays(
  vouched: Vouched,
  missing: readonly MissingInput[],
  rules: QualifyPolicy,
): readonly (readonly MissingInput[])[] {
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

/** What the missing inputs of a grade are found with. */
interface Surroundings {
  readonly contact: Contact;
  readonly events: readonly StoredEvent[];
  readonly rules: QualifyPolicy;
  readonly context: LogContext;
  readonly mailboxes: ReadonlySet<string> | undefined;
}

function missingOf(
  graded: EventOf<"QualificationGraded">,
  vouched: RecordedVouching,
  around: Surroundings,
): readonly MissingInput[] {
  const company = vouched.company ? null : missingCompany(graded, vouched, around);
  const role = vouched.roleOrSeniority ? null : missingRole(graded, vouched, around);
  return [company, role].filter((one) => one !== null);
}

function missingCompany(
  graded: EventOf<"QualificationGraded">,
  { companyRow }: RecordedVouching,
  { contact, events, rules, mailboxes, context }: Surroundings,
): MissingInput | null {
  const { companyKnown: basisPoints } = rules;
  const id = graded.provenance.evidence.find(({ table }) => table === "companies")?.id ?? "";
  if (companyRow["found"] === true) {
    // A blocked company is deliberately not counted as known, so nothing is missing.
    return companyRow["status"] === "blocked"
      ? null
      : { what: "company_status", subject: id, shown: null, basisPoints };
  }
  const digest = contact.lookups[0]?.domain ?? "";
  const domain = domainOf(events, context);
  const isMailbox = domain === null ? mailboxes?.has(digest) === true : rules.freeMailDomains.includes(domain);
  return isMailbox
    ? { what: "company_link", subject: graded.streamId, shown: domain, basisPoints }
    : { what: "company_row", subject: `domain:${digest}`, shown: domain, basisPoints };
}

function missingRole(
  graded: EventOf<"QualificationGraded">,
  { contactRow }: RecordedVouching,
  { rules, context }: Surroundings,
): MissingInput {
  const { roleOrSeniorityKnown: basisPoints } = rules;
  if (contactRow["title"] === undefined) return { what: "title", subject: graded.streamId, shown: null, basisPoints };
  const index = graded.provenance.evidence.findIndex(({ table }) => table === "contacts");
  const title = text(openSealed(graded, context)?.evidence?.[`${index}.title`]);
  const subject = title === null ? graded.streamId : `title:${title.trim().toLowerCase()}`;
  return { what: "title_rule", subject, shown: title, basisPoints };
}

/** One input to search for, and the open leads that it would qualify. */
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

/** Collects the work list over many contacts. */
export function openFlips(options: Omit<FlipOptions, "runId"> = {}): {
  add(stream: StreamRows, context: LogContext): Flip | null;
  /** The work items, the most useful first. */
  ranked(): readonly WorkItem[];
} {
  interface Growing extends MissingInput {
    readonly alone: ContactId[];
    readonly together: ContactId[];
  }
  const items = new Map<string, Growing>();
  return {
    add: (stream, context) => {
      const flip = flipOf(stream, context, options);
      if (!flip?.open) return flip;
      for (const way of flip.ways) {
        for (const input of way) {
          const key = `${input.what} ${input.subject}`;
          const item = items.get(key) ?? { ...input, alone: [], together: [] };
          items.set(key, item);
          const leads = way.length === 1 ? item.alone : item.together;
          leads.push(flip.contactId);
        }
      }
      return flip;
    },
    ranked: () =>
      [...items.values()]
        .map(({ what, subject, shown, alone, together }) => ({
          what,
          subject,
          shown,
          unlocks: alone.length,
          helps: together.length,
          contacts: [...alone, ...together].slice(0, NAMED_CONTACTS),
        }))
        .toSorted((a, b) => b.unlocks - a.unlocks || b.helps - a.helps || (a.subject < b.subject ? -1 : 1)),
  };
}
