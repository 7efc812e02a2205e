// Puts what was counted together as a report: each number with its definition, its query and its value, whole and by the chosen dimension. The desk,
// its API and `holdpoint metrics` show the same report.
import {
  type Counted,
  type Measured,
  type NumberDefinition,
  NUMBERS,
  type NumberId,
  type NumbersQuery,
  type OpenHolds,
  type Period,
} from "../../schema/numbers.ts";
import { DAY_MS } from "../../schema/time.ts";
import { type ClassesReport, classesReport } from "./classes.ts";
import { type NumberValue, valueOf } from "./measure.ts";

export interface NumberReport extends Pick<NumberDefinition, "title" | "unit" | "says" | "doesNotSay"> {
  readonly id: NumberId;
  /** The query over the rows of a lead, which docs/numbers.md explains. */
  readonly query: string;
  readonly value: NumberValue;
  /** The number by the dimension of the report; null where it cannot be divided by it. A null key: the dimension is not known. */
  readonly groups: readonly { readonly key: string | null; readonly value: NumberValue }[] | null;
}

export interface HoldsReport extends OpenHolds {
  readonly open: number;
  /** Decided by people, of the leads of these days, for each of the days. */
  readonly decidedADay: number;
  /** How many days the open holds last at this pace; null when nothing was decided. */
  readonly daysAtThisPace: number | null;
}

export interface NumbersReport {
  readonly period: Period;
  readonly by: NumbersQuery["by"] | null;
  readonly numbers: readonly NumberReport[];
  readonly openHolds: HoldsReport;
  readonly classes: ClassesReport;
  readonly deadLetters: number | null;
  readonly refusedBodies: number | null;
}

const NOTHING: Measured = { total: { of: 0, out: 0, sum: 0, whole: 0, times: [] }, groups: null };

export function numbersReport(
  { numbers, openHolds, classes, deadLetters, refusedBodies }: Counted,
  { period, by }: NumbersQuery,
): NumbersReport {
  const figureOf = (id: NumberId): Measured => numbers.get(id) ?? NOTHING;
  return {
    period,
    by: by ?? null,
    numbers: NUMBERS.map((number): NumberReport => {
      const { id, title, unit, says, doesNotSay } = number;
      const { total, groups } = figureOf(id);
      return {
        id,
        title,
        unit,
        says,
        doesNotSay,
        query: queryOf(number),
        value: valueOf(number, total),
        groups: groups && [...groups].map(([key, figure]) => ({ key, value: valueOf(number, figure) })),
      };
    }),
    openHolds: forecast(
      openHolds,
      figureOf("handover_acceptance").total.of + figureOf("drafts_approved").total.of,
      period,
    ),
    classes: classesReport(classes),
    deadLetters,
    refusedBodies,
  };
}

/** The query of a number as one text: `count(…)` and `sum(…)` are over the leads of the days. */
export function queryOf(number: NumberDefinition): string {
  switch (number.unit) {
    case "share":
      return `count(${number.of} AND ${number.out}) / count(${number.of})`;
    case "time": {
      const took = `${number.to} - ${number.from}`;
      return `percentiles(${number.isWorkingTime ? `working_time(${took})` : took}) WHERE ${number.of}`;
    }
    case "count":
      return `count(${number.of})`;
    case "tokens":
    case "micro_dollars":
    case "words":
    case "rows":
      return `sum(${number.sum}) / count(${number.of})`;
    case "sentences":
      return `sum(${number.part}) / sum(${number.whole}) WHERE ${number.of}`;
  }
}

function forecast(holds: OpenHolds, decided: number, { from, to }: Period): HoldsReport {
  const open = holds.under4Hours + holds.under1Day + holds.under3Days + holds.older;
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const decidedADay = decided / days;
  return { ...holds, open, decidedADay, daysAtThisPace: decided === 0 ? null : open / decidedADay };
}
