// Reads a delivery report (RFC 3464, and the many without its form): whom it is about, and whether the address is gone for good. Status
// codes decide before words. A person who writes about a delivery is no report.
import { canonicalAddress } from "../address.ts";
import { withLf } from "../plain-lines.ts";
import type { Message } from "./message.ts";
import type { ReportedRecipient } from "../../schema/hearing.ts";
import { foundPhrase, hasPhrase, searched, type Searched } from "./phrase-search.ts";
import { ARRIVED, DAEMON, PASSING, REPORT_BEGINS, REPORT_SUBJECTS, UNKNOWN_ADDRESS } from "./report-words.ts";
import { answersSubject } from "./subject-prefixes.ts";

export interface DeliveryReport {
  readonly recipient: ReportedRecipient | null;
  /** `final`: the address does not exist. `soft`: it may, so it is counted. `none`: the mail arrived, or nothing is said of it. */
  readonly kind: "final" | "soft" | "none";
  /** What decided, as `report.code.5.1.1` or `report.words.unknown_address`. */
  readonly rule: string;
}

/** No such mailbox, domain or host; renamed; or switched off. Other permanent codes are about us, about size or policy. */
const FINAL_CODES: ReadonlySet<string> = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"]);
/** "Other": says nothing that the words beside it do not say better. */
const EMPTY_CODES: ReadonlySet<string> = new Set(["5.0.0", "5.1.0", "5.5.0"]);
/** A report begins with what happened; the returned mail below it may have any words. */
const MOST_REPORT_CHARACTERS = 16_000;
const MOST_RECIPIENTS = 100;
const MOST_DIAGNOSTIC_CHARACTERS = 500;

const CODE = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/g;
/** A reply code of SMTP with nothing after it that is a code: "550 User unknown". */
const REPLY_CODE = /(?<![\d.#])(4[25][0-9]|55[0-4])[\s-](?=\S)/;

/** Says what a delivery report reports, or null where the message is none. */
export function readReport(message: Message): DeliveryReport | null {
  const text = message.text.slice(0, MOST_REPORT_CHARACTERS);
  const isFormal = (message.reports?.length ?? 0) > 0 || isReportType(message.headers?.["content-type"]);
  if (!isFormal && !isReport(message, text)) return null;
  const given = message.reports ?? [];
  const listed = given.length > 0 ? given : recipientsOf(text);
  const recipients = listed.length > 0 ? listed : [recipientInWords(message, text)];
  const judged = recipients.map((recipient) => judge(recipient, recipients.length === 1 ? text : ""));
  const worst = judged.toSorted((one, other) => RANK[one.kind] - RANK[other.kind])[0];
  return worst ?? { recipient: null, kind: "soft", rule: "report.words.none" };
}

/** One report may have several recipients; the one that changes most is told. */
const RANK = { final: 0, soft: 1, none: 2 } as const;

const isReportType = (type: string | undefined): boolean =>
  type !== undefined && /multipart\/report/i.test(type) && !/disposition-notification|feedback-report/i.test(type);

function isReport({ subject = "", headers, email = "" }: Message, text: string): boolean {
  if (headers?.["x-failed-recipients"] !== undefined) return true;
  const begin = searched(text.slice(0, 600));
  const begins = hasPhrase(begin, REPORT_BEGINS) || SAID.test(text.slice(0, 600));
  if (DAEMON.test(email.slice(0, Math.max(0, email.lastIndexOf("@")))))
    return begins || hasSubject(subject) || hasCode(text) || (!answersSubject(subject) && saysFate(begin));
  if (answersSubject(subject)) return false;
  if (hasSubject(subject))
    return begins || hasCode(text) || saysFate(begin) || text.trim() === "" || /\S@\S/.test(text.slice(0, 2_000));
  return begins && subject.trim() === "" && (hasCode(text) || hasPhrase(begin, UNKNOWN_ADDRESS));
}

/** What became of a mail, in words. */
const saysFate = (begin: Searched): boolean => hasPhrase(begin, UNKNOWN_ADDRESS) || hasPhrase(begin, PASSING);

const hasCode = (text: string): boolean => codesIn(text).length > 0 || REPLY_CODE.test(text);

/** A report's subject begins with its words, so a person's "Question about undelivered parcels" has none. */
function hasSubject(subject: string): boolean {
  const { words, unspaced } = searched(subject.slice(0, 300));
  return REPORT_SUBJECTS.some(({ needle }) => {
    if (!needle.startsWith(" ")) return unspaced.includes(needle);
    const at = words.indexOf(needle);
    return at >= 0 && at <= MOST_BEFORE_SUBJECT && isWholeOrLong(needle, words, subject);
  });
}

/** "[Postmaster] ", "Mail System: " may stand before it. */
const MOST_BEFORE_SUBJECT = 24;

/** A single word ("Delivered", "Delayed") must be followed by a colon or be the whole subject. */
const isWholeOrLong = (needle: string, words: string, subject: string): boolean => {
  const phrase = needle.trim();
  if (phrase.includes(" ") || words.trim() === phrase) return true;
  const colon = subject.search(/[:：(]/);
  return colon > 0 && searched(subject.slice(0, colon)).words.includes(needle.trimEnd());
};

const codesIn = (text: string): readonly string[] => [...text.matchAll(CODE)].map(([, code = ""]) => code);

function judge(recipient: ReportedRecipient, text: string): DeliveryReport {
  const action = recipient.action?.toLowerCase() ?? "";
  if (/^(?:delivered|relayed|expanded)/.test(action))
    return { recipient, kind: "none", rule: `report.action.${action.split(/\W/)[0]}` };
  if (action.startsWith("delayed")) return { recipient, kind: "soft", rule: "report.action.delayed" };
  const own = `${recipient.status ?? ""} ${recipient.diagnostic ?? ""}`;
  return byCode(recipient, codesIn(own)) ?? byCode(recipient, codesIn(text)) ?? byWords(recipient, `${own} ${text}`);
}

/** A passing code beside a final one is a server that changed its mind: soft. */
function byCode(recipient: ReportedRecipient, codes: readonly string[]): DeliveryReport | undefined {
  const telling = codes.filter((code) => !EMPTY_CODES.has(code));
  const passing = telling.find((code) => code.startsWith("4."));
  const final = telling.find((code) => FINAL_CODES.has(code));
  const code = passing ?? final ?? telling.find((each) => each.startsWith("5.")) ?? telling[0];
  if (code === undefined) return undefined;
  const kind = code.startsWith("2.") ? "none" : passing === undefined && final !== undefined ? "final" : "soft";
  return { recipient: { ...recipient, status: recipient.status ?? code }, kind, rule: `report.code.${code}` };
}

function byWords(recipient: ReportedRecipient, text: string): DeliveryReport {
  const words = searched(text.slice(0, MOST_WORDS_CHARACTERS));
  const reply = REPLY_CODE.exec(text)?.[1];
  if (reply?.startsWith("4")) return { recipient, kind: "soft", rule: "report.words.reply_4" };
  const passing = foundPhrase(words, PASSING);
  if (passing !== undefined) return { recipient, kind: "soft", rule: "report.words.passing" };
  if (hasPhrase(words, UNKNOWN_ADDRESS)) return { recipient, kind: "final", rule: "report.words.unknown_address" };
  if (hasPhrase(words, ARRIVED)) return { recipient, kind: "none", rule: "report.words.arrived" };
  return { recipient, kind: "soft", rule: "report.words.none" };
}

const MOST_WORDS_CHARACTERS = 4_000;

/** The recipients of a `message/delivery-status` part, or of the same fields in a text. */
export function recipientsOf(status: string): readonly ReportedRecipient[] {
  const recipients: ReportedRecipient[] = [];
  let fields = new Map<string, string>();
  let name: string | undefined;
  const close = (): void => {
    const recipient = recipientOf(fields);
    if (recipient !== null && recipients.length < MOST_RECIPIENTS) recipients.push(recipient);
    fields = new Map();
  };
  for (const line of withLf(status).split("\n")) {
    const field = FIELD.exec(line.slice(0, 1_000));
    if (field) {
      name = field[1]?.toLowerCase() ?? "";
      if (name === "final-recipient" && fields.has(name)) close();
      if (!fields.has(name)) fields.set(name, field[2] ?? "");
    } else if (/^[ \t]+\S/.test(line) && name !== undefined) {
      const before = fields.get(name) ?? "";
      if (before.length < MOST_DIAGNOSTIC_CHARACTERS)
        fields.set(name, `${before} ${line.trim().slice(0, MOST_DIAGNOSTIC_CHARACTERS)}`);
    } else if (line.trim() === "") {
      // An empty line ends the recipient; a status that follows in the same text belongs to the next.
      if (fields.has("status") || fields.has("action")) close();
      name = undefined;
    } else name = undefined;
  }
  close();
  return recipients;
}

const FIELD =
  /^\s{0,4}(final-recipient|original-recipient|action|status|diagnostic-code|remote-mta|reporting-mta|x-[\w-]{1,40}|last-attempt-date|will-retry-until|final-log-id|arrival-date)\s{0,2}:\s{0,8}(.{0,600})/i;

function recipientOf(fields: ReadonlyMap<string, string>): ReportedRecipient | null {
  if (!fields.has("final-recipient") && !fields.has("original-recipient") && !fields.has("status")) return null;
  const address = addressIn(fields.get("final-recipient")) ?? addressIn(fields.get("original-recipient"));
  const status = codesIn(fields.get("status") ?? "")[0] ?? null;
  if (address === null && status === null) return null;
  const diagnostic = fields.get("diagnostic-code") ?? fields.get("x-supplementary-info");
  return {
    address,
    action: /^[a-z-]{1,20}/i.exec(fields.get("action") ?? "")?.[0].toLowerCase() ?? null,
    status,
    diagnostic: diagnostic?.trim().slice(0, MOST_DIAGNOSTIC_CHARACTERS) ?? null,
  };
}

const ADDRESS = /[^\s<>@"(),;:[\]]{1,64}@[^\s<>@"(),;:[\]]{1,200}/gu;

function addressIn(text: string | undefined): string | null {
  const found = text?.slice(0, 1_000).match(ADDRESS)?.[0];
  const address = found === undefined ? undefined : canonicalAddress(found.replace(/[.'`>]{1,4}$/, ""));
  return address?.ok ? address.value : null;
}

/** `<marta@muster.example>: host mx.muster.example said:`, as Postfix and Exim write it. */
const SAID = /<[^\s<>@]{1,64}@[^\s<>@]{1,200}>[:(]/u;
/** Where the returned mail begins: its addresses are ours and others'. */
const RETURNED_FROM = /^(?:from|von|de|da|van|fra|från|od|kimden|差出人|发件人)\s?:/imu;
const RETURNED = /^(?:to|an|à|para|a|aan|do|till|til|komu|kime|宛先|收件人)\s?:\s{0,4}(.{0,300})/imu;

/** Whom a report without fields is about: its header, the address before the reason, or the recipient of the returned mail. */
function recipientInWords({ headers, email }: Message, text: string): ReportedRecipient {
  const top = text.slice(0, MOST_WORDS_CHARACTERS);
  const begin = top.search(RETURNED_FROM);
  const others = [...(begin < 0 ? top : top.slice(0, begin)).matchAll(ADDRESS)]
    .map(([found]) => addressIn(found))
    .filter((address) => address !== null && address !== email && !DAEMON.test(address.split("@")[0] ?? ""));
  const address =
    addressIn(headers?.["x-failed-recipients"]) ??
    addressIn(SAID.exec(text)?.[0]) ??
    others[0] ??
    addressIn(RETURNED.exec(text)?.[1]);
  return { address: address ?? null, action: null, status: null, diagnostic: null };
}
