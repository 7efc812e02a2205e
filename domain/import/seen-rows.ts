// Remembers which rows of a file were about the same person, company or fact, in a few numbers a row: a file of 100,000 rows costs a few megabytes
// and no object on the heap. Only digests are compared; no value is kept.
import { hash } from "node:crypto";

/** What a row says beside whom it is about: undefined where it says nothing. */
export type Parts = readonly (string | undefined)[];

export interface Met {
  /** The line of the first row about the same. */
  readonly line: number;
  /** The parts that differ from what a row before says. */
  readonly differing: readonly number[];
  /** The parts that no row before says. */
  readonly added: readonly number[];
}

const FIRST_SLOTS = 1_024;
/** More full slots make long searches. */
const MOST_FULL = 0.6;

/** Rows with `partCount` parts each. `meet` records a row, and returns the earlier one about the same, if there is one. */
export function seenRows(partCount: number): {
  readonly meet: (key: string, parts: Parts, line: number) => Met | null;
} {
  // A slot: two numbers of the key's digest, the line (0: empty), and a digest of each part (0: nothing said).
  const width = 3 + partCount;
  let slots = FIRST_SLOTS;
  let table = new Uint32Array(slots * width);
  let used = 0;

  function find(high: number, low: number): number {
    let slot = low % slots;
    while (table[slot * width + 2] !== 0 && !(table[slot * width] === high && table[slot * width + 1] === low))
      slot = (slot + 1) % slots;
    return slot * width;
  }
  function grow(): void {
    const before = table;
    slots *= 2;
    table = new Uint32Array(slots * width);
    for (let at = 0; at < before.length; at += width) {
      if (before[at + 2] === 0) continue;
      table.set(before.subarray(at, at + width), find(before[at] ?? 0, before[at + 1] ?? 0));
    }
  }
  return {
    meet(key, parts, line) {
      const [high, low] = digestOf(key);
      const at = find(high, low);
      const digests = parts.map((part) => (part === undefined ? 0 : digestOf(part)[0] || 1));
      if (table[at + 2] === 0) {
        table.set([high, low, line, ...digests], at);
        used++;
        if (used > slots * MOST_FULL) grow();
        return null;
      }
      const differing: number[] = [];
      const added: number[] = [];
      for (const [index, digest] of digests.entries()) {
        const before = table[at + 3 + index] ?? 0;
        if (digest === 0 || digest === before) continue;
        if (before !== 0) differing.push(index);
        else {
          added.push(index);
          table[at + 3 + index] = digest;
        }
      }
      return { line: table[at + 2] ?? 0, differing, added };
    },
  };
}

/** Two numbers of a digest. A strong one, so that no file can be written in which two people look like one. */
function digestOf(text: string): readonly [number, number] {
  const digest = hash("sha256", text, "buffer");
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
}
