// `holdpoint rebuild` against a test double of an installation. desk.pipeline.test.ts uses the whole system.
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { readModelsOf } from "../replay/read-models.ts";
import { FULL_STORY, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "../replay/source.ts";
import { insertStoredRows } from "../testing/stored-rows.ts";
import {
  aFolder,
  anObjectFile,
  databasesOf,
  holdpoint,
  insertReadModels,
  localDatabase,
  localLog,
  NOW,
  queryOf,
} from "../testing/command-line.ts";

const deployment = await deploymentAfter(FULL_STORY);
const ada = deployment.rows().find(({ streamId }) => streamId.startsWith("ct_"))?.streamId ?? "";

interface DeskRequest {
  readonly path: string;
  readonly body: unknown;
}

/** Stores the read models that follow from the events. */
async function insertAll(database: DatabaseSync): Promise<void> {
  for await (const stream of memorySource(deployment.rows()).streams({ prefix: "ct_" })) {
    insertReadModels(database, readModelsOf(stream, deployment.keys));
  }
}

/** A remote installation: one database behind Cloudflare's API, and a desk that gives the listed answers in order. */
async function installation(...answers: readonly (readonly [status: number, body: object])[]) {
  const [database] = databasesOf(deployment.rows(), 1);
  if (!database) throw new Error("no database");
  await insertAll(database);
  await insertStoredRows(deployment.rows(), { first: database });
  const requests: DeskRequest[] = [];
  const nextAnswers = [...answers];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const input = JSON.parse(String(body));
    if (new URL(url).pathname.startsWith("/api/v1/")) {
      requests.push({ path: new URL(url).pathname, body: input });
      const [status, answer] = nextAnswers.shift() ?? [500, {}];
      return Response.json(answer, { status });
    }
    const results = await queryOf(database)(input.sql, input.params);
    return Response.json({ success: true, errors: [], result: [{ success: true, results }] });
  };
  const env = {
    HOLDPOINT_DESK_URL: "https://desk.example",
    HOLDPOINT_DESK_TOKEN: "token-of-grace",
    CLOUDFLARE_ACCOUNT_ID: "an-account",
    CLOUDFLARE_API_TOKEN: "a-token",
  };
  const rebuild = (...args: readonly string[]) =>
    holdpoint(["rebuild", "--from", "remote", "--database", "db-0", ...args], { env, fetch });
  /** On the machine of the installation, whose state is in `state`. */
  const rebuildLocally = (state: string, ...args: readonly string[]) =>
    holdpoint(["rebuild", "--from", "remote", "--database", "db-0", "--state", state, ...args], {
      env: { ...env, HOLDPOINT_DESK_URL: "http://localhost:8787" },
      fetch,
    });
  return { database, requests, rebuild, rebuildLocally };
}

const DONE = { at: null, events: 7, changed: true, discarded: 0, wordsLost: false };
const LIST = { next: null, entries: 4, added: 0, differing: [], unlogged: [], left: [], isBehind: false };
const PAGE = { next: null, streams: 2, changed: 0, removed: 0, left: [] };

describe("holdpoint rebuild", () => {
  it("requests the rebuild of an object, and verifies its stream", async ({ expect }) => {
    const { requests, rebuild } = await installation([200, DONE]);
    const { code, out } = await rebuild("--object", ada);
    expect(requests).toEqual([{ path: `/api/v1/streams/${ada}/rebuild`, body: { discard: false } }]);
    expect(out).toContain(`${ada}: 7 events in the log; its object differed, and has them now.`);
    expect(out).toContain(`Holds: ${ada} in the remote log.`);
    expect(code).toBe(0);
  });

  it("asks the desk, with --discard, to discard the events that the log refuses, and prints how many were discarded", async ({
    expect,
  }) => {
    const { requests, rebuild } = await installation([200, { ...DONE, discarded: 2, wordsLost: true }]);
    const { out } = await rebuild("--object", ada, "--discard");
    expect(requests).toMatchObject([{ body: { discard: true } }]);
    expect(out).toContain("Discarded, because the log has other events: 2 events.");
    expect(out).toContain("No key to its sealed words was found");
  });

  it("requests the read models page by page, and verifies the whole log", async ({ expect }) => {
    const { requests, rebuild } = await installation(
      [200, { ...PAGE, next: "second", changed: 3 }],
      [200, { ...PAGE, next: "third" }],
      [200, { ...PAGE, streams: 0, removed: 1 }],
    );
    const { code, out } = await rebuild("--read-models", "--json");
    expect(requests.map(({ body }) => body)).toEqual([{ after: null }, { after: "second" }, { after: "third" }]);
    expect(JSON.parse(out)).toMatchObject({
      object: null,
      readModels: { streams: 4, changed: 3, removed: 1, left: [] },
      verified: { holds: true },
    });
    expect(code).toBe(0);
  });

  it("ends with 1 when a rebuilt row has a fault, or a contact was not rebuilt", async ({ expect }) => {
    const broken = await installation([200, PAGE]);
    broken.database.exec("UPDATE holds SET state = 'lost'");
    const { code, out } = await broken.rebuild("--read-models");
    expect(out).toContain("read_model_differs");
    expect(code).toBe(1);

    const partly = await installation([200, { ...PAGE, left: [ada] }]);
    const answer = await partly.rebuild("--read-models");
    expect(answer.out).toContain(`Not rebuilt: ${ada}`);
    expect(answer.code).toBe(1);
  });

  it("verifies a local log as it is after the rebuild", async ({ expect }) => {
    const cwd = aFolder();
    const state = join(cwd, "state");
    const [database] = localLog(state, deployment.rows(), 1);
    await insertStoredRows(deployment.rows(), { first: database, crm: localDatabase(state, "0") });
    const fetch = async (): Promise<Response> => {
      await insertAll(database!);
      return Response.json(PAGE);
    };
    const env = { HOLDPOINT_DESK_URL: "https://desk.example", HOLDPOINT_DESK_TOKEN: "token-of-grace" };
    const { code, out } = await holdpoint(["rebuild", "--read-models", "--state", "state"], { cwd, env, fetch });
    expect(out).toContain("Holds: the local log.");
    expect(code).toBe(0);
  });

  it("makes the list again page by page, and names what is left as it was", async ({ expect }) => {
    const { requests, rebuild } = await installation(
      [200, { ...LIST, next: "second", added: 2, differing: [3], isBehind: true }],
      [200, { ...LIST, unlogged: [7], left: ["ad_suppressions_a"], isBehind: true }],
    );
    const { code, out } = await rebuild("--list");
    expect(requests).toEqual([
      { path: "/api/v1/suppressions/rebuild", body: { after: null } },
      { path: "/api/v1/suppressions/rebuild", body: { after: "second" } },
    ]);
    expect(out).toContain("2 of 8 entries made again.");
    expect(out).toContain("because they differ from their event: 1 (revisions 3).");
    expect(out).toContain("because no event has them: 1 (revisions 7).");
    expect(out).toContain("Left out, because its chain is broken: ad_suppressions_a.");
    expect(out).toContain("The list is still behind its log, so nothing is planned, approved or sent.");
    expect(code).toBe(1);

    const whole = await (await installation([200, LIST])).rebuild("--list");
    expect(whole.out).toContain("The list is level with its log");
    expect(whole.code).toBe(0);
  });

  it("prints the desk's problem and ends with 2 when the desk refuses", async ({ expect }) => {
    const problem = { title: "The object has events that the log does not take", detail: "Nothing was rebuilt." };
    const { rebuild } = await installation([409, problem]);
    const { code, err, out } = await rebuild("--object", ada);
    expect(err).toContain("The desk answers: The object has events that the log does not take.");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("sets the file of an object aside that the installation cannot start, and requests the rebuild again", async ({
    expect,
  }) => {
    const problem = {
      type: "urn:holdpoint:problem:object_unreadable",
      title: "It cannot be read",
      detail: "Rebuild it.",
    };
    const state = aFolder();
    const file = anObjectFile(state, ada, "no database");
    const { requests, rebuildLocally } = await installation([500, problem], [200, DONE]);
    const { code, out } = await rebuildLocally(state, "--object", ada);
    expect(requests.map(({ path }) => path)).toEqual(Array(2).fill(`/api/v1/streams/${ada}/rebuild`));
    expect(out).toContain(`The file of its object was damaged, and is kept as ${file}.damaged-${NOW}`);
    expect(code).toBe(0);
  });

  it("requests it once when the file is not on this machine", async ({ expect }) => {
    const problem = {
      type: "urn:holdpoint:problem:object_unreadable",
      title: "It cannot be read",
      detail: "Rebuild it.",
    };
    const { requests, rebuild, rebuildLocally } = await installation([500, problem], [500, problem]);
    for (const { code, err } of [await rebuild("--object", ada), await rebuildLocally(aFolder(), "--object", ada)]) {
      expect(err).toContain("The desk answers: It cannot be read. Rebuild it.");
      expect(code).toBe(2);
    }
    expect(requests).toHaveLength(2);
  });

  it.for([
    [[], "Nothing to rebuild was named"],
    [["--discard", "--read-models"], "--discard needs one object"],
    [["--object", "nobody"], "neither a contact’s id"],
  ] as const)("sends no request and ends with 2 for the arguments %j", async ([args, problem], { expect }) => {
    const { requests, rebuild } = await installation();
    const { code, err } = await rebuild(...args);
    expect(err).toContain(problem);
    expect({ code, requests }).toEqual({ code: 2, requests: [] });
  });

  it("refuses a remote log when no desk is named", async ({ expect }) => {
    const { code, err } = await holdpoint(["rebuild", "--read-models", "--from", "remote", "--database", "db-0"]);
    expect(err).toContain("needs the name of its desk");
    expect(code).toBe(2);
  });

  it("refuses an export", async ({ expect }) => {
    const file = `${aFolder()}/log.ndjson`;
    const { database, requests, rebuild } = await installation();
    const env = { CLOUDFLARE_ACCOUNT_ID: "an-account", CLOUDFLARE_API_TOKEN: "a-token" };
    const fetch = async (_: string, { body }: RequestInit): Promise<Response> => {
      const { sql, params } = JSON.parse(String(body));
      const results = await queryOf(database)(sql, params);
      return Response.json({ success: true, result: [{ results }] });
    };
    await holdpoint(["export", file, "--from", "remote", "--database", "db-0"], { env, fetch });
    const { code, err } = await rebuild("--from", file, "--read-models");
    expect(err).toContain("An export has no objects");
    expect({ code, requests }).toEqual({ code: 2, requests: [] });
  });
});
