// `holdpoint dispatch stop|resume|status`: the stop switch, through the desk's API, as the person whose token is used.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { visible } from "../../domain/visible-text.ts";
import { deskClient, type DeskClient, type DeskOptions } from "../desk-client.ts";
import { reasonOption, requireReason } from "../reason-options.ts";
import type { Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint dispatch status
  $ npx holdpoint dispatch stop --reason incident --why "a draft promised a discount"
  $ npx holdpoint dispatch resume --why "the template is corrected"

While sending is stopped, drafts are written and approved as ever, and nothing leaves. What was approved waits, and goes out once when it is resumed.
A message that is being handed over at the moment of the stop is finished.
Exit codes: 0 done (of status: sending goes on), 1 recorded, and it follows when the log can be written (of status: it is stopped), 2 nothing was done.`;

/** The part of the desk's answer that the command prints. */
const Shown = z.object({
  isStopped: z.boolean().nullable(),
  version: z.int(),
  stop: z
    .object({ since: z.string(), by: z.string(), reason: z.string().nullable(), why: z.string().nullable() })
    .nullable(),
  waiting: z.array(z.unknown()),
  isCut: z.boolean(),
});
type Shown = z.infer<typeof Shown>;

const Done = z.object({ logged: z.boolean() });

const on = (name: string) =>
  new Command(name)
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON");

const deciding = (name: string) =>
  on(name)
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words, sealed; needed without --reason", "");

export const dispatchCommand = (shell: Shell, end: SetExitCode) =>
  new Command("dispatch")
    .description("stop and resume sending, and say whether it is stopped")
    .addHelpText("after", EXAMPLES)
    .addCommand(
      on("status")
        .description("say whether sending is stopped, since when, by whom and why, and how many approved messages wait")
        .action(async (options) => {
          const shown = await read(deskClient(shell, options));
          printAnswer(shell, options, end, {
            code: shown.isStopped === false ? 0 : 1,
            json: shown,
            text: textOf(shown),
          });
        }),
    )
    .addCommand(
      deciding("stop")
        .description("stop sending: nothing that is not claimed yet leaves")
        .action(async (options) => {
          requireReason(options);
          await decide(shell, options, end, {
            path: "/dispatch/stop",
            body: reasonIn(options),
            said: "Sending is stopped.",
          });
        }),
    )
    .addCommand(
      deciding("resume")
        .description("resume sending: what was approved meanwhile goes out, once")
        .action(async (options) => {
          requireReason(options);
          const { isStopped, version } = await read(deskClient(shell, options));
          if (isStopped === false)
            return printAnswer(shell, options, end, {
              code: 0,
              json: { logged: true, version },
              text: "Sending is not stopped.",
            });
          const body = { ...reasonIn(options), stopped: version };
          await decide(shell, options, end, { path: "/dispatch/resume", body, said: "Sending is resumed." });
        }),
    );

interface Reasoned extends DeskOptions {
  readonly reason: string;
  readonly why: string;
  readonly json?: true | undefined;
}

const reasonIn = ({ reason, why }: Reasoned) => ({ reason, why });

const read = async (desk: DeskClient): Promise<Shown> => Shown.parse((await desk.get("/dispatch")).body);

async function decide(
  shell: Shell,
  options: Reasoned,
  end: SetExitCode,
  { path, body, said }: { readonly path: string; readonly body: object; readonly said: string },
): Promise<void> {
  const { body: answer } = await deskClient(shell, options).post(path, body);
  const isLogged = Done.parse(answer).logged;
  const text = isLogged
    ? said
    : `${said} It is recorded; the log cannot be written now, and what is left follows by itself.`;
  printAnswer(shell, options, end, { code: isLogged ? 0 : 1, json: answer, text });
}

function textOf({ isStopped, stop, waiting, isCut }: Shown): string {
  if (isStopped === null) return "Whether sending is stopped cannot be read now. Nothing is sent until it can.";
  if (!stop) return "Sending goes on.";
  const { since, by, reason, why } = stop;
  const words = [reason, why === null ? "the note cannot be opened" : why].filter((word) => word).join(": ");
  const count = `${isCut ? "more than " : ""}${counted(waiting.length)}`;
  return `Sending is stopped since ${since}, by ${visible(by)}: ${visible(words)}.\nApproved messages that wait: ${count}.`;
}
