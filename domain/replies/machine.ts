// Says whether a machine wrote a mail: by its headers, then its subject, then its words. Headers and subjects decide alone. Words decide
// only when they are those of an absence note or a receipt and nothing beside them is a person's: a person silenced is the worse error.
import { readReport } from "./delivery-report.ts";
import type { MachineMail, Message } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import {
  CALENDAR_SUBJECTS,
  CALENDAR_TEXTS,
  CHALLENGES,
  FORMULAS,
  MACHINE_WORDS,
  NOTICES,
  NOTICE_SUBJECTS,
  READ_SUBJECTS,
  READ_TEXTS,
  RECALLS,
  REPLY_MARKER,
  SURELY_AUTOMATIC,
} from "./machine-words.ts";
import { FIRST_PERSON } from "./footer-words.ts";
import { bothEnds, ownLines } from "./own-words.ts";
import { allPhrases, folded, hasPhrase, searched, type Needle, type Searched } from "./phrase-search.ts";
import { isListFooter } from "./footer-shapes.ts";
import { answersSubject } from "./subject-prefixes.ts";

export interface MachineFound {
  readonly kind: MachineMail;
  /** What decided, as `machine.header.auto_submitted` or `machine.words.absence.de`. */
  readonly rule: string;
}

/** The words of a machine stand at the ends of a mail, and it has few. */
const MOST_CHARACTERS = 6_000;
const MOST_SUBJECT_CHARACTERS = 300;
/** An absence note without anything typical of one must be this short. */
const SHORT_NOTE_CHARACTERS = 200;

/** Whether a machine wrote the message, and what kind of mail it is. Null for a person's. */
export function machineMail(message: Message): MachineFound | null {
  const report = readReport(message);
  if (report !== null) return { kind: `report_${report.kind}`, rule: report.rule };
  const { own, rest } = ownLines(message.text);
  const ends = bothEnds(own, MOST_CHARACTERS);
  const mail: Mail = {
    message,
    subject: (message.subject ?? "").slice(0, MOST_SUBJECT_CHARACTERS),
    own: ends,
    words: searched(ends),
    wishes: searched(folded(ends).replaceAll(FORMULAS, " ")),
    hasQuote: rest.some(({ why }) => why === "quote"),
    footers: rest.filter(({ why, text }) => why === "footer" && text.split("\n").some(isListFooter)).length,
  };
  const rule =
    byHeaders(mail) ?? bySubject(mail) ?? byWords(mail) ?? (message.ownSender === true ? "sender.own" : undefined);
  return rule === undefined ? null : { kind: "auto_reply", rule: `machine.${rule}` };
}

/** Whether the text says that the person no longer works there. */
export function saysLeft(text: string): boolean {
  const words = searched(bothEnds(ownLines(text).own, MOST_CHARACTERS));
  return LANGUAGE_WORDS.some(([, { left }]) => hasPhrase(words, left));
}

interface Mail {
  readonly message: Message;
  readonly subject: string;
  readonly own: string;
  readonly words: Searched;
  /** The words without formulas of wishing: "we would like to confirm". */
  readonly wishes: Searched;
  readonly hasQuote: boolean;
  /** Footers that say how to leave a list; those of a company's lawyers stand under a person's mail. */
  readonly footers: number;
}

const LANGUAGE_WORDS = Object.entries(MACHINE_WORDS) as readonly [Language, (typeof MACHINE_WORDS)[Language]][];

/** "?" asks; in a link it does not. */
const asks = ({ own }: Mail): boolean => /[?？]/.test(own.replace(/\bhttps?:\/\/\S{1,500}/g, ""));

/** Words of a person in the language of the evidence: "pris" is a price in Swedish, and "taken" in French. */
const isPersonsIn = (mail: Mail, language: Language): boolean =>
  asks(mail) || hasPhrase(mail.wishes, MACHINE_WORDS[language].person);

const isPersons = (mail: Mail): boolean => LANGUAGE_WORDS.some(([language]) => isPersonsIn(mail, language));

/** A mail that answers ours, with words that ask or with our quotation: what a list or a calendar relays is then a person's. */
const answersOurs = (mail: Mail): boolean => answersSubject(mail.subject) || mail.hasQuote;

/**
 * Headers as programs set them. Not among them: X-Auto-Response-Suppress, by which Exchange and ticket systems ask for no automatic answer
 * to a mail, a person's included; `Auto-Submitted: auto-forwarded`, which is a person's mail under a forwarding rule; and the headers of a
 * list when the mail answers ours, because a shared inbox that is a list (Google Groups) puts them on every person's mail.
 */
function byHeaders(mail: Mail): string | undefined {
  const { headers = {}, autoSubmitted } = mail.message;
  const submitted = headers["auto-submitted"]?.trim().toLowerCase();
  if (submitted !== undefined && submitted !== "" && !/^(?:no|auto-forwarded)\b/.test(submitted))
    return "header.auto_submitted";
  if (autoSubmitted === true) return "header.auto_submitted_by_source";
  if (isSet(headers["x-autoreply"])) return "header.x_autoreply";
  if (isSet(headers["x-autorespond"])) return "header.x_autorespond";
  const type = headers["content-type"]?.toLowerCase() ?? "";
  if (type.includes("disposition-notification")) return "header.read_receipt";
  if (type.includes("feedback-report")) return "header.feedback_report";
  if (type.startsWith("text/calendar") && /method="?(?:reply|counter)/.test(type) && !isPersons(mail))
    return "header.calendar_reply";
  const precedence = headers["precedence"]?.trim().toLowerCase() ?? "";
  if (/^(?:bulk|junk|auto[_-]?reply)/.test(precedence)) return "header.precedence";
  if (headers["return-path"]?.replaceAll(/\s/g, "") === "<>") return "header.return_path";
  const isList = precedence.startsWith("list") || isSet(headers["list-id"]) || isSet(headers["list-unsubscribe"]);
  return isList && submitted !== "no" && !answersOurs(mail) ? "header.list" : undefined;
}

const isSet = (value: string | undefined): boolean => value !== undefined && !/^\s*(?:no|false|0)?\s*$/i.test(value);

/** A subject decides when one of the phrases is all of it, or all before a colon, a dash or the subject that it answers. */
function bySubject(mail: Mail): string | undefined {
  const { subject } = mail;
  if (answersSubject(subject)) return undefined;
  for (const [language, { subjects }] of LANGUAGE_WORDS) {
    const isSure = !isWeak(subject) || !isPersonsIn(mail, language);
    if (isSure && begins(subject, subjects)) return `subject.auto.${language}`;
  }
  if (begins(subject, NOTICE_SUBJECTS) && !isPersons(mail)) return "subject.notice";
  const isBlank = mail.own.trim() === "";
  if (begins(subject, READ_SUBJECTS) && (isBlank || hasPhrase(mail.words, READ_TEXTS))) return "subject.read_receipt";
  if (
    begins(subject, CALENDAR_SUBJECTS) &&
    !isPersons(mail) &&
    (isBlank || hasPhrase(mail.words, CALENDAR_TEXTS) || /@ \p{L}{2,3}\.? \d/u.test(subject))
  )
    return "subject.calendar";
  return undefined;
}

/** "Automatic reply: …" is a program's. "Holiday: …" may be a person's subject, so their words are asked, too. */
const isWeak = (subject: string): boolean =>
  !/auto|^\s*(?:out of office|abwesenheit|自|不在)/i.test(folded(subject).slice(0, 40));

function begins(subject: string, list: readonly Needle[]): boolean {
  const heads = headsOf(subject);
  return list.some(({ needle }) =>
    heads.some(({ words, unspaced }) => (needle.startsWith(" ") ? words === needle : unspaced === needle)),
  );
}

/** What may end the first words of a subject: a mark, or "until" and "re" in some languages. */
const MARK = /[:：\]()|;,!.]|\s[-–—]\s|[-–—]{2}/u;
const UNTIL =
  /\s(?:(?:re|aw|antw|sv|vs|tr|odp|fwd?|wg)\s?:|(?:re|until|till|bis|to|from|jusqu'au|hasta|fino|até|tot|do|til)\s)/iu;

/** The subject whole, and its beginning before a mark or an "until"; brackets around the first words taken off. */
function headsOf(subject: string): readonly Searched[] {
  const plain = subject.trim().replace(/^[[(<*]{1,3}/, "");
  const cuts = [MARK, UNTIL].map((end) => plain.search(end)).filter((cut) => cut > 0);
  return [plain, ...cuts.map((cut) => plain.slice(0, cut))].map(searched);
}

function byWords(mail: Mail): string | undefined {
  const { words, own } = mail;
  if (hasPhrase(words, RECALLS)) return "words.recall";
  if (own.trim() === "" && beginsWithMarker(mail.message.text)) return "words.reply_marker";
  const found = LANGUAGE_WORDS.flatMap(([language]) => {
    const rule = evidenceIn(mail, language);
    return rule === undefined ? [] : [{ rule: `words.${rule}.${language}`, language }];
  });
  const [first] = found;
  if (first !== undefined && !found.some(({ language }) => isPersonsIn(mail, language))) return first.rule;
  if (isPersons(mail)) return undefined;
  const isChallenge =
    hasPhrase(words, CHALLENGES) || (!answersSubject(mail.subject) && hasPhrase(searched(mail.subject), CHALLENGES));
  if (isChallenge) return "words.challenge";
  const isShort = own.length < SHORT_NOTE_CHARACTERS * 3;
  if (isShort && hasPhrase(words, NOTICES) && !hasPhrase(words, FIRST_PERSON)) return "words.notice";
  return mail.footers > 0 && !answersOurs(mail) && isOfList(mail) ? "words.list" : undefined;
}

const beginsWithMarker = (text: string): boolean => REPLY_MARKER.test(folded(text.trimStart().slice(0, 200)));

/** What the words of one language say: an absence and nothing but what a note has, or a receipt that says that it is automatic. */
function evidenceIn(mail: Mail, language: Language): string | undefined {
  const { words, subject } = mail;
  const { absence, support, received, automatic, subjects } = MACHINE_WORDS[language];
  const isNote = hasPhrase(words, absence) || begins(sentencesOf(mail.own)[0] ?? "", subjects);
  if (isNote && isWholeNote(mail, language) && (mail.own.length <= SHORT_NOTE_CHARACTERS || hasPhrase(words, support)))
    return "absence";
  if (hasPhrase(words, received) && (hasPhrase(words, automatic) || TICKET.test(subject))) return "received";
  const isReceipt = !answersSubject(subject) && hasPhrase(searched(subject), received);
  if (isReceipt && isWholeNote(mail, language)) return "received";
  const said = allPhrases(words, automatic);
  return said.length >= 2 && said.some((phrase) => SURELY_AUTOMATIC.test(folded(phrase))) ? "automatic" : undefined;
}

/** "[#123]", "[Case 00412]", "Ticket#2026": a support desk's number. */
const TICKET = /\[(?:[\p{L} ]{0,20})#? ?\d{2,}\]|(?:ticket|case|vorgang|anfrage|request|incident)[ #:-]{1,3}\d{2,}/iu;

const sentencesOf = (own: string): readonly string[] =>
  own
    .split(/[.!](?=\s+[^\p{Ll}\d]|$)|[;\n。！；]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * Whether every sentence is one of a note. In the sentence with the absence each part between commas must be, too: "I'm away this week,
 * Tuesday is fine" is a person's answer.
 */
function isWholeNote({ own }: Mail, language: Language): boolean {
  const { absence, support, received, automatic, subjects, left } = MACHINE_WORDS[language];
  const isOfNote = (part: string): boolean => {
    const words = searched(part);
    return (
      [absence, support, received, automatic, left].some((list) => hasPhrase(words, list)) ||
      begins(part, subjects) ||
      SMALL.test(part) ||
      GREETING.test(folded(part))
    );
  };
  return sentencesOf(own).every((sentence) =>
    hasPhrase(searched(sentence), absence)
      ? sentence.split(/,\s|、|，|\s(?:but|aber|mais|pero|ma|mas|maar|ale|men|mutta|ama|so)\s/u).every(isOfNote)
      : isOfNote(sentence),
  );
}

/** Numbers, addresses, links, one word, or the name of a person: not what somebody answers. */
const SMALL =
  /^(?:\S{0,200}@\S{1,200}|https?:\S+|[\d\s()+/.-]+|\S{1,20}|\p{Lu}[\p{L}.'-]* \p{Lu}[\p{L}.'-]*(?: \p{Lu}[\p{L}.'-]*)?)$/u;
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|guten (?:tag|morgen|abend)|hallo|sehr geehrte|liebe|lieber|bonjour|bonsoir|madame|monsieur|cher|chere|hola|buenos|buenas|estimad|buongiorno|buonasera|gentile|salve|ciao|ola|bom dia|boa tarde|prezad|caro|cara|beste|geachte|goedendag|hej|hei|god dag|goddag|kare|dzien dobry|szanown|dobry den|vazen|merhaba|sayin|hyva|tervehdys|thank|thanks|danke|vielen dank|merci|gracias|grazie|obrigad|bedankt|dank|dziekuj|tack|tak|takk|kiitos|dekuj|tesekkur|お世話|いつも|您好|你好|感谢|感謝|谢谢)/u;

/** A newsletter's words are in no answer: nothing in the first person singular. */
const isOfList = ({ words }: Mail): boolean => !hasPhrase(words, SINGULAR);
const SINGULAR = FIRST_PERSON.filter(({ phrase }) => !/^(?:we|us|wir|uns|nous|noi|nosotros|wij)$/.test(phrase));
