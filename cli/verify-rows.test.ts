// Tests that `verify` and `never-contact` compare the suppression list, the CRM and the outbox with the events: what was changed is named, and
// what is lawfully missing is no fault.
import { join } from "node:path";
import { describe, it } from "vitest";
import { listEntriesIn } from "../domain/contact/list-entries.ts";
import { eventInRow } from "../schema/events.ts";
import { readModelsOf } from "../replay/read-models.ts";
import { memorySource } from "../replay/source.ts";
import {
  aFolder,
  holdpoint,
  insertReadModels,
  localDatabase,
  localLog,
  NOW,
  withoutTriggers,
} from "../testing/command-line.ts";
import { deploymentAfter, FULL_STORY } from "../testing/honest-log.ts";
import { insertStoredRows } from "../testing/stored-rows.ts";

const deployment = await deploymentAfter([
  ...FULL_STORY,
  { what: "suppress", who: 1, pick: 0 },
  { what: "suppress", who: 2, pick: 0 },
  { what: "lead", who: 1, pick: 1 },
  { what: "drain", who: 0, pick: 0 },
  { what: "erase", who: 1, pick: 0 },
  { what: "stopSending", who: 0, pick: 0 },
]);
const ROWS = deployment.rows();
const REVISIONS = ROWS.flatMap((row) => listEntriesIn(eventInRow(row))).map(({ revision }) => revision);
const HIGHEST = Math.max(...REVISIONS);

/** A whole local installation. Returns its databases, and a function that runs a command on it. */
async function installation() {
  const cwd = aFolder();
  const state = join(cwd, "state");
  const [events] = localLog(state, ROWS, 1);
  const crm = localDatabase(state, "0");
  if (!events) throw new Error("no database");
  for await (const stream of memorySource(ROWS).streams({ prefix: "ct_" })) {
    insertReadModels(events, readModelsOf(stream, deployment.keys));
  }
  await insertStoredRows(ROWS, { first: events, crm });
  const ask = async (...args: readonly string[]) => {
    const { code, out, err } = await holdpoint([...args, "--state", "state", "--json"], { cwd });
    return { code, err, json: out === "" ? null : (JSON.parse(out) as Verified) };
  };
  return { cwd, events, crm, ask };
}

interface Verified {
  readonly holds: boolean;
  readonly faultsByName: Readonly<Record<string, number>>;
  readonly faults: readonly { readonly name: string; readonly field: string; readonly version: number | null }[];
  readonly listEntries: number | null;
}

describe("a whole installation", () => {
  it("has no fault, and says how many entries were compared", async ({ expect }) => {
    expect(HIGHEST).toBeGreaterThan(5);
    const { ask, events, crm } = await installation();
    for (const [database, count] of [
      [events, "SELECT count(*) AS n FROM outbox"],
      [crm, "SELECT count(*) AS n FROM contacts"],
      [crm, "SELECT count(*) AS n FROM receipts"],
    ] as const)
      expect(database.prepare(count).get()?.["n"], count).toBeGreaterThan(0);
    const { code, json } = await ask("verify");
    expect({ code, faults: json?.faultsByName }).toEqual({ code: 0, faults: {} });
    expect(json?.listEntries).toBe(new Set(REVISIONS).size);
    expect((await ask("never-contact")).code).toBe(0);
  });
});

/** Changes of the stored rows, with the names and the field of their faults. */
const CHANGES = [
  ["crm", "DELETE FROM suppressions", { list_row_missing: new Set(REVISIONS).size }, /^suppressions\.\d+$/],
  ["crm", "DELETE FROM suppressions WHERE revision = 2", { list_row_missing: 1 }, /^suppressions\.2$/],
  ["crm", `DELETE FROM suppressions WHERE revision = ${HIGHEST}`, { list_row_missing: 1 }, /^suppressions\.\d+$/],
  [
    "crm",
    `UPDATE suppressions SET digest = '${"9".repeat(22)}' WHERE revision = 3`,
    { list_row_differs: 1 },
    /^suppressions\.3\.digest$/,
  ],
  ["crm", "UPDATE suppressions SET kind = 'phone' WHERE revision = 3", { list_row_differs: 1 }, /\.3\.kind$/],
  ["crm", "UPDATE suppressions SET op = 'lift' WHERE revision = 1", { list_row_differs: 1 }, /\.1\.op$/],
  [
    "crm",
    `INSERT INTO suppressions (op, kind, digest, cause, command_key, at) VALUES ('add', 'domain', '${"8".repeat(22)}', 'desk', 'k', '2020-01-01T00:00:00.000Z')`,
    { list_row_unlogged: 1 },
    /^suppressions\.\d+$/,
  ],
  ["events", "UPDATE list_revisions SET revision = revision - 1", {}, /^list_revisions\.ad_suppressions_.$/],
  ["events", "DELETE FROM list_revisions", {}, /^list_revisions\.ad_suppressions_.$/],
  [
    "events",
    "INSERT INTO people VALUES ('mallory', 'admin', 1, 'mallory', '')",
    { read_model_differs: 1 },
    /^people\.mallory$/,
  ],
  [
    "events",
    "INSERT INTO desk_tokens VALUES ('tok_m', 'd', 'm', '[]', '', 'm', '', NULL, NULL)",
    { read_model_differs: 1 },
    /^desk_tokens\.tok_m$/,
  ],
  ["crm", "UPDATE dispatching SET stopped = 0", { dispatching_row_resumed: 1 }, /^dispatching\.stopped$/],
  ["crm", "DELETE FROM contacts", {}, /^contacts$/],
  ["crm", "UPDATE contacts SET email = 'x@example.com' WHERE email = ''", {}, /^contacts\.email$/],
  ["crm", "UPDATE contacts SET email = '' WHERE email <> ''", {}, /^contacts\.email$/],
  ["crm", "DELETE FROM receipts", {}, /^receipts\.rc_/],
  ["crm", "UPDATE receipts SET contact_id = 'ct_other'", {}, /^receipts\.rc_.*\.contactId$/],
  ["crm", "UPDATE receipts SET source = 'other'", {}, /^receipts\.rc_.*\.source$/],
  ["events", "DELETE FROM outbox", {}, /^outbox\./],
  ["events", "UPDATE outbox SET message = '' WHERE message <> ''", {}, /^outbox\..*\.message$/],
  ["events", "UPDATE outbox SET stream_id = 'ct_other'", {}, /^outbox\..*\.streamId$/],
  ["events", "UPDATE outbox SET approval_id = 'ap_other'", {}, /^outbox\..*\.approvalId$/],
] as const;

const NAME_OF: Readonly<Record<string, string>> = {
  "DELETE FROM contacts": "contact_row_missing",
  "DELETE FROM receipts": "receipt_missing",
  "DELETE FROM outbox": "outbox_row_missing",
};

describe("a change beside the log", () => {
  it.for(CHANGES)("is named: in %s, %s", async ([where, statement, counts, field], { expect }) => {
    const { events, crm, ask } = await installation();
    const database = where === "crm" ? crm : events;
    const { changes } = withoutTriggers(database, () => database.prepare(statement).run());
    expect(changes).toBeGreaterThan(0);
    const { code, json } = await ask("verify");
    expect(code).toBe(1);
    const names = Object.keys(json?.faultsByName ?? {});
    if (Object.keys(counts).length > 0) expect(json?.faultsByName).toEqual(counts);
    else expect(names).toHaveLength(1);
    if (NAME_OF[statement]) expect(names).toEqual([NAME_OF[statement]]);
    for (const fault of json?.faults ?? []) expect(fault.field).toMatch(field);
    // A list that differs is no list to prove from.
    const isOfList = statement.includes("suppressions") || statement.includes("list_revisions");
    expect((await ask("never-contact")).code).toBe(isOfList ? 2 : 0);
  });

  it("is named in words by never-contact, with what repairs it", async ({ expect }) => {
    const { cwd, crm } = await installation();
    withoutTriggers(crm, () => crm.exec("DELETE FROM suppressions WHERE revision = 2"));
    const { out } = await holdpoint(["never-contact", "--state", "state"], { cwd });
    expect(out).toContain("Not proved.");
    expect(out).toContain("list_row_missing  suppressions.2");
    expect(out).toContain("npx holdpoint rebuild --list");
  });

  it("is no fault for a row whose event may still be under way, and is one later", async ({ expect }) => {
    const { crm, ask } = await installation();
    const insert = crm.prepare(
      "INSERT INTO suppressions (op, kind, digest, cause, command_key, at) VALUES ('add', 'domain', ?, 'desk', 'k', ?)",
    );
    insert.run("8".repeat(22), new Date(NOW - 60_000).toISOString());
    expect((await ask("verify")).code).toBe(0);
    insert.run("7".repeat(22), new Date(NOW - 16 * 60_000).toISOString());
    expect((await ask("verify")).json?.faultsByName).toEqual({ list_row_unlogged: 1 });
  });
});

describe("a list that cannot be compared", () => {
  it("is said to be so for an export, which still can be proved", async ({ expect }) => {
    const { cwd } = await installation();
    await holdpoint(["export", "log.ndjson", "--state", "state"], { cwd });
    for (const command of ["verify", "never-contact"]) {
      const { code, out } = await holdpoint([command, "--from", "log.ndjson"], { cwd });
      expect(code).toBe(0);
      expect(out).toContain(
        "The suppression list itself was not compared: an export has the events, and not the list.",
      );
    }
  });

  it("is no answer when the local CRM has no tables", async ({ expect }) => {
    const { crm, ask } = await installation();
    crm.exec("DROP TABLE suppressions");
    for (const command of ["verify", "never-contact"]) {
      const { code, err } = await ask(command);
      expect(code).toBe(2);
      expect(err).toContain("No local database has the tables of the CRM.");
    }
  });
});
