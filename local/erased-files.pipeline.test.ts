// Erases a person whose words are everywhere in a local installation, and searches every byte of every file for a word or a key of the person:
// after a clean stop, and after a kill right after the erasure was answered. The same search finds no secret of an installation in clear.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, it } from "vitest";
import { sliceOf } from "../testing/full.ts";
import { openText, unwrapKey } from "../domain/contact/seal.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { formsOfBytes, formsOfText, matchesIn, type Needles, scan } from "../testing/byte-scan.ts";
import { holdpoint } from "../testing/command-line.ts";
import { idOf, MASTER_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { countWaiting, databaseWith, readLog } from "../testing/storm/state-files.ts";
import {
  ALL_SECRETS,
  localPlace,
  type LocalPlace,
  type LocalRuntime,
  postLead as postLeadOf,
} from "../testing/system/local-runtime.ts";
import { deskApi } from "./desk-api.ts";
import { eventually } from "./eventually.ts";
import { postWebhook } from "./webhook.ts";

/** What the person wrote, and what people wrote to the person: each text is in no other. */
const WORDS = {
  email: "zoe.qvalor@qvalor-werke.example",
  name: "Zoë Qvalör",
  company: "Qvälwerke GmbH",
  title: "Director of Zwirbeln",
  phone: "+49 30 777 123 4567",
  message: "Wir brauchen vierzig Zwirbelmaschinen bis März.",
  other: "Oder doch einundvierzig Zwirbelmaschinen.",
  subject: "Frage zum Zwirbelpreis",
  reply: "I am interested. Please send the Zwirbelangebot.",
  editedSubject: "Ihr Zwirbelangebot Nummer 4711",
  editedBody: "Sehr geehrte Frau Qvalör,\n\nanbei das überarbeitete Zwirbelangebot.",
  letter: "Ein unlesbarer Zwirbelbrief",
};
/** Formatting changes these before they are stored, so other forms of them are searched for as well. */
const STORED: Readonly<Record<string, string>> = {
  ...WORDS,
  local: "zoe.qvalor",
  editedBody: "anbei das überarbeitete Zwirbelangebot",
};
const contactId = idOf(WORDS.email);
const [TOKEN = ""] = Object.keys(TEST_DESK_TOKENS);
const STOP_MILLISECONDS = 60_000;
const NEIGHBOURS = 20;

let place: LocalPlace;
let running: LocalRuntime | null = null;
afterEach(async () => {
  await running?.kill();
  place.remove();
});
const start = async (): Promise<string> => (running = await place.start()).url;
const stop = async (): Promise<void> => void (await running?.stop(STOP_MILLISECONDS, () => undefined));
const isOwn = (type: string) => (event: { readonly type: string; readonly streamId: string }) =>
  event.type === type && event.streamId === contactId;
const until = (type: string, count: number): Promise<unknown> =>
  eventually(async () => readLog(place.state).events.filter(isOwn(type)).length >= count, {
    what: `${count} ${type}`,
  });

const postLead = (url: string): Promise<unknown> => {
  const { email, name, company, title, phone, message } = WORDS;
  const body = JSON.stringify({ email, name, company, title, phone, message, submission_id: "first" });
  const webhook = { source: "website", type: "signed_form", file: "lead.json", body, id: "" } as const;
  return postWebhook(url, { ...webhook, secret: TEST_SOURCE_SECRETS.website });
};
const postReply = (url: string, text: string): Promise<unknown> => {
  const data = { email: WORDS.email, subject: WORDS.subject, text };
  const body = JSON.stringify({ type: "message.received", timestamp: new Date().toISOString(), data });
  const webhook = { source: "crm", type: "standard_webhooks", file: "reply.json", body, id: "msg_2" } as const;
  return postWebhook(url, { ...webhook, secret: TEST_SOURCE_SECRETS.crm });
};

async function atDesk(url: string, method: "GET" | "POST", path: string, body?: object): Promise<never> {
  const response = await fetch(new URL(`/api/v1${path}`, url), {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<never>;
}

/** The open hold of this kind. */
const holdOf = (url: string, kind: string): Promise<string> =>
  eventually(
    async () => {
      const contact = await deskApi(url, TOKEN).contact(contactId);
      return contact?.holds.find((hold) => hold.kind === kind && hold.state === "open")?.holdId;
    },
    { what: `an open ${kind}` },
  );
async function decide(url: string, kind: string, decision: string, fields: object = {}): Promise<void> {
  const holdId = await holdOf(url, kind);
  const { digest } = await atDesk(url, "GET", `/holds/${holdId}`);
  await atDesk(url, "POST", `/holds/${holdId}/${decision}`, { digest, ...fields });
}

/** Puts a message that no stage can read into each queue, while nothing runs. */
function queueUnreadable(): void {
  const folder = join(place.state, "v3/do/holdpoint-queues-LocalQueue");
  for (const name of readdirSync(folder).filter((one) => /^[0-9a-f]{64}\.sqlite$/.test(one))) {
    const queue = new DatabaseSync(join(folder, name));
    const body = JSON.stringify({ queue: "ingest", contactId, email: WORDS.email, text: WORDS.letter, name });
    queue.prepare("INSERT INTO messages (body, sent_at, failures, due_at) VALUES (?, 0, 0, 0)").run(body);
    queue.close();
  }
}

const select = (sql: string): Record<string, unknown>[] => {
  const database = new DatabaseSync(databaseWith(place.state, "events"), { readOnly: true, timeout: 10_000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};
const wrappedKeys = () =>
  select("SELECT stream_id, wrapped FROM stream_keys").filter((row) => row["stream_id"] === contactId);

/** The person's way to an open draft: one message is sent, another waits, and dead letters, edits and a task are there. */
async function live(): Promise<string> {
  const first = await start();
  // Others write at the same time, so that rows move from page to page.
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, at) => postLeadOf(first, `other${at}@firm${at}.example`));
  await Promise.all([...neighbours, postLead(first)]);
  await until("PreviewHeld", 1);
  await stop();
  queueUnreadable();
  const url = await start();
  await eventually(async () => select("SELECT 1 FROM dead_letters").length > 1, { what: "dead letters" });
  await decide(url, "preview", "confirm");
  await decide(url, "draft", "edit", { subject: WORDS.editedSubject, body: WORDS.editedBody });
  await decide(url, "draft", "approve");
  await until("DispatchSucceeded", 1);
  await postReply(url, WORDS.reply);
  await until("PreviewHeld", 2);
  // Another body under the id of the reply: it is kept as a dead letter, with a task.
  await postReply(url, WORDS.other);
  await until("TaskRaised", 1);
  await decide(url, "preview", "confirm");
  await holdOf(url, "draft");
  // What a queue still has is not erased with its person: it is recorded later, without words.
  await eventually(async () => countWaiting(place.state) === 0, { what: "empty queues" });
  return url;
}

/** How many sealed events of the person in the log open with a key that some file has, wrapped under the master key. */
function opened(): number {
  const keys = matchesIn(place.folder, /[\w-]{22}\.[A-Za-z0-9+/]{60,}={0,2}/g).flatMap((wrapped) => {
    try {
      return [unwrapKey(MASTER_KEY, contactId, wrapped)];
    } catch {
      return [];
    }
  });
  const sealed = select(`SELECT stream_id, version, ${eventColumns(["sealed"])} FROM events WHERE sealed IS NOT NULL`)
    .filter((row) => row["stream_id"] === contactId)
    .map(rowOf);
  const opens = (key: Uint8Array, row: Readonly<Record<string, unknown>>): boolean => {
    try {
      return openText(key, `${contactId}@${Number(row["version"])}`, String(row["sealed"])).length > 0;
    } catch {
      return false;
    }
  };
  return keys.flatMap((key) => sealed.filter((row) => opens(key, row))).length;
}

function needlesOf(wrapped: string): Needles {
  const key = Buffer.from(unwrapKey(MASTER_KEY, contactId, wrapped));
  return new Map([
    ...Object.entries(STORED).flatMap(([name, word]) => [...formsOfText(name, word)]),
    ...formsOfBytes("the key", key),
    ...formsOfText("the wrapped key", wrapped),
    ...formsOfBytes("the sealed key", Buffer.from(wrapped.slice(wrapped.indexOf(".") + 1), "base64")),
  ]);
}

it.for(sliceOf(["a kill", "a clean stop"] as const, 2))(
  "no file of the installation has a word or a key of an erased person after %s",
  async (end, { expect }) => {
    place = localPlace();
    const url = await live();
    const [row] = wrappedKeys();
    const needles = needlesOf(String(row?.["wrapped"]));
    const before = scan(place.folder, needles).join("\n");
    for (const name of [...Object.keys(STORED), "the wrapped key"]) expect(before, name).toContain(`: ${name} «`);
    expect(opened()).toBeGreaterThan(5);

    const answer = await atDesk(url, "POST", `/contacts/${contactId}/erase`, { why: "ticket 4711" });
    await (end === "a kill" ? running?.kill() : stop());
    expect(answer).toMatchObject({ logged: true, isComplete: true });
    expect(scan(place.folder, needles)).toEqual([]);
    expect(opened()).toBe(0);
    expect(wrappedKeys()).toMatchObject([{ wrapped: "" }]);
    expect(readLog(place.state).events.length).toBeGreaterThan(10);
  },
);

/** The values of the installation's own secrets; of those that are JSON, each text in them. */
const ownSecrets = (): readonly (readonly [string, string])[] =>
  Object.entries(ALL_SECRETS).flatMap(([name, value]) => {
    const texts: string[] = [];
    const textsIn = (_: string, one: unknown): unknown => (typeof one === "string" ? texts.push(one) : one);
    if (value.startsWith("{")) JSON.parse(value, textsIn);
    // The tokens of the desk are the names of the object.
    if (name === "DESK_TOKENS") return Object.keys(JSON.parse(value)).map((token) => [name, token] as const);
    return (texts.length > 0 ? texts : [value]).filter((text) => text.length > 10).map((text) => [name, text] as const);
  });

it("no file, log line, page, answer or export of an installation has a secret in clear", async ({ expect }) => {
  place = localPlace();
  const url = await start();
  // What is shown once: two secrets of a source, one of another type, a token of an integration, and codes to sign in with.
  const post = (path: string, body: object = {}): Promise<Record<string, string>> => atDesk(url, "POST", path, body);
  const { secret: first = "" } = await post("/sources", { name: "fair", type: "signed_form" });
  const { secret: second = "" } = await post("/sources/fair/secrets");
  const { secret: whsec = "" } = await post("/sources", { name: "tool", type: "standard_webhooks" });
  const { token = "" } = await post("/tokens", { name: "crm-sync", scopes: ["read"] });
  const { code = "" } = await post("/sign-in-codes");
  const { code: unused = "" } = await post("/sign-in-codes");

  // Traffic with each of them: leads, bodies that are kept for a person, others' signatures, and a sample.
  const fair = async (secret: string, lead: object): Promise<number> => {
    const webhook = {
      source: "fair",
      type: "signed_form",
      file: "lead.json",
      body: JSON.stringify(lead),
      id: "",
    } as const;
    const posted = await postWebhook(url, { ...webhook, secret });
    return posted.ok ? 202 : posted.status;
  };
  for (const [nth, secret] of [first, second].entries()) {
    expect(await fair(secret, { email: `lead${nth}@fair.example`, message: "Hello" })).toBe(202);
    expect(await fair(secret, { Message: `Nobody's ${nth}` })).toBe(422);
  }
  expect(await fair("a secret of somebody else", { email: "mallory@fair.example" })).toBe(401);
  await post("/sources/fair/sample");
  await eventually(async () => readLog(place.state).events.filter(({ type }) => type === "PreviewHeld").length === 3, {
    what: "three previews",
  });
  await eventually(async () => select("SELECT 1 FROM dead_letters").length === 2, { what: "two refused bodies" });

  // Everything that the desk shows after the page that showed them.
  const entered = await fetch(new URL("/login", url), {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(url).origin },
    body: new URLSearchParams({ code }),
  });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect([entered.status, cookie === ""]).toEqual([303, false]);
  const answers: string[] = [];
  const look = async (path: string, headers: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await fetch(new URL(path, url), { headers });
    expect([path, answer.status]).toEqual([path, 200]);
    answers.push([...answer.headers].join("\n"), await answer.text());
  };
  const PAGES = ["/", "/sources", "/sources/fair", "/sources/tool", "/people", "/system", "/administration"];
  for (const path of [...PAGES, "/dead-letters/refused", "/policy"]) await look(path, { cookie });
  for (const path of ["/sources", "/people", "/tokens", "/holds", "/dead-letters", "/policy", "/dispatch"])
    await look(`/api/v1${path}`, { authorization: `Bearer ${TOKEN}` });
  await stop();

  const here = { cwd: place.folder };
  for (const args of [["export", "log.ndjson"], ["export", "events", "--format", "cloudevents"], ["verify"]]) {
    const { out, err } = await holdpoint([...args, "--state", place.state], here);
    answers.push(out, err);
  }
  expect(readdirSync(place.folder)).toEqual(expect.arrayContaining(["log.ndjson", "events", "workers.log"]));
  writeFileSync(join(place.folder, "answers.txt"), answers.join("\n"));

  const secrets = [
    ...Object.entries({ first, second, whsec, token, code, unused, session: cookie.slice(cookie.indexOf("=") + 1) }),
    ...ownSecrets(),
  ];
  for (const [name, secret] of secrets) expect([name, secret.length]).toEqual([name, Math.max(secret.length, 8)]);
  const needles = new Map([
    ...secrets.flatMap(([name, secret]) => [...formsOfText(name, secret)]),
    ...formsOfBytes("the bytes of whsec", Buffer.from(whsec.replace("whsec_", ""), "base64")),
  ]);
  expect(scan(place.folder, needles)).toEqual([]);
  const lines = readFileSync(place.logFile, "utf8");
  for (const reason of ["unauthorised", "field_missing"]) expect(lines).toContain(`webhook_refused:${reason}`);

  // The search itself finds what the databases have in clear, and a secret that stands in one of the files, in any form.
  expect(scan(place.state, formsOfText("a lead", "lead0@fair.example")).length).toBeGreaterThan(0);
  const bytes = Buffer.from(second);
  const leaks = {
    plain: second,
    base64: Buffer.from(`x${second}`).toString("base64"),
    hex: bytes.toString("hex"),
    url: encodeURIComponent(whsec),
    key: `{"k":"${Buffer.from(whsec.replace("whsec_", ""), "base64").toString("hex")}"}`,
  };
  for (const [name, leak] of Object.entries(leaks)) {
    writeFileSync(join(place.folder, "leak.txt"), `{"worker":"ingest","because":"${leak}"}`);
    expect([name, scan(place.folder, needles).map((found) => found.split(":")[0])]).toEqual([
      name,
      expect.arrayContaining(["leak.txt"]),
    ]);
  }
});
