// `holdpoint requests`: what waits for a second person, through the desk's API. A token can see it and perform it; only a person agrees, on the desk.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { GuardedAction, guardedWords } from "../../schema/second-person.ts";
import { deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint requests
  $ npx holdpoint erase ada@example.com --reason person_asked --request rq_…

Where two people are admins, erasing, lifting a suppression, rebuilding, exporting with words and policies that change a decision need both: the command asks, another
admin agrees on the page “Second person” of the desk, and the same command again does it, once. --request names the request; without it, the newest one for exactly
the same thing counts.
Exit codes: 0 nothing waits, 1 something waits, 2 it could not be answered.`;

const Requests = z.object({
  isNeeded: z.boolean(),
  items: z.array(
    z.looseObject({
      requestId: z.string(),
      action: GuardedAction,
      by: z.string(),
      expiresAt: z.string(),
      agreed: z.array(z.string()),
      state: z.string(),
    }),
  ),
});

const OPEN: readonly string[] = ["waiting", "agreed"];

export const requestsCommand = (shell: Shell, end: SetExitCode) =>
  new Command("requests")
    .description("list what waits for the agreement of a second admin, and what was agreed to")
    .option("--all", "those that are over, too")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async ({ all = false, ...options }) => {
      const { body } = await deskClient(shell, options).get("/requests");
      const { isNeeded, items } = Requests.parse(body);
      const shown = items.filter(({ state }) => all || OPEN.includes(state));
      const rows = shown.map(({ requestId, state, by, agreed, expiresAt, action }) => [
        requestId,
        state,
        by,
        agreed.join(","),
        expiresAt,
        guardedWords(action),
      ]);
      const nothing = isNeeded ? "Nothing waits for a second person." : "There is one admin, who acts alone.";
      printAnswer(shell, options, end, {
        code: items.some(({ state }) => OPEN.includes(state)) ? 1 : 0,
        json: body,
        text:
          rows.length === 0 ? nothing : tableText(["request", "state", "asked by", "agreed", "until", "what"], rows),
      });
    });
