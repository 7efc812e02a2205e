// What a message means, composed of its readers: a machine's mail first, then the person's own words. A machine's mail is an automatic reply
// or, for an address that does not exist, a bounce, and nothing else: no opt-out and no refusal, whatever it says.
import type { Rule } from "../evidence.ts";
import { readReport } from "./delivery-report.ts";
import { type MachineFound, machineMail, saysLeft } from "./machine.ts";
import { meaningOf } from "./meaning.ts";
import type { Heard, Message, OwnWords, ReadAt } from "./message.ts";
import { ownWords } from "./own-words.ts";
import { isRoleSender } from "./role-sender.ts";
import { untilIn } from "./until.ts";

/**
 * The version of the readers: of their rules and lexicons together. It stands with what was heard in the log. A change by which any message may
 * be heard otherwise is a new version, and the old one moves to `OLDER_HEARINGS`: `verify` reads again only what this version heard.
 */
export const HEARING = "rule:hear@2" satisfies Rule;
export const OLDER_HEARINGS: readonly string[] = ["rule:reply-keywords@1", "rule:hear@1"];

/** Reads a message. `at` is when it came: dates in it are counted from there. */
export function hear(message: Message, at: ReadAt): Heard {
  const own = ownOf(message);
  const { language, ...meaning } = meaningOf(own);
  const found = machineOf(message);
  return {
    ...(found === null ? meaning : meaningOfMachine(found)),
    own,
    language,
    machine: found?.kind ?? null,
    possibleOptOut: found === null ? meaning.possibleOptOut : message.doubt === "opt_out",
    ambiguousPerson: message.doubt === "person",
    leftCompany: message.doubt === undefined && saysLeft(message.text),
    roleSender: message.email !== undefined && isRoleSender(message.email),
    until: untilIn(own.text, language, at),
    reported: found === null ? null : (readReport(message)?.recipient ?? null),
  };
}

/** A message of one short line is the person's, though it may look like the footer of a list: "Newsletter abbestellen". */
const LINE_CHARACTERS = 60;
const isOneLine = ({ text }: Message): boolean => {
  const line = text.trim();
  return line.length > 0 && line.length <= LINE_CHARACTERS && !/[\n>]|:\/\//.test(line);
};

function ownOf(message: Message): OwnWords {
  const own = ownWords(message);
  return own.text === "" && isOneLine(message) ? { ...own, text: message.text.trim() } : own;
}

/** Headers decide over any line; the words of a list's footer do not. */
function machineOf(message: Message): MachineFound | null {
  // Whose words they are, or what an event means, is open: no rule says what a person wanted.
  if (message.doubt !== undefined) return { kind: "auto_reply", rule: `doubt.${message.doubt}` };
  const found = machineMail(message);
  return found?.rule.startsWith("machine.words.list") && isOneLine(message) ? null : found;
}

const meaningOfMachine = ({
  kind,
  rule,
}: MachineFound): Pick<Heard, "class" | "rule" | "mixed" | "alone" | "possibleOptOut"> => ({
  class: kind === "report_final" ? "bounced" : "auto_reply",
  rule,
  mixed: false,
  alone: false,
  possibleOptOut: false,
});
