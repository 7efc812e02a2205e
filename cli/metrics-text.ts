// Writes the numbers for a terminal, and as lines of CSV.
import type { ClassesReport } from "../domain/numbers/classes.ts";
import type { NumberValue } from "../domain/numbers/measure.ts";
import type { NumberReport, NumbersReport } from "../domain/numbers/report.ts";
import { valueText } from "../domain/numbers/value-text.ts";
import type { StreamId } from "../schema/ids.ts";
import { csvLine } from "../domain/csv-line.ts";
import type { LogPoint } from "./log-at.ts";
import { counted, many } from "../domain/counted.ts";
import { tableText } from "./table.ts";

export interface FoundNumbers extends NumbersReport {
  readonly at: LogPoint;
  /** Leads that began before this time are samples; null when none is, or when it is not known here. */
  readonly samplesBefore: string | null;
  /** The streams that cannot be read to their end. */
  readonly unreadable: readonly StreamId[];
}

const UNKNOWN = "(not known)";

export function metricsText({
  at,
  samplesBefore,
  period,
  by,
  numbers,
  openHolds,
  classes,
  unreadable,
}: FoundNumbers): string {
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
    "Dead letters and refused bodies: not in the log; the desk’s page Numbers counts them",
    ...classesText(classes),
    ...unreadable
      .slice(0, 10)
      .map((id) => `${id} cannot be read to its end: see \`npx holdpoint verify --contact ${id}\``),
  ].join("\n");
}

/** What a model said of messages, beside the rules; nothing where none was asked. */
function classesText({ pairs, groups, ...all }: ClassesReport): readonly string[] {
  if (all.messages === 0) return [];
  const rows = [{ key: "all", ...all }, ...groups].map(({ key, agreement, ...counts }) => [
    key,
    ...[counts.messages, counts.wouldHaveSilenced, counts.ledToAnswer, counts.raisedDoubt].map(counted),
    valueText("share", agreement),
  ]);
  return [
    "",
    "Messages that a model was asked about, beside the rules",
    tableText(["", "messages", "would have silenced", "led to an answer", "raised doubt", "same class"], rows),
    "",
    tableText(
      ["by the rules", "by the model", "messages"],
      pairs.map(({ byRules, byModel, messages }) => [byRules, byModel, counted(messages)]),
    ),
  ];
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

/**
 * One line for each number, for each of its groups, for the open holds of each age, and for the classes of messages by a model. Each line says of
 * which days and of which log.
 */
export function metricsCsv({ at, period, by, numbers, openHolds, classes }: FoundNumbers): string {
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
    ...[{ key: "", ...classes }, ...classes.groups].flatMap((own) => {
      const group = own.key === "" ? ["", ""] : [by === "source" ? "source" : "day", own.key];
      return [
        line({ id: "class_agreement", unit: "share" }, group, own.agreement),
        line({ id: "class_would_have_silenced", unit: "count" }, group, { kind: "count", of: own.wouldHaveSilenced }),
        line({ id: "class_led_to_answer", unit: "count" }, group, { kind: "count", of: own.ledToAnswer }),
        line({ id: "class_raised_doubt", unit: "count" }, group, { kind: "count", of: own.raisedDoubt }),
      ];
    }),
    ...classes.pairs.map(({ byRules, byModel, messages: of }) =>
      line({ id: "classes", unit: "count" }, ["rules × model", `${byRules} × ${byModel}`], { kind: "count", of }),
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
