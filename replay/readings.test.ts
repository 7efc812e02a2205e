// Tests the checks of events about who read words: an honest one has no fault, and each edit of one has its own.
import { describe, it } from "vitest";
import { decideAdmin } from "../domain/contact/decide-admin.ts";
import { beginning } from "../schema/cause.ts";
import { RecordReading } from "../schema/commands.ts";
import type { EventOf } from "../schema/events.ts";
import { AdminId, commandIdOf } from "../schema/ids.ts";
import type { Finding } from "./faults.ts";
import { readingsJudge } from "./readings.ts";
import { sentenceOf } from "./sentences.ts";
import { judgeWriter } from "./writers.ts";

const DAY = { day: "2026-11-28", by: "rosa", contacts: 3, opened: 7 };
const AT = "2026-11-29T01:05:00.000Z";

/** The event of a day, as the object of `ad_audit` would write it. */
function eventOf(day: typeof DAY, changes: Partial<EventOf<"WordsRead">> = {}): EventOf<"WordsRead"> {
  const commandId = commandIdOf("RecordReading", day.day, day.by);
  const streamId = AdminId.parse("ad_audit");
  const command = RecordReading.parse({ type: "RecordReading", ...beginning(commandId), streamId, ...day });
  const [decided] = decideAdmin(command, "cron");
  if (decided?.type !== "WordsRead") throw new Error("no event was decided");
  const { payload, why, writer } = decided;
  const event = { type: "WordsRead", streamId, commandId, at: AT, writer, payload, provenance: why, ...changes };
  return event as unknown as EventOf<"WordsRead">;
}

/** What the checks find in events of one stream, in order. */
function found(...events: readonly EventOf<"WordsRead">[]): Finding[] {
  const findings: Finding[] = [];
  const judge = readingsJudge();
  for (const event of events) {
    judge(event, (finding) => void findings.push(finding));
    judgeWriter(event, (finding) => void findings.push(finding));
  }
  return findings;
}

describe("an event about who read words", () => {
  it("is lawful once for each day of a person, when the day is over", ({ expect }) => {
    const days = [DAY, { ...DAY, by: "omar" }, { ...DAY, day: "2026-11-27" }].map((day) => eventOf(day));
    expect(found(...days)).toEqual([]);
    expect(days[0]?.provenance).toMatchObject({ confidence: 1, reason: "words_read", source: "rule:words-read@1" });
  });

  it.for<[string, readonly EventOf<"WordsRead">[], object]>([
    ["a day twice", [eventOf(DAY), eventOf(DAY)], { field: "payload.day", found: "known" }],
    ["a day that is not over", [eventOf(DAY, { at: "2026-11-28T23:59:59.999Z" })], { field: "payload.day" }],
    [
      "another person than its id says",
      [eventOf(DAY, { payload: { ...DAY, by: "omar" } })],
      { name: "event_unlawful", field: "commandId" },
    ],
    [
      "other counts than its evidence",
      [eventOf(DAY, { payload: { ...DAY, contacts: 1 } })],
      { name: "event_unlawful", field: "provenance.evidence" },
    ],
    [
      "another rule",
      [eventOf(DAY, { provenance: { ...eventOf(DAY).provenance, source: "human:rosa" } })],
      { name: "rule_unknown", expected: "rule:words-read@1" },
    ],
    ["another writer than the cron", [eventOf(DAY, { writer: "desk" })], { name: "writer_not_allowed" }],
    [
      "another stream",
      [eventOf(DAY, { streamId: AdminId.parse("ad_policy") })],
      { name: "stream_not_allowed", expected: "ad_audit" },
    ],
  ])("is at fault when it records %s", ([, events, fault], { expect }) => {
    expect(found(...events)[0]).toMatchObject(fault);
  });

  it("is a sentence in plain words", ({ expect }) => {
    expect(sentenceOf(eventOf(DAY))).toBe(
      "On 2026-11-28 rosa read personal words of 3 contacts, and opened those of one contact 7 times.",
    );
  });
});
