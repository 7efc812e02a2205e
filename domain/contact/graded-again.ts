// What changed between two grades of one run, for the row of a hold and for people: of the company and of its live facts. Read from the open values
// of the grades' events, so that no row of the CRM is asked again.
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import type { RunId } from "../../schema/ids.ts";
import type { Evidence } from "../../schema/provenance.ts";
import type { GradedAgain } from "../../schema/shown-hold.ts";
import { citationIn } from "../company/citations.ts";
import { isLive } from "../rules/analyze-opportunity.ts";
import { citedCorrection } from "./corrections.ts";
import { isReplaced } from "./again.ts";
import type { Contact, Hold } from "./state.ts";

/** Both grades of a run, as their events have them. */
export interface GradePair {
  readonly qualified: EventOf<"QualificationGraded">;
  readonly analyzed: EventOf<"OpportunityAnalyzed">;
}

/** The grades of a run up to a version of its stream, in their order; a run that was not graded again has one pair. */
export function gradePairs(runId: RunId, events: readonly StoredEvent[], version: number): readonly GradePair[] {
  const own = events.slice(0, version);
  const qualified = own
    .filter((one) => one.type === "QualificationGraded")
    .filter((one) => one.payload.runId === runId);
  const analyzed = own.filter((one) => one.type === "OpportunityAnalyzed").filter((one) => one.payload.runId === runId);
  return qualified.flatMap((one, index) => {
    const other = analyzed[index];
    return other ? [{ qualified: one, analyzed: other }] : [];
  });
}

/** How many facts are named on each side: a tool may write a hundred at once. */
const NAMED_FACTS = 6;

/** What a hold says of the last time its run was graded again, up to the hold's last change; undefined where it was graded once. */
export function gradedAgainOf(contact: Contact, hold: Hold, events: readonly StoredEvent[]): GradedAgain | undefined {
  const [before, now] = gradePairs(hold.runId, events, hold.touched).slice(-2);
  if (!before || !now) return undefined;
  const replaced = directlyReplaced(contact, hold);
  return { at: now.qualified.at, ...(replaced ? { hold: replaced.holdId } : {}), ...changesBetween(before, now) };
}

/** The hold in whose place this one opened, with no other hold of the run between. */
function directlyReplaced({ holds }: Contact, hold: Hold): Hold | undefined {
  const earlier = Object.values(holds).filter(
    ({ runId, openedVersion }) => runId === hold.runId && openedVersion < hold.openedVersion,
  );
  const last = earlier.toSorted((a, b) => a.openedVersion - b.openedVersion).at(-1);
  return last && isReplaced(last) ? last : undefined;
}

type Changes = Omit<GradedAgain, "at" | "hold">;

/** What is said of the company after `now` and not before, and the other way round. */
export function changesBetween(before: GradePair, now: GradePair): Changes {
  const [was, is] = [before, now].map(({ qualified }) => companyOf(qualified.provenance.evidence));
  const [had, has] = [before, now].map(({ analyzed }) => liveFacts(analyzed.provenance.evidence));
  return {
    was: { qualification: before.qualified.payload.basisPoints, opportunity: before.analyzed.payload.basisPoints },
    ...(was?.id === is?.id && was?.status === is?.status ? {} : { company: { was: was?.status, is: is?.status } }),
    arrived: (has ?? []).filter((fact) => !had?.includes(fact)).slice(0, NAMED_FACTS),
    gone: (had ?? []).filter((fact) => !has?.includes(fact)).slice(0, NAMED_FACTS),
    ...(titleIn(before) === titleIn(now) ? {} : { isTitleCorrected: true as const }),
  };
}

const titleIn = ({ qualified }: GradePair): number | null => citedCorrection(qualified.provenance.evidence);

/** The company that the qualification read, and its status; both undefined where none was found. */
function companyOf(rows: readonly Evidence[]): { readonly id?: string; readonly status?: string } {
  const row = rows.find(({ table, columns }) => table === "companies" && columns["found"] === true);
  const id = row && citationIn(row)?.companyId;
  const status = row?.columns["status"];
  return { ...(id ? { id } : {}), ...(typeof status === "string" ? { status } : {}) };
}

/** The live facts as people read them: `hiring: two planners (jobs.example)`. */
const liveFacts = (rows: readonly Evidence[]): readonly string[] =>
  rows.flatMap(({ table, columns }) => {
    const { kind, value, source, found, expires_at: expiresAt, asked_at: askedAt } = columns;
    if (table !== "company_facts" || kind === undefined || typeof askedAt !== "string") return [];
    const until = typeof expiresAt === "string" ? expiresAt : null;
    const isCounted = isLive({ found: found === true, expiresAt: until }, new Date(askedAt));
    return isCounted ? [`${String(kind)}: ${String(value)} (${String(source)})`] : [];
  });
