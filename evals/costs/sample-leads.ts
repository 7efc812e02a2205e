// The cost of models for the sample leads. Each lead is played up to its second message with a counting provider as the model. Tokens and costs
// are read from the LlmCalled events in the log; the caps of requests are read from the provider.
import { eventInRow, type PayloadOf } from "../../schema/events.ts";
import { readWranglerConfig } from "../../local/wrangler-config.ts";
import { workerOf } from "../../local/workers.ts";
import { type Model, openModel } from "../../workers/model/model.ts";
import { modelSettings } from "../../workers/model/settings.ts";
import { played } from "../parity/run.ts";
import { START } from "../../testing/people.ts";
import { sampleFixtures } from "../parity/sample-fixtures.ts";
import { type Counted, countingProvider } from "./provider.ts";

export type Call = PayloadOf<"LlmCalled">;

export interface SampleCosts {
  /** All calls of each sample, by the id of its fixture. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly requests: readonly Counted[];
}

/** The model with the settings of a Worker's wrangler.toml, at a provider in memory. */
function modelOf(role: "planner" | "composer", fetch: typeof globalThis.fetch): Model {
  const { vars } = readWranglerConfig(workerOf(role));
  const variable = (name: string): string => vars[name] ?? "";
  const settings = modelSettings({
    MODEL_ENDPOINT: "https://provider.example",
    MODEL_API_KEY: "any",
    MODEL_NAME: variable("MODEL_NAME"),
    MODEL_PRICES: variable("MODEL_PRICES"),
    MODEL_BODY: variable("MODEL_BODY"),
  });
  return openModel(settings, { fetch, now: () => 0 });
}

export async function sampleCosts(): Promise<SampleCosts> {
  const { fetch, counted } = countingProvider();
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes).map((_, index) => index * 37);
  // No earlier spending: each sample has the whole budget of a day.
  const spend = { read: async () => [] };
  const reasoning = {
    flag: { kind: "on", percent: 100, onlyLowRisk: false },
    lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
    model: modelOf("planner", fetch),
    spend,
    random,
  } as const;
  const writer = { model: modelOf("composer", fetch), spend, random, now: () => new Date(START) };
  const calls = new Map<string, readonly Call[]>();
  for (const fixture of sampleFixtures()) {
    const deployment = await played(fixture, undefined, { reasoning, writer });
    const rows = deployment.streams().flatMap((id) => deployment.streamOf(id).rows);
    const events = rows.map((row) => eventInRow(row));
    calls.set(
      fixture.id,
      events.flatMap((event) => (event.type === "LlmCalled" ? [event.payload] : [])),
    );
  }
  return { calls, requests: counted };
}
