// Writes a number for people: shares with what they are of, times in the unit that fits, dollars with as many digits as they need.
import type { NumberDefinition } from "../../schema/numbers.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../schema/time.ts";
import type { NumberValue } from "./measure.ts";

/** The value and what it is of: `25.0 % (10 of 40)`, `not yet: no lead began in these days`. */
export function valueText(unit: NumberDefinition["unit"], value: NumberValue): string {
  const amount = amountText(unit, value);
  switch (value.kind) {
    case "missing":
    case "count":
      return amount;
    case "share":
      return `${amount} (${count(value.out)} of ${count(value.of)})`;
    case "ratio":
      return `${amount} (${count(value.part)} of ${count(value.whole)}, of ${count(value.of)})`;
    case "time":
    case "average":
      return `${amount} (of ${count(value.of)})`;
  }
}

/** The value alone: `25.0 %`. */
export function amountText(unit: NumberDefinition["unit"], value: NumberValue): string {
  switch (value.kind) {
    case "missing":
      return `not yet: ${value.missing}`;
    case "count":
      return count(value.of);
    case "share":
    case "ratio":
      return `${(100 * value.share).toFixed(1)} %`;
    case "time":
      return `${timeText(value.p50)} · ${timeText(value.p90)} · ${timeText(value.p99)}`;
    case "average":
      return averageText(unit, value.average);
  }
}

const count = (number: number): string => number.toLocaleString("en");

function averageText(unit: NumberDefinition["unit"], average: number): string {
  if (unit === "micro_dollars") return dollars(average);
  return unit === "words" ? average.toFixed(1) : count(Math.round(average));
}

/** Dollars from millionths, with two digits that count. */
const dollars = (micro: number): string => `$${(micro / 1_000_000).toFixed(micro >= 10_000 ? 2 : 6)}`;

/** A time in its largest unit: `850 ms`, `2.4 s`, `3.1 h`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < SECOND_MS) return `${milliseconds} ms`;
  const [size, name] = [
    [DAY_MS, "d"],
    [HOUR_MS, "h"],
    [MINUTE_MS, "min"],
    [SECOND_MS, "s"],
  ].find(([size]) => milliseconds >= Number(size)) as [number, string];
  return `${(milliseconds / size).toFixed(1)} ${name}`;
}
