// Derives all decisions of a log again under a candidate policy, and counts what changes. The derivation is in replay/what-if.ts.
import type { LogContext } from "../replay/context.ts";
import type { LogSource } from "../replay/source.ts";
import { notRunAgain, type StreamWhatIf, whatIfStream } from "../replay/what-if.ts";
import { openWhatIfSum } from "../replay/what-if-sum.ts";
import type { Policy } from "../schema/policy.ts";
import { progressOn } from "./progress.ts";
import type { Shell } from "./shell.ts";

/** The most changes in the answer; `each` gets all. */
const KEPT = 1_000;

interface Asked {
  readonly candidate: Policy;
  readonly context: LogContext;
  /** Only events of this time. */
  readonly range: { readonly since?: string; readonly until: string };
  /** Called with the result of each contact. */
  readonly each?: (one: StreamWhatIf) => void;
}

/** What was found, and its sum alone, from which the digest of an adoption is made. */
export async function whatIfOfLog(shell: Shell, log: LogSource, { candidate, context, range, each }: Asked) {
  const progress = progressOn(shell, "deriving");
  const sum = openWhatIfSum();
  const changes: StreamWhatIf["changes"][number][] = [];
  let changeCount = 0;
  for await (const stream of log.streams({ prefix: "ct_" })) {
    const one = whatIfStream(stream, candidate, context, range);
    sum.add(one);
    each?.(one);
    changeCount += one.changes.length;
    changes.push(...one.changes.slice(0, KEPT - changes.length));
    progress.add(stream.rows.length);
  }
  progress.end();
  const whole = sum.sum();
  return { sum: whole, found: { ...whole, changeCount, changes, notRunAgain: notRunAgain(candidate, context) } };
}
