// A reading of the suppression list for the veto. Only `readList` makes one, from a list's own answer, so that no caller can invent
// a reading.
import type { ListReading } from "../../schema/commands.ts";
import type { Lookups } from "../../schema/lookups.ts";

/** The part of a suppression list that a reading needs. `atLeast` is the highest revision that the log has. */
interface ReadableList {
  read(
    digests: readonly string[],
    atLeast: number,
  ): Promise<{ readonly revision: number; readonly suppressed: readonly string[] }>;
}

/** The digests under which a list may have a person. */
const digestsOf = (lookups: readonly Lookups[]): readonly string[] => lookups.flatMap((one) => Object.values(one));

// Not exported, so that only this file can construct a reading.
const KEY: unique symbol = Symbol("readList");

class Reading {
  readonly #read: ReadonlySet<string>;
  readonly #suppressed: ReadonlySet<string>;
  readonly #revision: number;

  constructor(
    key: typeof KEY,
    read: readonly string[],
    { revision, suppressed }: Awaited<ReturnType<ReadableList["read"]>>,
  ) {
    if (key !== KEY) throw new TypeError("only readList makes a reading of the list");
    this.#read = new Set(read);
    this.#suppressed = new Set(suppressed);
    this.#revision = revision;
    Object.freeze(this);
  }

  static for(reading: Reading, lookups: readonly Lookups[]): ListReading {
    const digests = digestsOf(lookups);
    if (digests.some((digest) => !reading.#read.has(digest))) throw new Error("the list was not read for this person");
    return { hit: digests.some((digest) => reading.#suppressed.has(digest)), revision: reading.#revision };
  }
}

/** One reading of the list, with the digests of several people. */
export type ListRead = Reading;

/**
 * Reads the list once for these people; without digests, nothing is read. `logRevision` gives the highest revision that the log has.
 * Throws when the list cannot be read, or is behind the log.
 */
export async function readList(
  list: ReadableList,
  people: readonly (readonly Lookups[])[],
  logRevision: () => number,
): Promise<ListRead> {
  const digests = [...new Set(people.flatMap(digestsOf))];
  const answer = digests.length === 0 ? { revision: 0, suppressed: [] } : await list.read(digests, logRevision());
  return new Reading(KEY, digests, answer);
}

/**
 * What the reading says about a person: whether an entry matches, and the list's revision. Throws when the list was not read for this
 * person, and for a value that `readList` did not make.
 */
export const readingFor = (read: ListRead, lookups: readonly Lookups[]): ListReading => Reading.for(read, lookups);
