// Canonical form, comparison key and domain of an e-mail address. The canonical form (canon v1) makes contact ids, so it never
// changes. Comparison keys and domains serve suppression, conversations and the cool-down; they never merge contacts.
import { getDomain, parse } from "tldts";
import { keyedDigest, shortened } from "../schema/canonical.ts";
import type { Lookups } from "../schema/lookups.ts";
import { FREE_MAIL_DOMAINS } from "../schema/free-mail.ts";
import type { SuppressionKind } from "../schema/lists.ts";
import { MAILBOX_RULES } from "../schema/mailbox-rules.ts";
import { err, ok, type Result } from "../schema/result.ts";
import { withoutHidden } from "./visible-text.ts";

/** RFC 5321, 4.5.3.1: 64 octets before the @; a path of 256 leaves 254 characters for the whole address. */
const LOCAL_OCTETS = 64;
const ADDRESS_CHARACTERS = 254;
/** Longer text is refused at once: composition and trimming cannot shorten it to an address. */
const MOST_INPUT_CHARACTERS = 1_000;

const ATOM = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~-]+`;
/** Dot-atoms, with letters of any script (RFC 6531). Quoted local parts are refused: they hide spaces, commas and second @s. */
const LOCAL = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*$`, "u");
/** Letters, digits, and the dots and hyphens of IDNA, so that the URL parser never finds a port, a user or a path. */
const DOMAIN = /^[\p{L}\p{M}\p{N}.\-\u00b7\u3002\uff0e\uff61]+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Canon v1, which never changes: trim, NFC, lower case (local part too), domain in ASCII form (UTS 46 as in the WHATWG URL parser).
 * Look-alikes stay different addresses. Refuses quoted local parts, IP literals and hosts without a dot.
 */
export function canonicalAddress(text: string): Result<string, { reason: "address_invalid" }> {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  if (at < 1 || trimmed.length > MOST_INPUT_CHARACTERS) return err({ reason: "address_invalid" });
  const local = trimmed.slice(0, at).normalize("NFC").toLowerCase().normalize("NFC");
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (domain === undefined || !LOCAL.test(local) || octets(local) > LOCAL_OCTETS)
    return err({ reason: "address_invalid" });
  const address = `${local}@${domain}`;
  return address.length > ADDRESS_CHARACTERS ? err({ reason: "address_invalid" }) : ok(address);
}

const octets = (text: string): number => new TextEncoder().encode(text).length;

function asciiDomain(text: string): string | undefined {
  const host = asciiHost(text);
  return host?.includes(".") ? host : undefined;
}

/** A host name in ASCII form, which may be a single label. */
function asciiHost(text: string): string | undefined {
  if (!DOMAIN.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const host = new URL(`http://${text}`).hostname;
  const labels = host.split(".");
  // A last label without a letter is an IPv4 address, which the URL parser has made decimal.
  return labels.every((label) => LABEL.test(label)) && /[a-z]/.test(labels.at(-1) ?? "") ? host : undefined;
}

const split = (address: string): readonly [local: string, domain: string] => {
  const at = address.lastIndexOf("@");
  return [address.slice(0, at), address.slice(at + 1)];
};

/**
 * One key for all spellings of a mailbox: no plus-tag, at some providers no dots, one domain per provider. For suppression,
 * for conversations and for the cool-down; it merges no contacts. It suppresses too much rather than too little: a plus that is part of a name is cut, too.
 */
export function comparisonKey(address: string): string {
  const [local, domain] = split(address);
  const untagged = local.split("+")[0] || local;
  const rule = MAILBOX_RULES.find(({ domains }) => domains.includes(domain));
  if (rule === undefined) return `${untagged}@${domain}`;
  const plain = rule.ignored.reduce((name, character) => name.replaceAll(character, ""), untagged);
  return `${plain || untagged}@${rule.domains[0]}`;
}

/** Whether two canonical addresses are spellings of one mailbox. */
export const isSameMailbox = (one: string, other: string): boolean => comparisonKey(one) === comparisonKey(other);

/**
 * The registered domain by the public suffix list, with its private part: neighbours under `github.io` are different registrants.
 * For an address directly at a public suffix, the host.
 */
export function registrableDomain(address: string): string {
  const host = split(address)[1];
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/** What people write around a domain: `@example.com`, `.example.com`, `*.example.com`, and the root's dot at its end. */
const AROUND_DOMAIN = /^(?:@|\*?\.)|[.\u3002\uff0e\uff61]$/gu;

/** A domain that the suppression list cannot have: no domain at all, or a public suffix (in ASCII form). */
export type NotSuppressible =
  | { readonly reason: "domain_invalid" }
  | { readonly reason: "public_suffix"; readonly domain: string };

/**
 * The registrable domain that a list entry for the typed domain covers. The list is read by registrable domain, so an entry for
 * `mail.example.com` covers `example.com`: too much rather than too little.
 *
 * A public suffix is refused: each name below `co.uk` or `uk` is another registrable domain, so the entry would cover no company,
 * and a person would believe that it covers them all. The suffixes of hosting providers (`github.io`) are refused for the same reason.
 * A provider's own people with addresses directly at its suffix have to be suppressed one address at a time.
 */
export function suppressibleDomain(text: string): Result<string, NotSuppressible> {
  const host = asciiHost(text.trim().replace(AROUND_DOMAIN, ""));
  if (host === undefined) return err({ reason: "domain_invalid" });
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  if (domain !== null) return ok(domain);
  // A single word that is on no list of suffixes (`acme`) is not a domain.
  return err(isIcann || isPrivate ? { reason: "public_suffix", domain: host } : { reason: "domain_invalid" });
}

/** Whether the public may get addresses at the domain, so that it does not identify an employer. */
export const isFreeMail = (domain: string): boolean => FREE_MAIL_DOMAINS.has(getDomain(domain) ?? domain);

/** ASCII letters may appear with Latin ones; a local part in another script may have only ASCII digits and signs. */
const SCRIPTS: readonly RegExp[] = [
  /^[\p{ASCII}\p{Script_Extensions=Latin}]*$/u,
  ...["Greek", "Cyrillic", "Armenian", "Georgian", "Hebrew", "Arabic", "Devanagari", "Thai", "Hangul"].map((script) =>
    withoutLatin(`\\p{Script_Extensions=${script}}`),
  ),
  withoutLatin("\\p{Script_Extensions=Han}\\p{Script_Extensions=Hiragana}\\p{Script_Extensions=Katakana}"),
];

function withoutLatin(letters: string): RegExp {
  return new RegExp(`^(?:(?![a-z])[\\p{ASCII}${letters}])*$`, "u");
}

/**
 * A canonical address for display. The domain is already ASCII. A local part that mixes scripts, or has letters that only look like
 * letters (mathematical, full-width), has its non-ASCII characters written as `\u{…}`.
 */
export function shownAddress(address: string): string {
  const [local, domain] = split(address);
  const isPlain = local.normalize("NFKC") === local && SCRIPTS.some((script) => script.test(local));
  return `${isPlain ? local : escapeNonAscii(local)}@${domain}`;
}

const escapeNonAscii = (text: string): string =>
  text.replace(/\P{ASCII}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/**
 * The digits of a phone number as a person sees it, with a leading + where the country is given (a plus before the first digit, or `00`; a
 * `(0)` is dropped). Undefined below five digits. No country is guessed: a number without one equals only itself.
 */
export function canonicalPhone(text: string): string | undefined {
  const plain = withoutHidden(text.slice(0, 64).normalize("NFKC")).replace("(0)", "");
  const digits = plain.replace(/\D/g, "");
  if (digits.length < 5) return undefined;
  if (/^\D*\+/.test(plain)) return `+${digits}`;
  return digits.startsWith("00") ? `+${digits.slice(2)}` : digits;
}

/**
 * The digest of one list entry. `value` has the form that `lookupsOf` uses: canonical address, comparison key, registrable domain,
 * canonical phone.
 */
export const suppressionDigest = (systemKey: string, kind: SuppressionKind, value: string): string =>
  shortened(keyedDigest(systemKey, `suppress:${kind}`, value));

/** All lookup digests of a person. `address` is canonical; `phone` is as written, and gives no digest when it is not a number. */
export function lookupsOf(
  systemKey: string,
  { address, phone }: { address: string; phone?: string | undefined },
): Lookups {
  const number = phone === undefined ? undefined : canonicalPhone(phone);
  return {
    address: suppressionDigest(systemKey, "address", address),
    comparison: suppressionDigest(systemKey, "comparison", comparisonKey(address)),
    domain: suppressionDigest(systemKey, "domain", registrableDomain(address)),
    ...(number === undefined ? {} : { phone: suppressionDigest(systemKey, "phone", number) }),
  };
}
