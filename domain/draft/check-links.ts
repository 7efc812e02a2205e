// Rules against links, addresses, telephone numbers and markup in a draft. Everything that a mail program might make clickable or
// load counts.
import { isSamePhone, phonesIn, replaceAddresses } from "./contact-details.ts";
import { fold } from "./draft-text.ts";

/** `<a`, `</a`, `<!--`, and entities that decode to them. */
const TAG = /<\s{0,3}[a-z/!?]|&(?:[a-z]{2,10}|#x?[0-9a-f]{1,7});/iu;
/** Markdown: images and links, code, headings, emphasis. */
const MARKDOWN = /!?\[[^[\]\n]{0,300}\]\s?[([]|```|^ {0,3}#{1,6} |\*\*|__\S|~~/mu;

/** Whether the text has HTML or Markdown. A draft is plain text. */
export const hasMarkup = (folded: string): boolean => TAG.test(folded) || MARKDOWN.test(folded);

/** A scheme with what follows it, `//host`, or `\\host`. */
const SCHEME = /(?<![\p{L}\p{N}+.-])[\p{L}][\p{L}\p{N}+.-]{1,20}:(?=\S)\S*|[\\/]{2}\S*/gu;
/** Schemes that count with or without slashes. Other text before a colon, such as `10:30` or `Norway:yes`, is not a scheme. */
const KNOWN_SCHEME =
  /^(?:h..ps?|ftps?|javascript|vbscript|data|file|blob|mailto|tel|sms|about|view-source|whatsapp|tg|intent|ws|wss|cid):/iu;
/** A label, a dot, and a word that may be a top-level domain. */
const HOST =
  /(?<![\p{L}\p{N}@_-])[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,10}\.(?:xn--[\p{L}\p{N}-]{1,59}|\p{L}{2,24})(?![\p{L}\p{N}_-])(?:[/:?#]\S*)?/gu;
const IP = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/u;
/** `evil[.]example`, `evil (dot) example`, `evil dot com`. */
const DEFANGED =
  /[[({]\s?(?:\.|dot|punkt|at|@)\s?[\])}]|\p{L}\s\.\s\p{L}|\p{L}\s(?:dot|punkt)\s(?:com|net|org|io|co|info|biz|app|dev|example|de|at|ch|eu|uk|me|ly|xyz)(?!\p{L})/iu;

/** Abbreviations of two parts, which only look like hosts. */
const NO_HOST = /^(?:e\.g|i\.e|a\.m|p\.m|z\.b|d\.h|u\.a)$/iu;
const ENDS_A_SENTENCE = /[.,;:!?)'"\]]+$/u;
/** A page of ours, without a query, fragment or port: those could identify the reader or redirect them. */
const PAGE = /^https:\/\/([a-z0-9.-]+)(?:\/[a-z0-9/_-]*)?$/;
const BARE_PAGE = /^([a-z0-9.-]+)(?:\/[a-z0-9/_-]*)?$/;

/** Whether the text links to a host that is not on the list, or disguises a link. `text` is unfolded, without hidden characters. */
export function hasForeignLink(text: string, hosts: readonly string[]): boolean {
  const folded = fold(text);
  if (DEFANGED.test(folded) || IP.test(folded)) return true;
  // E-mail addresses are removed first: `hasForeignAddress` judges them.
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

/** The link must be in the original text letter by letter: a host that only folding makes equal to ours is another host. */
function isOurs(link: string, text: string, hosts: readonly string[]): boolean {
  const host = (PAGE.exec(link) ?? BARE_PAGE.exec(link))?.[1];
  return host !== undefined && hosts.includes(host) && text.includes(link);
}

export interface Reachable {
  readonly addresses: readonly string[];
  readonly phones: readonly string[];
}

/** Whether the text has an address or a handle that belongs neither to the person nor to us. */
export function hasForeignAddress(folded: string, { addresses }: Reachable): boolean {
  const allowed = new Set(addresses.map((address) => fold(address).toLowerCase()));
  return replaceAddresses(folded, (address) =>
    allowed.has(address.replace(ENDS_A_SENTENCE, "").toLowerCase()) ? " " : address,
  ).includes("@");
}

const DIGIT_WORD =
  "zero|nought|null|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|eins|zwei|drei|vier|sieben|acht|neun";
/** Seven digits written as words. */
const SPOKEN = new RegExp(`(?<!\\p{L})(?:(?:${DIGIT_WORD})[\\s,-]{1,3}){6}(?:${DIGIT_WORD})(?!\\p{L})`, "iu");

/** Whether the text has a telephone number that belongs neither to the person nor to us. */
export const hasForeignPhone = (folded: string, { phones }: Reachable): boolean =>
  SPOKEN.test(folded) || phonesIn(folded).some((found) => !phones.some((known) => isSamePhone(found, known)));
