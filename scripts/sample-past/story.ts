// The story of the sample contacts of the last six weeks: who wrote when, and what the reviewer, the contact and the CRM did then. It follows from
// its seed. Playing it is in play.ts. Every address ends in `.example`, and every company says that it is a sample.
import type { SampleSource } from "../../samples/leads.ts";
import type { Outcome } from "../../schema/lists.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import { type Chance, chanceFor } from "../../testing/seed.ts";

/** Six weeks. */
export const PAST_DAYS = 42;

/** What becomes of a contact, where neither a veto nor a plan ends the lead before. */
export type Fate =
  | "opportunity_created"
  | "meeting_booked"
  | "not_ready"
  | "lost"
  /** Never answers: the first follow-up is sent, the second one dismissed. */
  | "silent"
  /** Writes back, and gets an answer before the opportunity. */
  | "answers"
  | "dismissed"
  | "rejected"
  | "unsubscribe"
  | "complaint"
  | "bounce"
  /** Sends the form again the next day. */
  | "again";

export interface PastContact {
  readonly fate: Fate;
  readonly email: string;
  readonly name: string;
  readonly company: string;
  readonly title: string | undefined;
  readonly source: SampleSource;
  readonly text: string;
  /** When the contact wrote first, in milliseconds. */
  readonly at: number;
  /** From an open hold to the reviewer's decision, in milliseconds: of the previews, and of the drafts. */
  readonly confirmMs: number;
  readonly approveMs: number;
  /** Whether the reviewer edits the draft before it is approved. */
  readonly edits: boolean;
  /** From the sent message to what the contact or the CRM does then, in milliseconds. */
  readonly answerMs: number;
  /** When the contact writes again after it opted out, in milliseconds after that; null when it does not. */
  readonly returnsMs: number | null;
}

/** How many contacts have which fate. */
const FATES: readonly (readonly [fate: Fate, count: number])[] = [
  ["opportunity_created", 11],
  ["meeting_booked", 6],
  ["not_ready", 5],
  ["lost", 5],
  ["silent", 7],
  ["answers", 4],
  ["dismissed", 9],
  ["rejected", 4],
  ["unsubscribe", 2],
  ["complaint", 1],
  ["bounce", 3],
  ["again", 3],
];

export const PAST_CONTACTS = FATES.reduce((sum, [, count]) => sum + count, 0);

/** The outcome that the CRM reports of each fate. */
export const OUTCOMES: Partial<Readonly<Record<Fate, Outcome>>> = {
  opportunity_created: "opportunity_created",
  meeting_booked: "meeting_booked",
  not_ready: "not_ready",
  lost: "lost",
  answers: "opportunity_created",
};

/** The companies that the CRM knows, each with a fact. The industry decides the vertical. */
export const PAST_COMPANIES = [
  { name: "Sample Past Logistics", domain: "sample-past-logistics.example", industry: "logistics" },
  { name: "Sample Past Software", domain: "sample-past-software.example", industry: "software" },
  { name: "Sample Past Foods", domain: "sample-past-foods.example", industry: "food" },
  { name: "Sample Past Freight", domain: "sample-past-freight.example", industry: "freight" },
] as const;
/** Companies that only the form names. */
const OTHERS = ["Clinic", "Energy", "Print", "Travel"].map((word) => ({
  name: `Sample Past ${word}`,
  domain: `sample-past-${word.toLowerCase()}.example`,
}));

const FIRST_NAMES = ["Alma", "Bruno", "Clara", "Dario", "Elif", "Finn", "Gala", "Hugo", "Ines", "Jona", "Kaya", "Luca"];
const TITLES = [
  "Head of Sales",
  "Head of Sales Operations",
  "Sales Director",
  "CEO",
  "Operations Manager",
  "Founder",
  "Software Engineer",
  undefined,
];
const TEXTS = [
  "Please send us a quote for about forty seats.",
  "We answer our enquiries by hand and would like to see how you do it.",
  "Could somebody explain how approvals work with you?",
  "We compare three vendors this month. What do you offer?",
];
const SOURCES = ["website", "website", "typeform", "crm"] as const;

/** The story that ends before `now`. Equal seeds and times give equal stories. */
export function pastStory(seed: number, now: number): readonly PastContact[] {
  const fates = FATES.flatMap(([fate, count]) => Array.from({ length: count }, () => fate));
  const chance = chanceFor("sample-past", String(seed));
  return shuffled(fates, chance)
    .map((fate, index) => contactOf(fate, index, now, chanceFor("sample-past", String(seed), String(index))))
    .toSorted((one, other) => one.at - other.at);
}

function contactOf(fate: Fate, index: number, now: number, chance: Chance): PastContact {
  const of = <T>(list: readonly T[]): T => list[chance.below(list.length)]!;
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "Alma";
  const { name: company, domain } = chance.hits(0.6) ? of(PAST_COMPANIES) : of(OTHERS);
  return {
    fate,
    email: `${first.toLowerCase()}.sample${String(index + 1).padStart(2, "0")}@${domain}`,
    name: `${first} Sample`,
    company,
    title: of(TITLES),
    source: of(SOURCES),
    text: of(TEXTS),
    at: workingHour(now - (LEAST_DAYS[fate] ?? 3) * DAY_MS, now - PAST_DAYS * DAY_MS, chance),
    confirmMs: (4 + chance.below(300)) * MINUTE_MS,
    approveMs: chance.hits(0.08) ? 3_200 : (3 + chance.below(chance.hits(0.3) ? 1_200 : 180)) * MINUTE_MS,
    edits: chance.hits(0.35),
    answerMs: fate === "bounce" ? 90_000 : (20 + chance.below(48)) * HOUR_MS,
    returnsMs: fate === "unsubscribe" || fate === "bounce" ? (3 + chance.below(5)) * DAY_MS : null,
  };
}

/** The days that a fate needs before the story ends. Without an entry: 3. */
const LEAST_DAYS: Partial<Readonly<Record<Fate, number>>> = {
  opportunity_created: 6,
  meeting_booked: 6,
  not_ready: 6,
  lost: 6,
  silent: 15,
  answers: 10,
  unsubscribe: 14,
  complaint: 7,
  bounce: 12,
  again: 6,
};

/** A time between the two, on a working day from 7 to 16 o'clock (UTC). */
function workingHour(last: number, first: number, chance: Chance): number {
  for (;;) {
    const at = first + chance.next() * (last - first);
    const date = new Date(at);
    const isWorking = date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 7 && date.getUTCHours() < 16;
    if (isWorking) return Math.floor(at);
  }
}

function shuffled<T>(list: readonly T[], chance: Chance): readonly T[] {
  return list
    .map((one) => ({ one, place: chance.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ one }) => one);
}
