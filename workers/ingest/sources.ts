// The sources a deployment takes, by the name in the webhook's path: how each signs, what it may send, how it is mapped.
import { z } from "zod";
import type { BodyFormat } from "./body.ts";
import { mapForm } from "./map/form.ts";
import type { MapPayload } from "./map/mapped.ts";
import { mapStandardWebhooks } from "./map/standard-webhooks.ts";
import { mapTypeform } from "./map/typeform.ts";
import { SourceSecret, type Verify } from "./verify/secrets.ts";
import { verifySignedForm } from "./verify/signed-form.ts";
import { verifyStandardWebhooks } from "./verify/standard-webhooks.ts";
import { verifyTypeform } from "./verify/typeform.ts";

const SourceName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** The variable `SOURCES`. */
const Sources = z.record(
  SourceName,
  z.strictObject({ type: z.enum(["standard_webhooks", "typeform", "signed_form"]) }),
);
/** The secret `SOURCE_SECRETS`: several secrets of one source make a rotation. */
const SourceSecrets = z.record(SourceName, z.array(SourceSecret).min(1));

export interface Source {
  readonly name: string;
  readonly verify: Verify;
  readonly map: MapPayload;
  readonly accept: readonly BodyFormat[];
  readonly secrets: readonly SourceSecret[];
}

const TYPES = {
  standard_webhooks: { verify: verifyStandardWebhooks, map: mapStandardWebhooks, accept: ["json"] },
  typeform: { verify: verifyTypeform, map: mapTypeform, accept: ["json"] },
  signed_form: { verify: verifySignedForm, map: mapForm, accept: ["json", "form"] },
} as const satisfies Record<string, Omit<Source, "name" | "secrets">>;

/** The sources by name. A source without a secret is there, and refuses everything. Throws when the configuration is none. */
export function readSources(env: {
  readonly SOURCES: string;
  readonly SOURCE_SECRETS: string;
}): ReadonlyMap<string, Source> {
  const secrets = new Map(Object.entries(SourceSecrets.parse(JSON.parse(env.SOURCE_SECRETS))));
  const sources = Object.entries(Sources.parse(JSON.parse(env.SOURCES)));
  return new Map(sources.map(([name, { type }]) => [name, { name, ...TYPES[type], secrets: secrets.get(name) ?? [] }]));
}

/** What an unknown name is verified against: without a secret it refuses everything, as a bad signature is refused. */
export const NO_SOURCE: Source = { name: "unknown", ...TYPES.standard_webhooks, secrets: [] };
