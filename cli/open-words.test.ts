// `holdpoint export --open` against a test double of an installation. desk.pipeline.test.ts uses the whole system.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { openEvent } from "../domain/contact/seal.ts";
import { FULL_STORY, deploymentAfter } from "../testing/honest-log.ts";
import { eventInRow } from "../schema/events.ts";
import { aFolder, databasesOf, holdpoint, queryOf } from "../testing/command-line.ts";

const deployment = await deploymentAfter(FULL_STORY);
const rows = deployment.rows();

/** The desk's timeline of a contact: the opened words and the hash of each event. */
function timelineOf(id: string) {
  const timeline = rows
    .filter(({ streamId }) => streamId === id)
    .map((row) => {
      const event = eventInRow(row);
      const { streamId, version, hash } = row;
      const key = deployment.keys(streamId);
      const opened = event.sealed !== null && key ? openEvent(key, event, event.sealed) : {};
      const words = { ...opened.words, ...(opened.evidence ? { evidence: opened.evidence } : {}) };
      return { version, hash, words: Object.keys(words).length > 0 ? words : null };
    });
  return { contactId: id, timeline };
}

interface Desk {
  readonly recorded?: { readonly status: number; readonly logged: boolean };
  readonly timeline?: (id: string) => object;
}

/** A remote installation: its database behind Cloudflare's API, its desk, and the desk's requests in order. */
function installation({ recorded = { status: 200, logged: true }, timeline = timelineOf }: Desk = {}) {
  const [database] = databasesOf(rows, 1);
  if (!database) throw new Error("no database");
  const requests: string[] = [];
  const announced: unknown[] = [];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const { origin, pathname } = new URL(url);
    if (origin !== "https://desk.example") {
      const { sql, params } = JSON.parse(String(body));
      const results = await queryOf(database)(sql, params);
      return Response.json({ success: true, errors: [], result: [{ success: true, results }] });
    }
    requests.push(pathname);
    if (pathname !== "/api/v1/exports") return Response.json(timeline(pathname.split("/").at(-1) ?? ""));
    announced.push(JSON.parse(String(body)));
    return Response.json({ logged: recorded.logged, version: 1 }, { status: recorded.status });
  };
  const env = {
    HOLDPOINT_DESK_URL: "https://desk.example",
    HOLDPOINT_DESK_TOKEN: "token-of-grace",
    CLOUDFLARE_ACCOUNT_ID: "an-account",
    CLOUDFLARE_API_TOKEN: "a-token",
  };
  const run = (...args: readonly string[]) =>
    holdpoint([...args.slice(0, 1), "--from", "remote", "--database", "db-0", ...args.slice(1)], { env, fetch });
  return { run, requests, announced };
}

/** The opened words of a contact, with the contact's address. */
const WORDS = JSON.stringify(timelineOf(rows.find(({ streamId }) => streamId.startsWith("ct_"))?.streamId ?? ""));
const ADDRESS = /[\w.+-]+@[\w.-]+\.example/.exec(WORDS)?.[0] ?? "nobody";
const OPEN = ["--open", "--why", "An audit"] as const;

describe.for(["log.ndjson", "log.csv"])("an opened export, %s", (name) => {
  it("has the words beside the events, and passes check and verify", async ({ expect }) => {
    const file = join(aFolder(), name);
    const { run, requests, announced } = installation();
    const { code, out, err } = await run("export", file, ...OPEN, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { manifest } = JSON.parse(out);
    expect(manifest).toMatchObject({ sealed: "opened", events: rows.length });
    expect(readFileSync(file, "utf8")).toContain(ADDRESS);
    // The first request records in the log who opens what.
    expect(requests[0]).toBe("/api/v1/exports");
    expect(announced).toEqual([
      { root: manifest.root, streams: manifest.streams, events: rows.length, reason: "other", why: "An audit" },
    ]);

    expect((await holdpoint(["check", file])).code).toBe(0);
    const verified = JSON.parse((await holdpoint(["verify", "--from", file, "--json"])).out);
    expect(verified).toMatchObject({ holds: true, sealed: { closed: 0 } });
    expect(verified.sealed.opened).toBeGreaterThan(0);
  });

  it("has the root of a closed export, and keeps its opened words when it is exported again", async ({ expect }) => {
    const folder = aFolder();
    const [file, closed, again] = [name, "closed.ndjson", "again.csv"].map((one) => join(folder, one)) as [
      string,
      string,
      string,
    ];
    const { run } = installation();
    await run("export", file, ...OPEN);
    await run("export", closed);
    expect(readFileSync(closed, "utf8")).not.toContain(ADDRESS);
    const rootOf = async (path: string): Promise<unknown> =>
      JSON.parse((await holdpoint(["check", path, "--json"])).out).root;
    expect(await rootOf(file)).toBe(await rootOf(closed));
    await holdpoint(["export", again, "--from", file]);
    const verified = JSON.parse((await holdpoint(["verify", "--from", again, "--json"])).out);
    expect(verified).toMatchObject({ holds: true, sealed: { closed: 0 } });
    expect(await rootOf(again)).toBe(await rootOf(closed));
  });

  it("has a fault when the text of a draft in it was changed", async ({ expect }) => {
    const file = join(aFolder(), name);
    const changed = (id: string) =>
      JSON.parse(JSON.stringify(timelineOf(id)).replaceAll('"subject":"', '"subject":"Your invoice. '));
    await installation({ timeline: changed }).run("export", file, ...OPEN);
    const { code, out } = await holdpoint(["verify", "--from", file]);
    expect(code).toBe(1);
    expect(out).toContain("digest_differs");
  });

  it("has an unreadable line when its opened words have another shape", async ({ expect }) => {
    const file = join(aFolder(), name);
    await installation().run("export", file, ...OPEN);
    const text = readFileSync(file, "utf8");
    const spoilt = name.endsWith(".csv")
      ? text.replace('"{""words', '"{""voices')
      : text.replace('{"words', '{"voices');
    expect(spoilt).not.toBe(text);
    writeFileSync(file, spoilt);
    expect((await holdpoint(["check", file])).out).toContain("line_unreadable");
  });
});

describe("holdpoint export --open", () => {
  const opening = async (desk: Desk, ...args: readonly string[]) => {
    const folder = aFolder();
    const { run, requests } = installation(desk);
    const answer = await run("export", join(folder, "log.ndjson"), ...args);
    return { ...answer, requests, left: readdirSync(folder) };
  };

  it("opens no word when the log did not record the opening", async ({ expect }) => {
    const { code, err, requests, left } = await opening({ recorded: { status: 202, logged: false } }, ...OPEN);
    expect(err).toContain("no word is opened before the log has recorded who opened it");
    expect({ code, requests, left }).toEqual({ code: 2, requests: ["/api/v1/exports"], left: [] });
  });

  it.for([[["--open"]], [["--why", "An audit"]], [["--open", "--why", "  "]]] as const)(
    "refuses %j, because --open and a reason go together",
    async ([args], { expect }) => {
      const { code, err, requests, left } = await opening({}, ...args);
      expect(err).toContain("--open goes together with --reason or --why");
      expect({ code, requests, left }).toEqual({ code: 2, requests: [], left: [] });
    },
  );

  it("refuses words from the desk of another installation", async ({ expect }) => {
    const { timeline } = timelineOf(rows.find(({ streamId }) => streamId.startsWith("ct_"))?.streamId ?? "");
    const otherTimeline = () => ({ timeline: timeline.map((entry) => ({ ...entry, hash: "0".repeat(64) })) });
    const { code, err, left } = await opening({ timeline: otherTimeline }, ...OPEN);
    expect(err).toContain("The desk has another event");
    expect({ code, left }).toEqual({ code: 2, left: [] });
  });

  it("opens no word of an export", async ({ expect }) => {
    const folder = aFolder();
    const { run, requests } = installation();
    await run("export", join(folder, "log.ndjson"));
    const { code, err } = await run(
      "export",
      join(folder, "open.ndjson"),
      ...OPEN,
      "--from",
      join(folder, "log.ndjson"),
    );
    expect(err).toContain("from a live log");
    expect({ code, requests }).toEqual({ code: 2, requests: [] });
  });
});
