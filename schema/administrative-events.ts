// The event types of administrative streams (policy, sources, suppressions, audits, releases, people, dispatching) and of companies, for tables that do
// nothing at them. The stream of each administrative type is in replay/writers.ts.
import type { EventType } from "./events.ts";

export const ADMINISTRATIVE_EVENTS = [
  "PolicyAdopted",
  "SourceChanged",
  "SuppressionAdded",
  "SuppressionLifted",
  "ExportOpened",
  "WordsRead",
  "LogKeyAdopted",
  "RootPublished",
  "ReleaseJudged",
  "RoleChanged",
  "TokenIssued",
  "TokenRevoked",
  "ActionAsked",
  "ActionAgreed",
  "ActionDeclined",
  "ActionTaken",
  "DispatchStopped",
  "DispatchResumed",
] as const satisfies readonly EventType[];

/** The event types of companies' streams. */
export const COMPANY_EVENTS = [
  "CompanyRecorded",
  "FactRecorded",
  "FactRetracted",
  "CompaniesMerged",
] as const satisfies readonly EventType[];
export type CompanyEventType = (typeof COMPANY_EVENTS)[number];

/** The event types of all streams but contacts'. */
export const OTHER_STREAMS_EVENTS = [...ADMINISTRATIVE_EVENTS, ...COMPANY_EVENTS] as const;

const PREFIXES: ReadonlyMap<EventType, "ad_" | "co_"> = new Map<EventType, "ad_" | "co_">([
  ...ADMINISTRATIVE_EVENTS.map((type) => [type, "ad_"] as const),
  ...COMPANY_EVENTS.map((type) => [type, "co_"] as const),
]);

/** With what the id of a stream begins that may have an event of this type. */
export const streamPrefixOf = (type: EventType): "ct_" | "ad_" | "co_" => PREFIXES.get(type) ?? "ct_";
