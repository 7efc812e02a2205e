// What happened to a contact beside its scores, in a form in which two logs can be compared: a score may be before or after any step, so the
// versions of the steps, and what is made of versions, are replaced by places.
import type { Stream } from "../domain/contact/stream.ts";
import type { StoredEvent } from "../schema/events.ts";

/** An event that is neither a score nor a model's call for one. */
export interface Step {
  readonly type: StoredEvent["type"];
  readonly at: string;
  readonly by: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the event seals, opened; empty after an erasure. */
  readonly words: Readonly<Record<string, unknown>>;
  /** The rows that the event cites, with the columns that it read; own events by the place of their step. */
  readonly cited: readonly (readonly [table: string, row: unknown, columns: object])[];
}

export interface Steps {
  readonly steps: readonly Step[];
  /** How many steps there are up to this version. */
  readonly placeOf: (version: number) => number;
  /** A value of a field, without what is made of versions. */
  readonly plain: (field: string, value: unknown) => unknown;
}

export function stepsOf({ events, open }: Pick<Stream, "events" | "open">): Steps {
  const own = events.filter(isStep);
  const names = new Map<string, string>();
  const placeOf = (version: number): number => own.filter((step) => step.version <= version).length;
  const plain = (field: string, value: unknown): unknown => {
    if (field === "vetoedAt") return placeOf(Number(value));
    if (typeof value !== "string" || !(NAMED.has(field) || MADE_OF_VERSIONS.test(value))) return value;
    const name = names.get(value) ?? `name ${names.size}`;
    names.set(value, name);
    return name;
  };
  const plainFields = (fields: object): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, plain(field, value)]));
  const steps = own.map(({ type, at, version, payload, provenance }): Step => {
    const { source, reason, evidence } = provenance;
    // The salt of a draft is made of its versions.
    const { salt: _, ...words } = open(version) ?? {};
    return {
      type,
      at,
      by: `${source} ${reason}`,
      payload: plainFields(payload),
      words: plainFields(words),
      cited: evidence.map(({ table, id, columns }) => [
        table,
        table === "events" ? placeOf(Number(id.split("@")[1])) : plain("digest", id),
        plainFields(columns),
      ]),
    };
  });
  return { steps, placeOf, plain };
}

const isStep = ({ type, payload }: StoredEvent): boolean =>
  type !== "ContactScored" && !(type === "LlmCalled" && "step" in payload && payload.step === "judge_role");

/** They are made of the events that a draft cites, by version. The words and the cited steps are compared themselves. */
const NAMED: ReadonlySet<string> = new Set(["digest", "replaces", "providerMessageId"]);

/**
 * The id of an approval is made of a draft's digest, and a task about an approval of its id. A personal value is cited as `digest:…`, by the
 * contact's own key, whose bytes are random.
 */
const MADE_OF_VERSIONS = /^(ap_|hp_|tk_|digest:)/;
