// Imports in the whole system through the real command line: a preview changes nothing, `--apply` puts entries on the list and makes contacts with their
// flags, and the same command again changes nothing. Whoever a file says must not be written to is vetoed when a form of theirs comes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { typesOf } from "../testing/system/types-of.ts";
import { signedForm } from "../workers/ingest/sources/signed-form.ts";

const [token = ""] = Object.keys(TEST_DESK_TOKENS);

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());

const run = async (...args: readonly string[]) => {
  const { code, out, err } = await holdpoint([...args, "--json"], {
    env: {
      SYSTEM_KEY,
      HOLDPOINT_DESK_URL: String(system.url),
      HOLDPOINT_DESK_TOKEN: token,
      HOLDPOINT_SOURCE_SECRET: TEST_SOURCE_SECRETS.crm,
    },
    now: () => Date.now(),
    fetch,
  });
  return { code, err, ...(out === "" ? {} : (JSON.parse(out) as { counts: object; applied: boolean })) };
};
function aFile(text: string): string {
  const path = join(aFolder(), "file.csv");
  writeFileSync(path, text);
  return path;
}
const types = async (email: string): Promise<readonly string[]> =>
  typesOf(
    await system.rows<{ type: string }>("SELECT type FROM events WHERE stream_id = ? ORDER BY version", idOf(email)),
  );
const listed = async (): Promise<number> =>
  (await system.crm.prepare("SELECT count(*) AS rows FROM suppressions").first<{ rows: number }>())?.rows ?? 0;

async function post(email: string): Promise<void> {
  const text = JSON.stringify({ email, name: "Ada Byron", message: "Please send a quote." });
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signature = signedForm.sign({ secret: TEST_SOURCE_SECRETS.website, body: text, id: "", nowSeconds });
  const headers = { "content-type": "application/json", ...signature };
  await fetch(new URL("/webhooks/website", system.url), { method: "POST", body: text, headers });
}

it("a list of opt-outs is in force after --apply, and the same command again changes nothing", async ({ expect }) => {
  const file = aFile("Suppress\r\nquiet@listed.example\r\n@whole.example\r\n+46 8 555 0199\r\nco.uk\r\n");
  const preview = await run("suppressions", "import", file);
  expect(preview).toMatchObject({ code: 1, applied: false, counts: { added: 3, same: 0, refused: 1 } });
  expect(await listed()).toBe(0);

  const applied = await run("suppressions", "import", file, "--apply", "--why", "the old tool's export");
  expect(applied).toMatchObject({ code: 1, applied: true, counts: { added: 3, refused: 1 } });
  const rows = await listed();
  const again = await run("suppressions", "import", file, "--apply", "--why", "the old tool's export");
  expect(again).toMatchObject({ counts: { added: 0, same: 3, refused: 1 } });
  expect(await listed()).toBe(rows);

  await post("quiet@listed.example");
  await post("anybody@whole.example");
  for (const email of ["quiet@listed.example", "anybody@whole.example"])
    await eventually(async () => (await types(email)).includes("SafetyVetoed"), { what: `the veto of ${email}` });
  await logHolds(system);
});

it("contacts are imported with their flags, and the same command again changes nothing", async ({ expect }) => {
  const file = aFile(
    "E-Mail;Vorname;Nachname;Firma;Abgemeldet\r\nold@imported.example;Olga;Alt;Altbau;WAHR\r\nnew@imported.example;Nora;Neu;Neubau;FALSCH\r\n",
  );
  const preview = await run("contacts", "import", file);
  expect(preview).toMatchObject({ code: 0, applied: false, counts: { added: 2, refused: 0 } });
  expect(await types("old@imported.example")).toEqual([]);

  expect(await run("contacts", "import", file, "--apply")).toMatchObject({ code: 0, applied: true, err: "" });
  await eventually(async () => (await types("new@imported.example")).includes("HistoryImported"), {
    what: "the import",
  });
  await eventually(async () => (await types("old@imported.example")).includes("HistoryImported"), {
    what: "the opt-out",
  });

  const again = await run("contacts", "import", file, "--apply");
  expect(again).toMatchObject({ code: 0, counts: { added: 0, changed: 0, same: 2 } });
  await post("old@imported.example");
  await eventually(async () => (await types("old@imported.example")).includes("SafetyVetoed"), { what: "the veto" });
  expect((await types("new@imported.example")).filter((type) => type === "HistoryImported")).toHaveLength(1);
  await logHolds(system);
});

it("companies and their facts are recorded, and the same commands again record nothing", async ({ expect }) => {
  const companies = aFile(
    "Company;Website;Status;Branche;Mitarbeiter\r\nWinter & Co;https://www.winter-import.example/de;Kunde;Logistik;120\r\nRival;rival-import.example;Wettbewerb;;\r\nNobody;;;;\r\n",
  );
  const preview = await run("companies", "import", companies);
  expect(preview).toMatchObject({ code: 1, applied: false, counts: { added: 2, refused: 1 } });
  expect(await run("companies", "import", companies, "--apply")).toMatchObject({ applied: true, counts: { added: 2 } });

  const facts = aFile(
    "domain,kind,value,source,observed_at\nwinter-import.example,hiring,two planners,jobs.example,2026-10-01\nwinter-import.example,funding,4m,,2026-09-01\nnobody-import.example,hiring,three,jobs.example,2026-10-01\n",
  );
  expect(await run("facts", "import", facts)).toMatchObject({ counts: { added: 2, refused: 1 } });
  expect(await run("facts", "import", facts, "--apply")).toMatchObject({ applied: true, counts: { added: 2 } });
  const recorded = await typesOf(
    await system.rows<{ type: string }>(
      "SELECT type FROM events WHERE stream_id LIKE ? ORDER BY stream_id, version",
      "co_%",
    ),
  );

  expect(await run("companies", "import", companies, "--apply")).toMatchObject({ counts: { added: 0, same: 2 } });
  expect(await run("facts", "import", facts, "--apply")).toMatchObject({ counts: { added: 0, same: 2, refused: 1 } });
  const again = await typesOf(
    await system.rows<{ type: string }>(
      "SELECT type FROM events WHERE stream_id LIKE ? ORDER BY stream_id, version",
      "co_%",
    ),
  );
  expect(again).toEqual(recorded);
  expect(recorded.filter((type) => type === "FactRecorded").length).toBeGreaterThanOrEqual(2);

  const statuses = await system.crm
    .prepare("SELECT name, status FROM companies WHERE domain LIKE '%-import.example' ORDER BY name")
    .all<{ name: string; status: string }>();
  expect(statuses.results).toEqual([
    { name: "Rival", status: "blocked" },
    { name: "Winter & Co", status: "known" },
  ]);
  await logHolds(system);
});
