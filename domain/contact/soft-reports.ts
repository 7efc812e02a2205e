// Counts the delivery reports that are not final, one by one: a mailbox that is full, a delay, a refusal for our reputation. Several of them within
// some days are final together. It reads the stream's events alone, so that `verify` derives the count again.
import type { CommandOf } from "../../schema/commands.ts";
import type { EventOf } from "../../schema/events.ts";
import { isPersons } from "../../schema/hearing.ts";
import { type BouncesPolicy, MOST_SOFT_REPORTS, type Policy } from "../../schema/policy.ts";
import { DAY_MS } from "../../schema/time.ts";
import { eventEvidence } from "../evidence.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Contact, Stamp } from "./state.ts";

type Reports = readonly Stamp[];

const dayOf = ({ at }: Stamp): string => at.slice(0, 10);

/**
 * The reports with one more. The first of a day (UTC) stands for all of that day: the log does not have the mail that a report is about, and a server
 * repeats itself about one mail. Only as many are kept as a policy can ask for.
 */
const withReport = (reports: Reports, report: Stamp): Reports =>
  reports.some((one) => dayOf(one) === dayOf(report)) ? reports : [...reports, report].slice(-MOST_SOFT_REPORTS);

/** The reports that still count at a time. */
export const countedReports = (reports: Reports, at: string, { withinDays }: BouncesPolicy): Reports =>
  reports.filter((report) => Date.parse(report.at) > Date.parse(at) - withinDays * DAY_MS);

/** A contact's soft reports after a signal: one more, or none after words of a person, because their mailbox works. */
export function softReportsAfter(
  { at, version, payload }: EventOf<"SignalReceived">,
  { softReports }: Pick<Contact, "softReports">,
): Pick<Contact, "softReports"> {
  if (payload.kind !== "message") return {};
  if (payload.hearing?.marks.includes("soft_report"))
    return { softReports: withReport(softReports ?? [], { at, version }) };
  return isPersons(payload.kind, payload.class) && softReports ? { softReports: [] } : {};
}

/** The reports that are final together with the one that a command brings, as the policy has it; null when it is no soft report, or not the last one. */
export function finalReports(
  { signal, reply, receipt }: CommandOf<"ReceiveSignal">,
  { contact, at, policy }: { readonly contact: Contact; readonly at: string; readonly policy: Policy },
): Reports | null {
  const isSoft = signal.kind === "message" && reply?.hearing?.marks.includes("soft_report") === true;
  if (!isSoft || contact.flags.bounced || contact.receipts[receipt]) return null;
  const reports = withReport(contact.softReports ?? [], { at, version: contact.version + 1 });
  const counted = countedReports(reports, at, policy.bounces);
  return counted.length < policy.bounces.softReports ? null : counted;
}

/** The events of the reports that were counted. */
export const reportsEvidence = (streamId: StreamId, reports: Reports): readonly ShownEvidence[] =>
  reports.map(({ at, version }) => eventEvidence(streamId, version, { at, soft_report: true }));
