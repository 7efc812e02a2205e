// Who and what the tests of ingest are about: a person, webhooks as their sources sign them, unsubscribe links.
import { z } from "zod";
import { MASTER_KEY, START } from "../contact/scenario.ts";
import { type ContactId, contactIdOf } from "../../schema/ids.ts";
import { signedHeaders } from "../../local/sign.ts";
import { TEST_SOURCE_SECRETS } from "../secrets.ts";
import { SYSTEM_KEY } from "./people.ts";
import { signUnsubscribe, UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { readSources } from "../../workers/ingest/sources.ts";

/** The person of most tests. Nothing that ingest reports or answers may hold this address. */
export const ADDRESS = "ada.canary@engine.example";
export const person = contactIdOf(SYSTEM_KEY, ADDRESS);
export const idOf = (address: string): ContactId => contactIdOf(SYSTEM_KEY, address);

export const TYPES = { crm: "standard_webhooks", typeform: "typeform", website: "signed_form" } as const;
export type SourceName = keyof typeof TYPES;
export const SOURCE_NAMES = ["crm", "typeform", "website"] as const satisfies readonly SourceName[];

const base64 = (byte: number) => Buffer.alloc(32, byte).toString("base64");
export const KEYS = UnsubscribeKeys.parse({ current: "k1", keys: { k1: base64(11) } });
/** The same deployment after its keys were rotated: new links by k2, old ones still open. */
export const ROTATED_KEYS = UnsubscribeKeys.parse({ current: "k2", keys: { ...KEYS.keys, k2: base64(12) } });

/** What a log line or an answer must never hold: a person, a secret, a key. */
const CANARIES: readonly string[] = [
  "canary",
  SYSTEM_KEY,
  MASTER_KEY,
  ...Object.values(TEST_SOURCE_SECRETS),
  ...Object.values(ROTATED_KEYS.keys),
];
export const leaksOf = (texts: readonly string[], more: readonly string[] = []): string[] =>
  [...CANARIES, ...more].filter((canary) => texts.some((text) => text.includes(canary)));

/** The body of a refusal: RFC 9457, and nothing else in it. */
export const PROBLEM = z.strictObject({
  type: z.string().regex(/^urn:holdpoint:problem:[a-z_]+$/),
  title: z.string().min(1),
  status: z.int().min(400),
  field: z.string().optional(),
});

/** A whole answer, for comparing. */
export const whole = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].toSorted(),
  body: await response.text(),
});

/** What every object inherits. A body must not change it. */
export const inheritedNames = (): string =>
  [Object, Array, Function, String, Number]
    .flatMap(({ prototype }) => Reflect.ownKeys(prototype))
    .map(String)
    .join(" ");

/** A lead of this address as each source says it. */
export const LEADS: Readonly<Record<SourceName, (email?: string, more?: object) => object>> = {
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

/** How a request is signed, and with what; by default as the source does it, at the time the tests begin. */
export interface Signing {
  readonly id?: string;
  readonly nowSeconds?: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const HERE = "https://desk.example";

/** A webhook as its source sends it: an object as JSON, a text as it is. */
export function webhook(source: SourceName, body: string | object, signing: Signing = {}): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signed = signedHeaders({
    type: TYPES[source],
    secret: signing.secret ?? TEST_SOURCE_SECRETS[source],
    body: text,
    id: signing.id ?? "msg_1",
    contentType: signing.contentType ?? "application/json",
    nowSeconds: signing.nowSeconds ?? START / 1_000,
  });
  return new Request(`${HERE}/webhooks/${source}`, {
    method: "POST",
    headers: { ...signed, ...signing.headers },
    body: text,
  });
}

export const linkOf = (contactId: ContactId = person, keys = KEYS): string =>
  `${HERE}/u/${signUnsubscribe(keys, contactId)}`;

/** The sources of the tests, each with its one secret unless others are given. */
export const sourcesWith = (secrets: Readonly<Record<string, readonly object[]>> = {}) =>
  readSources({
    SOURCES: JSON.stringify(Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, { type }]))),
    SOURCE_SECRETS: JSON.stringify({
      ...Object.fromEntries(Object.entries(TEST_SOURCE_SECRETS).map(([name, secret]) => [name, [{ secret }]])),
      ...secrets,
    }),
  });
