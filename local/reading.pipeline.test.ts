// Proves that commands which read the state beside a busy installation always answer, and that no request to the installation fails by them.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { openLedger } from "../testing/storm/ledger.ts";
import { startReviewer } from "../testing/storm/reviewer.ts";
import { aHome, run } from "../testing/storm/running.ts";
import { startSenders } from "../testing/storm/senders.ts";
import { ROOT } from "./workers.ts";

/** In full 100 readings, in rounds on an installation of their own: a log that grows for minutes would measure itself. */
const ROUNDS = isFull ? 5 : 1;
const READINGS = isFull ? 20 : 3;
/** The last one also asks every object, through the desk. */
const COMMANDS = [["verify"], ["never-contact"], ["verify", "--objects"]];

/** The exit code of a command, run as a process of its own. */
const codeOf = (command: readonly string[], state: string): Promise<number | null> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [join(ROOT, "cli/holdpoint.mjs"), ...command, "--state", state]);
    child.once("close", (code) => resolve(code));
  });

it.for(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  `answers ${READINGS} of ${READINGS} readings beside 10 leads a second and the clicks on their holds, round %i`,
  { timeout: LONG_MILLISECONDS },
  async (round, { expect, annotate }) => {
    const home = aHome();
    const target = await run(home);
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    const ledger = openLedger();
    const common = { ledger, target: () => target, signal: ending.signal };
    const senders = startSenders({ ...common, seed: round, ratePerSecond: 10 });
    const reviewer = startReviewer({ ...common, leads: senders.leads });

    const codes: (number | null)[] = [];
    for (let reading = 0; reading < READINGS; reading += 1)
      codes.push(await codeOf(COMMANDS[reading % COMMANDS.length] ?? [], home.state));

    await senders.finish();
    await reviewer.stop();
    const { webhooks, clicks, unanswered, refused } = ledger;
    await annotate(`${READINGS} readings beside ${webhooks.length} webhooks and ${clicks.length} clicks`);
    expect(codes).toEqual(codes.map(() => 0));
    expect(unanswered).toBe(0);
    // A click that comes too late gets a 409, which no reader causes.
    expect([...refused].filter(([request]) => !request.endsWith(" 409"))).toEqual([]);
    expect(webhooks.length).toBeGreaterThan(READINGS);
  },
);
