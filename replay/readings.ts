// Checks `WordsRead` events: each day of a person is recorded once, after it is over, under the id that day and person give, and with the
// counts that its evidence has.
import type { StoredEvent } from "../schema/events.ts";
import { commandIdOf } from "../schema/ids.ts";
import { byRule, compare, type Report } from "./faults.ts";
import { evidenceOf } from "./placed.ts";

/** A check for the events of one stream in order, which remembers the days that it has seen. */
export function readingsJudge(): (event: StoredEvent, report: Report) => void {
  const seen = new Set<string>();
  return (event, report) => {
    if (event.type !== "WordsRead") return;
    const { day, by, contacts, opened } = event.payload;
    byRule(event, "rule:words-read@1", report);
    const own = commandIdOf("RecordReading", day, by);
    compare(report, "event_unlawful", "commandId", own, event.commandId);
    compare(report, "event_unlawful", "payload.day", "new", seen.has(own) ? "known" : "new");
    seen.add(own);
    const isOver = day < event.at.slice(0, 10);
    compare(report, "event_unlawful", "payload.day", "a day that is over", isOver ? "a day that is over" : day);
    const columns = evidenceOf(event, "events")?.columns;
    compare(report, "event_unlawful", "provenance.evidence", contacts, columns?.["contacts"]);
    compare(report, "event_unlawful", "provenance.evidence", opened, columns?.["opened"]);
  };
}
