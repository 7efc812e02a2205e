// Invariants of holds that are graded again (I24), checked in the log of a quiet world.
import { citationIn } from "../domain/company/citations.ts";
import type { EventOf } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import { HOUR } from "./moments.ts";
import { short, withStates } from "./judge-decisions.ts";
import type { World } from "./world.ts";

/** The rows of a company are behind its log for so long at most: the alarm of its object writes them again. */
const BEHIND_MS = 2 * HOUR;

/**
 * I24: only a hold that nobody edited and nobody decided is replaced; a run is graded again once in an hour; every new grade by an object says
 * something else than the one before, and cites the company as it was recorded at most two hours before, or later.
 */
export function gradedAgainWell(world: World, streamId: ContactId): string[] {
  const lastAt = new Map<string, { readonly at: string; readonly command: string }>();
  return [...withStates(world, streamId)].flatMap(([before, event]) => {
    const isVoid = event.type === "HoldVoided" && event.payload.cause === "changed";
    const isGrade = event.type === "QualificationGraded" && event.writer === "object";
    if (!isVoid && !isGrade) return [];
    const at = `I24: ${event.type} of ${short(streamId)}@${event.version}`;
    const wrong: string[] = [];
    const { runId } = event.payload;
    const last = lastAt.get(runId);
    if (last && last.command !== event.commandId && Date.parse(event.at) - Date.parse(last.at) < HOUR)
      wrong.push(`${at} within an hour after the last time`);
    lastAt.set(runId, { at: event.at, command: event.commandId });
    if (isVoid) {
      const hold = before.holds[event.payload.holdId];
      if (!hold || hold.end) wrong.push(`${at} of a hold that is not open`);
      if (hold?.edited) wrong.push(`${at} of an edited draft`);
    }
    return event.type === "QualificationGraded" ? [...wrong, ...citesTheNewest(world, event, at)] : wrong;
  });
}

function citesTheNewest({ ledger }: World, event: EventOf<"QualificationGraded">, at: string): string[] {
  const cited = event.provenance.evidence
    .filter(({ table }) => table === "companies")
    .flatMap((row) => citationIn(row) ?? []);
  return cited.flatMap(({ companyId, version }) => {
    const until = new Date(Date.parse(event.at) - BEHIND_MS).toISOString();
    const newest = ledger.of(companyId).events.findLast((one) => one.type === "CompanyRecorded" && one.at <= until);
    return newest && newest.version > version ? [`${at} cites version ${version}, not ${newest.version}`] : [];
  });
}
