// `holdpoint why`: prints the receipt of one contact, or writes it as a web page. The receipt is made in replay/why.ts.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { gatherContext, type LogContext, withCompanies } from "../../replay/context.ts";
import { receiptHtml } from "../../replay/receipt-html.ts";
import { receiptText } from "../../replay/receipt-text.ts";
import type { StreamRows } from "../../replay/source.ts";
import { receiptOf } from "../../replay/why.ts";
import type { ContactId } from "../../schema/ids.ts";
import { contactNamed } from "../contact-argument.ts";
import { type DeskOptions, deskClient } from "../desk-client.ts";
import { many } from "../../domain/counted.ts";
import { CannotRun, type Shell, systemCode } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint why ada@example.com                     also for a contact that got no message
  $ npx holdpoint why ct_FijapXXTXDQK_CKWX40C1Q --run run_jcMpHlkSwIoZo7IKhgoLTQ
  $ npx holdpoint why ada@example.com --html receipt.html  one self-contained page, also for printing
  $ npx holdpoint why ada@example.com --proof receipt.tlog-proof

Shows the rules that decided, every hit of the veto, the recorded rows, the arithmetic, and who approved and edited what.
Personal words are sealed in the log and are not opened here. Exit code 1: the contact’s stream has faults.`;

export const whyCommand = (shell: Shell, end: SetExitCode) =>
  reading("why")
    .description("print the receipt of a contact: why a message was or was not sent")
    .argument("<contact>", "an id (ct_…) or an address")
    .option("--run <id>", "only this run")
    .option("--html <file>", "write the receipt to this file as a web page")
    .option("--proof <file>", "write a proof to this file that the newest published root has these events")
    .option(
      "--desk <url>",
      "with --proof: the desk, which has the roots; otherwise HOLDPOINT_DESK_URL, otherwise that of npm start",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (contact, options) => {
      const contactId = contactNamed(contact, shell, options);
      await answer(shell, options, end, async (source) => {
        const stream = await oneStream(source, contactId);
        const context = await withCompanies(await gatherContext(source.log), stream, source.log);
        const receipt = receiptOf(stream, context, options.run === undefined ? {} : { runId: options.run });
        if (!receipt) throw noReceipt(contactId, options.run);
        if (options.html !== undefined) write(resolve(shell.cwd, options.html), receiptHtml(receipt));
        const proved =
          options.proof === undefined
            ? []
            : [await writeProof(contactId, options.proof, { shell, options, stream, context })];
        const text = options.html === undefined ? receiptText(receipt) : `${options.html}: ${receipt.answer}`;
        return { code: receipt.faults.length === 0 ? 0 : 1, json: receipt, text: [text, ...proved].join("\n\n") };
      });
    });

const Proof = z.object({ proof: z.string().nullable(), day: z.string().nullable(), version: z.int().nullable() });

interface Proving {
  readonly shell: Shell;
  readonly options: DeskOptions;
  readonly stream: StreamRows;
  readonly context: LogContext;
}

/** Writes the proof of a contact's events, which the desk makes, and says what it proves and how it is checked. */
async function writeProof(contactId: ContactId, file: string, given: Proving): Promise<string> {
  const { shell, options, stream, context } = given;
  const { body } = await deskClient(shell, options).get(`/contacts/${contactId}/proof`);
  const { proof, day, version } = Proof.parse(body);
  if (proof === null)
    throw new CannotRun(
      day === null ? "No root was published yet." : `The newest root, of ${day}, does not have this contact.`,
      { advice: "`npx holdpoint root` publishes one now." },
    );
  write(resolve(shell.cwd, file), proof);
  const later = (stream.rows.at(-1)?.version ?? 0) - (version ?? 0);
  return [
    `${file}: the events up to version ${version} are under the root of ${day}.`,
    ...(later > 0 ? [`${many(later, "newer event")}: \`npx holdpoint root\` publishes a root that has them.`] : []),
    `Check it anywhere: npx holdpoint check ${file} --key ${context.logKeys.newest() ?? "<public key>"}`,
  ].join("\n");
}

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
