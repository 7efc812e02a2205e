// `holdpoint contacts place|unplace|correct`: says at which company a contact works, or what is right of a name and a title, through the desk's API, as the
// person whose token is used.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { contactNamed } from "../contact-argument.ts";
import { deskClient, type DeskOptions } from "../desk-client.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const Placed = z.object({ logged: z.boolean(), version: z.int(), companyId: z.string().optional() });

const onDesk = (name: string) =>
  new Command(name)
    .argument("<contact>", "an id (ct_…), or an address with the installation's SYSTEM_KEY")
    .option("--why <note>", "the reason in your own words; it is sealed under the contact's key", "")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON");

type Options = DeskOptions & { readonly why: string; readonly json?: true | undefined };

export const placeCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("place")
    .description("place a contact at a company, whatever the domain of the address says")
    .argument("<company>", "a domain or an id (co_…) of a company that is recorded")
    .action(async (contact, company, options) =>
      click(shell, options, end, { contact, name: "place", fields: { company } }),
    );

export const unplaceCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("unplace")
    .description("take a placement back: the domain of the address says again where the contact belongs")
    .action(async (contact, options) => click(shell, options, end, { contact, name: "unplace", fields: {} }));

export const correctCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("correct")
    .description("correct a contact: it counts before what forms and imports say, which stays as a claim")
    .option("--name <name>", 'the name; "" takes its correction back')
    .option("--title <title>", 'the title; "" takes its correction back')
    .option("--company <name>", 'the company as they would state it; "" takes its correction back')
    .action(async (contact, { name, title, company, ...options }) => {
      const fields = { name, title, company };
      if (Object.values(fields).every((value) => value === undefined))
        throw new CannotRun("Give at least one of --name, --title and --company.");
      await click(shell, options, end, { contact, name: "correct", fields });
    });

interface Click {
  readonly contact: string;
  readonly name: "place" | "unplace" | "correct";
  readonly fields: object;
}

async function click(
  shell: Shell,
  options: Options,
  end: SetExitCode,
  { contact, name, fields }: Click,
): Promise<void> {
  const contactId = contactNamed(contact, shell, { from: "local", ...options });
  const body = { ...fields, why: options.why };
  const { status, body: answer } = await deskClient(shell, options).post(`/contacts/${contactId}/${name}`, body);
  const { logged, version, companyId } = Placed.parse(answer);
  const what = `${contactId}${companyId === undefined ? "" : ` at ${companyId}`}, version ${version}`;
  const text = logged
    ? `Recorded: ${what}.`
    : `Recorded, but the log cannot be written now: ${what}. It follows by itself.`;
  printAnswer(shell, options, end, { code: status === 200 ? 0 : 1, json: answer, text });
}
