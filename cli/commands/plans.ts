// `holdpoint plans`: lists the plans of all runs, as the desk's page does, through the desk's API.
import { Command, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { visible } from "../../domain/visible-text.ts";
import { ContactId, RunId } from "../../schema/ids.ts";
import { Arm, PlanSkipReason } from "../../schema/lists.ts";
import { droppedText, orderText, plannerText, skipText } from "../../schema/plan-words.ts";
import { Became, becameWord } from "../../schema/planned-run.ts";
import { ShownPlan } from "../../schema/shown-plan.ts";
import { deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint plans                                 the newest 25
  $ npx holdpoint plans --arm reasoning --differs       plans of a model that left a message out
  $ npx holdpoint plans --fallback --json               runs whose model gave no usable plan, and why
  $ npx holdpoint plans --skip-reason not_now

This command reads the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN. \`next\` continues the list: --cursor.`;

const Listed = z.object({
  items: z.array(
    z.object({
      decidedAt: z.string(),
      runId: RunId,
      streamId: ContactId,
      reason: z.string(),
      action: z.string(),
      name: z.string().nullable(),
      shownPlan: ShownPlan.nullable(),
      became: Became,
    }),
  ),
  next: z.string().nullable(),
});
type ListedPlan = z.infer<typeof Listed>["items"][number];

export const plansCommand = (shell: Shell, end: SetExitCode) =>
  new Command("plans")
    .description("list the plans of all runs, newest first: who planned, the stages, what became of the run")
    .addOption(new Option("--arm <arm>", "who planned").choices(Arm.options))
    .addOption(new Option("--skip-reason <reason>", "why the plan has no message").choices(PlanSkipReason.options))
    .addOption(new Option("--differs", "plans that leave out what the rules would write").conflicts("fallback"))
    .option("--fallback", "runs whose model gave no usable plan")
    .option("--limit <rows>", "the rows of a page, at most 100", "25")
    .option("--cursor <next>", "the page after this one")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async ({ arm, skipReason, differs, fallback, limit, cursor, ...options }) => {
      const query = new URLSearchParams({
        limit,
        ...(arm === undefined ? {} : { arm }),
        ...(skipReason === undefined ? {} : { skipReason }),
        ...(differs === undefined ? {} : { compared: "differs" }),
        ...(fallback === undefined ? {} : { compared: "no_plan" }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const { body } = await deskClient(shell, options).get(`/plans?${query}`);
      printAnswer(shell, options, end, { code: 0, json: body, text: text(Listed.parse(body)) });
    });

/** Each plan has a line with its contact and what became of it, and under it the plan itself. */
function text({ items, next }: z.infer<typeof Listed>): string {
  if (items.length === 0) return "There is no such plan.\n";
  const more = next === null ? "" : `\nMore: --cursor ${next}\n`;
  return `${items.map(planText).join("\n")}\n${more}`;
}

function planText({ decidedAt, streamId, name, shownPlan, became, action, reason }: ListedPlan): string {
  const outcome = `${becameWord(became)}${action === "skip" ? ` (${reason})` : ""}`;
  const head = `${decidedAt}  ${streamId}  ${name === null ? "" : `${visible(name)}: `}${outcome}`;
  if (shownPlan === null) return `${head}\n  not known: an older release wrote this row`;
  const { dropped } = shownPlan;
  const notes = [
    orderText(shownPlan),
    ...(skipText(shownPlan) === "" ? [] : [`no message: ${skipText(shownPlan)}`]),
    ...(dropped.length === 0 ? [] : [`dropped: ${droppedText(dropped)}`]),
  ];
  return `${head}\n  ${plannerText(shownPlan)}\n  ${notes.join("; ")}`;
}
