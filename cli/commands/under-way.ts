// `holdpoint under-way`: lists the runs that wait for a stage or a provider longer than usual, as the desk's page does, through the desk's API.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { visible } from "../../domain/visible-text.ts";
import { ContactId, RunId } from "../../schema/ids.ts";
import { UnderWayStep } from "../../schema/shipment.ts";
import { stepWord, WaitReason, waitWord } from "../../schema/under-way.ts";
import { deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint under-way                  the 25 that began first
  $ npx holdpoint under-way --limit 100 --json

A run that goes its way is not listed: each step gets a minute (the policy's hold.stepPatienceSeconds). Its object tries a late step again until it is done.
This command reads the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN. \`next\` continues the list: --cursor.`;

const Listed = z.object({
  items: z.array(
    z.object({
      runId: RunId,
      streamId: ContactId,
      step: UnderWayStep,
      since: z.string(),
      looks: z.int(),
      nextLookAt: z.string(),
      why: WaitReason.nullable(),
      name: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const underWayCommand = (shell: Shell, end: SetExitCode) =>
  new Command("under-way")
    .description("list the runs that wait longer than usual for their next step, and for what")
    .option("--limit <rows>", "the rows of a page, at most 100", "25")
    .option("--cursor <next>", "the page after this one")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async ({ limit, cursor, ...options }) => {
      const query = new URLSearchParams({ limit, ...(cursor === undefined ? {} : { cursor }) });
      const { body } = await deskClient(shell, options).get(`/under-way?${query}`);
      printAnswer(shell, options, end, { code: 0, json: body, text: text(Listed.parse(body)) });
    });

function text({ items, next }: z.infer<typeof Listed>): string {
  if (items.length === 0) return "No run waits longer than usual.\n";
  const rows = items.map(({ since, streamId, name, step, looks, nextLookAt, why }) => [
    since,
    streamId,
    name === null ? "" : visible(name),
    stepWord(step),
    `${looks}`,
    nextLookAt,
    why === null ? "" : waitWord(why),
  ]);
  const table = tableText(["since", "contact", "name", "waits for", "tried again", "next", "why"], rows);
  return `${table}\n${next === null ? "" : `\nMore: --cursor ${next}\n`}`;
}
