// The event types of administrative streams (policy, sources, suppressions, audits, releases, people), for tables that do nothing at them. The stream
// of each type is in replay/writers.ts.
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
] as const satisfies readonly EventType[];
