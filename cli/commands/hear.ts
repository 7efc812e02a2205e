// `holdpoint hear`: says what a mail, a message or a form would be heard as, and by which rule. It reads the file alone and changes nothing.
import { Command } from "@commander-js/extra-typings";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { canonicalAddress } from "../../domain/address.ts";
import type { SourceLabels } from "../../schema/source-labels.ts";
import { decoded } from "../../domain/charset.ts";
import { contactOfMailId } from "../../domain/mail-id.ts";
import { hearingOf } from "../../domain/replies/class-by-model.ts";
import { hear, HEARING } from "../../domain/replies/hear.ts";
import { MAIL_BYTES, mailOfHeaders, messageOf, readMail } from "../../domain/replies/mail.ts";
import type { Message } from "../../domain/replies/message.ts";
import { ownLines } from "../../domain/replies/own-words.ts";
import { Instant } from "../../schema/formats.ts";
import { ANSWERED_CLASSES, type HearingMark } from "../../schema/hearing.ts";
import { jsonIn } from "../../schema/json.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import { MailThread, SIGNAL_LIMITS } from "../../schema/signals.ts";
import { formBodyIn, formText, heardForm, sourceLabelsIn } from "../hear-form.ts";
import { CannotRun, type Shell } from "../shell.ts";
import type { SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint hear reply.eml                    a whole mail, as a mail program saves it
  $ npx holdpoint hear message.json --json          a webhook's body (message.received), or { "subject", "text", "headers" }
  $ npx holdpoint hear form.json                    a form's body, as any form tool posts it: JSON, or name=value&name=value
  $ npx holdpoint hear form.json --labels own.json  with a source's own labels, as SOURCES states them: { "text": ["Frage 3"] }
  $ npx holdpoint hear - < reply.eml

The same readers decide about a message that comes in; a model, where one is configured, may only lead to an answer. docs/classifying.md has the rules.
A case that is heard wrongly becomes a line of samples/corpora/hear, and a form one of samples/corpora/forms, with what is right.`;

export const hearCommand = (shell: Shell, _end: SetExitCode) =>
  new Command("hear")
    .description("say what a mail, a message or a form would be heard as, and by which rule; changes nothing")
    .argument(
      "<file>",
      "a mail (.eml), a message or a form as JSON, a form's urlencoded body, or - for the standard input",
    )
    .option("--form", "read JSON as a form, also where it looks like a message")
    .option("--labels <file>", "a source's own labels of its fields, as SOURCES states them; reads the file as a form")
    .option("--json", "print one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async (file, { json, form: isForm = false, labels: labelsFile }) => {
      const bytes = readBytes(file, shell);
      const body = formBodyIn(decoded(bytes) ?? "", isForm || labelsFile !== undefined);
      if (body !== null) {
        const found = heardForm(body, labelsIn(labelsFile, shell), new Date(shell.now()));
        shell.out(json ? `${JSON.stringify(found, null, 2)}\n` : `${formText(found)}\n`);
        return;
      }
      if (isForm || labelsFile !== undefined) throw new CannotRun(`${file} is no form.`, { advice: FORM_ADVICE });
      const { message, at, thread } = await messageIn(bytes, file);
      const heard = hear(message, Instant.parse(at ?? new Date(shell.now()).toISOString()));
      const { rest } = ownLines(message.text);
      const found = {
        class: heard.class,
        rule: `${HEARING}#${heard.rule}`,
        own: heard.own,
        ...hearingOf(heard),
        named: contactNamedIn(thread),
        rest,
      };
      shell.out(json ? `${JSON.stringify(found, null, 2)}\n` : `${textOf(found, heard.reported?.address ?? null)}\n`);
    });

const FORM_ADVICE = "Give the body as the form tool posts it: JSON, or name=value&name=value.";

function labelsIn(file: string | undefined, shell: Shell): SourceLabels {
  if (file === undefined) return {};
  const labels = sourceLabelsIn(new TextDecoder().decode(readBytes(file, shell)));
  if (labels === null)
    throw new CannotRun(`${file} has no labels of a source.`, {
      advice:
        'Give { "<field>": ["<label>", …] } with the fields email, name, firstName, lastName, company, title, phone, text, …',
    });
  return labels;
}

type Found = ReturnType<typeof hearingOf> & {
  readonly class: ReplyClass;
  readonly rule: string;
  readonly own: { readonly subject: string; readonly text: string };
  /** The contact whom our nearest mail in its thread was sent to, by that mail's Message-ID; null without one. */
  readonly named: ContactId | null;
  readonly rest: ReturnType<typeof ownLines>["rest"];
};

/** Whether there is such a contact, only the database says. */
const contactNamedIn = ({ references }: MailThread): ContactId | null =>
  references.map(contactOfMailId).findLast((contactId) => contactId !== null) ?? null;

const FOLLOWS: Readonly<Record<ReplyClass, string>> = {
  interested: "a run begins: a person sees it as a preview",
  info_request: "a run begins: a person sees it as a preview",
  not_interested: "the sequence is closed",
  unsubscribe: "the mailbox goes on the suppression list, and what is open is voided",
  bounced: "the address is marked as bounced and goes on the suppression list",
  auto_reply: "nothing: a machine wrote it",
};

/** What a mark adds to it, as a task of the desk. */
const ASKED: Readonly<Partial<Record<HearingMark, string>>> = {
  possible_opt_out: "a task asks whether it is an opt-out",
  left_company: "a task says that the person left",
};

/** What would follow. Whether a flag, the list or an open hold stands against it, only the database says. */
function followsOf(as: ReplyClass, marks: readonly HearingMark[]): string {
  const isEnding = as === "unsubscribe" || as === "not_interested";
  const first =
    ANSWERED_CLASSES.has(as) && marks.includes("role_sender")
      ? "no run, because nobody reads that address: a task shows it"
      : marks.includes("soft_report")
        ? "nothing yet: it counts as a soft delivery report"
        : FOLLOWS[as];
  return [
    first,
    ...(isEnding && !marks.includes("alone") ? ["a task shows what else it says"] : []),
    ...marks.flatMap((mark) => ASKED[mark] ?? []),
  ].join("; ");
}

function textOf({ class: as, rule, own, language, marks, until, named, rest }: Found, reported: string | null): string {
  const lines = [
    `${as}, by ${rule}: ${followsOf(as, marks)}`,
    `language: ${language ?? "none that is known"}${marks.length === 0 ? "" : `; marks: ${marks.join(", ")}`}${until ? `; not before ${until}` : ""}`,
    ...(named === null ? [] : [`answers a mail that was sent to ${named}`]),
    ...(reported === null ? [] : [`about the delivery to ${reported}`]),
    "",
    "Their own words:",
    ...(own.subject === "" ? [] : [`  (subject) ${own.subject}`]),
    ...(own.text === "" ? ["  (none)"] : own.text.split("\n").map((line) => `  ${line}`)),
  ];
  const left = Map.groupBy(rest, ({ why }) => why);
  for (const [why, parts] of left)
    lines.push("", `Left out as ${why}:`, ...parts.flatMap(({ text }) => text.split("\n")).map((line) => `  ${line}`));
  return lines.join("\n");
}

function readBytes(file: string, shell: Shell): Uint8Array {
  try {
    return readFileSync(file === "-" ? 0 : resolve(shell.cwd, file));
  } catch {
    throw new CannotRun(`The file ${file} cannot be read.`);
  }
}

const Given = z.looseObject({
  subject: z.string().optional(),
  text: z.string().default(""),
  email: z.string().optional(),
  auto_submitted: z.union([z.boolean(), z.string()]).optional(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  raw: z.string().optional(),
  thread: MailThread.optional(),
  timestamp: Instant.optional(),
});
const Body = z.union([z.looseObject({ data: Given }).transform(({ data }) => data), Given]);

interface Incoming {
  readonly message: Message;
  /** When it was written; null where it does not say. */
  readonly at: string | null;
  readonly thread: MailThread;
}

const NO_THREAD: MailThread = { references: [] };

async function messageIn(bytes: Uint8Array, file: string): Promise<Incoming> {
  const text = new TextDecoder().decode(bytes);
  if (!text.trimStart().startsWith("{")) return mailIn(bytes);
  const body = Body.safeParse(jsonIn(text));
  if (!body.success)
    throw new CannotRun(`${file} is no message.`, {
      advice: 'Give { "subject", "text", "headers" }, a webhook\'s body, or a whole mail.',
    });
  const { raw, subject, text: said, email, auto_submitted: machine, headers, thread, timestamp = null } = body.data;
  if (raw !== undefined) return mailIn(Buffer.from(raw, "base64"));
  const head = headers ? mailOfHeaders(headers) : null;
  const autoSubmitted = typeof machine === "string" ? !/^(?:no|false)\b/i.test(machine) : machine;
  const author = canonicalAddress(email ?? "");
  const from = author.ok ? author.value : (head?.author ?? undefined);
  const message = { subject: subject ?? head?.subject, text: said, autoSubmitted, headers: head?.headers, email: from };
  return { message, at: timestamp ?? head?.occurredAt ?? null, thread: thread ?? head?.thread ?? NO_THREAD };
}

async function mailIn(bytes: Uint8Array): Promise<Incoming> {
  const mail = await readMail(bytes, { rawBytes: MAIL_BYTES, textCharacters: SIGNAL_LIMITS.message });
  return { message: messageOf(mail), at: mail.occurredAt, thread: mail.thread };
}
