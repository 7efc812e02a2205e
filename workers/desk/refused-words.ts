// What a refused body says, for the page that shows it: its fields where it is small JSON or a form, else its text. All of it is a stranger's. And why it
// was refused, in words.
import { decoded } from "../../domain/charset.ts";
import { urlencodedIn } from "../../domain/forms/urlencoded.ts";
import { jsonIn } from "../../schema/json.ts";
import { isCut, keptBytes, type RefusedBody } from "../../schema/refused-bodies.ts";

/** A page shows so many characters; the API gives the whole body. */
const SHOWN_CHARACTERS = 20_000;
/** Deeper JSON, or JSON of more values, is shown as text: a page nests an element for each level. */
const SHOWN_DEPTH = 20;
const SHOWN_VALUES = 500;

export interface ShownBody {
  /** Fields as a list of them, or a text. */
  readonly value: unknown;
  /** Whether less is shown than was received. */
  readonly isClipped: boolean;
}

export function shownBody(body: RefusedBody): ShownBody {
  const bytes = keptBytes(body);
  // Bytes that are no text become U+FFFD: a person sees that something stood there.
  const text = decoded(bytes, body.charset) ?? new TextDecoder().decode(bytes);
  const clipped = { value: text.slice(0, SHOWN_CHARACTERS).toWellFormed(), isClipped: true };
  if (text.length > SHOWN_CHARACTERS) return clipped;
  return { value: fieldsOf(body, text) ?? text, isClipped: isCut(body) };
}

/** The fields; null for a text without any, or with too many. */
function fieldsOf({ format, charset }: RefusedBody, text: string): unknown {
  const value = format === "json" ? jsonIn(text) : format === "form" ? urlencodedIn(text, charset) : null;
  return isShort(value) ? value : null;
}

/** Whether the value is within the limits. Without recursion: a body of brackets may be as deep as it is long. */
function isShort(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > SHOWN_DEPTH || count > SHOWN_VALUES) return false;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return true;
}

/** A reason by its first word; `FIELD` stands for the field that it names. */
const REASONS: Readonly<Record<string, string>> = {
  not_json: "it is no JSON",
  charset_invalid: "its bytes are no text in the encoding that it states",
  too_deep: "it is nested too deep",
  too_many_keys: "it has too many fields",
  body_too_large: "it is too large",
  content_type_unsupported: "its source does not send this content type",
  content_encoding_unsupported: "it is compressed",
  payload_unrecognised: "it has not the shape of its source’s type",
  field_missing: "FIELD is missing",
  field_invalid: "FIELD cannot be read",
  public_suffix: "its domain is a public suffix, below which each name is another registrant’s",
  free_mail: "its domain is a public mailbox provider’s, and no company’s",
  company_unknown: "it states a fact of a company that is not recorded",
  company_merged: "its company was merged into another one, which goes on for both",
  too_many_facts: "its company has as many facts as can count",
  receipt_conflict: "another body has its id",
  kind_not_allowed: "its source may not send this kind",
  source_unknown: "its source is no longer configured",
  ignored: "no event that is used",
  retries_exhausted: "it could not be taken in a hundred tries",
};
const HOW: Readonly<Record<string, string>> = {
  of_another: "the only one is labelled as another person’s",
  no_text: "it is no text",
  too_long: "it is too long",
  no_at: "it has no @",
  several: "there are several",
  comma_in_domain: "a comma stands for a dot",
  dot_before_at: "a dot is where none may be",
  among_words: "it stands among words",
  malformed: "it is malformed",
};

/** Why a body was refused, in words; null for a reason of another release. */
export function refusalText(code: string): string | null {
  const [reason = "", field = "", how = ""] = code.split(":");
  const words = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  if (words === undefined) return null;
  const text = words.replace("FIELD", () => (field === "email" ? "an address" : `“${field}”`));
  return Object.hasOwn(HOW, how) ? `${text}: ${HOW[how]}` : text;
}
