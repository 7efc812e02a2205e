// Ends a process and all processes below it by SIGKILL, as a power cut or `kill -9` ends them: in any order, and none can finish anything.
import { eventually } from "../../local/eventually.ts";
import { listed, treeOf } from "../../local/processes.ts";
import type { Chance } from "../seed.ts";

/** Kills `root` and all processes below it, in a random order. Settles when none of them runs. */
export async function killTree(root: number, chance: Chance): Promise<void> {
  const tree = treeOf(root).map((pid) => ({ pid, place: chance.next() }));
  const pids = tree.toSorted((one, other) => one.place - other.place).map(({ pid }) => pid);
  for (const pid of pids) kill(pid);
  // A process that was started meanwhile is in the process group of one of them.
  for (const pid of pids) kill(-pid);
  const isAnyAlive = (): boolean => listed().some(({ pid }) => pids.includes(pid));
  await eventually(async () => !isAnyAlive(), { what: "the end of the killed processes", everyMilliseconds: 10 });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already, or leads no process group.
  }
}
