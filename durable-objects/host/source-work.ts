// Records what people wish of webhook sources, and answers who may send what: to the desk without a secret, to the door with the secrets opened.
// The door compares signatures, so it must have the secrets in clear, in memory. The master key stays here: the answer crosses a service binding.
import type { MonthKey } from "../../domain/contact/notes.ts";
import { openText, type Random, sealText } from "../../domain/contact/seal.ts";
import type { SourceOverruns, SourceRows } from "../../drizzle/source-rows.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { digestOf, keyedDigest, shortened } from "../../schema/canonical.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { SourceCommand, type SourceWish } from "../../schema/source-commands.ts";
import {
  DoorSource,
  type DoorSources,
  SealedSecret,
  SecretMark,
  ShownSource,
  SOURCES_STREAM,
  SourceSettings,
  type SourceRow,
  LAST_SIGNAL_DAYS,
} from "../../schema/sources.ts";
import { dayAfter } from "../../schema/time.ts";
import type { Report } from "./report.ts";

interface WishPorts {
  /** The marks of secrets are keyed with it. */
  readonly systemKey: string;
  /** The key of the current month. */
  readonly monthKey: () => Promise<MonthKey>;
  readonly random: Random;
  readonly now: () => Date;
  readonly rows: Pick<SourceRows, "version">;
  readonly record: (command: SourceCommand) => Promise<ClickAnswer>;
}

/** A sealed secret cannot be moved to another source, or pass for another of its secrets. */
const contextOf = (source: string, mark: string): string => `source-secret:${source}:${mark}`;
const MARK_CHARACTERS = 8;

const markOf = (systemKey: string, source: string, secret: string): SecretMark =>
  SecretMark.parse(shortened(keyedDigest(systemKey, "source-secret", `${source}:${secret}`)).slice(0, MARK_CHARACTERS));

/**
 * Returns the function that records a wish. A repeat records nothing and gets the same answer. Throws when an object or a database does not answer.
 */
export const sourceWork =
  (ports: WishPorts) =>
  async (wish: SourceWish): Promise<ClickAnswer> => {
    const content = contentOf(wish);
    const mark = "secret" in wish ? markOf(ports.systemKey, wish.source, wish.secret) : null;
    // Of a secret the id has the mark: its sealed form is another one each time.
    const asked = digestOf({ ...content, secret: mark, by: wish.by });
    const commandId = commandIdOf(content.type, wish.source, String(await ports.rows.version()), asked);
    const secret = "secret" in wish && mark !== null ? { secret: await sealed(wish, mark, ports) } : {};
    const own = { ...beginning(commandId), streamId: SOURCES_STREAM, source: wish.source, by: wish.by };
    return ports.record(SourceCommand.parse({ ...content, ...secret, ...own }));
  };

async function sealed(
  { source, secret }: { readonly source: string; readonly secret: string },
  mark: SecretMark,
  { monthKey, random, now }: WishPorts,
): Promise<SealedSecret> {
  const { month, key } = await monthKey();
  return { mark, since: now().toISOString(), month, sealed: sealText(key, contextOf(source, mark), secret, random) };
}

/** What the command says, beside its secret. */
function contentOf(wish: SourceWish) {
  switch (wish.type) {
    case "WishSource":
      return { type: "AddSource", sourceType: wish.sourceType, settings: SourceSettings.strip().parse(wish) } as const;
    case "WishSourceChange":
      return { type: "ChangeSource", settings: SourceSettings.strip().parse(wish) } as const;
    case "WishSecret":
      return { type: "AddSourceSecret" } as const;
    case "WishSecretDropped":
      return { type: "DropSourceSecret", mark: wish.mark } as const;
    case "WishSourceEnabled":
      return { type: "EnableSource", enabled: wish.enabled } as const;
  }
}

interface DoorPorts {
  readonly rows: SourceRows;
  /** The opened key of a month; null when it is gone. */
  readonly keyOf: (month: string) => Promise<Uint8Array | null>;
  readonly runsOf: (day: string) => Promise<ReadonlyMap<string, number>>;
  readonly report: Report;
}

/** The answer to the door. A list that has not changed is not sent again, so that asking every 10 seconds is small. */
export async function doorSources(
  { known, day }: { readonly known: number | null; readonly day: string },
  { rows, keyOf, runsOf, report }: DoorPorts,
): Promise<DoorSources> {
  const [version, runs] = [await rows.version(), Object.fromEntries(await runsOf(day))];
  if (version === known) return { version, sources: null, runs };
  const all = await rows.all();
  const secretsOf = all.map((row) => SealedSecret.array().parse(JSON.parse(row.secrets)));
  const months = [...new Set(secretsOf.flat().map(({ month }) => month))];
  const keys = new Map(await Promise.all(months.map(async (month) => [month, await keyOf(month)] as const)));
  const opened = all.map((row, place) => ({
    ...settingsIn(row),
    secrets: (secretsOf[place] ?? []).flatMap((one) => openedIn(row.name, one, keys.get(one.month) ?? null, report)),
  }));
  // The rows may be newer than the version that was read first: then the next question brings them again.
  return { version, sources: DoorSource.array().parse(opened), runs };
}

/** A secret whose key is gone, or that somebody changed, accepts nothing. It is reported by its mark. */
function openedIn(
  source: string,
  { mark, sealed: text }: SealedSecret,
  key: Uint8Array | null,
  report: Report,
): readonly string[] {
  try {
    if (key) return [openText(key, contextOf(source, mark), text)];
  } catch {
    // Said below: what was thrown may quote the bytes.
  }
  report({ reason: "source_secret_unopened", streamId: SOURCES_STREAM, detail: `${source}:${mark}` });
  return [];
}

const settingsIn = ({
  kinds,
  labels,
  secrets: _secrets,
  changedAt: _at,
  changedBy: _by,
  version: _v,
  ...row
}: SourceRow) => ({
  ...row,
  kinds: JSON.parse(kinds) as unknown,
  labels: JSON.parse(labels) as unknown,
});

interface ShownPorts {
  readonly rows: SourceRows;
  readonly overruns: Pick<SourceOverruns, "of">;
  readonly runsOf: DoorPorts["runsOf"];
  /** By source, when its last lead or message since a day (UTC) began a run. */
  readonly lastOf: (since: string) => Promise<ReadonlyMap<string, string>>;
  readonly day: string;
}

/** All sources as people see them. */
export async function shownSources({
  rows,
  overruns,
  runsOf,
  lastOf,
  day,
}: ShownPorts): Promise<readonly ShownSource[]> {
  const since = dayAfter(day, -LAST_SIGNAL_DAYS);
  const [all, over, runs, last] = await Promise.all([rows.all(), overruns.of(day), runsOf(day), lastOf(since)]);
  return all.map((row) =>
    ShownSource.parse({
      ...settingsIn(row),
      secrets: SealedSecret.array()
        .parse(JSON.parse(row.secrets))
        .map(({ mark, since }) => ({ mark, since })),
      version: row.version,
      changedAt: row.changedAt,
      changedBy: row.changedBy,
      today: { runs: runs.get(row.name) ?? 0, over: over.get(row.name) ?? 0 },
      lastSignalAt: last.get(row.name) ?? null,
    }),
  );
}
