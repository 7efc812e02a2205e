// Writes the numbers for a terminal, and as lines of CSV.
import type { NumberValue } from "../domain/numbers/measure.ts";
import type { NumberReport, NumbersReport } from "../domain/numbers/report.ts";
import { valueText } from "../domain/numbers/value-text.ts";
import type { StreamId } from "../schema/ids.ts";
import { csvLine } from "./csv.ts";
import type { LogPoint } from "./log-at.ts";
import { counted, many } from "./progress.ts";
import { tableText } from "./table.ts";

export interface FoundNumbers extends NumbersReport {
  readonly at: LogPoint;
  /** Leads that began before this time are samples; null when none is, or when it is not known here. */
  readonly samplesBefore: string | null;
  /** The streams that cannot be read to their end. */
  readonly unreadable: readonly StreamId[];
}

const UNKNOWN = "(not known)";

export function metricsText({ at, samplesBefore, period, by, numbers, openHolds, unreadable }: FoundNumbers): string {
  const rows = numbers.flatMap((number) => [
    [number.title, valueText(number.unit, number.value)],
    ...(number.groups ?? []).map(({ key, value }) => [`  ${key ?? UNKNOWN}`, valueText(number.unit, value)]),
  ]);
  const { open, decidedADay, daysAtThisPace, under4Hours, under1Day, under3Days, older } = openHolds;
  const pace =
    daysAtThisPace === null
      ? "people decided none"
      : `${daysAtThisPace.toFixed(1)} days at ${decidedADay.toFixed(1)} a day`;
  return [
    `Leads that began from ${period.from} to ${period.to}${by === null ? "" : `, by ${by}`}`,
    `Counted in ${many(at.events, "event")} of ${many(at.streams, "stream")}, root ${at.root}`,
    ...(samplesBefore !== null && period.from <= samplesBefore
      ? [`Leads that began before ${samplesBefore} are samples: the first start made them`]
      : []),
    "",
    tableText(["number", "value (times: p50 · p90 · p99)"], rows),
    "",
    `Open holds: ${counted(open)} (under 4 hours ${under4Hours}, under a day ${under1Day}, under 3 days ${under3Days}, older ${older}); ${pace}`,
    "Dead letters: not in the log; the desk’s page Numbers counts them",
    ...unreadable
      .slice(0, 10)
      .map((id) => `${id} cannot be read to its end: see \`npx holdpoint verify --contact ${id}\``),
  ].join("\n");
}

const COLUMNS = [
  "number",
  "unit",
  "dimension",
  "key",
  "of",
  "out",
  "sum",
  "value",
  "p50_ms",
  "p90_ms",
  "p99_ms",
  "missing",
  "from",
  "to",
  "root",
];

/** One line for each number, for each of its groups, and for the open holds of each age. Each line says of which days and of which log. */
export function metricsCsv({ at, period, by, numbers, openHolds }: FoundNumbers): string {
  const read = [period.from, period.to, at.root];
  const line = (
    { id, unit }: Pick<NumberReport, "unit"> & { id: string },
    key: readonly string[],
    value: NumberValue,
  ) => csvLine([id, unit, ...key, ...cellsOf(value), ...read]);
  const { under4Hours, under1Day, under3Days, older } = openHolds;
  return [
    csvLine(COLUMNS),
    ...numbers.flatMap((number) => [
      line(number, ["", ""], number.value),
      ...(number.groups ?? []).map(({ key, value }) => line(number, [by ?? "", key ?? UNKNOWN], value)),
    ]),
    ...Object.entries({ under4Hours, under1Day, under3Days, older }).map(([age, of]) =>
      line({ id: "open_holds", unit: "count" }, ["age", age], { kind: "count", of }),
    ),
  ].join("");
}

function cellsOf(value: NumberValue): readonly string[] {
  switch (value.kind) {
    case "missing":
      return ["0", "", "", "", "", "", "", value.missing];
    case "count":
      return [String(value.of), "", "", String(value.of), "", "", "", ""];
    case "share":
      return [String(value.of), String(value.out), "", String(value.share), "", "", "", ""];
    case "average":
      return [String(value.of), "", String(value.sum), String(value.average), "", "", "", ""];
    case "ratio":
      return [String(value.of), "", String(value.part), String(value.share), "", "", "", ""];
    case "time":
      return [String(value.of), "", "", "", ...[value.p50, value.p90, value.p99].map(String), ""];
  }
}
