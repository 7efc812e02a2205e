// The copy of the list of sources in the Cache API, which outlives an isolate. The Cache API has one store at each location of the platform, and none
// on workers.dev. Its copy has the secrets of the sources, so it is sealed under a subkey of SYSTEM_KEY: this Worker has no other key of the
// installation, and the master key stays with holdpoint-contacts.
import { openText, type Random, sealText } from "../../domain/contact/seal.ts";
import { keyedDigest, shortened } from "../../schema/canonical.ts";
import { DoorSource } from "../../schema/sources.ts";
import type { SourcesCopy } from "./known-sources.ts";

/** As long as an outage may last; a source that was disabled meanwhile is accepted so long by an isolate that begins within it. */
const KEPT_SECONDS = 4 * 24 * 60 * 60;
const CONTEXT = "known-sources:v1";

interface Ports {
  readonly systemKey: string;
  readonly cache: Pick<Cache, "match" | "put">;
  readonly random: Random;
}

export function cachedSources({ systemKey, cache, random }: Ports): SourcesCopy {
  const key = Buffer.from(keyedDigest(systemKey, "known-sources", "key"), "hex");
  // Another installation in the same zone has another name for its copy.
  const url = `https://known-sources.invalid/${shortened(keyedDigest(systemKey, "known-sources", "name"))}`;
  return {
    async read() {
      try {
        const found = await cache.match(url);
        return found ? DoorSource.array().parse(JSON.parse(openText(key, CONTEXT, await found.text()))) : null;
      } catch {
        return null;
      }
    },
    async write(sources) {
      try {
        const headers = { "cache-control": `max-age=${KEPT_SECONDS}` };
        await cache.put(url, new Response(sealText(key, CONTEXT, JSON.stringify(sources), random), { headers }));
      } catch {
        // The next isolate asks the port.
      }
    },
  };
}
