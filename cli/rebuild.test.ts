// The installation is played here: `desk.pipeline.test.ts` asks the real one.
import { describe, it } from "vitest";
import { readModelsOf } from "../replay/read-models.ts";
import { FULL_STORY, told } from "../testing/honest-log.ts";
import { memorySource } from "../replay/source.ts";
import { aFolder, databasesOf, holdpoint, insertRow, queryOf } from "../testing/command-line.ts";

const house = await told(FULL_STORY);
const ada = house.rows().find(({ streamId }) => streamId.startsWith("ct_"))?.streamId ?? "";

interface Asked {
  readonly path: string;
  readonly body: unknown;
}

/** A remote installation: its databases over the platform's API, and a desk that answers from a list. */
async function installation(...answers: readonly (readonly [status: number, body: object])[]) {
  const [database] = databasesOf(house.rows(), 1);
  if (!database) throw new Error("one was asked for");
  for await (const stream of memorySource(house.rows()).streams({ prefix: "ct_" })) {
    const { holds, tasks, contact } = readModelsOf(stream, house.keys);
    for (const row of holds) insertRow(database, "holds", row);
    for (const row of tasks) insertRow(database, "tasks", row);
    if (contact) insertRow(database, "contact_flags", contact);
  }
  const asked: Asked[] = [];
  const left = [...answers];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const input = JSON.parse(String(body));
    if (url.startsWith("https://desk.example/")) {
      asked.push({ path: new URL(url).pathname, body: input });
      const [status, answer] = left.shift() ?? [500, {}];
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
  return { database, asked, rebuild };
}

const DONE = { at: null, events: 7, changed: true, discarded: 0, wordsLost: false };
const PAGE = { next: null, streams: 2, changed: 0, removed: 0, left: [] };

describe("holdpoint rebuild", () => {
  it("has an object rebuilt, and verifies its stream", async ({ expect }) => {
    const { asked, rebuild } = await installation([200, DONE]);
    const { code, out } = await rebuild("--object", ada);
    expect(asked).toEqual([{ path: `/api/v1/streams/${ada}/rebuild`, body: { discard: false } }]);
    expect(out).toContain(`${ada}: 7 events in the log; its object had something else, and has them now.`);
    expect(out).toContain(`Holds: ${ada} in the remote log.`);
    expect(code).toBe(0);
  });

  it("gives up what the log does not take when it is told to, and says how much", async ({ expect }) => {
    const { asked, rebuild } = await installation([200, { ...DONE, discarded: 2, wordsLost: true }]);
    const { out } = await rebuild("--object", ada, "--discard");
    expect(asked).toMatchObject([{ body: { discard: true } }]);
    expect(out).toContain("Given up, for the log has others: 2 events.");
    expect(out).toContain("No key to its sealed words was found");
  });

  it("asks for rows page by page, and verifies the whole log", async ({ expect }) => {
    const { asked, rebuild } = await installation(
      [200, { ...PAGE, next: "second", changed: 3 }],
      [200, { ...PAGE, next: "third" }],
      [200, { ...PAGE, streams: 0, removed: 1 }],
    );
    const { code, out } = await rebuild("--read-models", "--json");
    expect(asked.map(({ body }) => body)).toEqual([{ after: null }, { after: "second" }, { after: "third" }]);
    expect(JSON.parse(out)).toMatchObject({
      object: null,
      readModels: { streams: 4, changed: 3, removed: 1, left: [] },
      verified: { holds: true },
    });
    expect(code).toBe(0);
  });

  it("ends with 1 when what was rebuilt does not hold, or was left alone", async ({ expect }) => {
    const broken = await installation([200, PAGE]);
    broken.database.exec("UPDATE holds SET state = 'lost'");
    const { code, out } = await broken.rebuild("--read-models");
    expect(out).toContain("read_model_differs");
    expect(code).toBe(1);

    const partly = await installation([200, { ...PAGE, left: [ada] }]);
    const answer = await partly.rebuild("--read-models");
    expect(answer.out).toContain(`Left alone: ${ada}`);
    expect(answer.code).toBe(1);
  });

  it("says in the desk's words why nothing was done", async ({ expect }) => {
    const problem = { title: "The object has events that the log does not take", detail: "Nothing was rebuilt." };
    const { rebuild } = await installation([409, problem]);
    const { code, err, out } = await rebuild("--object", ada);
    expect(err).toContain("The desk answers: The object has events that the log does not take.");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it.for([
    [[], "Rebuild what?"],
    [["--discard", "--read-models"], "--discard is about one object"],
    [["--object", "nobody"], "neither a contact’s id"],
  ] as const)("does nothing with %j", async ([args, said], { expect }) => {
    const { asked, rebuild } = await installation();
    const { code, err } = await rebuild(...args);
    expect(err).toContain(said);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
  });

  it("does not guess the desk of a remote log", async ({ expect }) => {
    const { code, err } = await holdpoint(["rebuild", "--read-models", "--from", "remote", "--database", "db-0"]);
    expect(err).toContain("Which desk?");
    expect(code).toBe(2);
  });

  it("has nothing to rebuild beside an export", async ({ expect }) => {
    const file = `${aFolder()}/log.ndjson`;
    const { database, asked, rebuild } = await installation();
    const env = { CLOUDFLARE_ACCOUNT_ID: "an-account", CLOUDFLARE_API_TOKEN: "a-token" };
    const fetch = async (_: string, { body }: RequestInit): Promise<Response> => {
      const { sql, params } = JSON.parse(String(body));
      const results = await queryOf(database)(sql, params);
      return Response.json({ success: true, result: [{ results }] });
    };
    await holdpoint(["export", file, "--from", "remote", "--database", "db-0"], { env, fetch });
    const { code, err } = await rebuild("--from", file, "--read-models");
    expect(err).toContain("An export is a file");
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
  });
});
