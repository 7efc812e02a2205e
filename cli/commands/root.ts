// `holdpoint root`: asks the desk to publish a root over the heads of now, so that a proof of the newest events can be made.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { type DeskClient, deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint root
  $ npx holdpoint root --desk https://desk.example

The cron publishes a root once a day; this publishes one more. Afterwards \`npx holdpoint why <contact> --proof <file>\` proves all events up to now.
You request this through the desk, with HOLDPOINT_DESK_TOKEN or the local installation’s own token.
Exit codes: 0 published, 1 not yet: run it again, 2 nothing was done.`;

export const rootCommand = (shell: Shell, end: SetExitCode) =>
  new Command("root")
    .description("publish a root over all streams now, beside the one of the day")
    .option(
      "--desk <url>",
      "the desk of the installation; otherwise HOLDPOINT_DESK_URL, otherwise the desk of npm start",
    )
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const made = await makeRoot(deskClient(shell, options));
      const isPublished = made.state === "published";
      printAnswer(shell, options, end, {
        code: isPublished ? 0 : 1,
        json: made,
        text: isPublished
          ? `Published a root of ${made.day}.`
          : `Not published yet (${made.state}): run it again, or wait for the cron.`,
      });
    });

const Made = z.object({ day: z.string(), state: z.string() });

/** A turn makes a part of a large log's root; ten are two million streams. */
const MOST_TURNS = 10;

async function makeRoot(desk: DeskClient): Promise<z.infer<typeof Made>> {
  for (let turn = 1; ; turn += 1) {
    const { body } = await desk.post("/roots", {});
    const made = Made.parse(body);
    if (made.state !== "making" || turn === MOST_TURNS) return made;
  }
}
