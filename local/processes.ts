// Looks at other processes of this machine: which program a number belongs to, and what a killed run has left.
import { spawnSync } from "node:child_process";
import { eventually } from "./eventually.ts";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Listed {
  readonly pid: number;
  readonly parent: number;
  /** The number of its process group. */
  readonly group: number;
  readonly command: string;
  /** When it was started, as the system writes it. With the number it names one process for ever. */
  readonly startedAt: string;
}

/** All processes that have not ended: from /proc on Linux, elsewhere from `ps`. Empty on a machine that has neither. */
export function listed(): readonly Listed[] {
  if (existsSync("/proc/self/stat"))
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? inProc(Number(name)) : []));
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,pgid=,lstart=,args="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [, pid, parent, group, startedAt = "", command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.{24})\s(.*)$/.exec(line) ?? [];
    return command === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), group: Number(group), startedAt, command }];
  });
}

function inProc(pid: number): readonly Listed[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name comes first, in brackets, and may itself have brackets. State, parent and group follow.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startedAt = fields[19] ?? "";
    // A zombie has ended; only its parent has not noticed.
    if (fields[0] === "Z") return [];
    return [
      {
        pid,
        parent: Number(fields[1]),
        group: Number(fields[2]),
        startedAt,
        command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
      },
    ];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

/** The numbers of a process and of all processes below it. */
export function treeOf(root: number): readonly number[] {
  const children = Map.groupBy(listed(), ({ parent }) => parent);
  const below = (pid: number): readonly number[] => [
    pid,
    ...(children.get(pid) ?? []).flatMap((child) => below(child.pid)),
  ];
  return below(root);
}

/** When a process was started; null when there is none with this number, or nobody can say. */
export const startOf = (pid: number): string | null =>
  listed().find((process) => process.pid === pid)?.startedAt ?? null;

/** Whether a process still runs that was started then. Where nobody can say when, any living process with its number counts. */
export function isRunning(pid: number, startedAt: string | null): boolean {
  const now = startOf(pid);
  return now === null ? listed().length === 0 && isAlive(pid) : startedAt === null || now === startedAt;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** Kills the processes of a group whose program is in a folder, and waits for their end. Another group may have the number by now, so the folder must match. */
export async function killRemains(group: number, folder: string): Promise<void> {
  const remains = () => listed().filter((process) => process.group === group && process.command.includes(folder));
  const kill = ({ pid }: Listed): void => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  };
  const killed = remains();
  killed.forEach(kill);
  // A process that is ending has no command any more, and may still hold its files and its port.
  const isOver = () => remains().length === 0 && !killed.some(({ pid, startedAt }) => isRunning(pid, startedAt));
  await eventually(async () => isOver(), { what: "the end of the processes of the last run" });
}
