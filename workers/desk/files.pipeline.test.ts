// Files in the whole system: what is exported is imported again without a change, by the command line and on the desk, whatever its cells hold; who exports contacts is
// in the log before, and an import leaves nothing of a contact who is erased.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import type { ExportKind } from "../../domain/import/own-file.ts";
import { eventually } from "../../local/eventually.ts";
import { aFolder, holdpoint } from "../../testing/command-line.ts";
import { formIn, signInOn } from "../../testing/desk/form-in.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { deskClient } from "../../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { logHolds } from "../../testing/system/log-holds.ts";
import { typesOf } from "../../testing/system/types-of.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());
const { api } = deskClient(() => system);

const run = (...args: readonly string[]) =>
  holdpoint(args, {
    env: {
      SYSTEM_KEY,
      HOLDPOINT_DESK_URL: String(system.url),
      HOLDPOINT_DESK_TOKEN: token,
      HOLDPOINT_SOURCE_SECRET: TEST_SOURCE_SECRETS.crm,
    },
    now: () => Date.now(),
    fetch,
  });
const types = async (email: string): Promise<readonly string[]> =>
  typesOf(
    await system.rows<{ type: string }>("SELECT type FROM events WHERE stream_id = ? ORDER BY version", idOf(email)),
  );

const NAMES = ["=SUM(A1:A9)", "'=1+1", '"Berg, Anna" \\"x\\"', "NULL", "<b>GroÃŸ</b>", "-", "日本 株式会社"];

it("what is exported is imported again without a change", async ({ expect }) => {
  for (const [index, name] of NAMES.entries()) {
    const company = `/companies/export${index}.example`;
    const fields = {
      name,
      industry: name,
      size: "about 40",
      domains: [`other${index}.example`],
      status: index === 1 ? "blocked" : "known",
    };
    expect((await api("PUT", company, fields)).status).toBe(200);
    const fact = {
      kind: name,
      value: `@${name}`,
      source: name,
      confidence: 0.75,
      found: index !== 2,
      expiresAt: index === 3 ? "2031-01-01" : null,
    };
    expect((await api("PUT", `${company}/facts`, fact)).status).toBe(200);
    // Two statements of one source about the same, on the same day.
    expect((await api("PUT", `${company}/facts`, { ...fact, value: "another" })).status).toBe(200);
  }
  const people = NAMES.map((_, index) => `person${index}@export${index}.example`);
  const given = join(aFolder(), "people.csv");
  writeFileSync(
    given,
    `email,name,title,Opted out\n${people.map((email, index) => `${email},Person ${index},=Head,${index === 2 ? "yes" : "no"}`).join("\n")}\n`,
  );
  expect((await run("contacts", "import", given, "--apply")).code).toBe(0);
  for (const email of people)
    await eventually(async () => (await types(email)).includes("HistoryImported"), { what: `the import of ${email}` });

  const events = async () =>
    (await system.rows<{ events: number }>("SELECT count(*) AS events FROM events")).reduce(
      (sum, row) => sum + row.events,
      0,
    );
  const session = await signInOn(system.url, token);
  for (const [kind, rows] of [
    ["companies", NAMES.length],
    ["facts", 2 * NAMES.length],
    ["contacts", NAMES.length],
  ] as const satisfies readonly (readonly [ExportKind, number])[]) {
    const file = join(aFolder(), `${kind}.csv`);
    const exported = await run(kind, "export", "--file", file, ...(kind === "contacts" ? ["--reason", "audit"] : []));
    expect([kind, exported.code, exported.err]).toEqual([kind, 0, ""]);
    const before = await events();
    const preview = await run(kind, "import", file, "--json", ...(kind === "contacts" ? [] : ["--apply"]));
    expect([kind, preview.code, JSON.parse(preview.out)]).toMatchObject([
      kind,
      0,
      { counts: { added: 0, changed: 0, same: rows, refused: 0 }, warned: 0, passedCount: 0 },
    ]);
    // The same on the desk.
    const page = await formIn(session, `/import/${kind}`, { file: { name: "x.csv", bytes: readFileSync(file) } });
    expect([kind, page.replaceAll(/\s+/g, " ")]).toMatchObject([
      kind,
      expect.stringContaining("Nothing would change."),
    ]);
    expect(page).toContain(`<dt>same</dt><dd>${rows}</dd>`);
    expect(await events()).toBe(before);
  }
  const audit = await system.eventsOf("ad_audit");
  expect(audit.filter(({ type }) => type === "ExportOpened")).toMatchObject([
    { writer: "desk", payload: { contacts: NAMES.length, reason: "audit", events: 0 } },
  ]);
  expect((await run("contacts", "export", "--file", join(aFolder(), "x.csv"))).code).toBe(2);
  await logHolds(system);
});

it("contacts are imported on the desk by its file, once, and nothing of it stays after an erasure", async ({
  expect,
}) => {
  const session = await signInOn(system.url, token);
  const bytes = Buffer.from(
    "email,name,Opted out\r\nnora@uploaded.example,Nora Neu,no\r\nolga@uploaded.example,Olga Alt,yes\r\n",
  );
  const pageOf = async (path: string) =>
    (await fetch(new URL(path, system.url), { headers: { cookie: session.cookie } })).text();
  const company = await api<{ companyId: string }>("PUT", "/companies/uploaded.example", { name: "Uploaded Works" });
  const companyPage = `/companies/${company.body.companyId}`;
  const preview = await formIn(session, "/import/contacts", { file: { name: "people.csv", bytes } });
  expect(await types("nora@uploaded.example")).toEqual([]);
  const report = await formIn(session, "/import/contacts/apply", { html: preview });
  expect(report).toContain("<dt>added</dt><dd>2</dd>");
  for (const email of ["nora@uploaded.example", "olga@uploaded.example"])
    await eventually(async () => (await types(email)).includes("HistoryImported"), { what: `the import of ${email}` });
  expect(await types("olga@uploaded.example")).toContain("HistoryImported");
  // The same button again, and the same file again.
  await formIn(session, "/import/contacts/apply", { html: preview });
  const again = await formIn(session, "/import/contacts", { file: { name: "people.csv", bytes } });
  expect(again.replaceAll(/\s+/g, " ")).toContain("Nothing would change.");
  await logHolds(system);
  const imported = await system.eventsOf(idOf("nora@uploaded.example"));
  expect(imported.filter(({ type }) => type === "HistoryImported")).toMatchObject([
    { payload: { source: "desk", by: "grace" }, provenance: { source: "human:grace" } },
  ]);

  expect(await pageOf(companyPage)).toMatch(/Uploaded Works.*Nora Neu/s);
  const contact = await api<{ version: number }>("GET", `/contacts/${idOf("nora@uploaded.example")}`);
  const erased = await api("POST", `/contacts/${idOf("nora@uploaded.example")}/erase`, {
    seen: contact.body.version,
    reason: "person_asked",
  });
  expect(erased.status).toBe(200);
  const file = join(aFolder(), "contacts.csv");
  expect((await run("contacts", "export", "--file", file, "--reason", "audit")).code).toBe(0);
  expect(readFileSync(file, "utf8")).not.toContain("nora");
  // The person is gone from the company's page, and the company and its other people stay.
  const left = await pageOf(companyPage);
  expect(left).toMatch(/Uploaded Works.*Olga Alt/s);
  expect(left).not.toMatch(/nora/i);
  // The report of what is exported now knows nobody of that name; a file that still has the person brings nothing of them back.
  const exported = { name: "contacts.csv", bytes: readFileSync(file) };
  const reported = await formIn(session, "/import/contacts", { file: exported });
  expect(reported.replaceAll(/\s+/g, " ")).toContain("Nothing would change.");
  expect(reported).not.toMatch(/nora/i);
  const more = Buffer.concat([bytes, Buffer.from("pia@uploaded.example,Pia Neu,no\r\n")]);
  const older = await formIn(session, "/import/contacts", { file: { name: "people.csv", bytes: more } });
  await formIn(session, "/import/contacts/apply", { html: older });
  await eventually(async () => (await types("pia@uploaded.example")).includes("HistoryImported"), {
    what: "the import of a third person",
  });
  const after = await pageOf(companyPage);
  expect(after).toMatch(/Uploaded Works.*Pia Neu/s);
  expect(after).not.toMatch(/nora/i);
  await logHolds(system);
});
