// Reads an event of an older release in the newest shape. Every reader of events passes through here before it parses an event or its sealed
// words. The steps themselves are in upcasts.ts.
import { UPCASTS, type Upcast } from "./upcasts.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An event that a later release wrote. This release does not know its shape, so readers stop here instead of guessing. */
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

/** The schema version in which this release writes events of a type. */
export const newestVersion = (type: string): number => stepsOf(type).length + 1;

/**
 * A stored body in the newest shape of its type. `schemaVersion` keeps its stored value. A body that is no event is returned as it is, for
 * the parser to refuse. Throws `UnknownSchemaVersion`.
 */
export function upcast(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { type, schemaVersion } = body as Fields;
  if (typeof type !== "string" || !Number.isSafeInteger(schemaVersion) || Number(schemaVersion) < 1) return body;
  const [found, newest] = [Number(schemaVersion), newestVersion(type)];
  if (found > newest) throw new UnknownSchemaVersion({ type, found, newest });
  if (found === newest) return body;
  const { streamId, version, sealed } = body as Fields;
  const read = laterSteps(type, found).reduce<Fields>((event, step) => step.event?.(event) ?? event, body as Fields);
  return { ...read, type, schemaVersion, streamId, version, sealed };
}

/** The decrypted words of an event in the newest shape of its type. */
export const upcastWords = (
  { type, schemaVersion }: { readonly type: string; readonly schemaVersion: number },
  words: Fields,
): Fields => laterSteps(type, schemaVersion).reduce((read, step) => step.words?.(read) ?? read, words);

const laterSteps = (type: string, from: number): readonly Upcast[] => stepsOf(type).slice(from - 1);
