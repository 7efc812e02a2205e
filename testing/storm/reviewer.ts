// The reviewer of a storm: reads the open holds through the desk's API and decides each one as planned, until nothing is left to decide.
import * as z from "zod";
import { LOCAL_PERSON } from "../../local/secrets.ts";
import { jsonIn } from "../../schema/json.ts";
import { type ClickType, countRefusal, type Ledger } from "./ledger.ts";
import { numberIn, type PlannedLead } from "./plan.ts";
import type { Target } from "./senders.ts";

const OpenHold = z.object({
  holdId: z.string(),
  streamId: z.string(),
  runId: z.string(),
  kind: z.enum(["preview", "draft"]),
  shown: z.object({ email: z.string().nullable() }),
});
export type OpenHold = z.infer<typeof OpenHold>;
const Page = z.object({ items: z.array(OpenHold), next: z.string().nullable() });

/** A failed request that was answered. */
class Refused extends Error {}

async function request({ url, secrets }: Target, path: string, body?: object): Promise<unknown> {
  const response = await fetch(new URL(`/api/v1${path}`, url), {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${secrets.desk[LOCAL_PERSON]}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(`${response.status}`);
  return jsonIn(text);
}

/** All open holds. Throws when the desk does not answer. */
export async function openHolds(desk: Target): Promise<readonly OpenHold[]> {
  const holds: OpenHold[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: z.output<typeof Page> = Page.parse(await request(desk, `/holds?limit=100&cursor=${cursor}`));
    holds.push(...page.items);
    cursor = page.next;
  }
  return holds;
}

const Drawn = z.object({ digest: z.string() });

/**
 * Opens the hold and clicks once, with the fields that the form on its page sends, and writes a click that was answered with success
 * into the ledger.
 */
export async function click(desk: Target, type: ClickType, hold: OpenHold, ledger: Ledger): Promise<void> {
  const { streamId: contactId, runId } = hold;
  const why = type === "reject" ? { why: "not now" } : {};
  try {
    const { digest } = Drawn.parse(await request(desk, `/holds/${hold.holdId}`));
    await request(desk, `/holds/${hold.holdId}/${type}`, { contactId, runId, digest, ...why });
    ledger.clicks.push({ type, holdId: hold.holdId, answeredAt: Date.now() });
  } catch (cause) {
    if (cause instanceof Refused) countRefusal(ledger, `${type} ${cause.message}`);
    else ledger.unanswered += 1;
  }
}

/** The clicks that a hold gets, all at once. */
export function clicksOn({ kind, shown }: OpenHold, leads: ReadonlyMap<number, PlannedLead>): readonly ClickType[] {
  const lead = leads.get(numberIn(shown.email ?? "") ?? 0);
  if (!lead) return [];
  if (kind === "preview") return lead.confirms ? ["confirm"] : [];
  return { approve: ["approve"], twice: ["approve", "approve"], reject: ["reject"], nothing: [] }[
    lead.decides
  ] as readonly ClickType[];
}

export interface Reviewer {
  /** Whether the last reading found nothing to decide. */
  readonly isDone: () => boolean;
  stop(): Promise<void>;
}

interface Options {
  readonly ledger: Ledger;
  readonly leads: ReadonlyMap<number, PlannedLead>;
  /** Null while the installation is down. */
  readonly target: () => Target | null;
  /** Aborted when the storm has ended or failed. */
  readonly signal: AbortSignal;
}

const PAUSE_MILLISECONDS = 250;
/** A person with a few open tabs. */
const AT_ONCE = 4;

export function startReviewer({ ledger, leads, target, signal }: Options): Reviewer {
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted || signal.aborted;
  let isDone = false;
  const turn = async (): Promise<void> => {
    const desk = target();
    if (!desk) return;
    const holds = await openHolds(desk).catch(() => null);
    const decidable = holds?.filter((hold) => clicksOn(hold, leads).length > 0) ?? [];
    isDone = holds !== null && decidable.length === 0;
    const isUp = (): boolean => !isStopped() && target()?.url === desk.url;
    for (let from = 0; from < decidable.length && isUp(); from += AT_ONCE) {
      const some = decidable.slice(from, from + AT_ONCE);
      await Promise.all(some.flatMap((hold) => clicksOn(hold, leads).map((type) => click(desk, type, hold, ledger))));
    }
  };
  const work = async (): Promise<void> => {
    while (!isStopped()) {
      await turn();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  };
  const working = work();
  return {
    isDone: () => isDone,
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}
