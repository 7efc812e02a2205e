// Webhook sources as they are recorded: who may send what to the door, with which secrets, and how much a day. Their stream is `ad_sources`; the
// rows of the CRM are its read model. The types of sources, and how each signs, are in workers/ingest/sources.ts.
import * as z from "zod";
import { Identity, Instant } from "./formats.ts";
import { AdminId } from "./ids.ts";
import { SendableKind, SourceSends, SourceTrust } from "./lists.ts";
import { SealedNote } from "./notes.ts";
import { SourceLabels } from "./source-labels.ts";

/** The name in the webhook's path: `/webhooks/<name>`. */
export const SourceName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export const SOURCES_STREAM = AdminId.parse("ad_sources");

/** The most sources of an installation: the door keeps all of them in memory. */
export const MOST_SOURCES = 100;

/** Tells the secrets of a source apart, for people too: 48 bits of a digest under the system key, which confirms no guess. */
export const SecretMark = z.string().regex(/^[\w-]{8}$/);
export type SecretMark = z.infer<typeof SecretMark>;

/** Two at a time: the new one and the one before it, until the sender uses the new one. */
export const MOST_SECRETS = 2;
/** A shorter secret can be guessed. */
export const SECRET_CHARACTERS = { least: 16, most: 500 } as const;
/** A secret in clear, on its way from the person and to the door. It stands in no event, row, export, log or page. */
export const ClearSecret = z
  .string()
  .trim()
  .min(SECRET_CHARACTERS.least)
  .max(SECRET_CHARACTERS.most)
  .regex(/^[\x21-\x7e]+$/);

/** A secret as event and row have it: sealed under the key of a month, which the master key wraps (durable-objects/month-key.ts). */
export const SealedSecret = z.strictObject({ mark: SecretMark, since: Instant, ...SealedNote.shape });
export type SealedSecret = z.infer<typeof SealedSecret>;

/** A budget of a day, in signals. A thousand leads a day is a busy source, so a million is no budget. */
const DailyBudget = z.int().min(1).max(1_000_000);

/** What a person sets of a source. */
export const sourceSettings = {
  trust: SourceTrust,
  kinds: z.array(SendableKind).max(SendableKind.options.length),
  sends: SourceSends,
  /** Whether the ids in its bodies are made by its server, and count: a visitor of a form could choose one. */
  makesIds: z.boolean(),
  labels: SourceLabels,
  /** The most signals of a day (UTC); null: no limit of its own. */
  dailyBudget: DailyBudget.nullable(),
};
export const SourceSettings = z.strictObject(sourceSettings);
export type SourceSettings = z.infer<typeof SourceSettings>;

/** A type of source. Which exist is known to the door alone (workers/ingest/sources.ts), so that the log names types of every release. */
export const SourceTypeName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** A source as it is from an event on. */
export const RecordedSource = z.strictObject({
  type: SourceTypeName,
  ...sourceSettings,
  enabled: z.boolean(),
  /** The newest first. */
  secrets: z.array(SealedSecret).min(1).max(MOST_SECRETS),
});
export type RecordedSource = z.infer<typeof RecordedSource>;

/** What was changed, for people. */
export const SourceChange = z.enum(["added", "changed", "secret_added", "secret_dropped", "disabled", "enabled"]);
export type SourceChange = z.infer<typeof SourceChange>;

/** A row of the CRM's table `sources`; lists are JSON. */
export const SourceRow = z.strictObject({
  name: SourceName,
  type: z.string(),
  trust: z.string(),
  kinds: z.string(),
  sends: z.string(),
  makesIds: z.boolean(),
  labels: z.string(),
  dailyBudget: z.int().nullable(),
  enabled: z.boolean(),
  secrets: z.string(),
  /** The version of the event. */
  version: z.int().min(1),
  changedAt: Instant,
  changedBy: Identity,
});
export type SourceRow = z.infer<typeof SourceRow>;

/** So far back people are told of the last lead: the rows of so many days are read for it. */
export const LAST_SIGNAL_DAYS = 30;

/** What people see of a source: no secret, only the marks of its secrets and since when each counts. */
export const ShownSource = z.strictObject({
  name: SourceName,
  type: z.string(),
  ...sourceSettings,
  enabled: z.boolean(),
  secrets: z.array(z.strictObject({ mark: SecretMark, since: Instant })),
  version: z.int(),
  changedAt: Instant,
  changedBy: Identity,
  /** Runs that its leads began today (UTC), and bodies that were over a budget today. */
  today: z.strictObject({ runs: z.int(), over: z.int() }),
  /** When the last lead or message of it began a run; null where none did in the last `LAST_SIGNAL_DAYS` days. */
  lastSignalAt: z.string().nullable(),
});
export type ShownSource = z.infer<typeof ShownSource>;

/** A source as the door needs it, with its secrets in clear. It crosses a service binding only. */
export const DoorSource = z.strictObject({
  name: SourceName,
  type: z.string(),
  ...sourceSettings,
  enabled: z.boolean(),
  secrets: z.array(z.string()),
});
export type DoorSource = z.infer<typeof DoorSource>;

/** The answer to the door. `sources`: null where the asker's version is the newest. `runs`: those that each source's leads began on the day. */
export interface DoorSources {
  readonly version: number;
  readonly sources: readonly DoorSource[] | null;
  readonly runs: Readonly<Record<string, number>>;
}
