// The gauges of a running installation: what a monitor watches, and the desk's page of the system shows. What is read for them is in `GaugeReadings`; from which
// value on a person should look, or act, stands in the table `GAUGES` alone, with its reason.
import { DATABASE_BYTES, type DatabaseSize, WARN_SHARE } from "./database-size.ts";
import type { SourceSpend } from "./answers.ts";
import type { Queue } from "./lists.ts";
import { ROLES_SPEND } from "./model-call.ts";
import type { Policy } from "./policy.ts";

/** `warn`: a person should look, also where a value is not known. `bad`: leads wait, or soon will, until a person acts. */
export type GaugeState = "ok" | "warn" | "bad";

interface GaugeKind {
  readonly unit: "bytes" | "messages" | "objects" | "seconds" | "tokens";
  readonly warn: number;
  readonly bad: number;
  /** The most that there can be; null where nothing ends. */
  readonly limit: number | null;
  /** Why these values. */
  readonly because: string;
}

const MINUTE = 60;
const HOUR = 3_600;

/** So many rows are counted of a table; a value that reaches it means "at least". To ask every minute reads 45 million rows a month, which cost nothing or four cents. */
export const MOST_COUNTED = 500;

/** The gauges without a limit of the policy. */
export const GAUGES = {
  database: {
    unit: "bytes",
    warn: DATABASE_BYTES * WARN_SHARE,
    bad: DATABASE_BYTES * 0.9,
    limit: DATABASE_BYTES,
    because:
      "D1 refuses every further row of a full database. What helps takes weeks; the last tenth of the log is 35,000 leads.",
  },
  queue: {
    unit: "seconds",
    warn: 5 * MINUTE,
    bad: HOUR,
    limit: null,
    because:
      "A message is handled within seconds, with a model within a minute. A retry comes at most twenty minutes after the one before, so an hour is three in vain.",
  },
  dead_letters: {
    unit: "messages",
    warn: 1,
    bad: 100,
    limit: null,
    because:
      "Each is a step of somebody's lead that does not go on by itself. So many are no odd message any more, but a broken stage.",
  },
  dead_letters_day: {
    unit: "messages",
    warn: 10,
    bad: 100,
    limit: null,
    because: "The errors of the last 24 hours, settled ones included: more than a few a day have one cause.",
  },
  refused_bodies: {
    unit: "messages",
    warn: 20,
    bad: MOST_COUNTED,
    limit: null,
    because:
      "A lead may be among them. A few are what visitors fill into forms; twenty are a field that a source has renamed.",
  },
  unreadable_objects: {
    unit: "objects",
    warn: 1,
    bad: 10,
    limit: null,
    because: "Nothing is decided or sent for such a contact until it is rebuilt. Several at once are no accident.",
  },
  hold: {
    unit: "seconds",
    warn: 24 * HOUR,
    bad: 72 * HOUR,
    limit: null,
    because:
      "A lead that waits a day for a person has written to somebody else. Holds expire after 72 hours as the policy is shipped.",
  },
  model_tokens: {
    unit: "tokens",
    warn: 0.8,
    bad: 1,
    limit: null,
    because:
      "Shares of the day's budget. Once it is used up, rules and templates do the model's work until midnight UTC.",
  },
} as const satisfies Readonly<Record<string, GaugeKind>>;
export type GaugeName = keyof typeof GAUGES;

/** One gauge, as the API tells it. */
export interface Gauge {
  readonly name: GaugeName;
  /** Which one, where there are several: a database, a queue, a budget. */
  readonly of: string | null;
  readonly unit: GaugeKind["unit"];
  /** Null: it could not be read. */
  readonly value: number | null;
  readonly limit: number | null;
  /** From these values on the state is that. */
  readonly warn: number;
  readonly bad: number;
  readonly state: GaugeState;
}

/** The oldest message of a queue. `oldestAt` is null for an empty one; `known` is false where the platform did not say. */
export interface QueueReading {
  readonly queue: Queue;
  readonly known: boolean;
  readonly waiting: number;
  readonly oldestAt: string | null;
}

/** What the gauges are read from. Null: its database did not answer. Counts end at `MOST_COUNTED`. */
export interface GaugeReadings {
  readonly databases: readonly DatabaseSize[];
  readonly queues: readonly QueueReading[];
  readonly letters: {
    readonly waiting: number;
    readonly lastDay: number;
    readonly refused: number;
    readonly unreadable: number;
  } | null;
  /** When the oldest hold was opened that is neither ended nor snoozed; `openedAt` is null where none is. */
  readonly hold: { readonly openedAt: string | null } | null;
  /** What models have cost today (UTC). */
  readonly spend: readonly SourceSpend[] | null;
}

/** All gauges, in the order in which a person reads them. Pure. */
export function gaugesOf(
  { databases, queues, letters, hold, spend }: GaugeReadings,
  { policy, now }: { readonly policy: Pick<Policy, "model" | "score">; readonly now: Date },
): readonly Gauge[] {
  const age = (at: string | null): number =>
    at === null ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1_000));
  const tokens = (isOf: (source: string) => boolean): number | null =>
    spend && spend.filter(({ source }) => isOf(source)).reduce((sum, { tokens: own }) => sum + own, 0);
  return [
    ...databases.map(({ name, bytes }) => gauge("database", bytes, name)),
    ...queues.map(({ queue, known, oldestAt }) => gauge("queue", known ? age(oldestAt) : null, queue)),
    gauge("dead_letters", letters && letters.waiting),
    gauge("dead_letters_day", letters && letters.lastDay),
    gauge("refused_bodies", letters && letters.refused),
    gauge("unreadable_objects", letters && letters.unreadable),
    gauge("hold", hold && age(hold.openedAt)),
    ofBudget(
      "plans_and_drafts",
      tokens((source) => source !== ROLES_SPEND),
      policy.model.tokensPerDay,
    ),
    ofBudget(
      "scores",
      tokens((source) => source === ROLES_SPEND),
      policy.score.roleFit.tokensPerDay,
    ),
  ];
}

const gauge = (name: GaugeName, value: number | null, of: string | null = null): Gauge => {
  const { unit, warn, bad, limit } = GAUGES[name];
  return { name, of, unit, value, limit, warn, bad, state: stateOf(value, { warn, bad }) };
};

function ofBudget(of: string, value: number | null, limit: number): Gauge {
  const { unit, warn, bad } = GAUGES.model_tokens;
  const from = { warn: Math.floor(limit * warn), bad: limit * bad };
  return { name: "model_tokens", of, unit, value, limit, ...from, state: stateOf(value, from) };
}

function stateOf(value: number | null, { warn, bad }: { readonly warn: number; readonly bad: number }): GaugeState {
  if (value === null) return "warn";
  if (value >= bad) return "bad";
  return value >= warn ? "warn" : "ok";
}

const STATES: readonly GaugeState[] = ["ok", "warn", "bad"];

/** The worst of them. */
export const worstOf = (gauges: readonly Gauge[]): GaugeState =>
  STATES[Math.max(0, ...gauges.map(({ state }) => STATES.indexOf(state)))] ?? "ok";
