// The memory twin of the row of the stop switch (drizzle/dispatching.ts).
import type { Dispatching } from "../../drizzle/dispatching.ts";
import { type DispatchingRow, NEVER_STOPPED } from "../../schema/dispatching.ts";

export interface MemoryDispatching extends Dispatching {
  /** The row as it is now. */
  now(): DispatchingRow | null;
  /** Replaces the row, whatever its version, as a restored database or a hand does. */
  become(row: DispatchingRow | null): void;
}

export function memoryDispatching(): MemoryDispatching {
  let row: DispatchingRow | null = NEVER_STOPPED;
  return {
    read: async () => row,
    async put(next, over = next.version) {
      if (row === null || row.version <= over) row = structuredClone(next);
    },
    now: () => row,
    become: (next) => void (row = next),
  };
}
