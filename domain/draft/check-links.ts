// What leads somewhere: links, addresses, telephone numbers, markup. Whatever a mail program might make clickable or load is one.
import { isSamePhone, phonesIn, replaceAddresses } from "./contact-details.ts";
import { fold } from "./draft-text.ts";

/** `<a`, `</a`, `<!--`, and entities that become such when somebody decodes them. */
const TAG = /<\s{0,3}[a-z/!?]|&(?:[a-z]{2,10}|#x?[0-9a-f]{1,7});/iu;
/** Markdown: images and links, code, headings, emphasis. */
const MARKDOWN = /!?\[[^[\]\n]{0,300}\]\s?[([]|```|^ {0,3}#{1,6} |\*\*|__\S|~~/mu;

/** A draft is plain text. */
export const hasMarkup = (folded: string): boolean => TAG.test(folded) || MARKDOWN.test(folded);

/** A scheme and what follows it; `//host`; `\\host`. */
const SCHEME = /(?<![\p{L}\p{N}+.-])[\p{L}][\p{L}\p{N}+.-]{1,20}:(?=\S)\S*|[\\/]{2}\S*/gu;
/** Not a scheme: a time, a label such as `Norway:yes`. What is one, with or without slashes. */
const KNOWN_SCHEME =
  /^(?:h..ps?|ftps?|javascript|vbscript|data|file|blob|mailto|tel|sms|about|view-source|whatsapp|tg|intent|ws|wss|cid):/iu;
/** A label, a dot, and something that may be a top-level domain. */
const HOST =
  /(?<![\p{L}\p{N}@_-])[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,10}\.(?:xn--[\p{L}\p{N}-]{1,59}|\p{L}{2,24})(?![\p{L}\p{N}_-])(?:[/:?#]\S*)?/gu;
const IP = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/u;
/** `evil[.]example`, `evil (dot) example`, `evil dot com`. */
const DEFANGED =
  /[[({]\s?(?:\.|dot|punkt|at|@)\s?[\])}]|\p{L}\s\.\s\p{L}|\p{L}\s(?:dot|punkt)\s(?:com|net|org|io|co|info|biz|app|dev|example|de|at|ch|eu|uk|me|ly|xyz)(?!\p{L})/iu;

/** Abbreviations of two parts, which only look like hosts. */
const NO_HOST = /^(?:e\.g|i\.e|a\.m|p\.m|z\.b|d\.h|u\.a)$/iu;
const ENDS_A_SENTENCE = /[.,;:!?)'"\]]+$/u;
/** A page of ours: nothing behind it that could say who reads it, or send them on. */
const PAGE = /^https:\/\/([a-z0-9.-]+)(?:\/[a-z0-9/_-]*)?$/;
const BARE_PAGE = /^([a-z0-9.-]+)(?:\/[a-z0-9/_-]*)?$/;

/** Whether the text leads to a host that is not on the list, or hides where it leads. `text` is as written, but for hidden characters. */
export function hasForeignLink(text: string, hosts: readonly string[]): boolean {
  const folded = fold(text);
  if (DEFANGED.test(folded) || IP.test(folded)) return true;
  // An address is judged as one.
  const found = [
    ...(folded.match(SCHEME) ?? []).filter(leads),
    ...(replaceAddresses(folded, () => " ").match(HOST) ?? []),
  ];
  return found
    .map((link) => link.replace(ENDS_A_SENTENCE, ""))
    .filter((link) => !NO_HOST.test(link))
    .some((link) => !isOurs(link, text, hosts));
}

const leads = (found: string): boolean =>
  found.startsWith("//") || found.startsWith("\\\\") || found.includes(":/") || KNOWN_SCHEME.test(found);

/** Only as it stands on the list, letter by letter: what had to be folded to look like it is another host. */
function isOurs(link: string, text: string, hosts: readonly string[]): boolean {
  const host = (PAGE.exec(link) ?? BARE_PAGE.exec(link))?.[1];
  return host !== undefined && hosts.includes(host) && text.includes(link);
}

export interface Reachable {
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
}

/** Whether it names an address, or a handle, that is neither theirs nor ours. */
export function hasForeignAddress(folded: string, { addresses }: Reachable): boolean {
  const known = new Set(addresses.map((address) => fold(address).toLowerCase()));
  return replaceAddresses(folded, (address) =>
    known.has(address.replace(ENDS_A_SENTENCE, "").toLowerCase()) ? " " : address,
  ).includes("@");
}

const DIGIT_WORD =
  "zero|nought|null|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|eins|zwei|drei|vier|sieben|acht|neun";
/** Seven digits spoken one by one. */
const SPOKEN = new RegExp(`(?<!\\p{L})(?:(?:${DIGIT_WORD})[\\s,-]{1,3}){6}(?:${DIGIT_WORD})(?!\\p{L})`, "iu");

/** Whether it names a telephone number that is neither theirs nor ours. */
export const hasForeignPhone = (folded: string, { phones }: Reachable): boolean =>
  SPOKEN.test(folded) || phonesIn(folded).some((found) => !phones.some((known) => isSamePhone(found, known)));
