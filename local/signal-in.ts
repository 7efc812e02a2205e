// What ingest would understand a body to say, by its very own mappings: whose address it carries, above all.
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Signal } from "../schema/signals.ts";
import { parseBody } from "../workers/ingest/body.ts";
import { mapForm } from "../workers/ingest/map/form.ts";
import { mapStandardWebhooks } from "../workers/ingest/map/standard-webhooks.ts";
import { mapTypeform } from "../workers/ingest/map/typeform.ts";
import type { SourceType } from "./sources.ts";

const MAPS = { standard_webhooks: mapStandardWebhooks, typeform: mapTypeform, signed_form: mapForm } as const;

interface Body {
  readonly type: SourceType;
  /** Form fields when its name ends in `.form`, else JSON. */
  readonly file: string;
  readonly body: string;
}

/** What ingest would make of a body; null when it would refuse or ignore it. */
export function signalIn({ type, file, body }: Body): Signal | null {
  const format = file.endsWith(".form") ? ("form" as const) : ("json" as const);
  const parsed = parseBody({ format, bytes: new TextEncoder().encode(body) }, defaultPolicy.ingest);
  const mapped = parsed.ok ? MAPS[type](parsed.value) : parsed;
  return mapped.ok && "signal" in mapped.value ? mapped.value.signal : null;
}
