// `holdpoint look-again`: gives the day on which a run that ended without a message is run again, or takes it back, through the desk's API.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { Day } from "../../schema/formats.ts";
import { RunId } from "../../schema/ids.ts";
import { contactNamed } from "../contact-argument.ts";
import { deskClient, isLocalDesk } from "../desk-client.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint look-again ada@example.com --run run_jcMpHlkSwIoZo7IKhgoLTQ --on 2027-01-11 --why "they asked to wait"
  $ npx holdpoint look-again ada@example.com --run run_jcMpHlkSwIoZo7IKhgoLTQ --cancel

\`npx holdpoint not-written --json\` has the ids of the runs. On the day (UTC) a run begins; a veto or the ladder may still end it without a message.`;

const Recorded = z.object({ logged: z.boolean() });

export const lookAgainCommand = (shell: Shell, end: SetExitCode) =>
  new Command("look-again")
    .description("run a run that ended without a message again on a day, or take that day back")
    .argument("<contact>", "an id (ct_…) or an address")
    .requiredOption("--run <id>", "the run, from `not-written --json`")
    .option("--on <day>", "the day: 2027-01-11")
    .option("--cancel", "take the day back")
    .option("--why <text>", "why, in your own words", "")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, { run, on, cancel, why, ...options }) => {
      if ((on === undefined) === (cancel === undefined)) throw new CannotRun("Give either --on <day> or --cancel.");
      const runId = RunId.safeParse(run);
      if (!runId.success) throw new CannotRun(`“${run}” is not the id of a run.`);
      if (on !== undefined && !Day.safeParse(on).success)
        throw new CannotRun(`“${on}” is not a day such as 2027-01-11.`);
      const from = isLocalDesk(shell, options) ? "local" : "remote";
      const path = `/contacts/${contactNamed(contact, shell, { ...options, from })}`;
      const desk = deskClient(shell, options);
      const { body } =
        on === undefined
          ? await desk.post(`${path}/dont-look-again`, { runId: runId.data, why })
          : await desk.post(`${path}/look-again`, { runId: runId.data, on, why });
      const isLogged = Recorded.parse(body).logged;
      const said = on === undefined ? "Nothing begins on a day." : `A run begins on ${on}, unless a veto stops it.`;
      const text = isLogged ? said : `${said} It is recorded, and goes out when the log can be written.`;
      printAnswer(shell, options, end, { code: 0, json: body, text });
    });
