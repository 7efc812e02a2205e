// Every kind of edit that an attacker could make in a log, each with the fault that verification must report. `tamper.ts` runs
// them.
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import { Writer } from "../../schema/lists.ts";
import { merkleRoot } from "../../domain/merkle.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { FaultName } from "../../replay/faults.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { edited, headsOf, type HonestDeployment, rechained, replanted } from "../honest-log.ts";
import { byId, type Keys, type StreamRows } from "../../replay/source.ts";
import { WRITERS } from "../../schema/writers.ts";

/** Knowledge from outside the log that verification may use. */
export interface Given {
  readonly root?: string;
  /** The heads of an earlier copy of the log. */
  readonly before?: readonly EventRow[];
  readonly keys?: Keys;
}

export const streamsOf = (rows: readonly EventRow[]): StreamRows[] =>
  [...Map.groupBy(rows, ({ streamId }) => streamId)].map(([streamId, own]) => ({ streamId, rows: own })).toSorted(byId);
export const rootOf = (rows: readonly EventRow[]) => merkleRoot(headsOf(rows));

/** A row of a log that an edit changes, with its log. */
interface Place {
  readonly deployment: HonestDeployment;
  readonly rows: readonly EventRow[];
  readonly row: EventRow;
  readonly index: number;
  readonly pick: number;
}

/** The value with one text or number in it changed. */
function changed(value: unknown, pick: number): unknown {
  if (typeof value === "string") return value.endsWith("0") ? `${value.slice(0, -1)}1` : `${value.slice(0, -1)}0`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (value === null || value === undefined) return "x";
  if (Array.isArray(value)) {
    if (value.length === 0) return ["x"];
    return value.with(pick % value.length, changed(value[pick % value.length], pick >> 2));
  }
  const keys = Object.keys(value as object);
  const key = keys[pick % (keys.length || 1)] ?? "x";
  return { ...(value as object), [key]: changed((value as Record<string, unknown>)[key], pick >> 3) };
}

/** The rows with the edited row replaced by `put`; without `put`, the row is deleted. */
const at = ({ rows, index }: Place, ...put: readonly EventRow[]): EventRow[] => rows.toSpliced(index, 1, ...put);

interface Edit {
  /** The edited rows; null when the edit does not apply to this row. */
  readonly of: (place: Place) => readonly EventRow[] | null;
  readonly name: FaultName;
  /** The outside knowledge that this edit needs to be found. */
  readonly given?: (place: Place) => Given;
  /** The version that the fault names, relative to the version of the edited row; "any" when the edit does not say which. */
  readonly off?: number | null | "any";
}

const root = ({ rows }: Place): Given => ({ root: rootOf(rows) });
const heads = ({ rows }: Place): Given => ({ before: rows });
const keys = ({ deployment }: Place): Given => ({ keys: deployment.keys });
/** No signature, that of another row, or one of nobody. */
const signatureOf = ({ rows, row, pick }: Place): string | null => {
  const others = rows.flatMap(({ signature }) => (signature === null || signature === row.signature ? [] : signature));
  return pick % 3 === 0 ? null : (others[pick % (others.length || 1)] ?? "A".repeat(86));
};
const isLast = ({ rows, index, row }: Place) => rows[index + 1]?.streamId !== row.streamId;
const isOnly = (place: Place) => isLast(place) && place.row.version === 1;
const flipped = (sealed: string): string => `${sealed[0] === "A" ? "B" : "A"}${sealed.slice(1)}`;
const withSealed = (row: EventRow): EventRow | null =>
  eventInRow(row).sealed === null ? null : edited(row, (event) => ({ ...event, sealed: flipped(event.sealed ?? "") }));
/** Whether the row was sealed before an erasure. Its key is destroyed, so only the root shows a change. */
const isClosed = ({ rows, row }: Place): boolean =>
  rows.some(
    ({ streamId, version, body }) =>
      streamId === row.streamId && version >= row.version && body.includes('"type":"ContactErased"'),
  );
const foreignWriter = (event: StoredEvent, pick: number) => {
  const others = Writer.options.filter((writer) => !WRITERS[event.type].includes(writer));
  return { ...event, writer: others[pick % others.length] };
};

/** Edits of a log in any storage. */
export const EDITS: Readonly<Record<string, Edit>> = {
  "a value": {
    of: (place) => {
      const body = canonicalJson(changed(JSON.parse(place.row.body), place.pick));
      return at(place, { ...place.row, body });
    },
    name: "hash_wrong",
  },
  "a letter anywhere": {
    of: (place) => {
      const { body } = place.row;
      const cut = place.pick % body.length;
      return at(place, {
        ...place.row,
        body: `${body.slice(0, cut)}${body[cut] === "7" ? "8" : "7"}${body.slice(cut + 1)}`,
      });
    },
    name: "hash_wrong",
  },
  "a hash": {
    of: (place) => at(place, { ...place.row, hash: String(changed(place.row.hash, 0)) }),
    name: "hash_wrong",
  },
  "a deletion": { of: (place) => (isLast(place) ? null : at(place)), name: "version_missing", off: 1 },
  "a deletion at the end": {
    of: (place) => (isLast(place) && !isOnly(place) ? at(place) : null),
    name: "stream_truncated",
    given: heads,
  },
  "a deletion of the whole stream": {
    of: (place) => (isOnly(place) ? at(place) : null),
    name: "stream_missing",
    given: heads,
    off: null,
  },
  "a swap of bodies": {
    of: (place) => {
      const next = place.rows[place.index + 1];
      if (!next || isLast(place)) return null;
      const { body, sealed } = place.row;
      const moved = { ...place.row, body: next.body, sealed: next.sealed };
      return place.rows.toSpliced(place.index, 2, moved, { ...next, body, sealed });
    },
    name: "hash_wrong",
  },
  "a truncation, against the heads": {
    of: ({ rows, row }) =>
      row.version === 1
        ? null
        : rows.filter(({ streamId, version }) => streamId !== row.streamId || version < row.version),
    name: "stream_truncated",
    given: heads,
    off: null,
  },
  "a truncation, against the root": {
    of: ({ rows, row }) => rows.filter(({ streamId, version }) => streamId !== row.streamId || version < row.version),
    name: "root_differs",
    given: root,
    off: null,
  },
  "a sealed field": {
    of: (place) => {
      const row = withSealed(place.row);
      return row && at(place, row);
    },
    name: "hash_wrong",
  },
  "a sealed field, chained anew, with the key": {
    of: (place) => {
      const row = isClosed(place) ? null : withSealed(place.row);
      return row && rewritten(place, (rows) => rechained(rows.with(place.row.version - 1, row)));
    },
    name: "seal_broken",
    given: keys,
  },
  "a writer": {
    of: (place) =>
      at(
        place,
        edited(place.row, (event) => foreignWriter(event, place.pick)),
      ),
    name: "writer_not_allowed",
  },
  "a writer, chained anew": {
    of: (place) =>
      rewritten(place, (rows) => replanted(rows, place.row.version, (event) => foreignWriter(event, place.pick))),
    name: "writer_not_allowed",
  },
  "a row in another stream": {
    of: (place) => {
      const other = place.rows.find(({ streamId }) => streamId !== place.row.streamId);
      return other
        ? at(place, { ...other, version: place.row.version }).map((row, index) =>
            index === place.index ? { ...row, streamId: place.row.streamId } : row,
          )
        : null;
    },
    name: "hash_wrong",
  },
  "the root": {
    of: ({ rows }) => rows,
    name: "root_differs",
    given: ({ rows, pick }) => ({ root: String(changed(rootOf(rows), pick)) }),
    off: null,
  },
  "a whole stream, against the root": {
    of: (place) =>
      rewritten(place, (rows) => replanted(rows, place.row.version, (event) => ({ ...event, causationId: "another" }))),
    name: "root_differs",
    given: root,
    off: null,
  },
  "a whole stream, against the heads": {
    of: (place) =>
      rewritten(place, (rows) => replanted(rows, place.row.version, (event) => ({ ...event, causationId: "another" }))),
    name: "head_differs",
    given: heads,
    off: null,
  },
  "a whole stream, chained anew without the log's key": {
    of: (place) =>
      rewritten(place, (rows) =>
        replanted(rows, place.row.version, (event) => ({ ...event, causationId: "another" })).map(
          (row, index): EventRow => ({ ...row, signature: rows[index]?.signature ?? null }),
        ),
      ),
    name: "unsigned_tail",
    // A rewritten stream is signed up to the commit before the changed event.
    off: "any",
  },
  "an event at the end, without the log's key": {
    of: (place) =>
      isLast(place)
        ? rewritten(place, (rows) =>
            rechained([...rows, { ...place.row, version: place.row.version + 1 }]).map((row, index, all) =>
              index === all.length - 1 ? { ...row, signature: place.row.signature } : row,
            ),
          )
        : null,
    name: "unsigned_tail",
    off: 1,
  },
  "a signature at the end": {
    of: (place) => (isLast(place) ? at(place, { ...place.row, signature: signatureOf(place) }) : null),
    name: "unsigned_tail",
    off: "any",
  },
  "an insertion, chained anew, against the root": {
    of: (place) => rewritten(place, (rows) => rechained(inserted(place.row, rows))),
    name: "root_differs",
    given: root,
    off: null,
  },
};

/** Edits of a log whose rows have an order: a file. */
export const IN_ORDER: Readonly<Record<string, Edit>> = {
  "an insertion": { of: (place) => at(place, place.row, place.row), name: "version_repeated" },
  "a swap": {
    of: (place) =>
      isLast(place) ? null : place.rows.toSpliced(place.index, 2, place.rows[place.index + 1]!, place.row),
    name: "version_out_of_order",
  },
  "the version of a row": {
    of: (place) => at(place, { ...place.row, version: place.row.version + 1 }),
    name: "version_missing",
    off: 1,
  },
};

/** Edits of a log whose rows have a unique key: a database. */
export const BY_KEY: Readonly<Record<string, Edit>> = {
  "an insertion": {
    of: (place) => rewritten(place, (rows) => inserted(place.row, rows)),
    name: "hash_wrong",
    off: 1,
  },
  "a swap": {
    of: (place) => {
      const next = place.rows[place.index + 1];
      if (!next || isLast(place)) return null;
      const { row } = place;
      return place.rows.toSpliced(place.index, 2, { ...next, version: row.version }, { ...row, version: next.version });
    },
    name: "hash_wrong",
  },
  "the version of a row": {
    of: (place) => (isLast(place) ? at(place, { ...place.row, version: place.row.version + 1 }) : null),
    name: "version_missing",
    off: 1,
  },
};

/** The rows with one row twice, and the versions after it increased by one. */
const inserted = (row: EventRow, rows: readonly EventRow[]): EventRow[] =>
  rows.flatMap((one) => {
    if (one.version < row.version) return [one];
    const moved = { ...one, version: one.version + 1 };
    return one.version === row.version ? [one, moved] : [moved];
  });

/** All rows, with the stream of this row replaced. */
function rewritten({ rows, row }: Place, write: (own: readonly EventRow[]) => readonly EventRow[]): EventRow[] {
  return streamsOf(rows).flatMap((stream) => (stream.streamId === row.streamId ? write(stream.rows) : stream.rows));
}
