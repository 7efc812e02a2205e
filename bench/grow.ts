// `npm run bench -- grow`: what becomes slower when a contact has many events, and when there are many contacts with an open hold each. Steps of an object
// are also counted in memory (bench/grown.ts), where a busy machine changes nothing. `-- grow --events 10,100 --lists 20,100` is a quick try.
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import process from "node:process";
import { parseArgs } from "node:util";
import { eventually } from "../local/eventually.ts";
import { type GrownContact, growContacts } from "./grown.ts";
import { someAtOnce } from "./load.ts";
import { median, printResults, range, type Result } from "./results.ts";
import { type Product, startProduct, untilIdle } from "./systems.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    events: { type: "string", default: "10,100,1000,10000" },
    lists: { type: "string", default: "100,10000" },
    /** The most seconds that the making of the contacts may take. */
    limit: { type: "string", default: "600" },
    json: { type: "boolean", default: false },
  },
});
const numbersIn = (text: string): number[] => text.split(",").flatMap((part) => (part === "" ? [] : [Number(part)]));
const [sizes, lists] = [numbersIn(values.events), numbersIn(values.lists)];
const GOALS = { growth: 1.5, pageMilliseconds: 100, pageBytes: 200_000 };
const TRIES = 5;
const AT_ONCE = 32;
/** The events of a first contact, which is measured for nothing: it runs the code that was not run before. */
const WARM_UP = 30;
/** A page that takes so long is read once. */
const SLOW_MILLISECONDS = 5_000;
const PATIENCE_MILLISECONDS = 120_000;

/** Messages go to stderr, the result to stdout. */
const say = (text: string): void => console.error(text);

interface Page {
  readonly milliseconds: number;
  readonly bytes: number;
}
/** What failed or took longer than two minutes. */
const FAILED: Page = { milliseconds: Infinity, bytes: Infinity };

/** The pages of the product as a signed-in person reads them. */
interface Reader {
  /** Reads a page once. */
  once(path: string): Promise<Page>;
  /** Reads a page several times, and returns the median. The first reading runs code that was not run before, so it does not count. */
  often(path: string): Promise<Page>;
}

async function readerOf(product: Product): Promise<Reader> {
  const headers = await product.signIn();
  const once = async (path: string): Promise<Page> => {
    const at = performance.now();
    try {
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
      const response = await fetch(new URL(path, product.url), { headers, signal, redirect: "manual" });
      const bytes = (await response.arrayBuffer()).byteLength;
      if (response.status === 200) return { milliseconds: performance.now() - at, bytes };
      say(`${path} was answered ${response.status}`);
    } catch (cause) {
      say(`${path} failed: ${String(cause)}`);
    }
    return FAILED;
  };
  const often = async (path: string): Promise<Page> => {
    const first = await once(path);
    if (first.milliseconds > SLOW_MILLISECONDS) return first;
    const pages: Page[] = [];
    for (let at = 0; at < TRIES; at += 1) pages.push(await once(path));
    return { milliseconds: median(pages.map(({ milliseconds }) => milliseconds)), bytes: pages[0]?.bytes ?? 0 };
  };
  return { once, often };
}

interface Served {
  readonly wake: number;
  readonly append: number;
  readonly decide: number;
  readonly contact: Page;
  readonly receipt: Page;
  readonly hold: Page;
  readonly verify: Page;
}

/** Measures one grown contact in the runtime. */
async function servedContact(product: Product, { contactId, email }: GrownContact): Promise<Served> {
  const reader = await readerOf(product);
  const log = new DatabaseSync(product.logFile, { readOnly: true, timeout: 10_000 });
  const open = log.prepare("SELECT hold_id AS id FROM holds WHERE stream_id = ? AND kind = ? AND state = 'open'");
  const holdOf = (kind: string): string | undefined => open.get(contactId, kind)?.["id"]?.toString();
  const awaited = (kind: string, before: string | undefined) =>
    eventually(async () => holdOf(kind) !== before && holdOf(kind), {
      what: `a new ${kind} of ${email}`,
      everyMilliseconds: 2,
      withinMilliseconds: PATIENCE_MILLISECONDS,
    });
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const at = performance.now();
    try {
      await work();
      return performance.now() - at;
    } catch (cause) {
      say(`${email}: ${String(cause)}`);
      return Infinity;
    }
  };
  const awake = () => globSync("v3/do/*ContactObject/[0-9a-f]*.sqlite-wal", { cwd: product.state }).length;
  try {
    await eventually(async () => awake() === 0, { what: "the sleep of all objects", everyMilliseconds: 250 });
    const holdPath = `/holds/${holdOf("preview")}`;
    // The page of a hold asks the object for little, so most of its first reading is that the object wakes.
    const wake = (await reader.once(holdPath)).milliseconds;
    const pages = {
      hold: await reader.often(holdPath),
      contact: await reader.often(`/contacts/${contactId}`),
      receipt: await reader.often(`/contacts/${contactId}/receipt`),
      verify: await reader.often(`/contacts/${contactId}/verify`),
    };
    const [append, decide]: [number[], number[]] = [[], []];
    for (let at = 0; at < TRIES && !append.includes(Infinity); at += 1) {
      const before = holdOf("preview");
      append.push(
        await timed(async () => {
          await product.postFrom(at, email);
          await awaited("preview", before);
        }),
      );
      const holdId = holdOf("preview") ?? "";
      decide.push(await timed(() => product.api.decide(holdId, "confirm")));
      await timed(() => awaited("draft", undefined));
    }
    return { wake, append: median(append), decide: median(decide), ...pages };
  } finally {
    log.close();
  }
}

const NOT_SERVED: Served = {
  wake: Infinity,
  append: Infinity,
  decide: Infinity,
  contact: FAILED,
  receipt: FAILED,
  hold: FAILED,
  verify: FAILED,
};

/** Measures all contacts in an installation that begins with them. When it does not start with them, none is served. */
async function servedContacts(past: string, grown: readonly GrownContact[]): Promise<readonly Served[]> {
  const product = await startProduct(past).catch((cause: unknown) => say(`the contacts were not put in: ${cause}`));
  if (!product) return grown.map(() => NOT_SERVED);
  try {
    const served: Served[] = [];
    for (const contact of grown) {
      say(`reading the contact with ${contact.events} events …`);
      const one = await servedContact(product, contact).catch((cause: unknown) => say(String(cause)));
      served.push(one ?? NOT_SERVED);
    }
    return served;
  } finally {
    await product.stop();
  }
}

interface Lists {
  readonly contacts: number;
  readonly inbox: Page;
  readonly people: Page;
}

/** Posts more and more leads, each of another contact, and reads the lists in between. */
async function servedLists(): Promise<readonly Lists[]> {
  const product = await startProduct();
  try {
    const reader = await readerOf(product);
    const log = new DatabaseSync(product.logFile, { readOnly: true, timeout: 10_000 });
    const open = log.prepare("SELECT count(*) AS holds FROM holds WHERE state = 'open'");
    const measured: Lists[] = [];
    let made = 0;
    for (const contacts of lists) {
      say(`${contacts} contacts: posting ${contacts - made} leads …`);
      const posts = someAtOnce(AT_ONCE);
      for (const number of range(made, contacts)) posts.run(async () => void (await product.post(number)));
      made = contacts;
      await posts.ended();
      await eventually(async () => Number(open.get()?.["holds"]) >= contacts, {
        what: `${contacts} open holds`,
        everyMilliseconds: 250,
        withinMilliseconds: 1_800_000,
      });
      await untilIdle(product);
      measured.push({
        contacts,
        inbox: await reader.often("/"),
        people: await reader.often("/contacts"),
      });
    }
    log.close();
    return measured;
  } finally {
    await product.stop();
  }
}

const of = (many: number, few: number): number => many / few;

function contactResults(grown: readonly GrownContact[], served: readonly Served[]): readonly Result[] {
  const [few, many] = [grown[0], grown.at(-1)];
  const [first, last] = [served[0], served.at(-1)];
  if (!few || !many || !first || !last) return [];
  const steps = ["wake", "append", "decide"] as const;
  return [
    ...grown.flatMap(({ events, ...counted }) =>
      steps.flatMap((step): Result[] => [
        { what: `${step} at ${events} events, rows read by the object`, value: counted[step].rowsRead },
        { what: `${step} at ${events} events, texts parsed`, value: counted[step].parsed },
        { what: `${step} at ${events} events, ms in memory`, value: counted[step].milliseconds },
      ]),
    ),
    ...steps.map((step) => ({
      what: `${step}, rows read and texts parsed, at ${many.events} events ÷ at ${few.events}`,
      value: of(many[step].rowsRead + many[step].parsed, few[step].rowsRead + few[step].parsed),
      atMost: GOALS.growth,
    })),
    ...served.flatMap((one, index) => {
      const at = `at ${grown[index]?.events} events`;
      const isLast = one === last;
      const page = (name: "contact" | "receipt" | "hold" | "verify", hasGoal: boolean): Result[] => [
        {
          what: `${name} page ${at}, ms`,
          value: one[name].milliseconds,
          ...(isLast && hasGoal && { atMost: GOALS.pageMilliseconds }),
        },
        {
          what: `${name} page ${at}, bytes`,
          value: one[name].bytes,
          ...(isLast && hasGoal && { atMost: GOALS.pageBytes }),
        },
      ];
      return [
        ...steps.map((step) => ({ what: `${step} ${at}, ms in the runtime`, value: one[step] })),
        ...page("contact", true),
        ...page("receipt", true),
        ...page("hold", true),
        ...page("verify", false),
      ];
    }),
    ...steps.map((step) => ({
      what: `${step}, ms in the runtime, at ${many.events} events ÷ at ${few.events}`,
      value: of(last[step], first[step]),
      atMost: GOALS.growth,
    })),
  ];
}

function listResults(measured: readonly Lists[]): readonly Result[] {
  const [few, many] = [measured[0], measured.at(-1)];
  if (!few || !many) return [];
  const names = { inbox: "inbox", people: "list of contacts" } as const;
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((list) => [
    ...measured.flatMap(({ contacts, [list]: page }) => [
      { what: `${names[list]} with ${contacts} contacts and open holds, ms`, value: page.milliseconds },
      { what: `${names[list]} with ${contacts} contacts and open holds, bytes`, value: page.bytes },
    ]),
    {
      what: `${names[list]}, ${many.contacts} ÷ ${few.contacts}`,
      value: of(many[list].milliseconds, few[list].milliseconds),
      atMost: GOALS.growth,
    },
  ]);
}

say(`${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`);
const folder = mkdtempSync(join(tmpdir(), "holdpoint-grow-"));
try {
  const past = join(folder, "past.json");
  say(`growing contacts to ${sizes.join(", ")} events …`);
  const limitMilliseconds = Number(values.limit) * 1_000;
  const all = sizes.length > 0 ? await growContacts([WARM_UP, ...sizes], { file: past, limitMilliseconds }) : [];
  const grown = all.slice(1);
  for (const [index, { events }] of grown.entries())
    if (events < (sizes[index] ?? 0)) say(`stopped at ${events} events after ${values.limit} s`);
  const served = all.length > 0 ? (await servedContacts(past, all)).slice(1) : [];
  const measured = lists.length > 0 ? await servedLists() : [];
  printResults([...contactResults(grown, served), ...listResults(measured)], values.json);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
