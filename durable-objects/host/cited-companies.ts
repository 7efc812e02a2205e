// Resolves, before a port performs the commands of a batch, what their evidence cites of companies: in the log, where every version of a company
// stays what it was. A command that cites what the log does not have gets a mark, with which its object refuses it.
import {
  citationFault,
  type Citation,
  citationIn,
  type CitedStream,
  isUnversioned,
} from "../../domain/company/citations.ts";
import { companyEvidence } from "../../domain/evidence.ts";
import { foldCompany } from "../../domain/company/evolve.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { CommandOf, Unresolved } from "../../schema/commands.ts";
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import { CompanyId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import type { ObjectCommand } from "../../schema/object-calls.ts";
import type { Failed } from "../../schema/ports.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Grades } from "../../domain/rules/grades.ts";
import type { GradeAgain } from "./object.ts";
import { nameOf } from "./report.ts";

type Citing = CommandOf<"RecordGrades" | "RecordScore" | "PlaceContact">;
type Carrying = Extract<ObjectCommand, { type: "Relay" | "Click" }>;
/** What may cite companies: a call of a port, and the grades of an open hold. */
type Call = ObjectCommand | GradeAgain;

/** The rows of evidence of a call; none for a call whose evidence is not resolved. */
function evidenceOf(call: Call): readonly ShownEvidence[] {
  if (call.type === "GradeAgain") return evidenceOfGrades(call.grades);
  const command = commandIn(call);
  if (command?.type === "RecordGrades") return evidenceOfGrades(command);
  if (command?.type === "PlaceContact") return [companyEvidence(command.company, command.contactId)];
  return command?.type === "RecordScore" ? command.evidence : [];
}

const commandIn = (call: ObjectCommand) => (call.type === "Relay" || call.type === "Click" ? call.command : null);

const evidenceOfGrades = ({ qualification, opportunity }: Grades): readonly ShownEvidence[] => [
  ...qualification.evidence,
  ...opportunity.evidence,
];

/**
 * Returns the calls, those that cite what the log does not have with a mark. Reads each cited company once, from the lowest to the highest cited
 * version. A call is failed where the log does not answer for one of its companies. The rows that a stage read otherwise are written again, so
 * that a repeat reads what the log has.
 */
export async function withResolved<One extends Call>(
  calls: readonly One[],
  { log, wake }: Ports,
): Promise<readonly Result<One, Failed>[]> {
  const cited = calls.flatMap((call) => evidenceOf(call).flatMap((row) => citationIn(row) ?? []));
  const byCompany = [...Map.groupBy(cited, ({ companyId }) => companyId)];
  const streams: Streams = new Map(
    await inParallel(byCompany, async ([id, own]) => [id, await readCited(id, own, log).catch(failedBy)] as const),
  );
  const answers = calls.map((call) => {
    const found = evidenceOf(call).map((row) => faultOf(row, streams));
    const failed = found.find((one): one is Failed => one !== null && "reason" in one);
    if (failed) return err(failed);
    const unresolved = found.find((one): one is Unresolved => one !== null && "what" in one);
    return ok(unresolved ? (marked(call as Carrying | GradeAgain, unresolved) as One) : call);
  });
  await inParallel(differing(answers, streams), (id) => wake(id).catch(() => undefined));
  return answers;
}

/** The companies whose rows a stage has read and that are not as the log says. */
function differing(answers: readonly Result<Call, Failed>[], streams: Streams): readonly CompanyId[] {
  const ids = answers.flatMap((answer) => {
    const call = answer.ok ? answer.value : null;
    const command = call === null || call.type === "GradeAgain" ? call : commandIn(call);
    const id = command && "unresolved" in command ? command.unresolved?.id : undefined;
    return CompanyId.safeParse(id?.split("@")[0]).data ?? [];
  });
  return [...new Set(ids)].filter((id) => {
    const stream = streams.get(id);
    return stream !== undefined && "isKnown" in stream && stream.isKnown;
  });
}

interface Ports {
  readonly log: Pick<EventLog, "read">;
  /** Makes the object of a company write its rows again. */
  readonly wake: (companyId: CompanyId) => Promise<unknown>;
}

type Streams = ReadonlyMap<CompanyId, CitedStream | Failed>;

const failedBy = (cause: unknown): Failed => ({ reason: "log_unavailable", detail: nameOf(cause) });

const marked = (call: Carrying | GradeAgain, unresolved: Unresolved): Call =>
  call.type === "GradeAgain"
    ? { ...call, unresolved }
    : // Only these commands have evidence that is resolved.
      ({ ...call, command: { ...(call.command as Citing), unresolved } } as ObjectCommand);

function faultOf(row: ShownEvidence, streams: Streams): Unresolved | Failed | null {
  if (isUnversioned(row)) return { what: "company_version_unknown", id: row.id };
  const citation = citationIn(row);
  const stream = citation && streams.get(citation.companyId);
  if (stream && "reason" in stream) return stream;
  const fault = stream ? citationFault(row, citation, stream) : null;
  return fault && { what: fault.name, id: row.id };
}

/** What the log has of a company at the cited versions. */
async function readCited(
  streamId: CompanyId,
  citations: readonly Citation[],
  log: Pick<EventLog, "read">,
): Promise<CitedStream> {
  const versions = citations.map(({ version }) => version);
  const from = citations.some(({ isAbsence }) => isAbsence) ? 1 : Math.min(...versions);
  const rows = await log.read({ streamId, from, to: Math.max(...versions) });
  const events = new Map<number, StoredEvent>(rows.map((row) => [row.version, eventInRow(row)]));
  // Of a company with fewer events than cited, nothing was read: then its first event says whether there is one.
  const isKnown = rows.length > 0 || (from > 1 && (await log.read({ streamId, to: 1 })).length > 0);
  return {
    isKnown,
    at: (version) => events.get(version),
    factsAt: (version) => Object.keys(foldCompany([...events.values()], version).facts).length,
  };
}
