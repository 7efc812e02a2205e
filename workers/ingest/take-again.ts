// The queue side of refused bodies: what a person sent again from the desk is mapped as its source's webhooks are now. A signal of it goes to the
// queue as from the door, under the receipt that its sender's own retry has; one that is refused again returns to the desk with its new reason.
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import {
  type BodyTaken,
  keptBytes,
  RefusedBody,
  refusedLetter,
  refusedLetterIdOf,
} from "../../schema/refused-bodies.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { retryDelaySeconds } from "../../schema/retry-delay.ts";
import type { Delivery } from "../stage/delivery.ts";
import { type Accepted, acceptBody, type MessagePorts } from "./accept.ts";
import { recordStatement, type StatementPorts } from "./statement.ts";
import { messageOfMail } from "./email.ts";
import type { KeyCheck } from "./own-key.ts";
import { reasonOf } from "./refused.ts";
import type { SourceTable } from "./known-sources.ts";

export interface AgainPorts extends MessagePorts {
  readonly statements: StatementPorts;
  /** The sources as they are now. Throws when the configuration cannot be parsed. */
  readonly sources: () => Promise<Pick<SourceTable, "get">>;
  readonly checkKey: () => Promise<KeyCheck>;
  readonly send: (message: IngestMessage) => Promise<void>;
  /** Sends to the dead letters: a body that is refused again, or that it was taken. */
  readonly keep: (letter: PoisonMessage | BodyTaken) => Promise<void>;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly report: (line: Readonly<Record<string, unknown>>) => void;
}

/** Whether a delivery of the queue is a refused body; every other is the stage's. */
export const isRefusedBody = ({ body }: Pick<Delivery, "body">): boolean => RefusedBody.safeParse(body).success;

/** Takes each body alone. Every delivery is acknowledged or retried; the function does not throw. */
export async function takeAgain(deliveries: readonly Delivery[], ports: AgainPorts): Promise<void> {
  for (const delivery of deliveries) {
    try {
      const reason = await takeOne(RefusedBody.parse(delivery.body), ports);
      ports.report({ stage: "ingest", again: reason ?? "taken" });
      delivery.ack();
    } catch (error) {
      ports.report({ stage: "ingest", again: "failed", error: error instanceof Error ? error.name : "unknown" });
      delivery.retry({ delaySeconds: retryDelaySeconds(delivery.attempts, ports.random()) });
    }
  }
}

/** Returns why the body is refused again; null when it was taken. */
async function takeOne(body: RefusedBody, ports: AgainPorts): Promise<string | null> {
  // Under another key the lead would be another contact's.
  const key = await ports.checkKey();
  if (key !== "agrees") throw new Error(`key_${key}`);
  const accepted = await acceptedOf(body, ports);
  const reason = accepted.ok ? await given(accepted.value, ports) : accepted.error;
  if (!accepted.ok || reason !== null) {
    await ports.keep(refusedLetter(body, reason ?? ""));
    return reason;
  }
  const { message } = accepted.value;
  const whose = "contactId" in message ? { contactId: message.contactId } : {};
  const taken = refusedLetterIdOf(ports.systemKey, body);
  await ports.keep({ queue: "dead-letters", taken, ...whose, receipt: message.receipt });
  return null;
}

/** Sends a signal on, or records a statement about a company. Returns why the statement is refused again. */
async function given(accepted: Taken, ports: AgainPorts): Promise<string | null> {
  if (accepted.kind === "statement") {
    const problem = await recordStatement(accepted, ports.statements);
    return problem && reasonOf(problem);
  }
  await ports.send(accepted.message);
  return null;
}
type Taken = Exclude<Accepted, { kind: "ignored" }>;

async function acceptedOf(body: RefusedBody, ports: AgainPorts): Promise<Result<Taken, string>> {
  const { format, charset, providerId, signedSeconds } = body;
  const [bytes, at] = [keptBytes(body), new Date(body.receivedAt)];
  if (format === "mail") {
    const mail = reasoned(await messageOfMail(bytes, at, ports));
    return mail.ok ? ok({ kind: "queue", message: mail.value }) : mail;
  }
  const source = (await ports.sources()).get(body.source);
  if (!source) return err("source_unknown");
  const accepted = reasoned(await acceptBody({ format, charset, bytes, providerId, signedSeconds, at }, source, ports));
  if (!accepted.ok) return accepted;
  return accepted.value.kind === "ignored" ? err(`ignored:${accepted.value.name}`) : ok(accepted.value);
}

const reasoned = <T>(result: Result<T, Parameters<typeof reasonOf>[0]>): Result<T, string> =>
  result.ok ? result : err(reasonOf(result.error));
