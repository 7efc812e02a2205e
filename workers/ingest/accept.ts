// Accepts a webhook: reads, verifies, parses and maps it, and makes its queue message. It reads no database, so that accepting a
// lead depends on the queue alone.
import { type ContactId, receiptOf } from "../../schema/ids.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { ingestMessage, type MessageSettings } from "../../domain/ingest-message.ts";
import type { RecordStatement } from "../../schema/company-commands.ts";
import { isBeyond } from "../../domain/forms/read-time.ts";
import { hear } from "../../domain/replies/hear.ts";
import { optOutOf } from "../../domain/rules/opt-out.ts";
import type { RefusedBody } from "../../schema/refused-bodies.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Signal } from "../../schema/signals.ts";
import { openBody, type RawBody, readBody } from "./body.ts";
import type { Budget } from "./budget.ts";
import type { KnownSources, SourceTable } from "./known-sources.ts";
import { MAIL_BODY_BYTES } from "./mail.ts";
import type { Problem } from "./problem.ts";
import { refusedBodyOf } from "./refused.ts";
import { NO_SOURCE, type Source } from "./sources.ts";

/** What a queue message is made from, beside its signal. */
export interface MessagePorts extends MessageSettings {
  readonly now: () => Date;
}

export interface AcceptPorts extends MessagePorts {
  readonly sources: KnownSources;
  readonly budget: Pick<Budget, "over">;
}

/**
 * What an accepted webhook leads to. `queue`: its message goes to the queue. `optOut`: it is recorded before the answer, without
 * the queue. `statement`: it is recorded in a company's stream before the answer. `ignored`: nothing, because Holdpoint does not use this event of the provider.
 */
export type Accepted =
  | { readonly kind: "queue" | "optOut"; readonly message: IngestMessage }
  /** `kept`: the body, for a person, should the port refuse what it states. */
  | { readonly kind: "statement"; readonly message: RecordStatement; readonly at: string; readonly kept?: RefusedBody }
  | { readonly kind: "ignored"; readonly name: string };

/**
 * Why a request is refused: a signature that is not the source's, or an invalid body. `kept` is a body that its source signed, for a person. A body that
 * was never read has none, because nothing says whose it was.
 */
export type Refused =
  | { readonly reason: "unauthorised" }
  /** No list of recorded sources is known: an unknown name may be one of them. */
  | { readonly reason: "sources_unknown" }
  | { readonly reason: "over_budget"; readonly seconds: number }
  | (Problem & { readonly kept?: RefusedBody });

export async function acceptWebhook(
  name: string,
  request: Request,
  ports: AcceptPorts,
): Promise<Result<Accepted, Refused>> {
  const at = ports.now();
  // Everything about the body is checked only after the signature: an earlier 415 would reveal which source names exist.
  const raw = await readBody(request, { bodyBytes: MAIL_BODY_BYTES });
  if (!raw.ok) return raw;
  const verify = ({ get }: SourceTable) => {
    const source = get(name) ?? NO_SOURCE;
    const verified = source.verify({
      headers: request.headers,
      body: raw.value.bytes,
      secrets: source.secrets,
      nowSeconds: Math.floor(at.getTime() / 1_000),
      toleranceSeconds: ports.policy.signatureToleranceSeconds,
    });
    return verified.ok ? { source, ...verified } : null;
  };
  const table = await ports.sources.now();
  // The source, or its newest secret, may have been recorded just now.
  const newer = verify(table) ? null : await ports.sources.newer();
  const verified = verify(newer ?? table);
  if (!verified) return err({ reason: (newer ?? table).isComplete ? "unauthorised" : "sources_unknown" });
  const { source, providerId, signedSeconds } = verified;
  const signed: SignedBody = { ...raw.value, providerId, signedSeconds, at };
  const accepted = await acceptBody(signed, source, ports);
  const seconds = isUnlimited(accepted) ? null : await ports.budget.over(source, contactIn(accepted));
  if (seconds !== null) return err({ reason: "over_budget", seconds });
  const kept = refusedBodyOf(source.name, signed);
  if (!accepted.ok) return err({ ...accepted.error, kept });
  return accepted.value.kind === "statement" ? ok({ ...accepted.value, kept }) : accepted;
}

/** Whether no budget applies: to an opt-out, also to one that a person has to read as such, and to what is not used at all. */
const isUnlimited = (accepted: Result<Accepted, Problem>): boolean =>
  accepted.ok &&
  (accepted.value.kind === "optOut" ||
    accepted.value.kind === "ignored" ||
    (accepted.value.kind === "queue" && endsWriting(accepted.value.message.signal)));

/** Whether a message asks to be left alone, or may do so: also the text of a form, which is a message then. No limit and no list of kinds stops it. */
const endsWriting = (signal: Signal): boolean =>
  signal.kind === "message" && (signal.doubt === "opt_out" || hear(signal, ANY_TIME).class === "unsubscribe");

/** The time of a message is asked for the days that it names, and an opt-out names none. */
const ANY_TIME = "2000-01-01T00:00:00.000Z";

/** The contact whose budget counts; null where the body is of none. */
const contactIn = (accepted: Result<Accepted, Problem>): ContactId | null =>
  accepted.ok && accepted.value.kind === "queue" ? accepted.value.message.contactId : null;

/** A body that its source has signed. */
export interface SignedBody extends RawBody {
  /** The provider's id and the time of the signature, where it covers them. */
  readonly providerId: string | undefined;
  readonly signedSeconds: number | undefined;
  /** When it was received. */
  readonly at: Date;
}

/** Maps a body as its source's are mapped: when it is received, and when a person sends it again. */
export async function acceptBody(
  { providerId: signedId, signedSeconds, at, ...raw }: SignedBody,
  source: Source,
  ports: MessagePorts,
): Promise<Result<Accepted, Problem>> {
  // Only a source that sends mails may send as much as one, which is known after the signature.
  if (!source.open && raw.bytes.length > ports.policy.bodyBytes) return err({ reason: "body_too_large" });
  const parsed = await openBody(raw, ports.policy);
  if (!parsed.ok) return parsed;
  const { format, value } = parsed.value;
  if (!source.accept.includes(format)) return err({ reason: "content_type_unsupported" });
  const mapped = source.map(source.open ? await source.open(value) : value);
  if (!mapped.ok) return mapped;
  if ("ignored" in mapped.value) return ok({ kind: "ignored", name: mapped.value.ignored });
  if ("statement" in mapped.value) {
    if (signedId === undefined) return err({ reason: "payload_unrecognised" });
    const receipt = receiptOf(ports.systemKey, source.name, signedId);
    const message = {
      type: "RecordStatement" as const,
      source: source.name,
      receipt,
      statement: mapped.value.statement,
    };
    return ok({ kind: "statement", message, at: at.toISOString() });
  }
  const { providerId, profile } = mapped.value;
  const refused = kindRefused(source, mapped.value.signal);
  if (refused) return err(refused);
  const signal = withoutFuture(mapped.value.signal, at);
  const madeId = signedId ?? (source.makesIds ? providerId : undefined);
  // A body without a signed header of its time may state one: the same body then always has the same window.
  const signedMs =
    signedSeconds === undefined ? Date.parse(signal.occurredAt ?? at.toISOString()) : signedSeconds * 1_000;
  const message = ingestMessage({ source: source.name, signal, profile, providerId: madeId, signedMs, at }, ports);
  return ok({ kind: optOutOf(signal.kind) ? "optOut" : "queue", message });
}

/**
 * Every source may end the writing to a person; of the other kinds, it may send those that are recorded. A form of which it is in doubt who filled
 * it in is a message, and is a lead's all the same.
 */
const kindRefused = ({ kinds }: Source, signal: Signal): Problem | null => {
  const kind = signal.kind === "message" && signal.doubt === "person" ? "lead" : signal.kind;
  return kinds === null || optOutOf(signal.kind) || kinds.some((one) => one === kind) || endsWriting(signal)
    ? null
    : { reason: "kind_not_allowed", field: signal.kind };
};

/** A time far in the future says nothing of when the signal came, which then counts. It is named. */
function withoutFuture(signal: Signal, at: Date): Signal {
  const { occurredAt, ...rest } = signal;
  if (occurredAt === undefined || !isBeyond(occurredAt, at)) return signal;
  return { ...rest, unread: ["occurredAt", ...(rest.unread ?? [])] };
}
