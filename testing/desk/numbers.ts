// Sample numbers of the desk: what was counted for a query, and the leads that a number counts.
import {
  type ClassCount,
  type Counted,
  type CountedLead,
  type Figure,
  NUMBERS,
  type NumbersQuery,
} from "../../schema/numbers.ts";
import { DAY_MS } from "../../schema/time.ts";
import type { SampleContact } from "./contacts.ts";

const NO_FIGURE: Figure = { of: 0, out: 0, sum: 0, whole: 0, times: [] };

/** A figure of so many leads; different for each number and group, so that a mixed-up one is seen. */
const figureOf = (of: number, index: number): Figure => ({
  of,
  out: Math.floor((of * (index % 5)) / 6),
  sum: of * (40 + index),
  whole: of * 100,
  times:
    of === 0
      ? []
      : [
          [1_500 + index, of - 1],
          [3_600_000, 1],
        ],
});

const KEYS: Readonly<Record<string, readonly (string | null)[]>> = {
  source: ["website", "crm", null],
  population: ["agentic", "scripted"],
  reviewer: ["grace", "linus"],
};

/** What a model said of 40 messages: twice it would have ended a conversation, once it led to an answer. */
const CLASSES: readonly Omit<ClassCount, "key">[] = [
  { byRules: "info_request", byModel: "info_request", counted: "model", messages: 12 },
  { byRules: "interested", byModel: "interested", counted: "model", messages: 24 },
  { byRules: "interested", byModel: "unsubscribe", counted: "rules", messages: 2 },
  { byRules: "not_interested", byModel: "interested", counted: "model", messages: 1 },
  { byRules: "not_interested", byModel: "not_interested", counted: "rules", messages: 1 },
];

/** Of each number 36 leads, in three groups or one for each day. Nothing was planned by a model, so that its number is missing. */
export function sampleNumbers({ by, period, now }: NumbersQuery): Counted {
  const days = Array.from({ length: 5 }, (_, index) =>
    new Date(Date.parse(now) - index * DAY_MS).toISOString().slice(0, 10),
  ).filter((day) => day >= period.from);
  const keys = by === "day" ? days.toSorted() : (KEYS[by ?? ""] ?? [null]);
  return {
    numbers: new Map(
      NUMBERS.map((number, index) => {
        if (number.id === "plan_fallbacks") return [number.id, { total: NO_FIGURE, groups: null }];
        const groups =
          by !== undefined && by in number.by
            ? new Map(keys.map((key, place) => [key, figureOf(6 * (place + 1), index)] as const))
            : null;
        return [number.id, { total: figureOf(36, index), groups }];
      }),
    ),
    classes: CLASSES.map((count, index) => ({ ...count, key: by === "source" ? "website" : (days[index % 2] ?? "") })),
    openHolds: { under4Hours: 3, under1Day: 2, under3Days: 1, older: 0 },
    deadLetters: 1,
    refusedBodies: 3,
  };
}

export const sampleLeads = (contacts: readonly SampleContact[]): readonly CountedLead[] =>
  contacts.map(({ contactId, hold }) => ({
    beganAt: hold.beganAt ?? "",
    runId: hold.runId,
    streamId: contactId,
    source: hold.source,
    action: hold.action,
    reason: hold.reason,
  }));
