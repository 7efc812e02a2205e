// `holdpoint sign-in`: prints a one-time code, and the link with it, for signing in to the desk with a browser.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { Instant } from "../../schema/formats.ts";
import { deskClient } from "../desk-client.ts";
import type { Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint sign-in
  $ npx holdpoint sign-in --desk http://localhost:9000 --json

The code signs in the person of the local installation or of HOLDPOINT_DESK_TOKEN: once, within ten minutes, and until the desk stops.
A deployed desk may run in several isolates, which do not know each other's codes: enter the token on its page instead.`;

const Made = z.object({ code: z.string(), expiresAt: Instant });

export const signInCommand = (shell: Shell, end: SetExitCode) =>
  new Command("sign-in")
    .description("print a one-time code and a link, with which a browser signs in to the desk")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const desk = deskClient(shell, options);
      const { code, expiresAt } = Made.parse((await desk.post("/sign-in-codes", {})).body);
      const url = new URL(`/login?code=${code}`, desk.base).href;
      printAnswer(shell, options, end, {
        code: 0,
        json: { url, code, expiresAt },
        text: `Desk  ${url}\nCode  ${code}, works once, until ${expiresAt}`,
      });
    });
