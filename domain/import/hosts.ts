// Reads the domain of a company or of a suppression, as people write one: a URL, `www.`, an address, `@domain`, `*.domain`.
import { isFreeMail, suppressibleDomain } from "../address.ts";
import { CompanyId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Sites on which many companies have a page: such an address is no domain of the company. */
const SHARED_SITES: ReadonlySet<string> = new Set(
  "linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com youtu.be xing.com tiktok.com pinterest.com threads.net vk.com medium.com linktr.ee google.com goo.gl bit.ly yelp.com crunchbase.com github.com wikipedia.org amazon.com etsy.com ebay.com ebay.de t.me wa.me whatsapp.com kununu.com glassdoor.com apple.com".split(
    " ",
  ),
);

export type HostFault = "not_a_domain" | "public_suffix" | "mailbox_provider" | "shared_site";

/** An address of a page may be long; what follows is its query. */
const MOST_CHARACTERS = 300;

/** The host of what is written: without scheme, user, port, path and the signs around it. */
function hostIn(text: string): string {
  const plain = text
    .slice(0, MOST_CHARACTERS)
    .trim()
    .replace(/^["'<(]+/u, "")
    .replace(/["'>),;]+$/u, "");
  const rest = plain.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/|^\/\//iu, "").replace(/[/?#\\].*$/su, "");
  const host = rest.slice(rest.lastIndexOf("@") + 1);
  return host.replace(/:\d{1,5}$/u, "").replace(/^\*?\./u, "");
}

/** The registrable domain of a text, or why it has none: a public suffix, a mailbox provider, or a site of many. */
export function domainIn(text: string): Result<string, HostFault> {
  const host = hostIn(text);
  // A host has a dot, and no blank.
  if (!/[.\u3002\uff0e\uff61]/u.test(host.replace(/[.\u3002]$/u, "")) && !/^(?:com|net|org|[a-z]{2})$/iu.test(host))
    return err("not_a_domain");
  const domain = suppressibleDomain(host);
  if (!domain.ok) return err(domain.error.reason === "public_suffix" ? "public_suffix" : "not_a_domain");
  if (isFreeMail(domain.value)) return err("mailbox_provider");
  return SHARED_SITES.has(domain.value) ? err("shared_site") : ok(domain.value);
}

/** The company that a cell of an export names: its main domain, or its id. A domain was recorded, so it may be one of a site of many. */
export function recordedKeyIn(text: string): Result<string, HostFault> {
  if (CompanyId.safeParse(text).success) return ok(text);
  const domain = suppressibleDomain(text);
  if (!domain.ok) return err(domain.error.reason === "public_suffix" ? "public_suffix" : "not_a_domain");
  return isFreeMail(domain.value) ? err("mailbox_provider") : domain;
}

/** The host of a text, for words about it. */
export const hostText = (text: string): string => hostIn(text).toLowerCase().replace(/\.$/u, "");
