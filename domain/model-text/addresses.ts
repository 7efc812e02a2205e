// Finds e-mail addresses in running text: written plainly, in quotes, encoded, spaced out, and spelled ("ada at engine dot
// example"). Every pattern is bounded, or begins only where a word begins, so that the search is linear.
import type { Found } from "./plain-view.ts";

const ADDRESS = "[address]";

/** The characters of an address in running text, and a place where it can begin. An apostrophe belongs to it within a word. */
const CHARACTER = String.raw`[^\s@<>"'(),;:[\]]`;
const BEGIN = String.raw`(?<!${CHARACTER})(?<![\p{L}\p{N}]')`;
const LOCAL = String.raw`(?:${CHARACTER}|(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}]))+`;
/** A host has a letter, or is a number of the internet protocol. `5@10` is no address. */
const HOST = String.raw`(?:(?:\d{1,3}\.){3}\d{1,5}|(?=[^\s@<>"'(),;:[\]\p{L}]*\p{L})${CHARACTER}+)`;
const LITERAL = String.raw`\[(?:\d{1,3}(?:\.\d{1,3}){3}|ipv6:[\da-f:.]{2,45})\]`;

/** `name` written with letters, digits, dots and dashes only, at most as long as a local part may be. */
const ATOM = String.raw`[\p{L}\p{N}_+-]{1,64}`;
const ATOM_BEGIN = String.raw`(?<![\p{L}\p{N}_+-])`;
const ENCODED_AT = "(?:%40|&#0{0,4}64;|&#x0{0,4}40;|&commat;)";
const DOTTED = String.raw`${ATOM}(?:\.${ATOM}){0,6}`;
const TOP = String.raw`\.\p{L}[\p{L}\p{N}-]{1,23}(?![\p{L}\p{N}])`;

const AT_WORD = "(?:at|ät|arroba|arobase|chiocciola|klammeraffe)";
const DOT_WORD = "(?:dot|punkt|point|punto|ponto)";
const SIGN_WORD = "(?:underscore|unterstrich|dash|hyphen|minus|bindestrich|plus)";
const AT_BRACKETED = String.raw`\s{0,2}[[({<]\s?(?:${AT_WORD}|@|a)\s?[\])}>]\s{0,2}`;
const DOT_SPELLED = String.raw`(?:\s{0,2}[[({<]\s?(?:${DOT_WORD}|\.)\s?[\])}>]\s{0,2}|\s${DOT_WORD}\s)`;
const LOCAL_SPELLED = String.raw`${ATOM}(?:(?:\.|${DOT_SPELLED}|\s${SIGN_WORD}\s)${ATOM}){0,4}`;
const HOST_SPELLED = String.raw`${ATOM}(?:(?:\.|${DOT_SPELLED})${ATOM}){1,4}`;
/** The same with at least one dot that is spelled: "dot" beside "at" is said of addresses only. */
const HOST_WITH_SPELLED_DOT = String.raw`${ATOM}(?:\.${ATOM}){0,3}(?:${DOT_SPELLED}${ATOM}){1,4}(?:\.${ATOM}){0,2}`;

const WRITTEN = new RegExp(
  [
    String.raw`"[^"\n]{1,64}"@(?:${HOST}|${LITERAL})`,
    String.raw`${BEGIN}${LOCAL}(?:@(?:${HOST}|${LITERAL}))+`,
    String.raw`${ATOM_BEGIN}${DOTTED}${ENCODED_AT}${DOTTED}`,
    // Spaced out: the host needs a dot, because "meet @ noon" is no address.
    String.raw`${ATOM_BEGIN}${DOTTED}\s{0,2}@\s{0,2}${DOTTED}${TOP}`,
    String.raw`${ATOM_BEGIN}${LOCAL_SPELLED}${AT_BRACKETED}${HOST_SPELLED}`,
    String.raw`${ATOM_BEGIN}${LOCAL_SPELLED}\s${AT_WORD}\s${HOST_WITH_SPELLED_DOT}`,
  ].join("|"),
  "giu",
);

/** "ada.lovelace at engine.example": an address if the name has the form of a mailbox, or if the words before speak of one. */
const AT_A_HOST = new RegExp(String.raw`${ATOM_BEGIN}${DOTTED}\s${AT_WORD}\s${ATOM}(?:\.${ATOM}){0,3}${TOP}`, "giu");
const MAILBOX = /^(?=[^\s]*\p{L})[^\s]*[._\d][^\s]*\s/u;
const SPEAKS_OF_MAIL = /(?:mail|address|adresse|courriel|correo|reach|write|contact|kontakt|schreib)[^\n@.]{0,24}$/iu;
/** Words before "at" that are no mailbox. */
const NO_MAILBOX =
  /^(?:i|you|he|she|it|we|they|me|him|her|us|them|am|are|is|was|were|be|been|here|there|now|look|looking|work|works|working|worked|based|available|found|online|team|staff|people|everyone|and|or|only|also)\s/iu;

const ENDS_A_SENTENCE = /[.!?…*_~|]+$/u;

export function addressesIn(view: string): Found[] {
  return [...view.matchAll(WRITTEN)].map(({ 0: found, index }) => ({
    at: index,
    end: index + found.replace(ENDS_A_SENTENCE, "").length,
    as: ADDRESS,
  }));
}

/** Addresses that only their neighbourhood tells from a sentence about a place. */
export function addressesAtAHost(view: string): Found[] {
  return [...view.matchAll(AT_A_HOST)].flatMap(({ 0: found, index }) => {
    const before = view.slice(Math.max(0, index - 40), index);
    const isMailbox = MAILBOX.test(found) || (SPEAKS_OF_MAIL.test(before) && !NO_MAILBOX.test(found));
    return isMailbox ? [{ at: index, end: index + found.length, as: ADDRESS }] : [];
  });
}
