// Tells what form programs put into a submission from what a person answered: ids, addresses of pages, browsers, secrets.
import { fieldOf, wordsOf } from "./labels.ts";
import type { Scalar } from "./values.ts";

/** Names of entries that no person answered. */
const TECHNICAL =
  /^(?:(?:(?:form|form element|event|submission|response|respondent|lead|contact|user|ad|adset|adgroup|campaign|page|post|site|account|workspace|portal|object|entry|unique|visitor|session|client|run|signal|creative|google|api|webhook|request|message|transaction|payment|hubspot|hs|team|receipt|landing page|source|g|question|consent|organic|upload server|trigger|widget|advertiser|contact form|munchkin|survey|ga client|li fat) )?(?:id|ids|uid|uuid|guid|ip|key|secret|token|nonce|signature|password|csrf|captcha|recaptcha|hcaptcha|turnstile|hash|slug|ref|version|schema|url|uri|referer|referrer url|path|locale)|id|kind|type|source|event|event type|event name|object|action|status|score|verdict|provenance|policy|receipt|signal|flags|sends|run id|timestamp|time stamp|utm \w+|utm|gclid|fbclid|msclkid|gcl id|hutk|user agent|useragent|remote ip|ip address|page url|page name|page title|page path|site url|source url|powered by|form|form name|form title|formtitle|form mode|form type|form element id|honeypot|honey|bot field|gotcha|cookie\w*|trigger|trigger type|method|landed at|vid|canonical vid|network|platform|is test|test lead|lead type|is organic|is contact|api version|campaign\w*|campaign name|ad name|adset name|adgroup name|creative\w*|post id|transaction id|payment\w*|created by|create date|createdate|created date|date updated|updated at|updatedat|last modified date|lastmodifieddate|last updated at|is starred|is read|is favourite|currency|submit|submit source|build date|js execution tracker|time to submit|completion time|event source|webhook url|webhook sent|spam|spam reason|username|pretty|auto submitted|portal|profile token|handshake key|unread|field type|variant|etag|internal name|item number|first initial|last initial|namespace|revision|lifecycle ?stage|hs \w+(?: \w+){0,6}|num(?: \w+){0,2} conversion events|field structure|form structure|submitter|versioned lead gen form urn|sponsored account|published path|archived|channel|range|column start|row start|time submitted|create time|parent vid|formid|form vid|oid|ret ?url|mkt trk|topic|fbp|fbc|ttclid|screen resolution|time ?zone|landing page|(?:first|last) touch \w+|(?:g )?recaptcha response|h ?captcha response|cf turnstile response|csrf token|csrfmiddlewaretoken)$/u;

/** Whether an entry is the form program's own, and no answer. A name that begins with an underscore is one of a program, unless it names a field. */
export const isTechnical = (label: string): boolean => {
  const words = wordsOf(label).join(" ");
  if (TECHNICAL.test(words)) return !/^(?:linkedin|profile|website|company) url$/u.test(words);
  return /^_+[a-z0-9]/iu.test(label) && fieldOf(label) === undefined;
};

/** Whether a field is one that the page filled in: Typeform's and Tally's hidden fields. */
export const isHidden = (type: string | undefined): boolean =>
  type !== undefined && /^hidden(?:_?fields?)?$/iu.test(type);

/** Technical names that are a question on other forms: "Status", "Source", "Type of kitchen" as "Type". */
const ASKED =
  /^(?:status|source|type|kind|action|event|object|method|platform|network|version|path|score|policy|payment|creative|currency|locale|ref|trigger|spam|key|variant|revision|channel|range|event type|event name|topic|landing page|time ?zone)$/u;

/** Whether a person may have answered below the name as well. */
export const mayBeAsked = (label: string): boolean =>
  ASKED.test(wordsOf(label).join(" ")) || /^_+[a-z0-9]/iu.test(label);

/** Whether a value is in a person's words: several of them, or one with a capital letter. Names of a program, addresses and times are not. */
export function isInWords(value: Scalar): boolean {
  if (typeof value !== "string") return false;
  const text = value.trim();
  if (/^(?:\w+:\/\/|mozilla\/|urn:|[{[])/iu.test(text)) return false;
  const words = text
    .split(/\s+/u)
    .filter((word) => /\p{L}{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word));
  return words.length > 1 || /^\p{Lu}\p{Ll}[\p{L}\p{M}'’-]*[.!]?$/u.test(text) || /^[^\p{ASCII}\p{N}]{2,}$/u.test(text);
}

/** Whether an entry says from which page the visitor was sent: "Referrer" is a person on other forms. */
export const isPage = (label: string, value: Scalar): boolean =>
  /(?:^| )referr?er$/u.test(wordsOf(label).join(" ")) && /^(?:https?:\/)?\/\S*$/iu.test(String(value).trim());
