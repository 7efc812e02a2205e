// Tests that `verify` compares the read models (holds, tasks, contact_flags) with the events of a live log, in one and four
// databases.
import type { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { readModelsOf } from "../replay/read-models.ts";
import { FULL_STORY, deploymentAfter } from "../testing/honest-log.ts";
import { insertStoredRows } from "../testing/stored-rows.ts";
import { memorySource } from "../replay/source.ts";
import { shardOf } from "../schema/ids.ts";
import { databasesOf, insertReadModels, queryOf } from "../testing/command-line.ts";
import { d1Source } from "./sources/d1-source.ts";
import type { Query } from "./sources/query.ts";
import { contactReadModels } from "./verify-read-models.ts";
import { verifySource } from "./verify-log.ts";

const deployment = await deploymentAfter([
  ...FULL_STORY,
  ...([1, 2] as const).flatMap((who) =>
    (["lead", "drain", "confirm", "drain", "message", "drain"] as const).map((what) => ({ what, who, pick: 1 })),
  ),
  { what: "flag", who: 2, pick: 1 },
  { what: "mood", who: 1, pick: 2 },
  ...(["lead", "onward", "onward", "drain"] as const).map((what) => ({ what, who: 1, pick: 3 })),
]);

/** The databases of a live log, with events and read models. */
async function liveDatabases(count: number) {
  const databases = databasesOf(deployment.rows(), count);
  for await (const stream of memorySource(deployment.rows()).streams({ prefix: "ct_" })) {
    insertReadModels(databases[shardOf(stream.streamId, count)]!, readModelsOf(stream, deployment.keys));
  }
  await insertStoredRows(deployment.rows(), { first: databases[0] });
  return databases;
}

const sourceOf = (databases: readonly Query[]) => ({
  name: "a log",
  log: d1Source(databases),
  databases,
  crm: null,
  file: null,
  masterKey: null,
  close: async () => undefined,
});
const OPTIONS = { since: null, root: null, against: null, onEvents: () => undefined, now: new Date() };
const verify = async (databases: readonly DatabaseSync[]) => verifySource(sourceOf(databases.map(queryOf)), OPTIONS);

describe.for([1, 4])("read models in %i databases", (count) => {
  it("have no fault when they follow from the events; the check needs no key", async ({ expect }) => {
    const databases = await liveDatabases(count);
    expect(databases.flatMap((database) => database.prepare("SELECT 1 FROM holds").all()).length).toBeGreaterThan(4);
    expect(databases.flatMap((database) => database.prepare("SELECT 1 FROM tasks").all()).length).toBeGreaterThan(0);
    expect(await verify(databases)).toMatchObject({ faultCount: 0 });
  });

  it.for([
    ["UPDATE holds SET state = 'open' WHERE ended_at IS NOT NULL", /^holds\.hd_.*\.state$/],
    ["UPDATE holds SET verdict = NULL", /^holds\.hd_.*\.verdict$/],
    ["UPDATE holds SET stream_id = 'ct_x'", /^holds\.hd_.*\.streamId$/],
    ["DELETE FROM holds", /^holds\.hd_/],
    ["UPDATE tasks SET kind = 'hold_open' WHERE kind <> 'hold_open'", /^tasks\.tk_.*\.kind$/],
    ["DELETE FROM tasks", /^tasks\.tk_/],
    ["UPDATE contact_flags SET sequence = sequence + 1", /^contact_flags\.ct_.*\.sequence$/],
    ["UPDATE contact_flags SET erased = 2", /^contact_flags\.ct_.*\.erased$/],
    ["DELETE FROM contact_flags", /^contact_flags\.ct_/],
  ] as const)("have faults after %s", async ([statement, field], { expect }) => {
    const databases = await liveDatabases(count);
    for (const database of databases) database.exec(statement);
    const { faults, faultsByName } = await verify(databases);
    expect(Object.keys(faultsByName)).toEqual(["read_model_differs"]);
    for (const fault of faults) expect(fault.field).toMatch(field);
  });

  it("have a fault for a row that follows from no event", async ({ expect }) => {
    const databases = await liveDatabases(count);
    for (const database of databases) {
      database.exec(
        "INSERT INTO tasks SELECT 'tk_more' || task_id, stream_id, version, kind, about, run_id, raised_at, closed_at, closed_by, how FROM tasks",
      );
    }
    const { faults } = await verify(databases);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults)
      expect(fault).toMatchObject({ field: expect.stringMatching(/^tasks\.tk_more/), found: "a row" });
  });
});

it("reads a contact again when its rows change during the check", async ({ expect }) => {
  const [database] = await liveDatabases(1);
  const query = queryOf(database!);
  let reads = 0;
  const changingQuery: Query = async (sql, parameters) => {
    const rows = await query(sql, parameters);
    return sql.includes("FROM contact_flags WHERE") && (reads += 1) < 3
      ? rows.map((row) => ({ ...(row as object), sequence: 77 }))
      : rows;
  };
  expect(await verifySource(sourceOf([changingQuery]), OPTIONS)).toMatchObject({ faultCount: 0 });
  expect(reads).toBeGreaterThan(2);
});

it("contactReadModels finds the faults of one contact", async ({ expect }) => {
  const [database] = await liveDatabases(1);
  const source = sourceOf([queryOf(database!)]);
  const [streamId] = deployment.ids().filter((id) => id.startsWith("ct_"));
  expect(await contactReadModels(source, streamId!)).toEqual([]);
  database!.exec("UPDATE contact_flags SET sequence = 9");
  database!.exec("UPDATE holds SET reason = 'none'");
  expect((await contactReadModels(source, streamId!)).map(({ name }) => name)).toContain("read_model_differs");
});
