// Waits until an installation has kept every promise and nothing is under way. It looks at the stored files only, so that the look itself makes
// nothing go on.
import { eventually } from "../../local/eventually.ts";
import { tailOf } from "../../local/runtime/log.ts";
import { isFull } from "../full.ts";
import { contactIdOf } from "../../schema/ids.ts";
import type { Home } from "./home.ts";
import { judgeLog, judgeObjects } from "./judge.ts";
import type { Ledger } from "./ledger.ts";
import { countWaiting, readLog, readObjects } from "./state-files.ts";

/** Looking costs the machine time that the installation needs. */
const LOOK_MILLISECONDS = 1_000;
/** A limit for a hang. A full storm leaves hundreds of holds to decide, and the machine may be busy. */
const QUIET_MILLISECONDS = isFull ? 1_500_000 : 280_000;

interface Awaited {
  readonly home: Home;
  readonly ledger: Ledger;
  /** What else is open; empty when nothing is. */
  readonly alsoOpen?: () => readonly string[];
}

/** Throws with everything that stays open when it does not become quiet. */
export async function becomesQuiet({ home, ledger, alsoOpen = () => [] }: Awaited): Promise<void> {
  let open: readonly string[] = [];
  const isQuiet = async (): Promise<boolean> => {
    const messages = countWaiting(home.state);
    open = [...alsoOpen(), ...(messages === 0 ? [] : [`${messages} messages wait in the queues`])];
    if (open.length === 0) open = brokenNow(home, ledger);
    return open.length === 0;
  };
  await eventually(isQuiet, {
    everyMilliseconds: LOOK_MILLISECONDS,
    withinMilliseconds: QUIET_MILLISECONDS,
    what: "quiet",
  }).catch((cause: unknown) => {
    const all = [
      ...new Set([...open, ...brokenNow(home, ledger)]),
      "The Workers' log ends with:",
      tailOf(home.logFile),
    ];
    throw new Error(`The installation does not become quiet:\n${all.join("\n")}`, { cause });
  });
}

/** While the runtime writes, a file may be unreadable for a moment. */
function brokenNow(home: Home, ledger: Ledger): readonly string[] {
  try {
    return brokenPromises(home, ledger);
  } catch (cause) {
    return [String(cause)];
  }
}

/** Everything that the ledger was promised and the stored files do not have, or have twice; and every difference between objects and log. */
export function brokenPromises(home: Home, ledger: Ledger): readonly string[] {
  const log = readLog(home.state);
  const { systemKey } = home.secrets();
  return [
    ...judgeLog(ledger, log, (email) => contactIdOf(systemKey, email)),
    ...judgeObjects(readObjects(home.state), log),
  ];
}
