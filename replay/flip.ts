// Finds a lead's flip: the smallest sets of missing inputs that would change the verdict to `qualified`. Over many leads it ranks
// the inputs as a work list for enrichment. It names the inputs to search for, and never proposes a value.
import { suppressionDigest } from "../domain/address.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId, RunId } from "../schema/ids.ts";
import type { Verdict } from "../schema/lists.ts";
import type { QualifyPolicy } from "../schema/policy.ts";
import { type Contact, openHold } from "../domain/contact/state.ts";
import {
  collectWorkList,
  type MissingInput,
  smallestWays,
  type Ways,
  type WorkItem,
} from "../domain/rules/work-list.ts";
import type { LogContext } from "./context.ts";
import { domainOf } from "./domain-of.ts";
import { foldStream } from "./fold.ts";
import { type RecordedVouching, vouchingOf } from "./grades-again.ts";
import { text } from "./placed.ts";
import { openSealed } from "./sealed.ts";
import type { StreamRows } from "./source.ts";

export interface Flip {
  readonly contactId: ContactId;
  readonly runId: RunId;
  readonly version: number;
  readonly at: string;
  /** Whether a hold of the run is open, so that a person could still decide it otherwise with a new input. */
  readonly open: boolean;
  readonly verdict: Verdict;
  readonly basisPoints: number;
  readonly qualifiedFrom: number;
  /**
   * The smallest sets of missing inputs that make the run `qualified`, all of the same size. Empty when the run is qualified already, or when
   * all missing inputs together are not enough.
   */
  readonly ways: Ways;
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
    open: openHold(contact)?.runId === runId,
    verdict,
    basisPoints,
    qualifiedFrom: rules.qualifiedFrom,
    ways: verdict === "qualified" ? [] : smallestWays(vouched, missing, rules),
  };
}

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
      : { what: "company_status", subject: id, shown: null, name: null, basisPoints };
  }
  const digest = contact.lookups[0]?.domain ?? "";
  const domain = domainOf(events, context);
  const isMailbox = domain === null ? mailboxes?.has(digest) === true : rules.freeMailDomains.includes(domain);
  return isMailbox
    ? { what: "company_link", subject: graded.streamId, shown: domain, name: null, basisPoints }
    : { what: "company_row", subject: `domain:${digest}`, shown: domain, name: null, basisPoints };
}

function missingRole(
  graded: EventOf<"QualificationGraded">,
  { contactRow }: RecordedVouching,
  { rules, context }: Surroundings,
): MissingInput {
  const { roleOrSeniorityKnown: basisPoints } = rules;
  if (contactRow["title"] === undefined)
    return { what: "title", subject: graded.streamId, shown: null, name: null, basisPoints };
  const index = graded.provenance.evidence.findIndex(({ table }) => table === "contacts");
  const title = text(openSealed(graded, context)?.evidence?.[`${index}.title`]);
  const subject = title === null ? graded.streamId : `title:${title.trim().toLowerCase()}`;
  return { what: "title_rule", subject, shown: title, name: null, basisPoints };
}

/** Collects the work list over many contacts. */
export function openFlips(options: Omit<FlipOptions, "runId"> = {}): {
  add(stream: StreamRows, context: LogContext): Flip | null;
  /** The work items, the most useful first. */
  ranked(): readonly WorkItem[];
} {
  const list = collectWorkList();
  return {
    add: (stream, context) => {
      const flip = flipOf(stream, context, options);
      if (flip?.open) list.add(flip.contactId, flip.ways);
      return flip;
    },
    ranked: list.ranked,
  };
}
