// `holdpoint flip`: shows which missing inputs would make a lead qualify, from the log (replay/flip.ts), and over all open holds as a work list, which
// the desk has with names and links. Of a log that is named, the list is made from its events, without names.
import * as z from "zod";
import { gatherContext, type LogContext } from "../../replay/context.ts";
import { type Flip, flipOf, mailboxDigests, openFlips } from "../../replay/flip.ts";
import { foldStream } from "../../replay/fold.ts";
import { type ScoreFlip, scoreFlipOf } from "../../replay/flip-score.ts";
import { ContactId } from "../../schema/ids.ts";
import { Missing } from "../../schema/missing.ts";
import { contactNamed, systemKeyOf } from "../contact-argument.ts";
import { deskClient, type DeskOptions } from "../desk-client.ts";
import { flipText, scoreFlipText, workListText } from "../flip-text.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { answer, type Answer, printAnswer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint flip ada@example.com          the missing inputs of this lead
  $ npx holdpoint flip --open                   a work list over all open holds, with names and links
  $ npx holdpoint flip --open --json
  $ npx holdpoint flip --open --from log.ndjson  the same of an export, without names

Shows the smallest sets of missing inputs that would change “needs review” to “qualified”, and for one contact the cheapest facts that would reach the next
tier of the score, by the rules that made it. It names the inputs to search for, and proposes no values.
A work list is ranked by the number of open holds that each input alone would qualify, then by the number that it would help to qualify. It reads
the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN, and each line has the address of the form that records the input.`;

export const flipCommand = (shell: Shell, end: SetExitCode) =>
  reading("flip")
    .description("show what would make a lead qualify or reach the next tier, or a work list over all open holds")
    .argument("[contact]", "an id (ct_…) or an address")
    .option("--open", "a work list over all open holds")
    .option("--run <id>", "with a contact: this run instead of the newest graded run")
    .option("--desk <url>", "with --open: the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options, command) => {
      if ((contact === undefined) === (options.open === undefined)) {
        throw new CannotRun("Give either a contact or --open.", {
          advice: "Name one contact, or use --open for all open holds.",
        });
      }
      // The default of --from is the local log; for the list only a log that was named is read.
      if (contact === undefined && command.getOptionValueSource("from") === "default")
        return printAnswer(shell, options, end, await deskList(shell, { ...options, from: undefined }));
      const contactId = contact === undefined ? null : contactNamed(contact, shell, options);
      const systemKey = systemKeyOf(shell, options);
      await answer(shell, options, end, async (source) => {
        const context = await gatherContext(source.log);
        const { qualify } = context.policies.inForce();
        const flipOptions = systemKey === null ? {} : { mailboxes: mailboxDigests(systemKey, qualify) };
        if (contactId === null) return logList(shell, source, context, flipOptions);
        const run = options.run === undefined ? {} : { runId: options.run };
        const stream = await oneStream(source, contactId);
        const flip = flipOf(stream, context, { ...flipOptions, ...run });
        return oneFlip(contactId, flip, scoreFlipOf(foldStream(stream), context));
      });
    });

function oneFlip(contactId: ContactId, flip: Flip | null, score: ScoreFlip | null): Answer {
  if (!flip && !score)
    throw new CannotRun(`${contactId} was never graded or scored, or only by a policy that is not in the log.`);
  const graded = flip
    ? flipText(flip)
    : `${contactId} was never graded, or was graded by a policy that is not in the log.`;
  return { code: 0, json: { ...(flip ?? { contactId }), score }, text: `${graded}\n\n${scoreFlipText(score)}` };
}

const Listed = z.object({
  items: z.array(
    z.object({
      what: Missing,
      subject: z.string(),
      shown: z.string().nullable(),
      name: z.string().nullable(),
      unlocks: z.int(),
      helps: z.int(),
      contacts: z.array(z.object({ id: ContactId, name: z.string().nullable() })),
      form: z.string(),
    }),
  ),
  total: z.int(),
  open: z.int(),
  qualified: z.int(),
});

/** The work list of the desk: companies, titles and leads in clear, each item with the form that records it. */
async function deskList(shell: Shell, options: DeskOptions): Promise<Answer> {
  const desk = deskClient(shell, options);
  const { body } = await desk.get("/work-list?limit=100");
  const { items, ...counts } = Listed.parse(body);
  const text = workListText({
    ...counts,
    items: items.map(({ name, shown, contacts, form, ...item }) => {
      const leads = contacts.map((lead) => lead.name ?? lead.id);
      const about = [name, shown].filter((one) => one !== null).join(", ");
      return { ...item, about: about === "" ? (leads[0] ?? "") : about, leads, form: new URL(form, desk.base).href };
    }),
  });
  return { code: 0, json: body, text };
}

/** The work list of a log. Its words are sealed, so that companies and leads are their digests and ids. */
async function logList(
  shell: Shell,
  { log }: OpenedSource,
  context: LogContext,
  flipOptions: Parameters<typeof openFlips>[0],
): Promise<Answer> {
  const progress = progressOn(shell, "reading");
  const flips = openFlips(flipOptions);
  let [open, qualified] = [0, 0];
  for await (const stream of log.streams({ prefix: "ct_" })) {
    const flip = flips.add(stream, context);
    open += flip?.open ? 1 : 0;
    qualified += flip?.open && flip.verdict === "qualified" ? 1 : 0;
    progress.add(stream.rows.length);
  }
  progress.end();
  const items = flips.ranked();
  const listed = items.map((item) => ({
    ...item,
    about: item.shown ?? item.subject,
    leads: item.contacts,
    form: null,
  }));
  const text = workListText({ open, qualified, items: listed, total: items.length });
  return { code: 0, json: { open, qualified, items }, text };
}
