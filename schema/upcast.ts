// An event of any release as today's: the one place that knows older shapes, passed before an event or its words are parsed.
import { UPCASTS, type Upcast } from "./upcasts.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An event that a later release has written. Reading it as if it were known would be guessing, so nobody goes on from it. */
export class UnknownSchemaVersion extends Error {
  readonly newest: number;
  readonly found: number;

  constructor({ type, found, newest }: { type: string; found: number; newest: number }) {
    super(`event ${type} has schema version ${found}; this release knows it up to ${newest}`);
    this.name = "UnknownSchemaVersion";
    this.newest = newest;
    this.found = found;
  }
}

const stepsOf = (type: string): readonly Upcast[] => (Object.hasOwn(UPCASTS, type) ? (UPCASTS[type] ?? []) : []);

/** The schema version in which an event of a type is written today. */
export const newestVersion = (type: string): number => stepsOf(type).length + 1;

/**
 * A stored body in today's shape of its type. `schemaVersion` stays what is stored. What is no event at all is left for the parser.
 * Throws `UnknownSchemaVersion`.
 */
export function upcast(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { type, schemaVersion } = body as Fields;
  if (typeof type !== "string" || !Number.isSafeInteger(schemaVersion) || Number(schemaVersion) < 1) return body;
  const [found, newest] = [Number(schemaVersion), newestVersion(type)];
  if (found > newest) throw new UnknownSchemaVersion({ type, found, newest });
  if (found === newest) return body;
  const { streamId, version, prevHash, sealed } = body as Fields;
  const read = laterSteps(type, found).reduce<Fields>((event, step) => step.event?.(event) ?? event, body as Fields);
  return { ...read, type, schemaVersion, streamId, version, prevHash, sealed };
}

/** The opened words of an event in today's shape. */
export const upcastWords = (
  { type, schemaVersion }: { readonly type: string; readonly schemaVersion: number },
  words: Fields,
): Fields => laterSteps(type, schemaVersion).reduce((said, step) => step.words?.(said) ?? said, words);

const laterSteps = (type: string, from: number): readonly Upcast[] => stepsOf(type).slice(from - 1);
