// Tests that a Worker with another MASTER_KEY or SYSTEM_KEY than the installation's does nothing and names the key, and that nothing is lost
// meanwhile. The fingerprints are those of the first Worker.
import { createExecutionContext, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1InstallationKeys } from "../drizzle/installation-keys.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { fingerprintsIn } from "../schema/installation-keys.ts";
import { lead } from "../testing/contact/scenario.ts";
import { ada, ADA, keyOf, MASTER_KEY, ROSA, SYSTEM_KEY } from "../testing/people.ts";
import { adoptLogKey, deliver, migrate } from "../testing/workerd/test.ts";
import { cronTurn } from "./cron/cron.ts";
import { errandsOf } from "./errands.ts";
import * as entrypoints from "./index.ts";

/** A database as a newly started Worker has it: a new object, because the check is remembered for each database object. */
const started = (database: D1Database): D1Database =>
  new Proxy(database, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

/** The environment of a newly started Worker of this installation, with these changes. */
const workerWith = (changes: object = {}): ContactsEnv => ({
  ...env,
  EVENTS_0: started(env.EVENTS_0),
  ...changes,
});

const WRONG = {
  "another MASTER_KEY": [{ MASTER_KEY: keyOf(9) }, "MASTER_KEY"],
  "no MASTER_KEY": [{ MASTER_KEY: undefined }, "MASTER_KEY"],
  "a MASTER_KEY of another form": [{ MASTER_KEY: "short" }, "MASTER_KEY"],
  "another SYSTEM_KEY": [{ SYSTEM_KEY: "another" }, "SYSTEM_KEY"],
  "no SYSTEM_KEY": [{ SYSTEM_KEY: "" }, "SYSTEM_KEY"],
  "no LOG_KEY": [{ LOG_KEY: undefined }, "LOG_KEY"],
} as const;
const wrong = Object.entries(WRONG).map(([name, [changes, key]]) => ({ name, changes, key }));
/** The keys with a fingerprint. */
const fingerprinted = wrong.filter(({ key }) => key !== "LOG_KEY");

const ingest = (of: ContactsEnv) => new entrypoints.IngestPort(createExecutionContext(), of);
const desk = (of: ContactsEnv) => new entrypoints.DeskPort(createExecutionContext(), of);
const reads = (of: ContactsEnv) => new entrypoints.DeskReadsPort(createExecutionContext(), of);
const typesLogged = async () =>
  (await d1EventLog([env.EVENTS_0]).read({ streamId: ada })).map(({ body }) => String(JSON.parse(body).type));
const stored = async () => Object.fromEntries(await d1InstallationKeys(env.EVENTS_0).read());
const OWN = {
  MASTER_KEY: fingerprintsIn("MASTER_KEY", MASTER_KEY)[0],
  SYSTEM_KEY: fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY)[0],
};
const differs = (key: string) => ({ ok: false, error: { reason: "key_differs", detail: key } });

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

describe("the fingerprints", () => {
  it("are stored once, by the first Worker", async ({ expect }) => {
    expect(await stored()).toEqual({});
    expect(await ingest(workerWith()).perform([lead()])).toMatchObject([{ ok: true }]);
    expect(await stored()).toEqual(OWN);
    await ingest(workerWith({ MASTER_KEY: keyOf(9), SYSTEM_KEY: "another" })).perform([lead()]);
    expect(await stored()).toEqual(OWN);
  });

  it("are those of one Worker when several begin at once; the others refuse", async ({ expect }) => {
    const all = await Promise.all(
      [keyOf(7), keyOf(8), keyOf(9)].map((MASTER_KEY) => ingest(workerWith({ MASTER_KEY })).ask([checkOf(SYSTEM_KEY)])),
    );
    const accepted = all.filter(([answer]) => answer?.ok);
    expect(accepted).toHaveLength(1);
    expect(all.filter(([answer]) => !answer?.ok)).toEqual([[differs("MASTER_KEY")], [differs("MASTER_KEY")]]);
  });

  it("are not changed by hand", async ({ expect }) => {
    await ingest(workerWith()).perform([lead()]);
    const run = (sql: string) => env.EVENTS_0.prepare(sql).run();
    await expect(
      run("UPDATE installation_keys SET fingerprint = fingerprint WHERE name = 'SYSTEM_KEY'"),
    ).rejects.toThrow("installation_fixed");
    await expect(run("DELETE FROM installation_keys")).rejects.toThrow("installation_fixed");
    await expect(d1InstallationKeys(env.EVENTS_0).replaceMaster("x".repeat(22))).rejects.toThrow("keys_left");
    await run(
      "INSERT OR REPLACE INTO installation_keys (name, fingerprint) SELECT name, fingerprint FROM installation_keys",
    );
    expect(await stored()).toEqual(OWN);
  });
});

const checkOf = (key: string) => ({
  type: "CheckKey" as const,
  key: "SYSTEM_KEY" as const,
  fingerprint: fingerprintsIn("SYSTEM_KEY", key)[0] ?? "",
});

describe("a Worker", () => {
  beforeEach(async () => void (await ingest(workerWith()).ask([checkOf(SYSTEM_KEY)])));

  it.for(wrong)(
    "with $name answers every entry of its ports with the key’s name",
    async ({ changes, key }, { expect }) => {
      const other = workerWith(changes);
      expect(await ingest(other).perform([lead(), lead()])).toEqual([differs(key), differs(key)]);
      expect(await ingest(other).ask([checkOf(SYSTEM_KEY)])).toEqual([differs(key)]);
      expect(await desk(other).ask([{ type: "Timeline", contactId: ada, by: "rosa" }])).toEqual([differs(key)]);
      const wish = { kind: "address" as const, value: ADA, by: ROSA, reason: "other" as const, why: "asked" };
      expect(await desk(other).perform([{ type: "Suppress", wishes: [wish] }])).toEqual([differs(key)]);
      expect(await typesLogged()).toEqual([]);
      expect(await env.CRM.prepare("SELECT count(*) AS count FROM suppressions").first("count")).toBe(0);
      // The same message is recorded when the key is back.
      expect(await ingest(workerWith()).perform([lead()])).toMatchObject([{ ok: true, value: { refusal: null } }]);
      expect(await typesLogged()).toEqual(["SignalReceived"]);
    },
  );

  it.for(wrong)("with $name takes no turn of the cron", async ({ changes, key }, { expect }) => {
    await expect(cronTurn(workerWith(changes), () => Date.now(), fetch)).rejects.toThrow(`key_differs: ${key}`);
  });

  it.for(fingerprinted)("with $name reads nothing for the desk", async ({ changes, key }, { expect }) => {
    vi.resetModules();
    const fresh = (await import("./index.ts")) as typeof entrypoints;
    const port = new fresh.DeskReadsPort(createExecutionContext(), workerWith(changes));
    await expect(port.openSources()).rejects.toThrow(`key_differs: ${key}`);
    expect(await reads(workerWith()).openSources()).toEqual([]);
  });

  it.for(fingerprinted)(
    "with $name seals no dead letter, and the next Worker does",
    async ({ changes }, { expect }) => {
      const bodies = [{ queue: "ingest", email: ADA }];
      const letters = (of: ContactsEnv) => deliver(entrypoints.default, { queue: "dead-letters", bodies, env: of });
      expect(await letters(workerWith(changes))).toMatchObject({ acked: [], retried: [{ id: "0" }] });
      expect((await env.EVENTS_0.prepare("SELECT 1 FROM stream_keys").all()).results).toEqual([]);
      expect(await letters(workerWith())).toMatchObject({ acked: ["0"], retried: [] });
    },
  );

  it.for([
    ["another MASTER_KEY than the installation’s", { MASTER_KEY: keyOf(9) }, "MASTER_KEY"],
    ["no LOG_KEY", { LOG_KEY: undefined }, "LOG_KEY"],
  ] as const)("with %s lets an alarm wait", async ([, changes, key], { expect }) => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    await ingest(workerWith()).perform([lead()]);
    const stub = env.CONTACT.get(env.CONTACT.idFromName(ada));
    await runInDurableObject(stub, async (instance, state) => {
      const own = Object.getOwnPropertyDescriptor(instance, "env")?.value as ContactsEnv;
      await state.storage.deleteAlarm();
      Object.assign(instance, { env: workerWith(changes) });
      await (instance as InstanceType<typeof entrypoints.ContactObject>).alarm();
      Object.assign(instance, { env: own });
      expect(await state.storage.getAlarm()).not.toBeNull();
    });
    expect(error.mock.calls.flat().join()).toContain(`"detail":"${key}"`);
    expect(await typesLogged()).toEqual(["SignalReceived"]);
  });

  const wish = { kind: "address" as const, value: ADA, by: ROSA, reason: "other" as const, why: "asked" };
  it.for([{ type: "Suppress", wishes: [wish] }, { type: "Lift", wish }, { type: "MakeRoot" }] as const)(
    "with another SYSTEM_KEY, which its port could not compare, refuses the errand $type",
    async (errand, { expect }) => {
      const errands = errandsOf(
        workerWith({ SYSTEM_KEY: "another" }),
        () => new Date(),
        (bytes) => new Uint8Array(bytes),
      );
      await expect(errands(errand)).rejects.toThrow("key_differs: SYSTEM_KEY");
      expect(await env.CRM.prepare("SELECT count(*) AS count FROM suppressions").first("count")).toBe(0);
      expect((await env.ROOTS.list()).objects).toEqual([]);
    },
  );

  it("whose database does not answer makes no new contact, and all others go on", async ({ expect }) => {
    const silent = new Proxy({} as D1Database, {
      get: () => () => {
        throw new Error("D1_ERROR: Network connection lost.");
      },
    });
    const other = workerWith({ EVENTS_0: silent });
    expect(await ingest(other).perform([lead()])).toEqual([
      { ok: false, error: { reason: "log_unavailable", detail: "Error:D1_ERROR" } },
    ]);
    await ingest(workerWith()).perform([lead()]);
    expect(await desk(other).ask([{ type: "Check", contactId: ada }])).toMatchObject([{ ok: true }]);
    // Nobody reads words whose reading cannot be recorded.
    expect(await desk(other).ask([{ type: "Timeline", contactId: ada, by: "rosa" }])).toMatchObject([{ ok: false }]);
  });

  it("tells ingest whether its SYSTEM_KEY is the same", async ({ expect }) => {
    const refusal = { reason: "key_differs", key: "SYSTEM_KEY" };
    expect(await ingest(workerWith()).ask([checkOf(SYSTEM_KEY), checkOf("another")])).toEqual([
      { ok: true, value: null },
      { ok: true, value: refusal },
    ]);
  });

  it("agrees with either of two keys of a rotation", async ({ expect }) => {
    const both = workerWith({ MASTER_KEY: `${keyOf(9)} ${MASTER_KEY}` });
    expect(await ingest(both).perform([lead()])).toMatchObject([{ ok: true }]);
    const others = workerWith({ MASTER_KEY: `${keyOf(9)} ${keyOf(8)}` });
    expect(await ingest(others).perform([lead()])).toEqual([differs("MASTER_KEY")]);
  });
});
