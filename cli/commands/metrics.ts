// `holdpoint metrics`: prints the numbers about the work, counted from the events of the log alone. The counting is in replay/numbers.ts.
import { Option } from "@commander-js/extra-typings";
import { resolve } from "node:path";
import { numbersReport } from "../../domain/numbers/report.ts";
import { openNumberCount } from "../../replay/numbers.ts";
import { DIMENSION_WORDS, MOST_DAYS, NumberDimension, type NumbersQuery, Period } from "../../schema/numbers.ts";
import type { HoursPolicy } from "../../schema/policy.ts";
import { dayAfter } from "../../schema/time.ts";
import { rootArgument, timeArgument } from "../arguments.ts";
import { localSamplesBefore } from "../local-installation.ts";
import { logAt, pointOf } from "../log-at.ts";
import { metricsCsv, metricsText } from "../metrics-text.ts";
import { policyInForce } from "../policy-in-force.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { type SetExitCode, printAnswer, reading } from "./reading.ts";
import { chooseSource } from "../sources/choose-source.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint metrics                                    the 30 days up to the newest event
  $ npx holdpoint metrics --since 2026-11-01 --until 2026-11-30 --by population
  $ npx holdpoint metrics --at 2026-11-22.ndjson --csv       as of a published root: the same lines today and in a year

--by divides each number by one of:
${Object.entries(DIMENSION_WORDS)
  .map(([name, words]) => `  ${name.padEnd(11)} ${words}`)
  .join("\n")}

Everything is counted again from the events, and nothing is read from the tables that the desk counts: the two must agree. A number that cannot
be known yet says what is missing. docs/numbers.md defines each number and says what it does not say.
Exit code 1: a stream cannot be read to its end, so that its later leads are missing.`;

export const metricsCommand = (shell: Shell, end: SetExitCode) =>
  reading("metrics")
    .description("count the numbers about the work from the events: conversion, times, hand-overs, releases, costs")
    .option("--since <day>", "the first day (UTC) of leads; otherwise 30 days up to the last", dayArgument)
    .option("--until <day>", "the last day (UTC) of leads; otherwise that of the newest event", dayArgument)
    .option("--at <digest or file>", "the log as it was at a published root, or at the file of one", rootArgument)
    .addOption(new Option("--by <dimension>", "divide each number").choices(NumberDimension.options))
    .addOption(new Option("--csv", "print one line for each number and group").conflicts("json"))
    .addHelpText("after", EXAMPLES)
    .action(async ({ since, until, at, by, csv, ...options }) => {
      const source = await chooseSource(shell, options);
      try {
        const root = at && "path" in at ? { path: resolve(shell.cwd, at.path) } : at;
        const log = root ? await logAt(source.log, root) : source.log;
        const point = await pointOf(log);
        const { hours } = await policyInForce(log);
        const query = queryOf({ since, until, by, newest: point.newest, hours });
        const count = openNumberCount(query);
        const progress = progressOn(shell, "counting");
        for await (const stream of log.streams({ prefix: "ct_" })) {
          count.add(stream);
          progress.add(stream.rows.length);
        }
        progress.end();
        const unreadable = count.unreadable();
        const samplesBefore = options.from === "local" ? localSamplesBefore(shell, options) : null;
        const found = { at: point, samplesBefore, ...numbersReport(count.counted(), query), unreadable };
        if (csv) shell.out(metricsCsv(found));
        if (csv) end(unreadable.length === 0 ? 0 : 1);
        else
          printAnswer(shell, options, end, {
            code: unreadable.length === 0 ? 0 : 1,
            json: found,
            text: metricsText(found),
          });
      } finally {
        await source.close();
      }
    });

/** Parses a day; a time gives its day (UTC). */
function dayArgument(text: string): string {
  return timeArgument(text).slice(0, 10);
}

const DAYS = 30;

interface Asked {
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly by: NumberDimension | undefined;
  readonly newest: string | null;
  readonly hours: HoursPolicy;
}

/** The query. Ages of open holds are up to the newest event, so that the same log gives the same answer at any time. */
function queryOf({ since, until, by, newest, hours }: Asked): NumbersQuery {
  const now = newest ?? `${until ?? since ?? "1970-01-01"}T00:00:00.000Z`;
  const to = until ?? (since !== undefined && since > now ? since : now.slice(0, 10));
  const from = since ?? dayAfter(to, 1 - DAYS);
  const period = Period.safeParse({ from, to });
  if (!period.success)
    throw new CannotRun(`${from} to ${to} are no days that can be counted.`, {
      advice: `The first day comes first, and at most ${MOST_DAYS} days are counted together.`,
    });
  return { period: period.data, now, hours, ...(by === undefined ? {} : { by }) };
}
