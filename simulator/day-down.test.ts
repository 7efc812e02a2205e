// Both databases are down for 26 hours by a clock that is moved, from a moment before a hold, before an approval and before a dispatch; then the page of the runbook is
// followed: nothing is lost, nothing happens twice, and what the page says to type holds.
import { describe, it } from "vitest";
import { holdpoint } from "../testing/command-line.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { ADOPTION } from "../testing/log-keys.ts";
import { isFull } from "../testing/full.ts";
import { MASTER_KEY } from "../testing/people.ts";
import { follow } from "../testing/runbook.ts";
import { remoteShell } from "../testing/system/remote-databases.ts";
import type { Faults } from "./call-gate.ts";
import { openDatabases, SHARDS } from "./databases.ts";
import { endOf } from "./ends.ts";
import { HOUR } from "./moments.ts";
import { happy } from "./stories.ts";
import { playStory, withEnd } from "./trial.ts";
import { shardOf } from "../schema/ids.ts";

/** The calls that need a database. */
const OF_A_DATABASE = /^(log|crm|list|revision|outbox|letters)\./;
/** Longer than a day; a hold expires after three. */
const DOWN_MS = 26 * HOUR;

/** Every call of a database is refused for that time, from the first call of this name on. */
function downFrom(first: string): Faults {
  let began: number | null = null;
  return ({ name, at }) => {
    if (began === null && name === first) began = at;
    return began !== null && at <= began + DOWN_MS && OF_A_DATABASE.test(name) ? "refused" : null;
  };
}

const BEGINNINGS = ["planner.RecordAction", "qualifier.RecordGrades", "desk.ApproveDraft", "dispatcher.ClaimDispatch"];

describe("the runbook's page of a database that is down", () => {
  it.for(isFull ? BEGINNINGS : BEGINNINGS.slice(2))("holds when it begins at %s", async (first, { expect }) => {
    const transport = "cloudflare_email";
    const plain = await playStory(happy, { transport });
    const databases = openDatabases(MASTER_KEY);
    const trial = await playStory(happy, { databases, transport, faults: downFrom(first) }, `down from ${first}`);
    expect(withEnd(trial, endOf(plain.world)).violations).toEqual([]);
    const { world } = trial;
    expect(world.ledger.deliveries).toHaveLength(plain.world.ledger.deliveries.length);
    const refused = world.gate.calls.filter(({ name }) => OF_A_DATABASE.test(name)).length;
    expect(refused).toBeGreaterThan(plain.world.gate.calls.filter(({ name }) => OF_A_DATABASE.test(name)).length);

    // The installation adopted its key before; the simulator has no stream of it.
    const place = databases.shards[shardOf(ADOPTION.streamId, SHARDS)];
    await place
      ?.prepare(INSERT_EVENT)
      .bind(...valuesOf(ADOPTION))
      .run();
    const deskUrl = new URL("http://localhost:1");
    const { env, fetch } = remoteShell({ deskUrl, token: "", databaseOf: (id) => databases.shards[Number(id)] });
    const ids = databases.shards.map((_, shard) => shard).join(",");
    const shell = { fetch, now: () => world.now() };
    const done = await follow("d1-down", {
      holdpoint: (words) =>
        holdpoint(words, { ...shell, env: { ...env, SYSTEM_KEY: world.systemKey, HOLDPOINT_EVENTS_DATABASES: ids } }),
      // There is no account here; runbook.pipeline.test.ts asks the doctor.
      others: { "npx holdpoint doctor": async () => ({ code: 0 as const, out: "", err: "" }) },
      fills: {},
    });
    for (const { line, answer } of done) expect(answer, line).toMatchObject({ code: 0 });
    expect(done.at(-1)?.answer.out).toContain("Proved");
  });
});
