// `holdpoint flip`: shows which missing inputs would make a lead qualify. replay/flip.ts finds these inputs, which it calls a
// flip.
import { gatherContext, type LogContext } from "../../replay/context.ts";
import { type Flip, flipOf, mailboxDigests, openFlips } from "../../replay/flip.ts";
import { foldStream } from "../../replay/fold.ts";
import { type ScoreFlip, scoreFlipOf } from "../../replay/flip-score.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import type { ContactId } from "../../schema/ids.ts";
import { contactNamed, systemKeyOf } from "../contact-argument.ts";
import { flipText, scoreFlipText, workListText } from "../flip-text.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { answer, type Answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint flip ada@example.com          the missing inputs of this lead
  $ npx holdpoint flip --open                   a work list over all open leads
  $ npx holdpoint flip --open --from log.ndjson --json

Shows the smallest sets of missing inputs that would change “needs review” to “qualified”, and for one contact the cheapest facts that would reach the next
tier of the score, by the rules that made it. It names the inputs to search for, and proposes no values.
A work list is ranked by the number of open leads that each input alone would qualify, then by the number that it would help to qualify.`;

export const flipCommand = (shell: Shell, end: SetExitCode) =>
  reading("flip")
    .description("show what would make a lead qualify or reach the next tier, or a work list over all open leads")
    .argument("[contact]", "an id (ct_…) or an address")
    .option("--open", "a work list over all open leads")
    .option("--run <id>", "with a contact: this run instead of the newest graded run")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options) => {
      if ((contact === undefined) === (options.open === undefined)) {
        throw new CannotRun("Give either a contact or --open.", {
          advice: "Name one contact, or use --open for all open leads.",
        });
      }
      const contactId = contact === undefined ? null : contactNamed(contact, shell, options);
      const systemKey = systemKeyOf(shell, options);
      const flipOptions = systemKey === null ? {} : { mailboxes: mailboxDigests(systemKey, defaultPolicy.qualify) };
      await answer(shell, options, end, async (source) => {
        const context = await gatherContext(source.log);
        if (contactId === null) return workList(shell, source, context, flipOptions);
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

async function workList(
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
  const list = { open, qualified, items: flips.ranked() };
  return { code: 0, json: list, text: workListText(list) };
}
