// The signal that ingest would make of a body, by ingest's own mapping. The scripts use it to find the address of the contact.
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Signal } from "../schema/signals.ts";
import { parseBody } from "../workers/ingest/body.ts";
import { SOURCES, type SourceType } from "../workers/ingest/sources.ts";
import type { SourceKind } from "../workers/ingest/source-kind.ts";
import { formatOf } from "./sign.ts";

interface Body {
  readonly type: SourceType;
  /** Form fields when its name ends in `.form`, else JSON. */
  readonly file: string;
  readonly body: string;
}

/** The signal in a body; null when ingest would refuse or ignore the body. */
export async function signalIn({ type, file, body }: Body): Promise<Signal | null> {
  const bytes = new TextEncoder().encode(body);
  const parsed = parseBody({ format: formatOf(file), bytes }, defaultPolicy.ingest);
  const { open, map }: SourceKind = SOURCES[type];
  const mapped = parsed.ok ? map(open ? await open(parsed.value.value) : parsed.value.value) : parsed;
  return mapped.ok && "signal" in mapped.value ? mapped.value.signal : null;
}
