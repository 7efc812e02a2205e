// The table of webhook source types, and the configured sources of a deployment by their name in the webhook's path.
import * as z from "zod";
import { SourceLabels } from "../../schema/source-labels.ts";
import { type SendableKind, SourceSends } from "../../schema/lists.ts";
import { type DoorSource, SourceName } from "../../schema/sources.ts";
import { jsonIn } from "../../schema/json.ts";
import type { SourceKind } from "./source-kind.ts";
import { SourceSecret } from "./signing.ts";
import { companyStatements } from "./company-statements.ts";
import { signedForm } from "./sources/signed-form.ts";
import { standardWebhooks } from "./sources/standard-webhooks.ts";
import { typeform } from "./sources/typeform.ts";

/** Every source type: one file in `sources/` and one entry here. No other list of types exists. */
export const SOURCES = {
  standard_webhooks: standardWebhooks,
  typeform,
  signed_form: signedForm,
} as const satisfies Readonly<Record<string, SourceKind>>;

export type SourceType = keyof typeof SOURCES;

const isSourceType = (text: string): text is SourceType => Object.hasOwn(SOURCES, text);
export const SOURCE_TYPES: readonly SourceType[] = Object.keys(SOURCES).filter(isSourceType);

const StatedSources = z.record(
  SourceName,
  z.strictObject({
    type: z.string(),
    makesIds: z.boolean().optional(),
    labels: SourceLabels.optional(),
    sends: SourceSends.optional(),
  }),
);
/** The secret `SOURCE_SECRETS`: several secrets of one source allow a rotation. */
const SourceSecrets = z.record(SourceName, z.array(SourceSecret).min(1));

/** The variable `SOURCES` cannot be parsed. The message quotes that variable only, which has no secret, so it may be logged. */
export class SourcesUnreadable extends Error {
  override readonly name = "SourcesUnreadable";
}

/** A source as the configuration states it. */
interface StatedSource {
  readonly type: SourceType;
  /** Whether the ids in its bodies are made by its server, and count. */
  readonly makesIds: boolean;
  /** The labels of its own forms by field, which go before the words of languages. */
  readonly labels: SourceLabels;
  /** Of what its bodies speak: of people, or as those of an enrichment tool of companies and facts. No source sends both. */
  readonly sends: SourceSends;
}

/** Parses the variable `SOURCES`: each source by its name. */
export function readStatedSources(variable: string): ReadonlyMap<string, StatedSource> {
  const stated = StatedSources.safeParse(jsonIn(variable));
  if (!stated.success) {
    const issues = stated.error.issues.map(({ path, message }) => [...path, message].join(": "));
    throw new SourcesUnreadable(`SOURCES must be {"<name>":{"type":"<type>"}}, as JSON. ${issues.join("; ")}.`);
  }
  return new Map(Object.entries(stated.data).map(([name, source]) => [name, statedSource(name, source)]));
}

function statedSource(
  name: string,
  { type, makesIds, labels, sends = "signals" }: z.infer<typeof StatedSources>[string],
): StatedSource {
  const known = knownType(name, type);
  // The id of the statement must be signed, so that a repeat has the same receipt.
  if (sends === "companies" && known !== "standard_webhooks")
    throw new SourcesUnreadable(
      `SOURCES lets the source "${name}" send companies, which only the type standard_webhooks can.`,
    );
  const kind: SourceKind = SOURCES[known];
  return { type: known, makesIds: makesIds ?? kind.makesIds ?? false, labels: labels ?? {}, sends };
}

/** The type of each source by the source's name. */
export const readSourceTypes = (variable: string): ReadonlyMap<string, SourceType> =>
  new Map([...readStatedSources(variable)].map(([name, { type }]) => [name, type]));

function knownType(name: string, type: string): SourceType {
  if (isSourceType(type)) return type;
  const types = SOURCE_TYPES.join(", ");
  throw new SourcesUnreadable(
    `SOURCES gives the source "${name}" the type "${type}", which does not exist. The types are: ${types}.`,
  );
}

/** A source of a deployment: of its configuration, or recorded. */
export interface Source extends Pick<SourceKind, "verify" | "sign" | "map" | "open" | "accept" | "example"> {
  readonly name: string;
  readonly makesIds: boolean;
  readonly secrets: readonly SourceSecret[];
  /** The kinds of signals that it may send beside opt-outs; null for a source of the configuration: all. */
  readonly kinds: readonly SendableKind[] | null;
  /** The most runs of a day; null: no limit of its own. */
  readonly dailyBudget: number | null;
}

/**
 * The sources by name. A source without a secret is in the map and refuses every request. Throws when the configuration cannot be
 * parsed.
 */
export function readSources(env: {
  readonly SOURCES: string;
  readonly SOURCE_SECRETS: string;
}): ReadonlyMap<string, Source> {
  const stated = readStatedSources(env.SOURCES);
  const secrets = new Map(Object.entries(SourceSecrets.parse(JSON.parse(env.SOURCE_SECRETS))));
  return new Map(
    [...stated].map(([name, source]) => {
      const own = { name, secrets: secrets.get(name) ?? [], kinds: null, dailyBudget: null };
      return [name, { ...kindOf(source), ...own }];
    }),
  );
}

/** What the type of a source does, with the source's own labels. */
function kindOf({ type, makesIds, labels, sends }: StatedSource) {
  const kind: SourceKind = sends === "companies" ? companyStatements : SOURCES[type];
  const map: SourceKind["map"] = (payload) => kind.map(payload, labels);
  return { ...kind, map, makesIds };
}

/** A recorded source; null where this release does not know its type, or its type cannot send what it is to send. */
export function sourceOf({ name, type, kinds, dailyBudget, secrets, ...source }: DoorSource): Source | null {
  if (!isSourceType(type) || (source.sends === "companies" && type !== "standard_webhooks")) return null;
  return { ...kindOf({ type, ...source }), name, kinds, dailyBudget, secrets: secrets.map((secret) => ({ secret })) };
}

/** The source for an unknown name: it has no secret and refuses every request like a bad signature. */
export const NO_SOURCE: Source = {
  name: "unknown",
  ...SOURCES.standard_webhooks,
  makesIds: false,
  secrets: [],
  kinds: null,
  dailyBudget: null,
};
