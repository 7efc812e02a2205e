// The sources of the world: a CRM, and a form whose labels a story may map while it runs.
import type { SourceLabels } from "../schema/source-labels.ts";
import { readSources, SOURCES, type SourceType } from "../workers/ingest/sources.ts";

/** The CRM carries every kind of signal under ids of its own; the form only leads, without ids. */
export const TYPES_OF = { crm: "standard_webhooks", form: "signed_form" } as const satisfies Readonly<
  Record<string, SourceType>
>;
export type SourceName = keyof typeof TYPES_OF;
export const secretOf = (source: SourceName): string =>
  SOURCES[TYPES_OF[source]].secret.fresh((bytes) => Buffer.alloc(bytes, 5));
/** The label of the address in a form that nobody has mapped yet: it is another person's by its words. */
export const UNMAPPED_LABEL = "Colleague email";
const configured = (labels: SourceLabels) =>
  readSources({
    SOURCES: JSON.stringify({ crm: { type: TYPES_OF.crm }, form: { type: TYPES_OF.form, labels } }),
    SOURCE_SECRETS: JSON.stringify({ crm: [{ secret: secretOf("crm") }], form: [{ secret: secretOf("form") }] }),
  });
const [unmapped, mapped] = [configured({}), configured({ email: [UNMAPPED_LABEL] })];

/** The sources as they are configured now. */
export const sourcesOf = ({ mapping }: { readonly mapping: { readonly isAdded: boolean } }) =>
  mapping.isAdded ? mapped : unmapped;
