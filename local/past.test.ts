// Tests when a sample past is put into a log, and when not. The whole of it is tested by scripts/sample-past/start.pipeline.test.ts.
import { it } from "vitest";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { contactIdOf } from "../schema/ids.ts";
import { GENESIS_HASH } from "../schema/events.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { portThat } from "../testing/stages/port.ts";
import { adoptionOf, LOG_SIGNER } from "../testing/log-keys.ts";
import { START, SYSTEM_KEY } from "../testing/people.ts";
import { type Past, putPast } from "./past.ts";

const EMAIL = "alma.sample01@sample-past-print.example";
const at = new Date(START).toISOString();

/** A past that begins at this time, with a row of one contact. */
const pastFrom = (start: number): Past => ({
  shipments: [
    {
      streamId: AUDIT_STREAM,
      events: [adoptionOf(LOG_SIGNER, start)],
      prevHash: GENESIS_HASH,
      wrappedKey: null,
      holds: [],
      tasks: [],
      contact: null,
      runs: [],
      reports: [],
    },
  ],
  contacts: [{ id: contactIdOf(SYSTEM_KEY, EMAIL), email: EMAIL, domain: null, at }],
  receipts: [],
  outbox: [],
});

function anInstallation() {
  const [events, crm] = [sqliteD1("events"), sqliteD1("crm")];
  const asked: string[] = [];
  const desk = portThat<"desk">({
    RebuildObject: ({ streamId }) => {
      asked.push(streamId);
      return { refusal: null, at: null, events: 1, changed: true, discarded: 0, wordsLost: false };
    },
    RebuildList: ({ after }) => {
      asked.push(`list ${after}`);
      return { entries: 0, added: 0, differing: [], unlogged: [], left: [], isBehind: false, next: after ? null : "1" };
    },
  });
  return {
    asked,
    put: (past: Past) => putPast({ events: [events.database], crm: crm.database }, desk, past),
    dump: () => [events.dump(), crm.dump()].join("\n"),
  };
}

it("is put in once, and its objects and every page of the list are made again", async ({ expect }) => {
  const { put, dump, asked } = anInstallation();
  expect(await put(pastFrom(START))).toBe(true);
  expect(asked).toEqual([AUDIT_STREAM, "list null", "list 1"]);
  const before = dump();
  expect(before).toContain(EMAIL);
  expect(await put(pastFrom(START))).toBe(true);
  expect(dump()).toBe(before);
});

it("is left out of a log that has begun without it", async ({ expect }) => {
  const { put, dump, asked } = anInstallation();
  await put({ ...pastFrom(START), contacts: [] });
  const before = dump();
  asked.length = 0;
  expect(await put(pastFrom(START - 1))).toBe(false);
  expect([dump(), asked]).toEqual([before, []]);
});
