// What the door knows of sources: those of the configuration, and the recorded ones, of which one of the same name counts instead. The recorded ones
// are asked for at the port, at most every 10 seconds. While the port does not answer, the last known list counts: of this isolate's memory, else of
// the Cache API, else there are those of the configuration. So accepting a lead depends on the queue alone.
import type { DoorSource, DoorSources } from "../../schema/sources.ts";
import { type Source, sourceOf } from "./sources.ts";

/** A disabled source or a dropped secret is refused everywhere after this time. */
const LOOK_MILLISECONDS = 10_000;
/** A refused signature may be of a source or a secret that was added just now. Strangers cannot make the door ask more often than this. */
const LOOK_AGAIN_MILLISECONDS = 1_000;

/** The sources by name, as they are known at one moment. */
export interface SourceTable {
  readonly get: (name: string) => Source | undefined;
  /** Whether a list of recorded sources is known. Without it, an unknown name may be one of them. */
  readonly isComplete: boolean;
}

export interface KnownSources {
  /** The sources now. Never throws. */
  now(): Promise<SourceTable>;
  /** The sources after another look; null where the last one is too recent. Never throws. */
  newer(): Promise<SourceTable | null>;
  /** The runs of a source that began today, as the last look had them. */
  runsToday(source: string): number;
}

interface Ports {
  readonly configured: ReadonlyMap<string, Source>;
  /** Asks the port. Throws when it does not answer in time. */
  readonly ask: (query: { readonly known: number | null; readonly day: string }) => Promise<DoorSources>;
  /** The second copy, for isolates that begin while the port does not answer. */
  readonly copy: SourcesCopy;
  /** Called at each look, with its day: what was counted since the look before is stored with it. */
  readonly looked: (day: string) => Promise<void>;
  readonly now: () => Date;
  readonly report: (line: Readonly<Record<string, unknown>>) => void;
}

/** A copy of the list outside of this isolate. Neither function throws. */
export interface SourcesCopy {
  read(): Promise<readonly DoorSource[] | null>;
  write(sources: readonly DoorSource[]): Promise<void>;
}

export function knownSources({ configured, ask, copy, looked, now, report }: Ports): KnownSources {
  let known: { readonly version: number | null; readonly table: SourceTable } | null = null;
  let runs: DoorSources["runs"] = {};
  let lookedAt = Number.NEGATIVE_INFINITY;

  const learn = (version: number | null, sources: readonly DoorSource[]): void =>
    void (known = { version, table: tableOf(configured, sources, report) });

  const look = async (): Promise<void> => {
    // Before the first await: other requests go on with what is known meanwhile.
    lookedAt = now().getTime();
    const day = now().toISOString().slice(0, 10);
    try {
      const answer = await ask({ known: known?.version ?? null, day });
      runs = answer.runs;
      if (answer.sources) {
        learn(answer.version, answer.sources);
        await copy.write(answer.sources);
      }
    } catch (error) {
      report({ reason: "sources_not_asked", error: error instanceof Error ? error.name : "unknown" });
      const kept = known ? null : await copy.read();
      if (kept) learn(null, kept);
    }
    known ??= { version: null, table: { get: (name) => configured.get(name), isComplete: false } };
    await looked(day);
  };
  const table = (): SourceTable => known?.table ?? { get: (name) => configured.get(name), isComplete: false };
  const isOlderThan = (milliseconds: number): boolean => now().getTime() - lookedAt >= milliseconds;

  return {
    async now() {
      if (!known || isOlderThan(LOOK_MILLISECONDS)) await look();
      return table();
    },
    async newer() {
      if (!isOlderThan(LOOK_AGAIN_MILLISECONDS)) return null;
      await look();
      return table();
    },
    runsToday: (source) => runs[source] ?? 0,
  };
}

/** The sources of the configuration alone. */
export const configuredSources = (configured: ReadonlyMap<string, Source>): KnownSources => ({
  now: async () => ({ get: (name) => configured.get(name), isComplete: true }),
  newer: async () => null,
  runsToday: () => 0,
});

/** A disabled source is in no table, also where the configuration has one of its name. */
function tableOf(
  configured: ReadonlyMap<string, Source>,
  recorded: readonly DoorSource[],
  report: Ports["report"],
): SourceTable {
  const sources = new Map(configured);
  for (const one of recorded) {
    const source = one.enabled ? sourceOf(one) : null;
    if (source) sources.set(one.name, source);
    else sources.delete(one.name);
    // A later release may have recorded a type that this one does not know.
    if (one.enabled && !source) report({ reason: "source_type_unknown", source: one.name, type: one.type });
  }
  return { get: (name) => sources.get(name), isComplete: true };
}
