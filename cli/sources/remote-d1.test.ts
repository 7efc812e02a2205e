// Runs against a local HTTP server that implements the protocol of Cloudflare's D1 API. The real API is not called.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, onTestFinished } from "vitest";
import * as z from "zod";
import { ada, chain, grace, linus } from "../../testing/rows.ts";
import { byId, type LogSource } from "../../replay/source.ts";
import { aShell, holdpoint, shardsOf } from "../../testing/command-line.ts";
import { CannotRun } from "../shell.ts";
import { d1Source } from "./d1-source.ts";
import { remoteD1 } from "./remote-d1.ts";

const ROWS = [...chain(ada, 3), ...chain(grace, 1_100), ...chain(linus, 2)];
const TOKEN = "a-token-that-may-read";
const IDS = ["db-0", "db-1", "db-2", "db-3"] as const;
const QueryBody = z.object({ sql: z.string(), params: z.array(z.string()) });

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
const problem = (status: number, code: number, message: string): Reply => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
});

/** The API with the databases of `ROWS`. `trouble` can answer a request instead, by its number. */
async function anApi(trouble: (request: number) => Reply | null = () => null) {
  const shards = shardsOf(ROWS, IDS.length);
  let requests = 0;
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const troubled = trouble((requests += 1));
    if (troubled) return troubled;
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return problem(401, 10_000, "Authentication error");
    const path = /^\/client\/v4\/accounts\/an-account\/d1\/database\/([^/]+)\/query$/.exec(request.url ?? "");
    const shard = shards[IDS.indexOf((path?.[1] ?? "") as (typeof IDS)[number])];
    if (request.method !== "POST" || !shard) return problem(404, 7_404, "The database could not be found");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { sql, params } = QueryBody.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const results = await shard(sql, params);
    return {
      status: 200,
      body: {
        success: true,
        errors: [],
        messages: [],
        result: [{ success: true, results, meta: { rows_written: 0 } }],
      },
    };
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then(({ status, headers = {}, body }) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`;
  const env = { CLOUDFLARE_ACCOUNT_ID: "an-account", CLOUDFLARE_API_TOKEN: TOKEN, CLOUDFLARE_API_BASE_URL: url };
  return { env, requests: () => requests };
}

async function read(source: LogSource) {
  const rows = [];
  for await (const stream of source.streams()) rows.push(...stream.rows);
  return rows;
}
const byPlace = (rows: typeof ROWS) => rows.toSorted((a, b) => byId(a, b) || a.version - b.version);

describe("a remote log", () => {
  it("is read completely, over all its databases", async ({ expect }) => {
    const { env } = await anApi();
    const source = d1Source(remoteD1(aShell({ env, fetch }), IDS));
    expect(await read(source)).toEqual(byPlace(ROWS));
  });

  it("is requested again while the API is busy, after the time in Retry-After", async ({ expect }) => {
    const waits: number[] = [];
    const busy: Readonly<Record<number, Reply>> = {
      1: { ...problem(429, 971, "Please wait"), headers: { "retry-after": "7" } },
      2: { status: 503, body: "<html>no JSON at all" },
      3: problem(500, 7_500, "D1 is overloaded"),
    };
    const { env } = await anApi((request) => busy[request] ?? null);
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    const [first] = remoteD1(aShell({ env, fetch, wait }), IDS);
    expect(await first?.("SELECT 1 AS one", [])).toEqual([{ one: 1 }]);
    expect(waits).toEqual([7_000, 2_000, 4_000]);
  });

  it("fails after six tries, with the API's message", async ({ expect }) => {
    const { env, requests } = await anApi(() => problem(500, 7_500, "D1 is overloaded"));
    const [first] = remoteD1(aShell({ env, fetch }), IDS);
    await expect(first?.("SELECT 1", [])).rejects.toThrow(/answers 500: D1 is overloaded \(7500\)/);
    expect(requests()).toBe(6);
  });

  it("names what is missing, wrong or not allowed", async ({ expect }) => {
    const { env, requests } = await anApi();
    const from = (of: object, ids: readonly string[] = IDS) =>
      holdpoint(["export", "x.ndjson", "--from", "remote", ...ids.flatMap((id) => ["--database", id])], {
        env: { ...env, ...of },
        fetch,
      });
    expect(await from({ CLOUDFLARE_API_TOKEN: undefined })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/CLOUDFLARE_API_TOKEN is not set/),
    });
    expect(await from({ CLOUDFLARE_ACCOUNT_ID: "" })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/CLOUDFLARE_ACCOUNT_ID is not set/),
    });
    expect(await from({}, [])).toMatchObject({ code: 2, err: expect.stringMatching(/needs the ids of its databases/) });
    expect(requests()).toBe(0);
    expect((await from({ CLOUDFLARE_API_TOKEN: "wrong" })).err).toMatch(
      /401: Authentication error \(10000\)\n.*valid token/,
    );
    expect((await from({}, ["nobody"])).err).toMatch(/404: The database could not be found/);
    expect((await from({}, ["db-1", "db-0", "db-2", "db-3"])).err).toMatch(/in their order/);
  });

  it("never prints the token", async ({ expect }) => {
    const { env } = await anApi(() => problem(403, 10_000, "Forbidden"));
    const { err } = await holdpoint(["export", "x.ndjson", "--from", "remote", "--database", "db-0"], { env, fetch });
    expect(err).toContain("D1 Read");
    expect(err).not.toContain(TOKEN);
  });

  it("fails with CannotRun when the API does not answer", async ({ expect }) => {
    const [first] = remoteD1(aShell({ env: (await anApi()).env }), IDS);
    await expect(first?.("SELECT 1", [])).rejects.toThrow(CannotRun);
  });
});
