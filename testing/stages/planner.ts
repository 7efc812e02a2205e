// Sample histories of a contact for the planner's tests.
import type { History } from "../../schema/answers.ts";
import { lookupsOf } from "../../domain/address.ts";
import { runIdOf } from "../../schema/ids.ts";
import { ada, SYSTEM_KEY } from "../people.ts";
import { type Cleared, safetyGate } from "../../domain/rules/veto.ts";
import { DAY_MS } from "../../schema/time.ts";
import { readingOf } from "../readings.ts";

export const NOW = "2026-11-22T12:00:00.000Z";

export const adaLookups = lookupsOf(SYSTEM_KEY, { address: "ada@engine.example" });

/** The history of a contact with only her first signal. */
export const newContact: History = {
  contactId: ada,
  runId: runIdOf(ada, "sg_1"),
  version: 1,
  at: NOW,
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lookups: [adaLookups],
  sequence: 0,
  lastSentAt: null,
  unansweredAt: null,
  sequenceClosed: false,
  beside: false,
  source: null,
  wroteBack: false,
  memory: [],
  calls: { ofRun: 0, ofStep: 0 },
};

/** The time that is this many days and milliseconds before `NOW`. */
export const daysAgo = (days: number, milliseconds = 0): string =>
  new Date(Date.parse(NOW) - days * DAY_MS - milliseconds).toISOString();

const unlisted = await readingOf([adaLookups]);

/** The history after the veto's check. Throws when the veto stops it. */
export function clearedOf(history: Partial<Omit<History, "lookups">>): Cleared {
  const gate = safetyGate({ ...newContact, ...history }, unlisted);
  if (!gate.ok) throw new Error(`the veto stopped the sample history: ${gate.error.reason}`);
  return gate.value;
}
