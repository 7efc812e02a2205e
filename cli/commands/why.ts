// `holdpoint why`: prints the receipt of one contact, or writes it as a web page. The receipt is made in replay/why.ts.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gatherContext } from "../../replay/context.ts";
import { receiptHtml } from "../../replay/receipt-html.ts";
import { receiptText } from "../../replay/receipt-text.ts";
import { receiptOf } from "../../replay/why.ts";
import { contactNamed } from "../contact-argument.ts";
import { CannotRun, type Shell, systemCode } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint why ada@example.com                     also for a contact that got no message
  $ npx holdpoint why ct_1628daa575d35c340afc22965f8d02d5 --run run_8dc3291e5912c08a19a3b20a860a0b4d
  $ npx holdpoint why ada@example.com --html receipt.html  one self-contained page, also for printing

Shows the rules that decided, every hit of the veto, the recorded rows, the arithmetic, and who approved and edited what.
Personal words are sealed in the log and are not opened here. Exit code 1: the contact’s stream has faults.`;

export const whyCommand = (shell: Shell, end: SetExitCode) =>
  reading("why")
    .description("print the receipt of a contact: why a message was or was not sent")
    .argument("<contact>", "an id (ct_…) or an address")
    .option("--run <id>", "only this run")
    .option("--html <file>", "write the receipt to this file as a web page")
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options) => {
      const contactId = contactNamed(contact, shell, options);
      await answer(shell, options, end, async (source) => {
        const context = await gatherContext(source.log);
        const stream = await oneStream(source, contactId);
        const receipt = receiptOf(stream, context, options.run === undefined ? {} : { runId: options.run });
        if (!receipt) throw noReceipt(contactId, options.run);
        if (options.html !== undefined) write(resolve(shell.cwd, options.html), receiptHtml(receipt));
        return {
          code: receipt.faults.length === 0 ? 0 : 1,
          json: receipt,
          text: options.html === undefined ? receiptText(receipt) : `${options.html}: ${receipt.answer}`,
        };
      });
    });

/**
 * The error without a receipt: the requested run is unknown or, without a requested run, the first event of the stream is
 * unreadable.
 */
const noReceipt = (contactId: string, run: string | undefined): CannotRun =>
  run === undefined
    ? new CannotRun(`No event of ${contactId} can be read.`, {
        advice: `\`npx holdpoint verify --contact ${contactId}\` shows the faults.`,
      })
    : new CannotRun(`${contactId} has no run ${run}.`);

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    throw new CannotRun(`${path} cannot be written (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
}
