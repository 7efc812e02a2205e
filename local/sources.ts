// The webhook sources of the local installation, as workers/ingest/wrangler.toml names them.
import { readSourceTypes, type SourceType } from "../workers/ingest/sources.ts";
import { workerOf } from "./workers.ts";
import { readWranglerConfig } from "./wrangler-config.ts";

/** The type of each source by its name. Throws an error that names the file when a type does not exist. */
export function localSources(): ReadonlyMap<string, SourceType> {
  const ingest = workerOf("ingest");
  const variable = readWranglerConfig(ingest).vars["SOURCES"] ?? "{}";
  try {
    return readSourceTypes(variable);
  } catch (cause) {
    throw new Error(`${ingest.configPath}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
