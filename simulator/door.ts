// The public endpoints of ingest, called with real requests: a signed webhook, and a POST to an unsubscribe link.
import { signedHeaders } from "../local/sign.ts";
import { NO_BUDGET } from "../workers/ingest/budget.ts";
import { configuredSources } from "../workers/ingest/known-sources.ts";
import type { ContactId } from "../schema/ids.ts";
import type { Signal } from "../schema/signals.ts";
import { signUnsubscribe } from "../domain/unsubscribe-token.ts";
import type { Surroundings } from "./consumers.ts";
import { type Actor, anActor, through } from "./call-gate.ts";
import { secretOf, type SourceName, sourcesOf, TYPES_OF, UNMAPPED_LABEL } from "./form-sources.ts";

/** The `type` of the Standard Webhooks envelope for each kind of signal. */
const TYPES = {
  lead: "lead.created",
  message: "message.received",
  bounce: "contact.bounced",
  complaint: "contact.complained",
  unsubscribe: "contact.unsubscribed",
  outcome: "outcome.reported",
  activity: "activity.reported",
  history: "history.imported",
} as const;

/** A webhook as its sender stores it. A repeated webhook has the same id, which a form does not send. */
export interface Webhook {
  readonly id: string;
  readonly signal: Signal;
  /** Default: the CRM. */
  readonly source?: SourceName;
  /** The form's label of the address is not mapped: it is refused until a person adds the mapping. */
  readonly isUnmapped?: true;
}

export interface Door {
  /** Sends a webhook once. Throws when there was no answer. */
  post(webhook: Webhook, actor: Actor): Promise<{ readonly status: number; readonly receipt: string | null }>;
  /** Posts the unsubscribe link of a contact. */
  unsubscribe(contactId: ContactId, actor: Actor): Promise<number>;
}

export function ingestDoor(around: Surroundings): Door {
  const { system, gate, ledger, policy, ports } = around;

  async function ask(request: Request): Promise<Response> {
    const actor = anActor("ingest door");
    const app = system.door.ingestApp({
      sources: configuredSources(sourcesOf(around)),
      budget: NO_BUDGET,
      systemKey: around.systemKey,
      policy: policy.ingest,
      sender: policy.compose.sender.address,
      now: () => new Date(around.now()),
      send: (message) => gate.call(actor, "ingest.send", () => around.put("ingest", [message])),
      keep: (letter) => gate.call(actor, "dead-letters.send", () => around.deadLetter(letter)),
      optOut: {
        port: ports.open("ingest", actor),
        list: through(gate, actor, "list", ledger.list),
        crm: through(gate, actor, "crm", around.crm),
        systemKey: around.systemKey,
      },
      unsubscribeKeys: around.unsubscribeKeys,
      checkKey: async () => "agrees",
      report: () => undefined,
    });
    const response = await Promise.race([app.fetch(request), actor.died]);
    if (!actor.isAlive()) return actor.died;
    return response;
  }

  return {
    async post({ id, signal, source = "crm", isUnmapped = false }, actor) {
      const { kind, email, ...fields } = signal;
      const data = isUnmapped ? { [UNMAPPED_LABEL]: email, ...fields } : { email, ...fields };
      const body = JSON.stringify(source === "form" ? data : { type: TYPES[kind], data });
      const nowSeconds = Math.floor(around.now() / 1_000);
      const headers = signedHeaders({
        type: TYPES_OF[source],
        secret: secretOf(source),
        body,
        id,
        contentType: "application/json",
        nowSeconds,
      });
      const request = new Request(`https://desk.example/webhooks/${source}`, { method: "POST", headers, body });
      return gate.call(actor, "door.webhook", async () => {
        const response = await ask(request);
        const answer = (await response.json()) as { receipt?: string };
        return { status: response.status, receipt: answer.receipt ?? null };
      });
    },
    async unsubscribe(contactId, actor) {
      const url = `https://desk.example/u/${signUnsubscribe(around.unsubscribeKeys, contactId)}`;
      const request = new Request(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      });
      return gate.call(actor, "door.unsubscribe", async () => (await ask(request)).status);
    },
  };
}
