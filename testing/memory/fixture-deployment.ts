// The deployment in memory in which a fixture is played. It has its own keys and random bytes, so that the same fixture always
// gives the same log. The parity check compares these logs between two versions of the code.
import type { Random } from "../../domain/contact/seal.ts";
import { signedHeaders } from "../../local/sign.ts";
import { sha256 } from "../../schema/canonical.ts";
import { contactIdOf, type ContactId, type StreamId } from "../../schema/ids.ts";
import type { Message } from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import { acceptWebhook } from "../../workers/ingest/accept.ts";
import { NO_BUDGET } from "../../workers/ingest/budget.ts";
import { configuredSources } from "../../workers/ingest/known-sources.ts";
import { recordOptOut } from "../../workers/ingest/opt-out.ts";
import { readSources, SOURCE_TYPES, SOURCES, type SourceType } from "../../workers/ingest/sources.ts";
import { keyOf, PUBLIC_URL } from "../people.ts";
import type { Models } from "../stages-over.ts";
import { aDeployment } from "./deployment.ts";
import type { Webhook } from "./fixture.ts";

const KEYS = {
  systemKey: "system-key-of-the-parity-fixtures",
  masterKey: keyOf(21),
  unsubscribeKeys: { current: "k1", keys: { k1: keyOf(22) } },
};
/** The name of the one source of this type. Receipts contain the name, so it must not change. */
const nameOf = (type: SourceType): string => type.replaceAll("_", "-");
const secretOf = (type: SourceType): string => SOURCES[type].secret.fresh((bytes) => Buffer.alloc(bytes, 23));
const DEPLOYED = readSources({
  // The receipts of the fixtures follow from their own ids, so they stay the same when a fixture's time changes.
  SOURCES: JSON.stringify(Object.fromEntries(SOURCE_TYPES.map((type) => [nameOf(type), { type, makesIds: true }]))),
  SOURCE_SECRETS: JSON.stringify(
    Object.fromEntries(SOURCE_TYPES.map((type) => [nameOf(type), [{ secret: secretOf(type) }]])),
  ),
});

export const idOf = (email: string): ContactId => contactIdOf(KEYS.systemKey, email);

/** Repeatable random bytes for each stream. They do not depend on other streams, or on how often the stream's object wakes. */
function bytesByStream(): (id: StreamId) => Random {
  const draws = new Map<StreamId, number>();
  return (id) => (bytes) => {
    const draw = (draws.get(id) ?? 0) + 1;
    draws.set(id, draw);
    return Uint8Array.from(Buffer.from(sha256(id, String(draw)), "hex").subarray(0, bytes));
  };
}

interface Given {
  readonly policy: Policy;
  readonly models?: Models;
}

export function fixtureDeployment({ policy, models = {} }: Given) {
  // A fixture has no failures, so each report of an object is an error.
  const report = (incident: object): never => {
    throw new Error(`an object reported: ${JSON.stringify(incident)}`);
  };
  const deployment = aDeployment({
    policy,
    models,
    keys: KEYS,
    random: bytesByStream(),
    inside: (ports) => ({ ...ports, report }),
  });
  /** The results of all webhooks, in order. They are part of the comparison, because senders depend on them. */
  const answers: unknown[] = [];

  return {
    ...deployment,
    answers,

    /** Signs a webhook, sends it through ingest's door and records the result in `answers`. */
    async post({ source: type, id, contentType, body }: Webhook): Promise<void> {
      const [name, at] = [nameOf(type), deployment.now()];
      const nowSeconds = Math.floor(at / 1_000);
      const headers = signedHeaders({ type, secret: secretOf(type), body, id, contentType, nowSeconds });
      const request = new Request(`${PUBLIC_URL}/webhooks/${name}`, { method: "POST", headers, body });
      const accepted = await acceptWebhook(name, request, {
        sources: configuredSources(DEPLOYED),
        budget: NO_BUDGET,
        systemKey: KEYS.systemKey,
        policy: policy.ingest,
        sender: policy.compose.sender.address,
        now: () => new Date(at),
      });
      if (!accepted.ok) answers.push(accepted.error);
      else if (accepted.value.kind === "ignored" || accepted.value.kind === "statement") answers.push(accepted.value);
      else {
        const { kind, message } = accepted.value;
        await (kind === "optOut" ? recordOptOut(message, deployment.optOut) : deployment.send([message]));
        answers.push({ kind, receipt: message.receipt });
      }
    },

    /** Delivers one message. Throws when its stage asks for a retry, because a fixture has no failures. */
    async deliver(message: Message): Promise<void> {
      const { isHandled, lines } = await deployment.deliver(message);
      if (!isHandled) throw new Error(`a message of ${message.queue} was not handled: ${JSON.stringify(lines)}`);
    },
  };
}

export type FixtureDeployment = ReturnType<typeof fixtureDeployment>;
