// `holdpoint erase`: erases a contact through the desk's API, as the person whose token is used. What an erasure destroys is decided in domain/.
import { Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { DESTROYED, KEPT, type Remainder, remainders } from "../../domain/rules/erasure.ts";
import { visible } from "../../domain/visible-text.ts";
import { contactNamed } from "../contact-argument.ts";
import { deskClient, type DeskClient, isLocalDesk } from "../desk-client.ts";
import { many } from "../../domain/counted.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { REQUEST_OPTION, reasonOption, requireReason } from "../reason-options.ts";
import { type SetExitCode, printAnswer } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint erase ada@example.com --reason person_asked --why "letter of 2 March"
  $ npx holdpoint erase ct_Ml_0kpkkdHr1JqgtdgoFOA --why "ticket 4711" --yes --json
  $ npx holdpoint erase ada@example.com --why "ticket 4711" --desk https://desk.example.com

This command acts through the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN. It asks for a confirmation first.
The reason stays with the entries of the suppression list, --why sealed under a key of the month: name no person in it. A second erasure is harmless and completes an interrupted one.
Exit codes: 0 everything is erased, 1 a part is not erased yet (the installation continues, or run this again), 2 nothing was done.`;

/** The part of the desk's answer about a contact that this command uses. */
const ContactAtDesk = z.object({
  version: z.int(),
  card: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
  timeline: z.array(z.object({ words: z.unknown() })),
});
type ContactAtDesk = z.infer<typeof ContactAtDesk>;

const Erased = z.object({ logged: z.boolean(), isComplete: z.boolean() });

export const eraseCommand = (shell: Shell, end: SetExitCode) =>
  new Command("erase")
    .description("destroy all personal data of a contact for ever; the log keeps the events without personal words")
    .argument("<contact>", "an id (ct_…) or an address")
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words; needed without --reason", "")
    .option("--request <id>", REQUEST_OPTION)
    .option("--yes", "do not ask for a confirmation")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options) => {
      const from = isLocalDesk(shell, options) ? "local" : "remote";
      requireReason(options);
      const contactId = contactNamed(contact, shell, { ...options, from });
      const desk = deskClient(shell, options);
      const before = await readContact(desk, contactId);
      if (options.yes !== true) await confirmErasure(shell, { contact, contactId, before });
      const { body } = await desk.post(`/contacts/${contactId}/erase`, {
        reason: options.reason,
        why: options.why,
        seen: before.version,
        ...(options.request === undefined ? {} : { request: options.request }),
      });
      const answer = Erased.parse(body);
      const after = await readContact(desk, contactId);
      const report = {
        contactId,
        ...answer,
        opened: { before: readable(before), after: readable(after) },
        destroyed: DESTROYED,
        kept: KEPT,
        mayStillHold: remainders(new Date(shell.now())),
      };
      const isDone = answer.logged && answer.isComplete && report.opened.after === 0 && !after.card?.email;
      printAnswer(shell, options, end, {
        code: isDone ? 0 : 1,
        json: { erased: isDone, ...report },
        text: text(report, isDone),
      });
    });

const readContact = async (desk: DeskClient, contactId: string): Promise<ContactAtDesk> =>
  ContactAtDesk.parse((await desk.get(`/contacts/${contactId}`)).body);

/** The number of events whose words the desk can still open. */
const readable = ({ timeline }: ContactAtDesk): number => timeline.filter(({ words }) => words !== null).length;

/** Asks the person to type the contact again. Throws `CannotRun` when the texts differ, or when there is no terminal to ask. */
async function confirmErasure(
  shell: Shell,
  {
    contact,
    contactId,
    before,
  }: { readonly contact: string; readonly contactId: string; readonly before: ContactAtDesk },
): Promise<void> {
  const { card } = before;
  const who = [card?.name, card?.email]
    .filter((word) => word)
    .map((word) => visible(word ?? ""))
    .join(", ");
  const typed = await shell.ask(
    `${contactId}${who === "" ? "" : ` (${who})`}: ${many(before.timeline.length, "event")}, ${readable(before)} with words.\n` +
      `This cannot be undone. Type ${contact} again to erase this contact: `,
  );
  if (typed === null)
    throw new CannotRun("There is no terminal to ask for a confirmation.", { advice: "--yes erases without asking." });
  if (typed.trim() !== contact && typed.trim() !== contactId) throw new CannotRun("Nothing was erased.");
}

interface Report {
  readonly contactId: string;
  readonly logged: boolean;
  readonly isComplete: boolean;
  readonly opened: { readonly before: number; readonly after: number };
  readonly mayStillHold: readonly Remainder[];
}

function text({ contactId, logged, isComplete, opened, mayStillHold }: Report, isDone: boolean): string {
  const state = !logged
    ? "Recorded, but the log cannot be written now. The erasure continues by itself when the log answers."
    : !isComplete
      ? "Erased in the log. A store could not be reached; the contact’s object continues the erasure by itself."
      : isDone
        ? `Erased: ${contactId}.`
        : "Erased, but the desk still shows personal data of this contact.";
  const words = `Events whose words could be read: ${opened.before} before, ${opened.after} now.`;
  return [
    state,
    words,
    "",
    "Destroyed",
    ...DESTROYED.map(listed),
    "",
    "Kept",
    ...KEPT.map(listed),
    "",
    "May still have a copy",
    ...mayStillHold.map(({ place, until, note }) => listed(`${place}${until ? `, until ${until}` : ""}: ${note}`)),
  ].join("\n");
}

const listed = (line: string): string => `  - ${line}`;
