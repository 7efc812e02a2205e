// `npm run bench -- space`: how many bytes of the databases a lead takes, and how many leads a database therefore holds. `npm start` runs in a folder
// of its own; leads are posted as webhooks, each preview is confirmed and each draft is approved, as a person does. After each of these steps the
// pages of every table are counted. docs/operations.md has the result.
// `-- space --leads 300 --characters 1000` measures with another number of leads, and with messages of another length. `--json` prints JSON.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { DATABASE_BYTES } from "../schema/database-size.ts";
import { contactIdOf } from "../schema/ids.ts";
import { deskApi } from "../local/desk-api.ts";
import { eventually } from "../local/eventually.ts";
import { urlOf } from "../local/place.ts";
import { readSecrets } from "../local/secrets.ts";
import { databaseWith } from "../testing/storm/state-files.ts";
import { addressOf, restingStart, sendersTo } from "./installation.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    leads: { type: "string", default: "1000" },
    characters: { type: "string", default: "108" },
    json: { type: "boolean", default: false },
  },
});
const leads = Number(values.leads);
const AT_ONCE = 16;

const SENTENCES =
  "We open a second bakery in spring and want one delivery plan for both. What would you need from us to begin? ";
/** What a person fills into a form, with a message as long as the samples' are. */
const FIELDS = {
  title: "Head of Operations",
  phone: "+44 20 7946 0018",
  message: SENTENCES.repeat(Math.ceil(Number(values.characters) / SENTENCES.length)).slice(
    0,
    Number(values.characters),
  ),
};

/** The bytes of each table with its indexes: whole pages, as the file has them. */
const SIZES = `SELECT coalesce(tbl_name, dbstat.name) AS name, sum(pgsize) AS bytes
  FROM dbstat LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name GROUP BY 1 ORDER BY 1`;

type Sizes = ReadonlyMap<string, number>;

function sizesOf(file: string): Sizes {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    const rows = database.prepare(SIZES).all();
    return new Map(rows.map(({ name, bytes }) => [String(name), Number(bytes)]));
  } finally {
    database.close();
  }
}

/** Notes of a day and of the cron: they do not grow with all leads. */
const PASSING = ["words_read", "cron_work"];

/** The bytes that a lead added to each table. Tables that did not grow by a tenth of a byte a lead are left out. */
function perLead(before: Sizes, after: Sizes): Readonly<Record<string, number>> {
  const grown = [...after]
    .map(([name, bytes]) => [name, (bytes - (before.get(name) ?? 0)) / leads] as const)
    .filter(([name, bytes]) => bytes > 0.1 && !PASSING.includes(name));
  return Object.fromEntries(grown);
}

/** Does `work` for each number, some at once. */
async function forEach(work: (number: number) => Promise<void>): Promise<void> {
  const waiting = [...Array(leads).keys()];
  const worker = async (): Promise<void> => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) await work(number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function measured(home: string) {
  const run = await restingStart(home, ["--no-samples"]);
  const state = join(home, "state");
  const files = { events: databaseWith(state, "events"), crm: databaseWith(state, "receipts") };
  const sizes = () => ({ events: sizesOf(files.events), crm: sizesOf(files.crm) });
  const secrets = readSecrets(join(home, "secrets.json"));
  const [token = ""] = Object.values(secrets?.desk ?? {});
  const api = deskApi(urlOf(run.port), token);
  const log = new DatabaseSync(files.events, { readOnly: true, timeout: 10_000 });
  const open = log.prepare("SELECT hold_id AS id FROM holds WHERE stream_id = ? AND kind = ? AND state = 'open'");
  const sent = log.prepare("SELECT 1 FROM events WHERE stream_id = ? AND type = 'DispatchSucceeded'");
  const idOf = (number: number) => contactIdOf(secrets?.systemKey ?? "", addressOf(number));
  const holdOf = async (number: number, kind: string): Promise<string> => {
    const found = () => open.get(idOf(number), kind)?.["id"];
    await eventually(async () => found() !== undefined, { what: `the ${kind} of lead ${number}` });
    return String(found());
  };

  const atFirst = sizes();
  try {
    console.error(`posting ${leads} leads …`);
    const senders = sendersTo(home, run.port, FIELDS);
    await senders.send([...Array(leads).keys()], AT_ONCE);
    senders.close();
    const held = sizes();
    console.error("confirming each preview …");
    await forEach(async (number) => {
      await api.decide(await holdOf(number, "preview"), "confirm");
      await holdOf(number, "draft");
    });
    const drafted = sizes();
    console.error("approving each draft …");
    await forEach(async (number) => {
      await api.decide(await holdOf(number, "draft"), "approve");
      await eventually(async () => sent.get(idOf(number)) !== undefined, { what: `the message to lead ${number}` });
    });
    const answered = sizes();
    return {
      leads,
      preview: perLead(atFirst.events, held.events),
      draft: perLead(atFirst.events, drafted.events),
      sent: perLead(atFirst.events, answered.events),
      crm: perLead(atFirst.crm, answered.crm),
    };
  } finally {
    log.close();
    await run.stop();
  }
}

const sumOf = (sizes: Readonly<Record<string, number>>): number =>
  Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);

const folder = mkdtempSync(join(tmpdir(), "holdpoint-space-"));
try {
  const found = await measured(join(folder, "home"));
  if (values.json) console.log(JSON.stringify(found));
  else {
    const { preview, draft, sent, crm } = found;
    console.log(`${found.leads} leads`);
    for (const [where, sizes] of Object.entries({ preview, draft, sent, crm })) {
      const bytes = sumOf(sizes);
      const parts = Object.entries(sizes).map(([name, size]) => `${name} ${Math.round(size)}`);
      console.log(`${where}: ${Math.round(bytes)} bytes a lead (${parts.join(", ")})`);
      console.log(`  a database of 10 GB holds ${Math.floor(DATABASE_BYTES / bytes)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
