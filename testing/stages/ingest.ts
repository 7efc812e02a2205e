// Sample data of ingest's tests: a contact, signed webhooks of every type of source, and unsubscribe links.
import * as z from "zod";
import { idOf, keyOf, MASTER_KEY, PUBLIC_URL, START, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "../people.ts";
import type { ContactId } from "../../schema/ids.ts";
import { SAMPLE_SOURCES, type SampleSource } from "../../samples/leads.ts";
import { samplePolicy } from "../sample-policy.ts";
import { TEST_SOURCE_SECRETS } from "../secrets.ts";
import { signUnsubscribe, UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { type BodyFormat, CONTENT_TYPES, parseBody } from "../../workers/ingest/body.ts";
import { readSources, SOURCE_TYPES, SOURCES, type SourceType } from "../../workers/ingest/sources.ts";

/** The contact of most tests. No report and no answer of ingest may contain this address. */
export const ADDRESS = "ada.canary@engine.example";
export const person = idOf(ADDRESS);

/** The sources of the samples. The tests make bodies for them field by field (`LEADS`). */
export const NAMED_SOURCES = ["crm", "typeform", "website"] as const satisfies readonly SampleSource[];
const isNamed = (source: string): source is SampleSource => Object.hasOwn(SAMPLE_SOURCES, source);

/** At least one source of each type: the sources of the samples, and one for each type that no sample has. */
const TEST_SOURCES: ReadonlyMap<string, SourceType> = new Map([
  ...NAMED_SOURCES.map((name) => [name, SAMPLE_SOURCES[name]] as const),
  ...SOURCE_TYPES.filter((type) => !NAMED_SOURCES.some((name) => SAMPLE_SOURCES[name] === type)).map(
    (type) => [type.replaceAll("_", "-"), type] as const,
  ),
]);
export const SOURCE_NAMES: readonly string[] = [...TEST_SOURCES.keys()];

export function typeOf(source: string): SourceType {
  const type = TEST_SOURCES.get(source);
  if (type === undefined) throw new Error(`the tests have no source "${source}"`);
  return type;
}

/** A secret in the form of the source's type; another `byte` gives another secret. */
export const secretWith = (source: string, byte: number): string =>
  SOURCES[typeOf(source)].secret.fresh((bytes) => Buffer.alloc(bytes, byte));
const secretOf = (source: string): string => (isNamed(source) ? TEST_SOURCE_SECRETS[source] : secretWith(source, 6));

/** The keys after a rotation: new links are signed with k2, and links with older keys stay valid. */
export const ROTATED_KEYS = UnsubscribeKeys.parse({ current: "k2", keys: { ...UNSUBSCRIBE_KEYS.keys, k2: keyOf(12) } });

/** Texts that no log line and no answer may contain: a part of the contact's address, secrets and keys. */
const CANARIES: readonly string[] = [
  "canary",
  SYSTEM_KEY,
  MASTER_KEY,
  ...SOURCE_NAMES.map(secretOf),
  ...Object.values(ROTATED_KEYS.keys),
];
/** The canaries that occur in the texts. */
export const leaksOf = (texts: readonly string[], more: readonly string[] = []): string[] =>
  [...CANARIES, ...more].filter((canary) => texts.some((text) => text.includes(canary)));

/** The body of an HTTP refusal: a problem document (RFC 9457) without other fields. */
export const PROBLEM = z.strictObject({
  type: z.string().regex(/^urn:holdpoint:problem:[a-z_]+$/),
  title: z.string().min(1),
  status: z.int().min(400),
  field: z.string().optional(),
  how: z.string().optional(),
});

/** Status, headers and body of an answer, for comparing two answers. */
export const whole = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].toSorted(),
  body: await response.text(),
});

/** The names of all properties of the global prototypes. The body of a request must not change them (prototype pollution). */
export const inheritedNames = (): string =>
  [Object, Array, Function, String, Number]
    .flatMap(({ prototype }) => Reflect.ownKeys(prototype))
    .map(String)
    .join(" ");

/** Makes the webhook body of a lead with this address, for each source of the samples. */
export const LEADS: Readonly<Record<SampleSource, (email?: string, more?: object) => object>> = {
  crm: (email = ADDRESS, more = {}) => ({ type: "lead.created", data: { email, name: "Ada", ...more } }),
  typeform: (email = ADDRESS, more = {}) => ({
    event_type: "form_response",
    form_response: {
      form_id: "f1",
      token: `token of ${email}`,
      answers: [
        { type: "email", email },
        { type: "text", text: "Ada", field: { ref: "name" } },
      ],
      ...more,
    },
  }),
  website: (email = ADDRESS, more = {}) => ({ email, name: "Ada", ...more }),
};

/** The parsed example body of a source's type, with its address replaced by `email`. */
export function exampleOf(source: string, email = ADDRESS): object {
  const { format, body, signal } = SOURCES[typeOf(source)].example;
  const parsed = parseBody({ format, bytes: new TextEncoder().encode(body) }, samplePolicy.ingest);
  if (!parsed.ok) throw new Error(`the example of ${typeOf(source)} cannot be read: ${parsed.error.reason}`);
  return z.looseObject({}).parse(JSON.parse(JSON.stringify(parsed.value.value).replaceAll(signal.email, email)));
}

/** The webhook body of a lead with this address, for any source of the tests. */
export const leadOf = (source: string, email = ADDRESS, more: object = {}): object =>
  isNamed(source) ? LEADS[source](email, more) : { ...exampleOf(source, email), ...more };

/** Options for the signature of a webhook. By default it is valid, and signed at the time at which the tests begin. */
export interface Signing {
  readonly id?: string;
  readonly nowSeconds?: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A signed webhook of the source. An object is sent as JSON, or as form fields if the type accepts no JSON; a text is sent
 * unchanged.
 */
export function webhook(
  source: string,
  body: string | Uint8Array<ArrayBuffer> | object,
  signing: Signing = {},
): Request {
  const { accept, sign } = SOURCES[typeOf(source)];
  const format = accept.includes("json") ? "json" : "form";
  const text = typeof body === "string" || body instanceof Uint8Array ? body : TEXT_OF[format](body);
  const signed = sign({
    secret: signing.secret ?? secretOf(source),
    body: text,
    id: signing.id ?? "msg_1",
    nowSeconds: signing.nowSeconds ?? START / 1_000,
  });
  const contentType = signing.contentType ?? CONTENT_TYPES[format];
  return new Request(`${PUBLIC_URL}/webhooks/${source}`, {
    method: "POST",
    headers: { "content-type": contentType, ...signed, ...signing.headers },
    body: text,
  });
}

const TEXT_OF: Readonly<Record<BodyFormat, (fields: object) => string>> = {
  json: (fields) => JSON.stringify(fields),
  form: (fields) => String(new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))),
};

export const linkOf = (contactId: ContactId = person, keys = UNSUBSCRIBE_KEYS): string =>
  `${PUBLIC_URL}/u/${signUnsubscribe(keys, contactId)}`;

/**
 * All sources of the tests, as ingest reads them from its configuration. `secrets` replaces the secrets of a source; `makesIds` marks
 * sources as making ids, or not.
 */
export const sourcesWith = (
  secrets: Readonly<Record<string, readonly object[]>> = {},
  makesIds: Readonly<Record<string, boolean>> = {},
) =>
  readSources({
    SOURCES: JSON.stringify(
      Object.fromEntries([...TEST_SOURCES].map(([name, type]) => [name, { type, makesIds: makesIds[name] }])),
    ),
    SOURCE_SECRETS: JSON.stringify({
      ...Object.fromEntries(SOURCE_NAMES.map((name) => [name, [{ secret: secretOf(name) }]])),
      ...secrets,
    }),
  });
