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
import { acceptBody, type MessagePorts } from "./accept.ts";
import { messageOfMail } from "./email.ts";
import type { KeyCheck } from "./own-key.ts";
import { reasonOf } from "./refused.ts";
import type { Source } from "./sources.ts";

export interface AgainPorts extends MessagePorts {
  /** The configured sources. Throws when the configuration cannot be parsed. */
  readonly sources: () => ReadonlyMap<string, Source>;
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
  const message = await messageOf(body, ports);
  if (!message.ok) {
    await ports.keep(refusedLetter(body, message.error));
    return message.error;
  }
  const { contactId, receipt } = message.value;
  await ports.send(message.value);
  await ports.keep({ queue: "dead-letters", taken: refusedLetterIdOf(ports.systemKey, body), contactId, receipt });
  return null;
}

async function messageOf(body: RefusedBody, ports: AgainPorts): Promise<Result<IngestMessage, string>> {
  const { format, charset, providerId, signedSeconds } = body;
  const [bytes, at] = [keptBytes(body), new Date(body.receivedAt)];
  if (format === "mail") return reasoned(await messageOfMail(bytes, at, ports));
  const source = ports.sources().get(body.source);
  if (!source) return err("source_unknown");
  const accepted = reasoned(await acceptBody({ format, charset, bytes, providerId, signedSeconds, at }, source, ports));
  if (!accepted.ok) return accepted;
  return accepted.value.kind === "ignored" ? err(`ignored:${accepted.value.name}`) : ok(accepted.value.message);
}

const reasoned = <T>(result: Result<T, Parameters<typeof reasonOf>[0]>): Result<T, string> =>
  result.ok ? result : err(reasonOf(result.error));
