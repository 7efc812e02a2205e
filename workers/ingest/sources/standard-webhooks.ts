// Standard Webhooks (standardwebhooks.com), symmetric signatures: `v1,<base64>` over "id.timestamp.body". The body is Holdpoint's
// own envelope `{ type, timestamp, data }`; each type's `data` is described at its mapper.
import * as z from "zod";
import { Day } from "../../../schema/formats.ts";
import { Activity, Flag, Outcome, ReplyClass } from "../../../schema/lists.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { ReadHeader, ReportedRecipient } from "../../../schema/hearing.ts";
import { bothEnds } from "../../../domain/replies/own-words.ts";
import { MailThread, SIGNAL_LIMITS, type UnreadField } from "../../../schema/signals.ts";
import { openMail } from "../mail.ts";
import { type Answer, answersIn } from "../../../domain/forms/answers.ts";
import { entriesOf, type Fields, isPresent, pickFields } from "../../../domain/forms/labels.ts";
import type { SourceLabels } from "../../../schema/source-labels.ts";
import { personIn, unknownEvent } from "../../../domain/forms/events.ts";
import { readTime } from "../../../domain/forms/read-time.ts";
import { signedWebhook, webhookKey, webhookSignature } from "../../../domain/standard-webhooks.ts";
import { manyLines, oneLine, profileOf } from "../../../domain/forms/values.ts";
import { ignored, mapped, mappedForm, type MapPayload, type MapResult, personOf } from "../map/mapped.ts";
import type { Problem } from "../problem.ts";
import { anyMatches, freshTimestamp, liveSecrets, REFUSED, type Sign, type Verify } from "../signing.ts";
import type { SourceKind } from "../source-kind.ts";

const SECRET_PREFIX = "whsec_";
/**
 * The specification requires 24 to 64 bytes. A key below 16 bytes can be guessed, and text that is not base64 gives an empty key.
 */
const KEY_BYTES = 16;
/** Printable, without the dot that separates the signed parts, so that "id.timestamp.body" is unambiguous. */
const MESSAGE_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

const verify: Verify = (request) => {
  const { headers, body, secrets, nowSeconds } = request;
  // Svix, from which the specification came, sends its own names.
  const name = headers.has("webhook-id") ? "webhook" : "svix";
  const id = headers.get(`${name}-id`);
  const timestamp = freshTimestamp(`${name}-timestamp`, request);
  if (id === null || !MESSAGE_ID.test(id) || timestamp === undefined) return REFUSED;
  const expected = liveSecrets(secrets, nowSeconds)
    .map(webhookKey)
    .filter((key) => key.length >= KEY_BYTES)
    .map((key) => webhookSignature(key, { id, timestamp: String(timestamp), body }));
  // Several stand between blanks, or between commas where a header was sent twice.
  const given = (headers.get(`${name}-signature`) ?? "").split(/,?\s+/u);
  return anyMatches(given, expected) ? { ok: true, providerId: id } : REFUSED;
};

const sign: Sign = ({ secret, body, id, nowSeconds }) => signedWebhook(secret, { id, seconds: nowSeconds, body });

const Envelope = z.object({ type: z.string(), timestamp: z.unknown().optional(), data: z.unknown().optional() });

interface Received {
  readonly fields: Fields;
  readonly data: ReadonlyMap<string, unknown>;
  readonly email: string;
  /** When it happened; where that cannot be read, it is named in `unread`. */
  readonly times: Times;
}
interface Times {
  readonly occurredAt: string | undefined;
  readonly unread?: readonly UnreadField[];
}

const TYPES: Readonly<Record<string, (received: Received) => MapResult>> = {
  "message.received": mapMessage,
  "contact.bounced": ({ email, times }) => mapped({ kind: "bounce", email, ...times }),
  "contact.complained": ({ email, times }) => mapped({ kind: "complaint", email, ...times }),
  "contact.unsubscribed": ({ email, times }) => mapped({ kind: "unsubscribe", email, ...times }),
  "outcome.reported": mapOutcome,
  "activity.reported": mapActivity,
  "history.imported": mapHistory,
};
/** For these the address is all that is needed, wherever it stands. */
const OPT_OUT_TYPES: ReadonlySet<string> = new Set(["contact.bounced", "contact.complained", "contact.unsubscribed"]);

/** The message id is in a signed header, so the mapping returns none. */
const map: MapPayload = (payload, labels) => {
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success) return err({ reason: "payload_unrecognised" });
  const { type, timestamp, data: given } = envelope.data;
  if (type === "lead.created") return mapLead(given, timestamp, labels);
  const mapType = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (mapType === undefined) return mapUnknown(type, given);
  const data = entriesOf(given);
  const fields = pickFields(data);
  const email = personIn(fields.email, OPT_OUT_TYPES.has(type) ? given : undefined);
  if (!email.ok) return email;
  const times = timesOf(fields.occurredAt ?? timestamp);
  return mapType({ fields, data: new Map(data), email: email.value, times });
};

/** A lead as any form tool names its fields. Its time may stand in the envelope. */
function mapLead(data: unknown, timestamp: unknown, labels?: SourceLabels): MapResult {
  const stated: readonly Answer[] =
    typeof timestamp === "string" || typeof timestamp === "number"
      ? [{ labels: ["occurred_at"], path: [], values: [timestamp] }]
      : [];
  const form = mappedForm([...answersIn(entriesOf(data).length === 0 ? {} : data), ...stated], labels);
  return form.ok && "signal" in form.value
    ? ok({ signal: form.value.signal, ...(form.value.profile === undefined ? {} : { profile: form.value.profile }) })
    : form;
}

/** An event that we do not know: a person decides about one that may be an opt-out, and others are not used. */
function mapUnknown(type: string, data: unknown): MapResult {
  const doubted = unknownEvent(type, data);
  return doubted === null ? ignored(type) : mapped(doubted);
}

function timesOf(value: unknown): Times {
  const occurredAt = isPresent(value) ? readTime(value) : undefined;
  return occurredAt === null ? { occurredAt: undefined, unread: ["occurredAt"] } : { occurredAt };
}

/** The times, with one more field that could not be read. */
const withUnread = (times: Times, field: UnreadField | undefined): Times =>
  field === undefined ? times : { ...times, unread: [...(times.unread ?? []), field] };

/**
 * `{ email, name?, subject?, text?, auto_submitted?, headers? }`, or `{ raw }`, a whole mail in base64, whose fields they are then. Without a text, the
 * subject is the text. Of a long text both ends are kept: some people write below what they quote.
 */
function mapMessage({ fields, data, email, times }: Received): MapResult {
  const subject = oneLine(fields.subject);
  const whole = manyLines(fields.text, Number.POSITIVE_INFINITY);
  const text = whole === undefined ? subject : bothEnds(whole, SIGNAL_LIMITS.message);
  if (text === undefined) return err({ reason: "field_missing", field: "text" });
  const autoSubmitted = isAutoSubmitted(data.get("auto_submitted"));
  const message = { kind: "message", email, name: personOf(fields).name, subject, text, autoSubmitted, ...times };
  const [headers, reports] = [headersOf(data.get("headers")), reportsOf(data.get("reports"))];
  return mapped({ ...message, headers, reports, thread: threadOf(data.get("thread")) });
}

/** The headers that the readers look at, cut; undefined without any. */
function headersOf(given: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const found = ReadHeader.options.flatMap((name) => {
    const value = Object.hasOwn(given, name) ? oneLine((given as Record<string, unknown>)[name]) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The recipients of a delivery report; undefined where they are none. */
const reportsOf = (given: unknown): readonly ReportedRecipient[] | undefined =>
  z
    .array(ReportedRecipient)
    .min(1)
    .safeParse(Array.isArray(given) ? given.slice(0, SIGNAL_LIMITS.reports) : undefined).data;

/** Where the mail stands in its conversation; undefined where it stands alone, or the value is no thread. */
function threadOf(given: unknown): MailThread | undefined {
  const { data: thread } = MailThread.safeParse(given);
  return thread && (thread.id !== undefined || thread.references.length > 0) ? thread : undefined;
}

/** A boolean, or the value of RFC 3834's Auto-Submitted header: any value but "no" marks a machine's mail. */
function isAutoSubmitted(value: unknown): boolean | undefined {
  if (!isPresent(value)) return undefined;
  if (typeof value === "boolean") return value;
  return typeof value === "string" ? !/^(?:no|false)\b/i.test(value.trim()) : undefined;
}

/**
 * `{ email, outcome, until? }`. `until` is a day or a time, and says of `not_ready` from when on to write again. One that cannot be read is named in
 * `unread`.
 */
function mapOutcome({ data, email, times }: Received): MapResult {
  const outcome = Outcome.safeParse(data.get("outcome"));
  if (!outcome.success) return err({ reason: "field_invalid", field: "outcome" });
  const given = outcome.data === "not_ready" ? data.get("until") : undefined;
  const until = isPresent(given) ? dayIn(given) : undefined;
  const stated = { kind: "outcome", email, outcome: outcome.data, until: until ?? undefined };
  return mapped({ ...stated, ...withUnread(times, until === null ? "until" : undefined) });
}

/** The day as it is written, or of a time in UTC. */
function dayIn(given: unknown): string | null {
  const written = Day.safeParse(typeof given === "string" ? given.trim().slice(0, DAY_CHARACTERS) : given);
  return written.success ? written.data : (readTime(given)?.slice(0, DAY_CHARACTERS) ?? null);
}

/** Of a time, the day is enough. */
const DAY_CHARACTERS = "2026-11-28".length;

/** `{ email, activity }`. */
function mapActivity({ data, email, times }: Received): MapResult {
  const activity = Activity.safeParse(data.get("activity"));
  return activity.success
    ? mapped({ kind: "activity", email, activity: activity.data, ...times })
    : err({ reason: "field_invalid", field: "activity" });
}

const Sends = z.array(z.string()).default([]);
const Messages = z.array(z.object({ at: z.string(), class: ReplyClass })).default([]);
const Flags = z.array(Flag).default([]);

/**
 * `{ email, name?, company?, title?, phone?, linkedin?, sends?, messages?: [{ at, class }], flags? }`. Every value must be valid: an import
 * can be repeated.
 */
function mapHistory({ fields, data, email, times }: Received): MapResult {
  const [sends, messages, flags] = [
    Sends.safeParse(data.get("sends")),
    Messages.safeParse(data.get("messages")),
    Flags.safeParse(data.get("flags")),
  ];
  if (!sends.success) return err({ reason: "field_invalid", field: "sends" });
  if (!messages.success) return err({ reason: "field_invalid", field: "messages" });
  if (!flags.success) return err({ reason: "field_invalid", field: "flags" });
  const sendTimes = allTimes(sends.data, "sends");
  if (!sendTimes.ok) return sendTimes;
  const messageTimes = allTimes(
    messages.data.map(({ at }) => at),
    "messages",
  );
  if (!messageTimes.ok) return messageTimes;
  const dated = messages.data.map((message, i) => ({ ...message, at: messageTimes.value[i] ?? "" }));
  const person = personOf(fields);
  const isUnread = isPresent(fields.phone) && person.phone === undefined;
  const history = {
    kind: "history",
    email,
    ...person,
    ...withUnread(times, isUnread ? "phone" : undefined),
    sends: latest(sendTimes.value, (at) => at),
    messages: latest(dated, ({ at }) => at),
    flags: [...new Set(flags.data)],
  };
  return mapped(history, { profile: profileOf(fields.profile) });
}

function allTimes(texts: readonly string[], field: "sends" | "messages"): Result<readonly string[], Problem> {
  const times = texts.map(readTime);
  return times.includes(null) ? err({ reason: "field_invalid", field }) : ok(times.filter((time) => time !== null));
}

/** In order of time; beyond the limit, the latest, which decisions use. */
const latest = <T>(items: readonly T[], timeIn: (item: T) => string): readonly T[] =>
  items.toSorted((a, b) => (timeIn(a) < timeIn(b) ? -1 : timeIn(a) > timeIn(b) ? 1 : 0)).slice(-SIGNAL_LIMITS.history);

export const standardWebhooks: SourceKind = {
  verify,
  sign,
  map,
  open: openMail,
  accept: ["json"],
  secret: {
    form: `\`${SECRET_PREFIX}\` and 24 to 64 bytes in base64`,
    fresh: (random) => SECRET_PREFIX + Buffer.from(random(32)).toString("base64"),
  },
  example: {
    format: "json",
    body: JSON.stringify({
      type: "lead.created",
      timestamp: "2026-03-02T09:00:00Z",
      data: {
        email: "ada@example.com",
        name: "Ada Winter",
        company: "Winter & Co",
        title: "Head of Sales",
        message: "Please send a quote.",
      },
    }),
    signal: {
      kind: "lead",
      email: "ada@example.com",
      name: "Ada Winter",
      company: "Winter & Co",
      title: "Head of Sales",
      text: "Please send a quote.",
      occurredAt: "2026-03-02T09:00:00.000Z",
    },
  },
};
