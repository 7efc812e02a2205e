// The two systems that `leads` compares, each in a folder of its own: the product on the runtime of `npm start` (without its terminal), and the floor.
// `approve` and `grow` measure the product alone.
import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { deskApi } from "../local/desk-api.ts";
import { eventually } from "../local/eventually.ts";
import { urlOf } from "../local/place.ts";
import { treeOf } from "../local/processes.ts";
import { GIVE_BACK, SMALL_HEAP, startRuntime } from "../local/runtime/runtime.ts";
import { postWebhook } from "../local/webhook.ts";
import { ROOT } from "../local/workers.ts";
import { sha256, shortened } from "../schema/canonical.ts";
import { contactIdOf } from "../schema/ids.ts";
import { databaseWith } from "../testing/storm/state-files.ts";
import { SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS } from "../testing/secrets.ts";
import { ALL_SECRETS, freePort } from "../testing/system/local-runtime.ts";
import { DOOR_KEY } from "./floor/calls.ts";
import { addressOf, type Cost, costOf } from "./installation.ts";

/** An open hold, as the log's file has it. */
export interface OpenHold {
  readonly holdId: string;
  readonly contactId: string;
  readonly runId: string;
  readonly kind: "preview" | "draft";
  readonly openedAt: string;
  /** Of the product's drafts. */
  readonly digest: string | null;
}

export interface System {
  readonly url: string;
  /** The file of the log. What is looked for there costs the runtime nothing. */
  readonly logFile: string;
  /** Posts the lead with this number, and returns its contact when the door has accepted it. */
  post(number: number): Promise<string>;
  /** Confirms a preview as a person does. */
  confirm(hold: OpenHold): Promise<void>;
  /** What the processes of the runtime cost at this moment. */
  cost(): Cost;
  stop(): Promise<void>;
}

/** The text of each lead. */
const MESSAGE =
  "We open a second bakery in spring and want one delivery plan for both. What would you need from us to begin? A first call is best in the morning.";
const leadOf = (number: number, email = addressOf(number)) => ({
  email,
  name: `Lead ${number}`,
  company: `Firm ${number}`,
  title: "Head of Operations",
  message: `${MESSAGE} (${number})`,
});

/**
 * Leads come from so many forms in turn: the door takes 600 a minute of one source, and 20 of one contact at one source (docs/sources.md). The limits
 * are in force and never met.
 */
const FORMS = 100;
const forms = Array.from({ length: FORMS }, (_, index) => `form${index}`);
const FORM_SECRET = "form-bench-secret";

const [TOKEN = ""] = Object.keys(TEST_DESK_TOKENS);

export interface Product extends System {
  readonly api: ReturnType<typeof deskApi>;
  /** The folder of the databases and objects. */
  readonly state: string;
  /** Signs in, and returns the headers of a page's request. */
  signIn(): Promise<Readonly<Record<string, string>>>;
  /** Posts a lead with another address than that of its number. */
  postFrom(number: number, email: string): Promise<string>;
}

/** Starts the product with the secrets of the tests and the shipped configuration. `past` is a file of contacts that it begins with. */
export async function startProduct(past: string | null = null): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-bench-"));
  const [port, state] = [await freePort(), join(folder, "state")];
  const url = urlOf(port);
  let pid = 0;
  const runtime = await startRuntime(
    {
      type: "start",
      port,
      state,
      bundles: join(ROOT, "node_modules/.cache/bench/product"),
      logFile: join(folder, "workers.log"),
      shards: null,
      secrets: { ...ALL_SECRETS, SOURCE_SECRETS: withForms(ALL_SECRETS["SOURCE_SECRETS"], [{ secret: FORM_SECRET }]) },
      settings: { ingest: { SOURCES: withForms("{}", { type: "signed_form" }) } },
      now: new Date().toISOString(),
      hasPast: past !== null,
      isWatching: false,
    },
    {
      signal: new AbortController().signal,
      onSpawn: (spawned) => (pid = spawned),
      onWarning: (text) => console.error(`the product warns: ${text.slice(0, 200)}`),
      past: past === null ? null : Promise.resolve(past),
    },
  );
  const api = deskApi(url, TOKEN);
  const postFrom = async (number: number, email: string): Promise<string> => {
    const posted = await postWebhook(url, {
      source: forms[number % FORMS]!,
      type: "signed_form",
      secret: FORM_SECRET,
      file: "lead.json",
      body: JSON.stringify(leadOf(number, email)),
      id: "",
    });
    if (!posted.ok) throw new Error(`the lead ${number} was refused: ${posted.problem}`);
    return contactIdOf(SYSTEM_KEY, email);
  };
  return {
    url,
    api,
    state,
    logFile: databaseWith(state, "events"),
    signIn: async () => {
      const body = new URLSearchParams({ token: TOKEN });
      const answer = await fetch(new URL("/login", url), {
        method: "POST",
        headers: { origin: url },
        body,
        redirect: "manual",
      });
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
      if (cookies.length === 0) throw new Error(`the sign-in was answered ${answer.status}`);
      return { cookie: cookies.join("; ") };
    },
    postFrom,
    post: (number) => postFrom(number, addressOf(number)),
    confirm: ({ holdId, contactId, runId }) => api.decide(holdId, "confirm", { contactId, runId }),
    cost: () => costOf(treeOf(pid)),
    stop: async () => {
      await runtime.stop(STOP_MILLISECONDS, () => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const STOP_MILLISECONDS = 20_000;

/** A map of the configuration, with the same value for each form. */
const withForms = (json = "{}", value: unknown): string =>
  JSON.stringify({ ...(JSON.parse(json) as object), ...Object.fromEntries(forms.map((form) => [form, value])) });

export interface Floor extends System {
  /** The billed rows of objects and log since the start, as the platform counts them. */
  written(): Promise<{ readonly object: number; readonly log: number }>;
}

/** Starts the floor, in a process like the product's. */
export async function startFloor(): Promise<Floor> {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-floor-"));
  const [port, state] = [await freePort(), join(folder, "state")];
  const url = urlOf(port);
  const bundles = join(ROOT, "node_modules/.cache/bench/floor");
  const child = fork(join(import.meta.dirname, "floor/process.ts"), [state, bundles, String(port)], {
    execArgv: SMALL_HEAP,
    env: { ...process.env, ...GIVE_BACK },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await Promise.race([
    new Promise((resolve) => child.once("message", resolve)),
    ended.then(() => Promise.reject(new Error("the floor ended while it started"))),
  ]);
  const sent = async (path: string, body: object): Promise<void> => {
    const text = JSON.stringify(body);
    const signature = createHmac("sha256", DOOR_KEY).update(text).digest("hex");
    const response = await fetch(new URL(path, url), { method: "POST", headers: { signature }, body: text });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the floor answered ${response.status} to ${path}`);
  };
  return {
    url,
    logFile: databaseWith(state, "holds"),
    post: async (number) => {
      const lead = leadOf(number);
      const id = shortened(sha256("floor", lead.email));
      const contactId = `ct_${id}`;
      await sent("/webhook", { ...lead, contactId, runId: `run_${id}` });
      return contactId;
    },
    confirm: ({ contactId, runId }) => sent("/confirm", { contactId, runId }),
    written: async () => (await (await fetch(new URL("/written", url))).json()) as { object: number; log: number },
    cost: () => costOf(treeOf(child.pid ?? 0)),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the system has used almost no processor for a moment: what follows a load has ended. */
export async function untilIdle(system: Pick<System, "cost">): Promise<void> {
  let before = system.cost().cpuSeconds;
  await eventually(
    async () => {
      const now = system.cost().cpuSeconds;
      const used = now - before;
      before = now;
      return used <= IDLE_SECONDS;
    },
    { what: "an idle runtime", everyMilliseconds: IDLE_LOOK_MILLISECONDS },
  );
}

const IDLE_LOOK_MILLISECONDS = 500;
/** Two ticks of the processor's clock in half a second. */
const IDLE_SECONDS = 0.02;
