// Makes the troubles of the runbook in one running system, looks whether one sees what its pages say, and types the commands of the pages, exactly as they are
// printed; then the log holds and nobody was written to. Not here, because they need more: rotations of keys (cli/keys.pipeline.test.ts, leaked-key.test.ts), releases
// (durable-objects/two-releases.pipeline.test.ts), and a day (simulator/outages.test.ts, simulator/redriven.test.ts).
import { afterAll, beforeAll, describe, it } from "vitest";
import { eventually } from "../../local/eventually.ts";
import { holdpoint } from "../../testing/command-line.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { ingestMessage } from "../../domain/ingest-message.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { commandsOf, filled, type Fills, follow, runbookPage, wordsOf } from "../../testing/runbook.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { deskClient } from "../../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { logHolds } from "../../testing/system/log-holds.ts";
import { remoteShell } from "../../testing/system/remote-databases.ts";
import { typesOf } from "../../testing/system/types-of.ts";
import { signedForm } from "../../workers/ingest/sources/signed-form.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());
const { api, holdOf } = deskClient(() => system);

interface Typed {
  readonly code: number;
  readonly out: string;
}

/** Runs a command in a shell in which the variables of the index are set. */
async function command(args: readonly string[]): Promise<Typed> {
  const { env, fetch } = remoteShell({
    deskUrl: system.url,
    token,
    databaseOf: (id) => (id === "db-crm" ? system.crm : system.events),
  });
  const databases = { HOLDPOINT_EVENTS_DATABASES: "db-0", HOLDPOINT_CRM_DATABASE: "db-crm" };
  const { code, out, err } = await holdpoint(args, { env: { ...env, ...databases }, now: () => Date.now(), fetch });
  return { code, out: `${out}${err}` };
}

/** Performs a request as the page's `curl` does. */
async function curl(line: string): Promise<Typed> {
  const url = /"(http[^"]+)"/.exec(line)?.[1] ?? "";
  const method = /-X ([A-Z]+)/.exec(line)?.[1] ?? "GET";
  const [, name = "", value = ""] = /-H "([^:]+): ([^"]+)"/.exec(line) ?? [];
  const response = await fetch(url, { method, headers: { [name]: value } });
  return { code: response.ok ? 0 : 1, out: await response.text() };
}

const nothing = async (): Promise<Typed> => ({ code: 0, out: "" });
/** The account and the release are not of this system: deploy/doctor.test.ts and deploy/deployment.test.ts try these commands. */
const ELSEWHERE = { "npx holdpoint doctor": nothing, "npm run": nothing, "npx wrangler": nothing };

/** Types a page. `others`: what the test does in place of a command, or before it. */
async function typed(
  page: string,
  fills: Fills = {},
  others: Readonly<Record<string, (line: string) => Promise<Typed>>> = {},
) {
  const known = { $HOLDPOINT_DESK_TOKEN: token, $HOLDPOINT_DESK_URL: String(system.url).replace(/\/$/, "") };
  const done = await follow<Typed>(page, {
    holdpoint: command,
    others: { ...others, ...ELSEWHERE, "curl ": curl },
    fills: { ...known, ...fills },
  });
  const of = (begins: string): Typed => {
    const found = done.findLast(({ line }) => line.startsWith(begins));
    if (!found) throw new Error(`${page}.md has no command ${begins}`);
    return found.answer;
  };
  return { of, failed: done.filter(({ answer }) => answer.code !== 0).map(({ line, answer }) => [line, answer.out]) };
}

const bodyOf = (email: string): string =>
  JSON.stringify({
    email,
    name: "Ada Canaryname",
    company: "Canaryworks",
    title: "Director of Canaries",
    phone: "+49 30 777 123 4567",
    message: `Please send a quote to ${email}.`,
  });
async function post(email: string): Promise<number> {
  const body = bodyOf(email);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signature = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body, id: "", nowSeconds });
  const headers = { "content-type": "application/json", ...signature };
  return (await fetch(new URL("/webhooks/website", system.url), { method: "POST", body, headers })).status;
}
const types = async (email: string): Promise<readonly string[]> => typesOf(await system.eventsOf(idOf(email)));
const recorded = (email: string, type: string): Promise<unknown> =>
  eventually(async () => (await types(email)).includes(type), { what: `${type} of ${email}` });
const decide = async (email: string, kind: string, how: string) => {
  const { holdId, digest } = await holdOf(email, kind);
  return api<{ logged?: boolean; type?: string }>("POST", `/holds/${holdId}/${how}`, { digest });
};
/** Brings a lead to its dispatch. */
async function send(email: string): Promise<void> {
  await post(email);
  await decide(email, "preview", "confirm");
  await decide(email, "draft", "approve");
  await recorded(email, "DispatchSucceeded");
}
const cron = () => system.worker("contacts").scheduled({ cron: "*/15 * * * *" });
/** The page of the tasks, as a person who signs in with a token sees it. */
async function home(): Promise<string> {
  const at = (path: string) => new URL(path, system.url);
  const body = new URLSearchParams({ code: token, next: "/tasks" });
  const headers = { origin: at("/").origin, "sec-fetch-site": "same-origin" };
  const signedIn = await fetch(at("/login"), { method: "POST", body, headers, redirect: "manual" });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(";")[0]);
  return (await fetch(at("/tasks"), { headers: { cookie: cookie.join("; ") } })).text();
}
const kinds = async (): Promise<readonly string[]> =>
  (await api<{ items: { kind: string }[] }>("GET", "/tasks")).body.items.map(({ kind }) => kind);
const faultsNow = async (...args: readonly string[]): Promise<readonly string[]> =>
  Object.keys(
    JSON.parse((await command(["verify", "--from", "remote", "--json", ...args])).out).faultsByName,
  ).toSorted();

/** A copy of a database, which can be put back as a restore to this moment does. */
async function snapshot(database: D1Database): Promise<() => Promise<void>> {
  const { results: parts } = await database
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    )
    .all<{ type: string; name: string; sql: string }>();
  const [tables, triggers] = [
    parts.filter(({ type }) => type === "table"),
    parts.filter(({ type }) => type === "trigger"),
  ];
  // This list has no generated columns.
  const columns = await Promise.all(
    tables.map(async ({ name }) => {
      const { results } = await database.prepare(["PRAGMA table_info(", name, ")"].join("")).all<{ name: string }>();
      return results.map((column) => column.name).join();
    }),
  );
  const kept = await database.batch<Record<string, unknown>>(
    tables.map(({ name }, index) => database.prepare(["SELECT", columns[index], "FROM", name].join(" "))),
  );
  return async () => {
    await database.batch([
      ...triggers.map(({ name }) => database.prepare(["DROP TRIGGER", name].join(" "))),
      ...tables.map(({ name }) => database.prepare(["DELETE FROM", name].join(" "))),
      ...tables.flatMap(({ name }, index) =>
        (kept[index]?.results ?? []).map((row) => {
          const values = Object.keys(row).map((_, at) => `?${at + 1}`);
          return database
            .prepare(["INSERT INTO", name, "(", columns[index], ") VALUES (", values.join(), ")"].join(" "))
            .bind(...Object.values(row));
        }),
      ),
      ...triggers.map(({ sql }) => database.prepare(sql)),
    ]);
  };
}

/** Refuses each new row of these tables, as D1 does when it is full. Returns what makes room again. */
async function fill(database: D1Database, tables: readonly string[]): Promise<() => Promise<void>> {
  const name = (table: string) => `full_${table}`;
  const refuse = (table: string) =>
    `CREATE TRIGGER ${name(table)} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'Exceeded maximum DB size'); END`;
  await database.batch(tables.map((table) => database.prepare(refuse(table))));
  return async () =>
    void (await database.batch(tables.map((table) => database.prepare(["DROP TRIGGER", name(table)].join(" ")))));
}

describe("the runbook", () => {
  it("repairs CRM after it was restored from yesterday, and nobody is written to meanwhile", async ({ expect }) => {
    await send("before@runbook.example");
    await send("leaver@runbook.example");
    await api("POST", "/suppressions", { kind: "domain", value: "first.example", why: "asked" });
    const restore = await snapshot(system.crm);
    await send("after@runbook.example");
    await api("POST", `/contacts/${idOf("leaver@runbook.example")}/erase`, { reason: "person_asked" });
    await api("POST", "/suppressions", { kind: "domain", value: "lost.example", why: "asked" });
    await api("POST", "/dispatch/stop", { reason: "incident", why: "yesterday" });
    await restore();

    expect(await home()).toContain("The suppression list has lost entries: it ends at revision");
    expect(await kinds()).toContain("list_went_back");
    expect(await faultsNow()).toEqual(
      expect.arrayContaining(["contact_row_differs", "contact_row_missing", "list_row_missing", "receipt_missing"]),
    );
    await post("new@lost.example");
    await recorded("new@lost.example", "SignalReceived");
    expect(await command(["never-contact", "--from", "remote"])).toMatchObject({ code: 2 });
    expect(await types("new@lost.example")).toEqual(["SignalReceived"]);

    const fills = { "<2026-11-29T06:00:00Z>": "2026-11-29T06:00:00Z" };
    const { of, failed } = await typed("restore-crm", fills, {
      "npx holdpoint rebuild --read-models": async (line) => {
        await cron();
        return command(line.split(" ").slice(2));
      },
      // It names what the next step makes again.
      "npx holdpoint rebuild --list": async (line) => {
        const done = await command(line.split(" ").slice(2));
        expect(done.out).toContain("entries made again");
        return { ...done, code: 0 };
      },
    });
    expect(failed).toEqual([]);
    expect(of("npx holdpoint never-contact").out).toContain("Proved");
    await recorded("new@lost.example", "SafetyVetoed");
    expect(await types("new@lost.example")).not.toContain("PreviewHeld");
    const rows = await system.crm.prepare("SELECT email, title FROM contacts WHERE id = ?1");
    expect(await rows.bind(idOf("after@runbook.example")).first()).toEqual({
      email: "after@runbook.example",
      title: "Director of Canaries",
    });
    expect(await rows.bind(idOf("leaver@runbook.example")).first()).toEqual({ email: "", title: null });
    await api("POST", "/dispatch/resume", { stopped: 1, reason: "incident", why: "whole" });
    await logHolds(system);
  });

  it("repairs a poisoned contact while all others go on", async ({ expect }) => {
    const poisoned = "poisoned@runbook.example";
    await post(poisoned);
    await holdOf(poisoned, "preview");
    await system.objectRows(
      idOf(poisoned),
      "UPDATE events SET body = replace(body, 'website', 'elsewhere') WHERE version = 1",
    );
    await system.evict(idOf(poisoned)).catch(() => undefined);
    await post(poisoned);
    await send("healthy@runbook.example");
    const page = await api<{ type: string }>("GET", `/contacts/${idOf(poisoned)}`);
    expect(page).toMatchObject({ status: 500, body: { type: "urn:holdpoint:problem:object_differs" } });
    expect(await kinds()).toContain("object_differs");
    expect((await command(["verify", "--from", "remote"])).out).toContain("object_differs");
    const { failed } = await typed(
      "poisoned-contact",
      { "<contact>": idOf(poisoned) },
      {
        "npx holdpoint rebuild": (line) => command(line.split(" ").slice(2)),
      },
    );
    expect(failed).toEqual([]);
    expect(await kinds()).not.toContain("object_differs");
    expect((await decide(poisoned, "preview", "confirm")).status).toBe(200);
    await logHolds(system);
  });

  it("keeps every decision while the log is full, and goes on when there is room", async ({ expect }) => {
    const waiting = "waiting@runbook.example";
    expect((await command(["sources", "add", "fair", "--type", "signed_form"])).code).toBe(0);
    await post(waiting);
    await decide(waiting, "preview", "confirm");
    const { holdId, digest } = await holdOf(waiting, "draft");
    const room = await fill(system.events, ["events", "stream_keys", "holds", "tasks"]);
    expect(await api("POST", `/holds/${holdId}/approve`, { digest })).toMatchObject({ status: 202 });
    expect(await types(waiting)).not.toContain("DraftApproved");
    expect(await post("late@runbook.example")).toBe(202);

    const line = commandsOf(runbookPage("d1-full")).find((one) => one.startsWith("npx holdpoint sources enable")) ?? "";
    expect(line).not.toBe("");
    const { of, failed } = await typed(
      "d1-full",
      { "<source>": "fair" },
      {
        "npx holdpoint sources enable": async (enable) => {
          await room();
          // The alarm would ship what the object recorded within the hour.
          await api("POST", `/contacts/${idOf(waiting)}/wake`);
          return command(enable.split(" ").slice(2));
        },
      },
    );
    expect(of("npx holdpoint dispatch resume").code, JSON.stringify(failed)).toBe(0);
    expect(of("npx holdpoint verify"), JSON.stringify(failed)).toMatchObject({ code: 0 });
    await recorded(waiting, "DispatchSucceeded");
    await recorded("late@runbook.example", "PreviewHeld");
    expect((await command(["never-contact", "--from", "remote"])).out).toContain("Proved");
    await logHolds(system);
  });

  it("keeps what used up its tries while a database was down, until a person sends it again", async ({ expect }) => {
    const late = "down@runbook.example";
    // As the platform hands it over after a hundred tries: its queue of dead letters keeps it for 14 days.
    const signal = { kind: "lead", email: late, name: "Ada Canaryname", text: "Please send a quote." } as const;
    const mapped = { source: "website", signal, providerId: "down-1", signedMs: Date.now(), at: new Date() };
    const { ingest, compose } = samplePolicy;
    const body = ingestMessage(mapped, { systemKey: SYSTEM_KEY, policy: ingest, sender: compose.sender.address });
    const deliver = () => system.deliver("contacts", "dead-letters", [{ id: "m1", body, attempts: 101 }]);

    const room = await fill(system.events, ["dead_letters"]);
    expect((await deliver()).retryMessages.map(({ msgId }) => msgId)).toEqual(["m1"]);
    await room();
    expect((await deliver()).explicitAcks).toEqual(["m1"]);
    expect(await types(late)).toEqual([]);

    const { items } = (await api<{ items: { id: string; reason: string }[] }>("GET", "/dead-letters")).body;
    const letter = items.find(({ reason }) => reason === "retries_exhausted");
    const { failed } = await typed("dead-letters", { "<id>": letter?.id ?? "" });
    expect(failed).toEqual([]);
    await recorded(late, "PreviewHeld");
    expect((await typed("d1-down")).failed).toEqual([]);
    await logHolds(system);
  });

  it("changes the secret of a source and revokes a token, as the page of leaked keys says", async ({ expect }) => {
    const sources = async () =>
      JSON.parse((await command(["sources", "list", "--json"])).out) as {
        items: readonly { name: string; secrets: readonly { mark: string }[] }[];
      };
    const marks = async () =>
      (await sources()).items.find(({ name }) => name === "fair")?.secrets.map(({ mark }) => mark) ?? [];
    const [old = ""] = await marks();
    expect((await command(["tokens", "issue", "seen", "--scope", "read"])).code).toBe(0);
    const fills: Fills = { "<source>": "fair", "<mark of the old one>": old, "<name>": "seen" };
    const lines = commandsOf(runbookPage("leaked-key")).filter((line) => /^npx holdpoint (sources|tokens) /.test(line));
    expect(lines).toHaveLength(6);
    for (const line of lines)
      expect(await command(wordsOf(filled(line, fills)).slice(2)), line).toMatchObject({ code: 0 });
    expect(await marks()).toHaveLength(1);
    expect(await marks()).not.toContain(old);
  });

  it("answers a subject access request with every word, and erases on request", async ({ expect }) => {
    const person = "person@runbook.example";
    await send(person);
    const id = idOf(person);
    const words: string[] = [];
    const { of, failed } = await typed(
      "access-request",
      { "<address>": person, "<contact>": id, "<id>": id },
      {
        "npx holdpoint why": async (line) => {
          const done = await command([...line.split(" ").slice(2, -2), "--json"]);
          words.push(done.out);
          return done;
        },
        "npx holdpoint erase": (line) =>
          command([...line.replace(' --why "ticket 4711"', "").split(" ").slice(2), "--yes"]),
      },
    );
    expect(failed.map(([line]) => line)).toEqual([]);
    for (const word of ["Ada Canaryname", "Canaryworks", "Director of Canaries", "Please send a quote"])
      expect(of("curl").out).toContain(word);
    expect(of("npx holdpoint replay").out).toContain(id);
    expect(words.join()).not.toContain("Canaryname");
    expect((await command(["verify", "--from", "remote"])).code).toBe(0);
    expect(await types(person)).toContain("ContactErased");
    await logHolds(system);
  });

  it("lets the objects ship what a restored log lacks", async ({ expect }) => {
    const [known, unknown] = ["kept@runbook.example", "lost@runbook.example"];
    await post(known);
    await holdOf(known, "preview");
    const restore = await snapshot(system.events);
    await decide(known, "preview", "confirm");
    await holdOf(known, "draft");
    await post(unknown);
    await holdOf(unknown, "preview");
    const before = new Map([
      [known, await types(known)],
      [unknown, await types(unknown)],
    ]);
    await restore();
    expect(await types(unknown)).toEqual([]);
    const fills = { "<2026-11-29T06:00:00Z>": "", "<contact>": idOf(unknown) };
    const { of, failed } = await typed("restore-events", fills, {
      "npx holdpoint export": nothing,
      "grep ": nothing,
      "npx holdpoint verify --from remote --against": nothing,
      "npx holdpoint erase": nothing,
    });
    expect(of("npx holdpoint never-contact").out, JSON.stringify(failed)).toContain("Proved");
    for (const [email, all] of before) expect(await types(email)).toEqual(all);
    await logHolds(system);
  });
});
