// The commands of the stream `ad_sources`, and the wishes of people from which the desk's port makes them. What they do is in domain/source/. The
// ids of commands are derived from their content and from the last event that they follow, so that a repeat is the same command.
import * as z from "zod";
import { CauseId, Identity } from "./formats.ts";
import { CommandId } from "./ids.ts";
import {
  ClearSecret,
  SealedSecret,
  SecretMark,
  SourceName,
  SourceSettings,
  sourceSettings,
  SOURCES_STREAM,
  SourceTypeName,
} from "./sources.ts";

const command = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({
    type: z.literal(type),
    commandId: CommandId,
    streamId: z.literal(SOURCES_STREAM),
    correlationId: CauseId,
    causationId: CauseId,
    source: SourceName,
    by: Identity,
    ...fields,
  });

/** Records a new source with its first secret. Its type never changes: another type signs otherwise. */
const AddSource = command("AddSource", { sourceType: SourceTypeName, settings: SourceSettings, secret: SealedSecret });
/** Records what a person sets of a source. The same settings again record nothing. */
const ChangeSource = command("ChangeSource", { settings: SourceSettings });
/** Adds a second secret, so that the sender can be given it without a refused body. */
const AddSourceSecret = command("AddSourceSecret", { secret: SealedSecret });
/** Takes one of two secrets away. */
const DropSourceSecret = command("DropSourceSecret", { mark: SecretMark });
/** Refuses all that the source sends, or accepts it again. */
const EnableSource = command("EnableSource", { enabled: z.boolean() });

export const SourceCommand = z.discriminatedUnion("type", [
  AddSource,
  ChangeSource,
  AddSourceSecret,
  DropSourceSecret,
  EnableSource,
]);
export type SourceCommand = z.infer<typeof SourceCommand>;

const wish = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({ type: z.literal(type), source: SourceName, by: Identity, ...fields });

/** The wishes of people. A secret comes in clear, and the port seals it before anything is recorded. */
export const WishSource = wish("WishSource", { sourceType: SourceTypeName, ...sourceSettings, secret: ClearSecret });
export const WishSourceChange = wish("WishSourceChange", sourceSettings);
export const WishSecret = wish("WishSecret", { secret: ClearSecret });
export const WishSecretDropped = wish("WishSecretDropped", { mark: SecretMark });
export const WishSourceEnabled = wish("WishSourceEnabled", { enabled: z.boolean() });
export type SourceWish =
  | z.infer<typeof WishSource>
  | z.infer<typeof WishSourceChange>
  | z.infer<typeof WishSecret>
  | z.infer<typeof WishSecretDropped>
  | z.infer<typeof WishSourceEnabled>;

/** The door asks for the sources, and for the runs of a day (UTC) by source. `known`: the version that it has; null for none. */
export const SourcesQuery = z.strictObject({
  type: z.literal("Sources"),
  known: z.int().min(0).nullable(),
  day: z.iso.date(),
});
/** The desk asks for all sources as people see them. */
export const ShownSourcesQuery = z.strictObject({ type: z.literal("ShownSources") });
