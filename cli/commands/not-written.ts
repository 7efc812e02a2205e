// `holdpoint not-written`: lists the runs that ended without a message, as the desk's page does, through the desk's API.
import { Command, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { visible } from "../../domain/visible-text.ts";
import { ContactId, RunId } from "../../schema/ids.ts";
import { UnwrittenReason } from "../../schema/lists.ts";
import { deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint not-written                            the newest 25
  $ npx holdpoint not-written --reason plan_skip --limit 100
  $ npx holdpoint not-written --search "Engine Ltd" --json
  $ npx holdpoint not-written --again                    those that are to be looked at again on a day

This command reads the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN. \`next\` continues the list: --cursor.`;

const Listed = z.object({
  items: z.array(
    z.object({
      endedAt: z.string(),
      runId: RunId,
      streamId: ContactId,
      reason: UnwrittenReason,
      words: z.string(),
      endedBy: z.string().nullable(),
      revisitOn: z.string().nullable(),
      revisitBy: z.string().nullable(),
      name: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const notWrittenCommand = (shell: Shell, end: SetExitCode) =>
  new Command("not-written")
    .description("list the runs that ended without a message, newest first, and why")
    .addOption(new Option("--reason <reason>", "one reason only").choices(UnwrittenReason.options))
    .option("--search <text>", "a part of the contact's name, address or company")
    .option("--again", "only the runs that are to be looked at again on a day")
    .option("--limit <rows>", "the rows of a page, at most 100", "25")
    .option("--cursor <next>", "the page after this one")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async ({ reason, search, again, limit, cursor, ...options }) => {
      const query = new URLSearchParams({
        limit,
        ...(reason === undefined ? {} : { reason }),
        ...(search === undefined ? {} : { q: search }),
        ...(again === undefined ? {} : { again: "dated" }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const { body } = await deskClient(shell, options).get(`/not-written?${query}`);
      const listed = Listed.parse(body);
      printAnswer(shell, options, end, { code: 0, json: body, text: text(listed) });
    });

function text({ items, next }: z.infer<typeof Listed>): string {
  if (items.length === 0) return "There is no such run.\n";
  const rows = items.map(({ endedAt, streamId, name, reason, endedBy, revisitOn, revisitBy, words }) => [
    endedAt,
    streamId,
    name === null ? "" : visible(name),
    reason,
    `${words}${endedBy === null ? "" : `, by ${endedBy}`}${revisitOn === null ? "" : `; again on ${revisitOn}, says ${revisitBy}`}`,
  ]);
  const table = tableText(["ended", "contact", "name", "reason", ""], rows);
  return `${table}\n${next === null ? "" : `\nMore: --cursor ${next}\n`}`;
}
