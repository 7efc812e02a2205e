// Plays the story of the sample past in a deployment in memory: the product's own objects and stages, with the keys of the installation and an
// earlier clock. The result is what the databases are to have. A scripted model stands where a model would be, and is named so.
import type { Random } from "../../domain/contact/seal.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";
import type { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import type { Past } from "../../local/past.ts";
import type { OutboxRow } from "../../schema/errands.ts";
import { FactId } from "../../schema/ids.ts";
import { logSigner } from "../../schema/log-signature.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { keptWrites } from "../../testing/memory/kept-writes.ts";
import { memoryRoleFits } from "../../testing/twins/memory-role-fits.ts";
import { openActors } from "./actors.ts";
import { SAMPLE_MODEL, sampleModel } from "./model.ts";
import { PAST_COMPANIES, PAST_DAYS, pastStory } from "./story.ts";
import { openTimeline } from "./timeline.ts";

export interface PastKeys {
  readonly systemKey: string;
  readonly masterKey: string;
  /** The value of `LOG_KEY`. */
  readonly logKey: string;
  readonly unsubscribeKeys: UnsubscribeKeys;
}

interface Playing {
  readonly keys: PastKeys;
  readonly random: Random;
  /** When the past ends, in milliseconds. */
  readonly end: number;
  /** Where the links of messages lead. */
  readonly publicUrl: string;
  readonly seed: number;
}

/** Half of the contacts are drawn for a model's plan. */
const REASONING = {
  flag: { kind: "on", percent: 50, onlyLowRisk: false },
  lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
} as const;
/** So long before its end, the reviewer closes what is still open. */
const CLOSING_MS = 6 * HOUR_MS;

export async function playPast({ keys, random, end, publicUrl, seed }: Playing): Promise<Past> {
  const start = end - (PAST_DAYS + 1) * DAY_MS;
  const { contacts, receipts, written } = keptWrites();
  const outbox: OutboxRow[] = [];
  const deployment = aDeployment({
    keys: { ...keys, signer: logSigner(keys.logKey) },
    random: () => random,
    start,
    publicUrl,
    outbox: { put: async (row) => void outbox.push(row) },
    around: (parts) => ({ ...parts, crm: written(parts.crm) }),
  });
  const { list, spend, pass, now, streams, streamOf } = deployment;
  const asking = { model: sampleModel(seed, { pass }), spend, list, random, now: () => new Date(now()) };
  deployment.deploy({
    reasoning: { ...asking, ...REASONING },
    writer: asking,
    judge: { ...asking, name: SAMPLE_MODEL, fits: memoryRoleFits() },
  });

  await recordCompanies(deployment, end);
  const timeline = openTimeline(deployment);
  const actors = openActors({ deployment, timeline, seed });
  const story = pastStory(seed, end);
  for (const one of story) actors.write(one);
  await timeline.runUntil(end - CLOSING_MS);
  for (const one of story) await actors.close(one);

  const shipments = streams().map((id) => shipmentOf(id, streamOf(id), 0));
  return { shipments, contacts, receipts, outbox };
}

/** Records the known companies, each with its industry. */
async function recordCompanies({ companies, now }: ReturnType<typeof aDeployment>, end: number): Promise<void> {
  const observedAt = new Date(now()).toISOString();
  const by = "samples";
  for (const { name, domain, industry } of PAST_COMPANIES) {
    await companies({ type: "PutCompany", company: domain, name, domains: [], status: "known", by });
    await companies({
      type: "PutFact",
      company: domain,
      factId: FactId.parse("fact_industry"),
      kind: "industry",
      value: industry,
      source: "sample",
      method: "sample",
      confidence: 10_000,
      found: true,
      observedAt,
      expiresAt: new Date(end + 90 * DAY_MS).toISOString(),
      by,
    });
  }
}
