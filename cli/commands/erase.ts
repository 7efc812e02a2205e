// `holdpoint erase`: destroys what is known of a person, through the desk, as the person whose token it is.
import { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { DESTROYED, KEPT, type Remainder, remainders } from "../../domain/rules/erasure.ts";
import { visible } from "../../domain/visible-text.ts";
import { contactNamed } from "../contact-argument.ts";
import { deskClient, type DeskClient, isLocalDesk } from "../desk-client.ts";
import { many } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { type End, give } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint erase ada@example.com --why "asked by letter of 2 March"
  $ npx holdpoint erase ct_325ff4929924747af526a82d760a0538 --why "ticket 4711" --yes --json
  $ npx holdpoint erase ada@example.com --why "ticket 4711" --desk https://desk.example.com

It acts through the desk: as the person of the local installation, or of HOLDPOINT_DESK_TOKEN. It asks before it does anything.
The reason stays readable on the suppression list: name no person in it. Erasing again is harmless, and goes on where something was left.
Exit codes: 0 nothing is left, 1 something is left and goes on by itself (or run it again), 2 nothing was done.`;

/** What the desk tells of a contact, as far as it matters here. */
const Known = z.object({
  version: z.int(),
  card: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
  timeline: z.array(z.object({ words: z.unknown() })),
});
type Known = z.infer<typeof Known>;

const Erased = z.object({ logged: z.boolean(), isComplete: z.boolean() });

export const eraseCommand = (shell: Shell, end: End) =>
  new Command("erase")
    .description("destroy everything personal of a contact, for ever; the log keeps what was done, without words")
    .argument("<contact>", "an id (ct_…) or an address")
    .requiredOption("--why <reason>", "what it is done for; it stays readable")
    .option("--yes", "do not ask")
    .option("--desk <url>", "another desk than that of `npm start`; or HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "answer in JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options) => {
      const from = isLocalDesk(shell, options) ? "local" : "remote";
      const contactId = contactNamed(contact, shell, { ...options, from });
      const desk = deskClient(shell, options);
      const before = await known(desk, contactId);
      if (options.yes !== true) await mustBeMeant(shell, { contact, contactId, before });
      const { body } = await desk.post(`/contacts/${contactId}/erase`, { why: options.why, seen: before.version });
      const answer = Erased.parse(body);
      const after = await known(desk, contactId);
      const report = {
        contactId,
        ...answer,
        opened: { before: readable(before), after: readable(after) },
        destroyed: DESTROYED,
        kept: KEPT,
        mayStillHold: remainders(new Date(shell.now())),
      };
      const isDone = answer.logged && answer.isComplete && report.opened.after === 0 && !after.card?.email;
      give(shell, options, end, {
        code: isDone ? 0 : 1,
        json: { erased: isDone, ...report },
        text: text(report, isDone),
      });
    });

const known = async (desk: DeskClient, contactId: string): Promise<Known> =>
  Known.parse((await desk.get(`/contacts/${contactId}`)).body);

/** Events whose words the desk can still open. */
const readable = ({ timeline }: Known): number => timeline.filter(({ words }) => words !== null).length;

/** Lets the person type whom they mean. Throws `CannotRun` when they mean somebody else, or nobody is there to ask. */
async function mustBeMeant(
  shell: Shell,
  { contact, contactId, before }: { readonly contact: string; readonly contactId: string; readonly before: Known },
): Promise<void> {
  const { card } = before;
  const who = [card?.name, card?.email]
    .filter((word) => word)
    .map((word) => visible(word ?? ""))
    .join(", ");
  const typed = await shell.ask(
    `${contactId}${who === "" ? "" : ` (${who})`}: ${many(before.timeline.length, "event")}, ${readable(before)} with words.\n` +
      `Nobody can undo this. Type ${contact} again to erase it: `,
  );
  if (typed === null) throw new CannotRun("Nobody is here to be asked.", { advice: "--yes erases without asking." });
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
    ? "Recorded; the log cannot be written just now. It goes on by itself when it can."
    : !isComplete
      ? "Erased in the log. Something could not be reached just now; the contact goes on destroying by itself."
      : isDone
        ? `Erased: ${contactId}.`
        : "Erased, and the desk still shows something of this contact.";
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
    "What may still hold a copy",
    ...mayStillHold.map(({ place, until, note }) => listed(`${place}${until ? `, until ${until}` : ""}: ${note}`)),
  ].join("\n");
}

const listed = (line: string): string => `  - ${line}`;
