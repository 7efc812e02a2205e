// A desk with sample data in memory, for the desk's tests: the contacts of leads.ts with holds, tasks and messages, and two
// reviewers.
import type { DeadLetterRow, OutboxRow } from "../../drizzle/desk-reads.ts";
import { databaseSize } from "../../schema/database-size.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { HoldRow, HoldShown, TaskRow } from "../../schema/shipment.ts";
import type { Desk, DeskIncident } from "../../workers/desk/desk.ts";
import { endedSessions } from "../../workers/desk/ended-sessions.ts";
import { identitiesOf } from "../../workers/desk/identities.ts";
import { deskPeople } from "../../workers/desk/people.ts";
import { signInCodes } from "../../workers/desk/sign-in-codes.ts";
import { samplePolicy } from "../sample-policy.ts";
import { countingRandom } from "../contact/scenario.ts";
import { mergedCompany, sampleCompany } from "./companies.ts";
import { contactOf } from "./contacts.ts";
import type { SampleLog } from "./log.ts";
import { type Lead, LEADS, type LeadWriting, NOW } from "./leads.ts";
import { type GivenAnswer, samplePort } from "./port.ts";
import { sampleDoor } from "./sources.ts";
import { sampleReadings } from "./gauges.ts";
import { type Rows, sampleReads } from "./reads.ts";
import { sampleLeads, sampleNumbers } from "./numbers.ts";
import {
  comparisonsOf,
  contactAt,
  deadLettersOf,
  outboxOf,
  plansOf,
  refusedOf,
  sampleEntries,
  type SampleRefused,
  tasksOf,
  underWayOf,
  unwrittenOf,
} from "./rows.ts";

export const GRACE = { token: "token-of-grace-hopper", identity: "grace" };
export const LINUS = { token: "token-of-linus-torvalds", identity: "linus" };

export interface SampleInstallation {
  readonly desk: Desk;
  readonly tasks: readonly TaskRow[];
  readonly outbox: readonly OutboxRow[];
  readonly deadLetters: readonly DeadLetterRow[];
  readonly refused: readonly SampleRefused[];
  /** The commands that the desk sent to its port, in order. */
  readonly asked: readonly object[];
  readonly incidents: readonly DeskIncident[];
  /** The current hold of the sample lead with this key, as its object would ship it. */
  readonly holdOf: (key: string) => HoldRow;
  /** Sets the port's answer to all later commands; after null, commands are performed again. */
  readonly setAnswer: (answer: GivenAnswer) => void;
  /** Changes the row for reading of a sample lead's hold, and nothing in its object; null deletes the row. */
  readonly swapRow: (key: string, changes: Partial<HoldRow> | null) => void;
  /** Changes what the hold of a sample lead shows of the person, in its object and in the row for reading. */
  readonly setShown: (key: string, words: Partial<HoldShown>) => void;
  /** Damages the object of a stream: its calls are answered `object_unreadable`, and it is listed. */
  readonly damage: (streamId: StreamId, detail: string) => void;
}

interface InstallationOptions {
  /** Replaces every text of the contacts, and their drafts, by this text. */
  readonly strangersText?: string;
  /** Replaces what sources say of the company; without it, `strangersText` does. */
  readonly sourcesText?: string;
  /** Configures no identities, so that the desk accepts no sign-in. */
  readonly isClosed?: boolean;
  /** One more contact, with a real log. */
  readonly log?: SampleLog;
}

export function sampleInstallation({
  strangersText,
  sourcesText = strangersText,
  isClosed = false,
  log,
}: InstallationOptions = {}): SampleInstallation {
  const contacts = LEADS.map((lead) => contactOf(strangersText === undefined ? lead : withText(lead, strangersText)));
  const companies = [sampleCompany(sourcesText), mergedCompany(sourcesText)];
  const databases = [
    databaseSize("EVENTS_0", 7_318_204_416),
    databaseSize("EVENTS_1", 241_565_696),
    databaseSize("EVENTS_2", null),
    databaseSize("CRM", 4_096_000),
  ];
  const rows: Rows = {
    holds: new Map(contacts.map(({ hold }) => [hold.holdId, hold])),
    ownHolds: new Map(contacts.map(({ hold }) => [hold.holdId, hold])),
    flags: new Map(contacts.map(({ contactId, flags }) => [contactId, flags])),
    scores: new Map(contacts.flatMap(({ contactId, score }) => (score ? [[contactId, score] as const] : []))),
    cards: new Map(contacts.map(({ contactId, card }) => [contactId, card])),
    companies: new Map(companies.map(({ card }) => [card.id, card])),
    companyEvents: new Map(companies.map(({ card, rows: own }) => [card.id, own])),
    tasks: new Map(tasksOf(contacts).map((task) => [task.taskId, task])),
    outbox: outboxOf(contactAt(contacts, 1), strangersText),
    deadLetters: deadLettersOf(strangersText),
    refused: refusedOf(strangersText, contactAt(contacts, 0)),
    list: { listed: 4, logged: 4 },
    databases,
    gauges: sampleReadings(databases),
    unreadable: new Map(),
    comparisons: comparisonsOf(contacts),
    plans: plansOf(contacts),
    underWay: underWayOf(contacts),
    unwritten: unwrittenOf(contacts),
    entries: sampleEntries,
    numbers: sampleNumbers,
    leads: sampleLeads(contacts),
  };
  const timelines = new Map(contacts.map(({ contactId, entries }) => [contactId, entries]));
  const asked: object[] = [];
  const incidents: DeskIncident[] = [];
  let given: GivenAnswer = null;
  const tokens = JSON.stringify({ [GRACE.token]: GRACE.identity, [LINUS.token]: LINUS.identity });
  let sessions = 0;
  const now = () => new Date(NOW);
  const port = samplePort({ rows, timelines, log: log ?? null, asked, given: () => given });

  const holdOf = (key: string): HoldRow => {
    const { holdId } = contactAt(
      contacts,
      LEADS.findIndex((lead) => lead.key === key),
    ).hold;
    const hold = rows.ownHolds.get(holdId);
    if (!hold) throw new Error(`there is no sample hold for ${key}`);
    return hold;
  };

  return {
    asked,
    incidents,
    outbox: rows.outbox,
    deadLetters: rows.deadLetters,
    refused: rows.refused,
    tasks: [...rows.tasks.values()],
    holdOf,
    swapRow: (key, changes) => {
      const hold = holdOf(key);
      if (changes) rows.holds.set(hold.holdId, { ...hold, ...changes });
      else rows.holds.delete(hold.holdId);
    },
    setShown: (key, words) => {
      const hold = holdOf(key);
      const changed = { ...hold, shown: JSON.stringify({ ...(JSON.parse(hold.shown) as object), ...words }) };
      rows.ownHolds.set(hold.holdId, changed);
      rows.holds.set(hold.holdId, changed);
    },
    setAnswer: (answer) => void (given = answer),
    damage: (streamId, detail) => void rows.unreadable.set(streamId, { streamId, detail, firstAt: NOW, lastAt: NOW }),
    desk: {
      port,
      reads: sampleReads(rows, log ?? null),
      policy: async () => samplePolicy,
      ingest: { fetch: echo },
      door: sampleDoor,
      identities: isClosed ? null : identitiesOf({ tokens, sessionKey: Buffer.alloc(32, 7).toString("base64") }),
      people: deskPeople({ port, now, configured: isClosed ? [] : [GRACE.identity, LINUS.identity] }),
      access: null,
      endedSessions: endedSessions({ port, now }),
      signInCodes: signInCodes({ now, random: countingRandom() }),
      stylesheet: "body { color: black }",
      samplesBefore: null,
      now,
      newId: () => `session-${(sessions += 1)}`,
      log: (incident) => void incidents.push(incident),
    },
  };
}

const withText = (lead: Lead, text: string): Lead => {
  const replaced = (own: string | null): string | null => (own === null ? null : text);
  return {
    ...lead,
    name: replaced(lead.name),
    company: replaced(lead.company),
    title: replaced(lead.title),
    wrote: replaced(lead.wrote),
    ...(lead.key === "mallory" ? { email: `${text}@unknown.example` } : {}),
    ...(lead.draft ? { draft: { subject: text, body: text } } : {}),
    ...(lead.written ? { written: writtenWith(lead.written, text) } : {}),
  };
};

/** The material and the replies of a model contain texts of the contact, so they are replaced, too. Statements of ours are no stranger's. */
const writtenWith = (written: LeadWriting, text: string): LeadWriting => ({
  ...written,
  given: written.given.map((source) =>
    source.about.startsWith("us:") ? source : { ...source, about: source.about.replace(/(?<=:).*/, text), text },
  ),
  claims: written.claims.map((claim) => ({ ...claim, text })),
  replies: written.replies.map(() => text),
});

/** A replacement for ingest that returns the request as text. */
async function echo(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return new Response(`ingest was asked ${request.method} ${pathname}: ${await request.text()}`, { status: 202 });
}
