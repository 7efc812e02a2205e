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
  /** Posts this many leads at once. Settles when each is answered. */
  burst(count: number): Promise<void>;
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
  const plan = plannedLeads(seed, ratePerSecond);
  const posts: Promise<boolean>[] = [];
  const followUps: Promise<void>[] = [];
  const finishing = new AbortController();
  const isFinishing = (): boolean => finishing.signal.aborted || signal.aborted;

  const send = async (email: string, webhook: PlannedWebhook, isOptOut = false): Promise<boolean> => {
    const at = target();
    return at !== null && postTo(at, { email, webhook, isOptOut }, ledger);
  };
  const follow = async ({ email, follows }: PlannedLead): Promise<void> => {
    for (const { kind, webhook, afterMilliseconds } of follows) {
      if (!isFinishing()) await after(afterMilliseconds);
      // As a provider does: it sends again until it is answered with success.
      while (!signal.aborted && !(await send(email, webhook, kind === "optOut"))) await after(RETRY_MILLISECONDS);
    }
  };
  const post = async (planned: PlannedLead): Promise<boolean> => {
    leads.set(planned.number, planned);
    const isAccepted = await send(planned.email, planned.webhook);
    if (isAccepted) followUps.push(follow(planned));
    return isAccepted;
  };
  const flow = async (): Promise<void> => {
    while (!isFinishing()) {
      const planned = plan.next().value;
      await after(planned.afterMilliseconds);
      if (target()) posts.push(post(planned));
    }
  };

  const flowing = flow();
  return {
    leads,
    burst: async (count) => {
      const some = Array.from({ length: count }, () => post(plan.next().value));
      posts.push(...some);
      await Promise.all(some);
    },
    finish: async () => {
      finishing.abort();
      await flowing;
      await Promise.all(posts);
      await Promise.all(followUps);
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
      ledger.webhooks.push({ id: webhook.id, receipt: posted.receipt, email, isOptOut, answeredAt: Date.now() });
    return posted.ok;
  } catch {
    ledger.unanswered += 1;
    return false;
  }
}
