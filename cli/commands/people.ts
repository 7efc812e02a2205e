// `holdpoint people` and `holdpoint tokens`: who may use the desk, and which programs may, through the desk's API, as the person whose token is used.
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { isLive, PersonRole, Scope, TOKEN_DAYS, TokenRow } from "../../schema/people.ts";
import { deskClient, type DeskOptions } from "../desk-client.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { type JsonOption, printAnswer, type SetExitCode } from "./reading.ts";

const PEOPLE_EXAMPLES = `
Examples
  $ npx holdpoint people list
  $ npx holdpoint people invite ada@example.com --role approver
  $ npx holdpoint people role ada@example.com admin
  $ npx holdpoint people revoke ada@example.com
  $ npx holdpoint people code ada@example.com            a code with which they sign in, where Cloudflare Access does not

A viewer reads, an approver also decides, an admin also changes the installation and roles. A change counts at the person's next click.
Exit codes: 0 done, 1 recorded and not in the log yet, 2 nothing was done.`;

const TOKEN_EXAMPLES = `
Examples
  $ npx holdpoint tokens list
  $ npx holdpoint tokens issue crm-sync --scope read --scope import --days 180
  $ npx holdpoint tokens issue deploy --scope release
  $ npx holdpoint tokens revoke crm-sync

A token is printed once, when it is issued; the log has a keyed digest of it. docs/permissions.md has what each scope may do.
Exit codes: 0 done, 1 recorded and not in the log yet, 2 nothing was done.`;

const onDesk = (name: string) =>
  new Command(name)
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON");

const People = z.object({
  items: z.array(
    z.object({
      identity: z.string(),
      role: z.string().nullable(),
      changedBy: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
});
const Tokens = z.object({ items: z.array(TokenRow) });
const Recorded = z.object({ logged: z.boolean() });
const Issued = z.object({ name: z.string(), token: z.string(), expiresAt: z.string() });
const Code = z.object({ identity: z.string(), code: z.string(), expiresAt: z.string() });

type Options = DeskOptions & JsonOption;

export const peopleCommand = (shell: Shell, end: SetExitCode) =>
  new Command("people")
    .description("list and invite the people of the desk, change their roles and take them away")
    .addHelpText("after", PEOPLE_EXAMPLES)
    .addCommand(listPeople(shell, end))
    .addCommand(
      onDesk("invite")
        .description("give a person a role")
        .argument("<person>", "the address with which they sign in")
        .addOption(
          new Option("--role <role>", "what they may do").choices(PersonRole.options).default("approver" as const),
        )
        .action((person, { role, ...options }) => giveRole(shell, end, options, { person, role })),
    )
    .addCommand(
      onDesk("role")
        .description("change the role of a person")
        .argument("<person>", "the address with which they sign in")
        .argument("<role>", `one of ${PersonRole.options.join(", ")}`, roleArgument)
        .action((person, role, options) => giveRole(shell, end, options, { person, role })),
    )
    .addCommand(
      onDesk("revoke")
        .description("take every role from a person")
        .argument("<person>", "the address with which they sign in")
        .action((person, options) => giveRole(shell, end, options, { person, role: "none" })),
    )
    .addCommand(makeCode(shell, end));

export const tokensCommand = (shell: Shell, end: SetExitCode) =>
  new Command("tokens")
    .description("list, issue and revoke the tokens with which other programs use the desk's API")
    .addHelpText("after", TOKEN_EXAMPLES)
    .addCommand(listTokens(shell, end))
    .addCommand(issueToken(shell, end))
    .addCommand(revokeToken(shell, end));

function roleArgument(text: string): PersonRole {
  const role = PersonRole.safeParse(text);
  if (!role.success) throw new InvalidArgumentError(`one of ${PersonRole.options.join(", ")}`);
  return role.data;
}

const listPeople = (shell: Shell, end: SetExitCode) =>
  onDesk("list")
    .description("list the people with their roles")
    .action(async (options) => {
      const { body } = await deskClient(shell, options).get("/people");
      const { items } = People.parse(body);
      const rows = items.map(({ identity, role, changedBy, at }) => [
        identity,
        role ?? "none",
        at ?? "",
        changedBy ?? "the desk’s configuration",
      ]);
      const text = items.length === 0 ? "Nobody." : tableText(["person", "role", "since", "by"], rows);
      printAnswer(shell, options, end, { code: 0, json: body, text });
    });

async function giveRole(
  shell: Shell,
  end: SetExitCode,
  options: Options,
  { person, role }: { readonly person: string; readonly role: PersonRole | "none" },
): Promise<void> {
  const { body } = await deskClient(shell, options).post("/people", { identity: person, role });
  const { logged } = Recorded.parse(body);
  const done = role === "none" ? `${person} has no role any more` : `${person} is ${role}`;
  printAnswer(shell, options, end, {
    code: logged ? 0 : 1,
    json: body,
    text: logged ? `${done}, from the next click on.` : `Recorded; ${done} when the log has it.`,
  });
}

const makeCode = (shell: Shell, end: SetExitCode) =>
  onDesk("code")
    .description("print a one-time code with which an invited person signs in")
    .argument("<person>", "the address with which they were invited")
    .action(async (person, options) => {
      const desk = deskClient(shell, options);
      const { body } = await desk.post("/people/code", { identity: person });
      const { identity, code, expiresAt } = Code.parse(body);
      const url = new URL(`/login?code=${code}`, desk.base).href;
      printAnswer(shell, options, end, {
        code: 0,
        json: { identity, url, code, expiresAt },
        text: `Desk  ${url}\nCode  ${code}, signs ${identity} in once, until ${expiresAt}`,
      });
    });

const listTokens = (shell: Shell, end: SetExitCode) =>
  onDesk("list")
    .description("list the tokens with their scopes; never the tokens themselves")
    .action(async (options) => {
      const { body } = await deskClient(shell, options).get("/tokens");
      const { items } = Tokens.parse(body);
      const rows = items.map((token) => [
        token.name,
        token.scopes.join(","),
        token.expiresAt,
        isLive(token, shell.now()) ? "in use" : token.revokedAt === null ? "expired" : `revoked by ${token.revokedBy}`,
        token.issuedBy,
      ]);
      const text = items.length === 0 ? "No token." : tableText(["name", "scopes", "until", "now", "issued by"], rows);
      printAnswer(shell, options, end, { code: 0, json: body, text });
    });

const issueToken = (shell: Shell, end: SetExitCode) =>
  onDesk("issue")
    .description("issue a token, which is printed once")
    .argument("<name>", "the name of the program: small letters, digits and dashes")
    .addOption(
      new Option("--scope <scope>", "what it is for; several times for several")
        .argParser<readonly Scope[]>(scopes)
        .makeOptionMandatory(),
    )
    .option("--days <number>", `for how many days, at most ${TOKEN_DAYS.most}`, String(TOKEN_DAYS.usual))
    .action(async (name, { scope, days, ...options }) => {
      const wish = { name, scopes: scope, days: Number(days) };
      const { body } = await deskClient(shell, options).post("/tokens", wish);
      const { token, expiresAt, name: issued } = Issued.parse(body);
      printAnswer(shell, options, end, {
        code: 0,
        json: body,
        text: `${token}\nThis is the token ${issued}, until ${expiresAt}. It is not shown again.`,
      });
    });

function scopes(text: string, before: readonly Scope[] | undefined): readonly Scope[] {
  const scope = Scope.safeParse(text);
  if (!scope.success) throw new InvalidArgumentError(`one of ${Scope.options.join(", ")}`);
  return [...(before ?? []), scope.data];
}

const revokeToken = (shell: Shell, end: SetExitCode) =>
  onDesk("revoke")
    .description("revoke the token of a program: it is refused from now on")
    .argument("<name>", "the name of the program")
    .action(async (name, options) => {
      const desk = deskClient(shell, options);
      const { items } = Tokens.parse((await desk.get("/tokens")).body);
      const token = items.find((one) => one.name === name && isLive(one, shell.now()));
      if (!token) throw new CannotRun(`There is no token “${name}” that could be used.`);
      const { body } = await desk.post("/tokens/revoke", { tokenId: token.tokenId });
      const { logged } = Recorded.parse(body);
      printAnswer(shell, options, end, {
        code: logged ? 0 : 1,
        json: body,
        text: logged ? `${name} is refused from now on.` : `Recorded; ${name} is refused when the log has it.`,
      });
    });
