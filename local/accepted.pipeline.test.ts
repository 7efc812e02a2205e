// Proves on a real installation that what was accepted stays accepted: over a kill in the middle of an approval, a full disk and an object whose
// file is damaged.
import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { it } from "vitest";
import { contactIdOf } from "../schema/ids.ts";
import { holdpoint } from "../testing/command-line.ts";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { type Chance, chanceOf } from "../testing/seed.ts";
import type { Home } from "../testing/storm/home.ts";
import { type Ledger, openLedger } from "../testing/storm/ledger.ts";
import { emailOf } from "../testing/storm/plan.ts";
import { becomesQuiet, brokenPromises } from "../testing/storm/quiet.ts";
import { click, type OpenHold } from "../testing/storm/reviewer.ts";
import { aHome, drafts, holdsOf, persons, postLeads, run, type Running } from "../testing/storm/running.ts";
import { mountSmallDisk } from "../testing/storm/small-disk.ts";
import { readLog, readObjects } from "../testing/storm/state-files.ts";
import { deskApi } from "./desk-api.ts";
import { eventually } from "./eventually.ts";
import { LOCAL_PERSON } from "./secrets.ts";

const SEED = Number(process.env["HOLDPOINT_SEED"] ?? 5);
const APPROVALS = isFull ? 100 : 4;
const CLICKS_PER_KILL = 4;
/** A kill comes at most this long after a click, which is enough for some to be answered; on a busy machine, as long as three clicks take. */
const LATEST_KILL_MILLISECONDS = 80;

/** When an installation does not become quiet, its judge says why: that takes as long as the patience of one test. */
const PATIENT = { timeout: 2 * LONG_MILLISECONDS };

/** Every answer was a success or "not now", and there was an answer to every request. */
const answersOf = ({ refused, unanswered }: Ledger) => ({ unanswered, others: [...refused.keys()].filter(isOther) });
const isOther = (status: string): boolean => status !== "webhook 503";
const ONLY_202_AND_503 = { unanswered: 0, others: [] };

it(
  `an approval that a kill cuts off is whole or absent, and whole when it was answered (${APPROVALS} approvals, HOLDPOINT_SEED=${SEED})`,
  isFull ? { timeout: 6 * LONG_MILLISECONDS } : PATIENT,
  async ({ expect, annotate }) => {
    const [home, ledger, chance] = [aHome(), openLedger(), chanceOf(SEED)];
    let running = await run(home);
    expect(await postLeads(running, persons(APPROVALS), ledger)).toBe(APPROVALS);
    const { open, clickMilliseconds } = await drafts(running, persons(APPROVALS), ledger);
    const latest = Math.max(LATEST_KILL_MILLISECONDS, 3 * clickMilliseconds);
    for (let from = 0; from < open.length; from += CLICKS_PER_KILL) {
      await approveAndKill(running, open.slice(from, from + CLICKS_PER_KILL), { latest, chance, ledger });
      running = await run(home);
    }
    await becomesQuiet({ home, ledger });
    expect(await running.started.stop()).toBe(0);
    expect(brokenPromises(home, ledger)).toEqual([]);
    const whole = readLog(home.state).events.filter(({ type }) => type === "DraftApproved").length;
    await annotate(
      `${ledger.clicks.length - open.length} of ${open.length} approvals were answered, ${whole} are whole`,
    );
  },
);

interface Moment {
  readonly latest: number;
  readonly chance: Chance;
  readonly ledger: Ledger;
}

/** Approves each draft at a moment of its own, and kills at the end of them. */
async function approveAndKill(
  to: Running,
  open: readonly OpenHold[],
  { latest, chance, ledger }: Moment,
): Promise<void> {
  const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const clicks = open.map(async (draft) => {
    await after(chance.next() * latest);
    await click(to, "approve", draft, ledger);
  });
  await after(latest);
  await to.started.kill(chance);
  await Promise.all(clicks);
}

it(
  "on a full disk each lead is accepted or refused, and everything goes on when there is space",
  PATIENT,
  async ({ expect, skip }) => {
    const disk = mountSmallDisk(64);
    if ("notMounted" in disk) return skip(`this user may not mount a small disk: ${disk.notMounted}`);
    const [home, ledger] = [aHome(`${disk.folder}/home`), openLedger()];
    const running = await run(home);
    // Some leads are on their way when the disk becomes full.
    await postLeads(running, persons(8), ledger);
    disk.fill();
    let person = 8;
    const isAccepted = async (): Promise<boolean> => (await postLeads(running, [person], ledger)) === 1;
    // The databases may still have room inside their files.
    const nextIsRefused = async (): Promise<boolean> => {
      person += 1;
      return !(await isAccepted());
    };
    await eventually(nextIsRefused, { what: "a refused lead" });
    await postLeads(running, persons(8, person), ledger);
    expect(answersOf(ledger)).toEqual(ONLY_202_AND_503);

    disk.free();
    await eventually(isAccepted, { what: "an accepted lead after the disk was full" });
    await becomesQuiet({ home, ledger });
    await holdsOf(running, "preview", [person]);
    expect(await running.started.stop()).toBe(0);
    expect(brokenPromises(home, ledger)).toEqual([]);
  },
);

it(
  "objects with damaged files stop no other contact, and have everything again when they are rebuilt",
  PATIENT,
  async ({ expect }) => {
    const [home, ledger] = [aHome(), openLedger()];
    const first = await run(home);
    expect(await postLeads(first, persons(5), ledger)).toBe(5);
    await holdsOf(first, "preview", persons(5));
    expect(await first.started.stop()).toBe(0);
    const [fourth, fifth] = [fileOf(home, 4), fileOf(home, 5)];
    overwrite(fourth);
    forgetTheLast(fifth);

    const second = await run(home);
    expect(await postLeads(second, [6], ledger)).toBe(1);
    expect(await postLeads(second, [4, 5], ledger, 2)).toBe(2);
    const { open } = await drafts(second, [1, 2, 3, 6], ledger);
    for (const draft of open) await click(second, "approve", draft, ledger);
    expect(ledger.clicks).toHaveLength(8);

    expect(await rebuild(home, 4)).toMatchObject({ code: 0 });
    // The object of the fifth has lost its last event, so that the log refused the next one: its message became a dead letter.
    const letters = await eventually(async () => lettersIn(home).length > 0 && lettersIn(home), {
      what: "the dead letter",
    });
    expect(letters).toHaveLength(1);
    expect(await rebuild(home, 5, "--discard")).toMatchObject({ code: 0 });
    const desk = deskApi(second.url, second.secrets.desk[LOCAL_PERSON] ?? "");
    await desk.act(`/dead-letters/${letters[0]}/redrive`);
    await becomesQuiet({ home, ledger });
    expect(await second.started.stop()).toBe(0);
    expect(brokenPromises(home, ledger)).toEqual([]);
  },
);

const lettersIn = (home: Home): readonly string[] => readLog(home.state).deadLetters;

const rebuild = (home: Home, number: number, ...options: readonly string[]) =>
  holdpoint(["rebuild", "--object", contactOf(home, number), "--state", home.state, ...options], { fetch });

const contactOf = (home: Home, number: number): string => contactIdOf(home.secrets().systemKey, emailOf(number));

const fileOf = (home: Home, number: number): string => {
  const file = readObjects(home.state).get(contactOf(home, number))?.file;
  if (file === undefined) throw new Error(`person ${number} has no object`);
  return file;
};

const overwrite = (file: string): void => writeFileSync(file, readFileSync(file).fill(0x5a));

/** What remains of an object when a power cut tears the last part off its WAL. */
function forgetTheLast(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("DELETE FROM events WHERE version = (SELECT max(version) FROM events)");
  database.close();
}
