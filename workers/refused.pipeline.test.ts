// Tests refused bodies in the whole system: from the door to the desk, and from there, once their source has the labels, into the log.
import { afterAll, beforeAll, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import { type RefusedBody, refusedLetter } from "../schema/refused-bodies.ts";
import { deskClient } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { idOf } from "../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { typesOf } from "../testing/system/types-of.ts";
import { signedForm } from "./ingest/sources/signed-form.ts";

/** The labels that were added after the body of `before` was refused. */
const SOURCES = { website: { type: "signed_form", labels: { email: ["Colleague email"] } } };

let system: Harness;
beforeAll(async () => {
  system = await startHarness({ settings: { ingest: { SOURCES: JSON.stringify(SOURCES) } } });
});
afterAll(() => system.close());

const { api } = deskClient(() => system);

async function post(body: string, source = "website", secret: string = TEST_SOURCE_SECRETS.website): Promise<Response> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signed = signedForm.sign({ secret, body, id: "", nowSeconds });
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signed };
  return fetch(new URL(`/webhooks/${source}`, system.url), { method: "POST", body, headers });
}

interface Row {
  readonly id: string;
  readonly reason: string;
  readonly redrivenBy: string | null;
  readonly receipt: string | null;
  readonly contactId: string | null;
}
const listed = async (query: string): Promise<readonly Row[]> =>
  (await api<{ items: readonly Row[] }>("GET", `/dead-letters/refused${query}`)).body.items;
const waiting = (reason: string) => listed(`?source=website&reason=${encodeURIComponent(reason)}`);
const found = <T>(what: string, look: () => Promise<T | undefined>) => eventually(look, { what });

it("a form without an address waits on the desk, is refused again with the same reason, and is discarded", async ({
  expect,
}) => {
  const answer = await post("Message=Please+call+me");
  expect([answer.status, await answer.json()]).toMatchObject([422, { field: "email" }]);
  const row = await found("the refused body", async () => (await waiting("field_missing:email"))[0]);
  const opened = await api<{ body: string }>("GET", `/dead-letters/${row.id}`);
  const { body } = JSON.parse(opened.body.body) as RefusedBody;
  expect(Buffer.from(body, "base64").toString()).toBe("Message=Please+call+me");

  const before = await system.rows<{ received_at: string }>(
    "SELECT received_at FROM dead_letters WHERE id = ?",
    row.id,
  );
  expect((await api("POST", `/dead-letters/${row.id}/redrive`)).status).toBe(200);
  await found("the letter that returned", async () => {
    const [now] = await system.rows<{ received_at: string; redriven_at: string | null }>(
      "SELECT received_at, redriven_at FROM dead_letters WHERE id = ?",
      row.id,
    );
    return now && now.received_at > (before[0]?.received_at ?? "") && now.redriven_at === null ? now : undefined;
  });
  expect(await waiting("field_missing:email")).toMatchObject([{ id: row.id, redrivenBy: null, receipt: null }]);

  expect((await api("POST", `/dead-letters/${row.id}/discard`, { reason: "spam" })).status).toBe(200);
  expect([await waiting("field_missing:email"), await listed("")]).toMatchObject([
    [],
    [{ id: row.id, discarded: "spam" }],
  ]);
});

it("a body that was refused before its source had the labels becomes one lead, under the receipt of its sender's retry", async ({
  expect,
}) => {
  const email = "ada@engine.example";
  const text = `Colleague+email=${encodeURIComponent(email)}&Message=Please+send+a+quote`;
  const receivedAt = new Date();
  const refused: RefusedBody = {
    queue: "ingest",
    v: 1,
    source: "website",
    format: "form",
    body: Buffer.from(text).toString("base64"),
    bytes: text.length,
    signedSeconds: Math.floor(receivedAt.getTime() / 1_000),
    receivedAt: receivedAt.toISOString(),
  };
  const reason = "field_missing:email:of_another";
  await system.deliver("contacts", "dead-letters", [{ id: "0", body: refusedLetter(refused, reason) }]);
  const [row] = await waiting(reason);
  const id = row?.id ?? "";
  const clicks = [await api("POST", `/dead-letters/${id}/redrive`), await api("POST", `/dead-letters/${id}/redrive`)];
  expect(clicks.map(({ status }) => status)).toContain(200);
  const taken = await found("what became of it", async () => (await listed("")).find((one) => one.receipt !== null));
  expect(taken).toMatchObject({ id, contactId: idOf(email) });

  const retry = await post(text);
  expect([retry.status, await retry.json()]).toEqual([202, { receipt: taken.receipt }]);
  await found("the lead's preview", async () => (await typesFor(email)).find((type) => type === "PreviewHeld"));
  expect((await typesFor(email)).filter((type) => type === "SignalReceived")).toHaveLength(1);
  expect((await api("POST", `/dead-letters/${id}/redrive`)).status).toBe(409);
});

it("a source that a person adds sends at once, with either secret of a rotation, by its labels, and only what it may", async ({
  expect,
}) => {
  const email = "grace@fair.example";
  const made = await api<{ secret: string }>("POST", "/sources", { name: "fair", type: "signed_form" });
  const { secret } = made.body;
  expect([made.status, secret.length > 30]).toEqual([200, true]);
  const body = `Stall+mail=${encodeURIComponent(email)}&Message=Please+call`;
  // The door looks for newer sources when it refuses a signature, at most once a second.
  const accepted = (text: string, key: string) =>
    found("an accepted lead", async () => ((await post(text, "fair", key)).status === 202 ? true : undefined));
  await accepted(body, secret);
  await found("the preview of the new source's lead", async () =>
    (await typesFor(email)).find((type) => type === "PreviewHeld"),
  );

  const second = (await api<{ secret: string }>("POST", "/sources/fair/secrets", {})).body.secret;
  await accepted(`${body}+me`, second);
  await accepted(`${body}+us`, secret);

  const sample = await api<{ status: number; body: string }>("POST", "/sources/fair/sample", {});
  expect([sample.status, sample.body.status]).toEqual([200, 202]);
  await found("the sample's preview", async () =>
    (await typesFor("sample@fair.example")).find((type) => type === "PreviewHeld"),
  );

  const listedSources = await api<{ items: readonly object[]; configured: readonly object[] }>("GET", "/sources");
  expect(listedSources.body.items).toMatchObject([
    { name: "fair", type: "signed_form", enabled: true, kinds: ["lead"] },
  ]);
  expect(listedSources.body.configured).toMatchObject([{ name: "website" }]);
  for (const text of [JSON.stringify(listedSources.body), JSON.stringify(await system.eventsOf())])
    for (const key of [secret, second]) expect(text.includes(key)).toBe(false);

  expect((await api("POST", "/sources/fair", { kinds: ["history"] })).status).toBe(200);
  const refused = await found("a refused kind", async () => {
    const answer = await post(`${body}+now`, "fair", secret);
    return answer.status === 403 ? await answer.json() : undefined;
  });
  expect(refused).toMatchObject({ type: "urn:holdpoint:problem:kind_not_allowed", field: "lead" });
  expect((await api("POST", "/sources/fair/disable", {})).status).toBe(200);
  await found("a source that is off", async () =>
    (await post(body, "fair", secret)).status === 401 ? true : undefined,
  );
});

const typesFor = async (email: string): Promise<readonly string[]> => typesOf(await system.eventsOf(idOf(email)));
