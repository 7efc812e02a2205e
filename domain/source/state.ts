// The state of the stream `ad_sources`, as plain data: each source as it is now. It has no secret in clear.
import { canonicalJson } from "../../schema/canonical.ts";
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import { type RecordedSource, SourceRow } from "../../schema/sources.ts";

/** A source, with the event that recorded it last. */
export type StatedSource = RecordedSource & { readonly version: number; readonly at: string; readonly by: string };

export interface Sources {
  /** The version of the last event; 0 before the first one. */
  readonly version: number;
  readonly byName: ReadonlyMap<string, StatedSource>;
}

export const noSources: Sources = { version: 0, byName: new Map() };

/** The sources after `event`. An event of version 1 says only that something was changed. */
export function evolveSources(sources: Sources, event: StoredEvent): Sources {
  const next = { ...sources, version: event.version };
  if (event.type !== "SourceChanged" || event.payload.now === null) return next;
  return { ...next, byName: new Map([...sources.byName, [event.payload.source, statedIn(event, event.payload.now)]]) };
}

const statedIn = ({ version, at, payload }: EventOf<"SourceChanged">, now: RecordedSource): StatedSource => ({
  ...now,
  version,
  at,
  by: payload.by,
});

/** Folds a stream up to a version; all of it without one. */
export const foldSources = (events: readonly StoredEvent[], upTo: number = Infinity): Sources =>
  events.filter(({ version }) => version <= upTo).reduce(evolveSources, noSources);

/** The rows of the CRM, in the order of the names. */
export const sourceRows = ({ byName }: Sources): readonly SourceRow[] =>
  [...byName]
    .map(([name, { kinds, labels, secrets, at, by, ...source }]) =>
      SourceRow.parse({
        ...source,
        name,
        kinds: canonicalJson(kinds),
        labels: canonicalJson(labels),
        secrets: canonicalJson(secrets),
        changedAt: at,
        changedBy: by,
      }),
    )
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
