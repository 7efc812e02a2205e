// The webhook sources of the local installation, as workers/ingest/wrangler.toml names them.
import { z } from "zod";
import { workerOf } from "./workers.ts";
import { readWranglerConfig } from "./wrangler-config.ts";

export const SourceType = z.enum(["standard_webhooks", "typeform", "signed_form"]);
export type SourceType = z.infer<typeof SourceType>;

const Sources = z.record(z.string(), z.object({ type: SourceType }));

/** Every source by name, with how it signs. */
export function readSources(): ReadonlyMap<string, SourceType> {
  const sources = Sources.parse(JSON.parse(readWranglerConfig(workerOf("ingest")).vars["SOURCES"] ?? "{}"));
  return new Map(Object.entries(sources).map(([name, { type }]) => [name, type]));
}
