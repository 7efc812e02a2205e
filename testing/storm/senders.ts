// The senders of webhooks: they post the planned leads in time, and what follows each, and write every accepted one into the ledger.
import type { LocalSecrets } from "../../local/secrets.ts";
import { postWebhook } from "../../local/webhook.ts";
import { countRefusal, type Ledger } from "./ledger.ts";
import { type PlannedLead, type PlannedWebhook, plannedLeads } from "./plan.ts";

/** An installation that answers at the moment. */
export interface Target {
  readonly url: string;
  readonly secrets: LocalSecrets;
}

export interface Senders {
  /** The leads that were posted, by number. */
  readonly leads: ReadonlyMap<number, PlannedLead>;
  /** Posts no new lead. Settles when every follow-up was answered with success. */
  finish(): Promise<void>;
}

interface Options {
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly ledger: Ledger;
  /** Null while the installation is down. */
  readonly target: () => Target | null;
  /** Aborted when the storm has ended or failed. */
  readonly signal: AbortSignal;
}

const RETRY_MILLISECONDS = 500;

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function startSenders({ seed, ratePerSecond, ledger, target, signal }: Options): Senders {
  const leads = new Map<number, PlannedLead>();
  const underWay: Promise<void>[] = [];
  let isFinishing = false;

  const send = async (email: string, webhook: PlannedWebhook, isOptOut = false): Promise<boolean> => {
    const at = target();
    return at !== null && postTo(at, { email, webhook, isOptOut }, ledger);
  };
  const follow = async ({ email, follow }: PlannedLead): Promise<void> => {
    if (!follow) return;
    if (!isFinishing) await after(follow.afterMilliseconds);
    // As a provider does: it sends again until it is answered with success.
    while (!signal.aborted && !(await send(email, follow.webhook, follow.kind === "optOut")))
      await after(RETRY_MILLISECONDS);
  };
  const lead = async (planned: PlannedLead): Promise<void> => {
    leads.set(planned.number, planned);
    if (await send(planned.email, planned.webhook)) await follow(planned);
  };
  const flow = async (): Promise<void> => {
    for (const planned of plannedLeads(seed, ratePerSecond)) {
      await after(planned.afterMilliseconds);
      if (isFinishing || signal.aborted) break;
      if (target()) underWay.push(lead(planned));
    }
  };

  const flowing = flow();
  return {
    leads,
    finish: async () => {
      isFinishing = true;
      await flowing;
      await Promise.all(underWay);
    },
  };
}

interface Post {
  readonly email: string;
  readonly webhook: PlannedWebhook;
  readonly isOptOut: boolean;
}

/** Posts once. True when it was accepted. */
export async function postTo(
  { url, secrets }: Target,
  { email, webhook, isOptOut }: Post,
  ledger: Ledger,
): Promise<boolean> {
  try {
    const posted = await postWebhook(url, { ...webhook, secret: secrets.sources[webhook.source] ?? "" });
    if (!posted.ok) countRefusal(ledger, `webhook ${posted.status}`);
    else if (posted.receipt !== null)
      ledger.webhooks.push({ receipt: posted.receipt, email, isOptOut, answeredAt: Date.now() });
    return posted.ok;
  } catch {
    ledger.unanswered += 1;
    return false;
  }
}
