// Tests the comparison of an object with the log: events that the log lacks are shipped, and events that the object lacks are
// reported.
import { GENESIS_HASH } from "../../schema/events.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { beginning } from "../../schema/cause.ts";
import { describe, type ExpectStatic, it } from "vitest";
import { AddSuppressions, LiftSuppression } from "../../schema/commands.ts";
import { commandIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import { type LogHead, NO_HOLDS } from "./compare-head.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { ada } from "../../testing/people.ts";
import { action, grades, lead, runOf } from "../../testing/contact/scenario.ts";

const run = runOf("1");

/** A contact with a preview hold and five events, of which the log has those up to `logged`. */
async function aContact({ logged = 0 } = {}) {
  const contact = hosted();
  for (const command of [lead(), action(run), grades(run)])
    await contact.perform({ type: "Relay", command, sends: null });
  const { rows } = contact.store.load();
  if (logged > 0) {
    const nothing = {
      prevHash: GENESIS_HASH,
      wrappedKey: null,
      holds: [],
      tasks: [],
      contact: null,
      runs: [],
      reports: [],
    };
    await contact.log.append([{ streamId: ada, events: rows.slice(0, logged), ...nothing }]);
    contact.counts.appends = 0;
  }
  const headAt = (version: number): LogHead | null => rows[version - 1] ?? null;
  const inLog = async () => (await contact.logged()).length;
  return { ...contact, rows, headAt, inLog };
}

/** The holds of a contact with an open preview: the row has what the inbox shows. */
const openPreview = (expect: ExpectStatic) => ({
  open: expect.objectContaining({ kind: "preview", state: "open", shown: expect.stringContaining("Please call me.") }),
  ended: [],
});

describe("an object that is compared with the log", () => {
  it("ships nothing when both have the same events", async ({ expect }) => {
    const { rows, headAt, perform, counts } = await aContact({ logged: 5 });
    expect(rows).toHaveLength(5);
    expect(await perform({ type: "Compare", head: headAt(5) })).toEqual({
      relation: "equal",
      version: 5,
      logged: true,
      holds: openPreview(expect),
    });
    expect(counts.appends).toBe(0);
  });

  it.for([0, 1, 4])("ships the events that are missing when the log ends at version %i", async (logged, { expect }) => {
    const { headAt, inLog, perform, pass } = await aContact({ logged });
    pass(HOUR_MS);
    expect(await perform({ type: "Compare", head: headAt(logged) })).toEqual({
      relation: "log_behind",
      version: 5,
      logged: true,
      holds: openPreview(expect),
    });
    expect(await inLog()).toBe(5);
  });

  it("reports nothing for events that are still being shipped", async ({ expect }) => {
    const { headAt, inLog, perform } = await aContact({ logged: 2 });
    expect(await perform({ type: "Compare", head: headAt(2) })).toMatchObject({
      relation: "under_way",
      logged: true,
    });
    expect(await inLog()).toBe(5);
  });

  it("ships again to a log that was restored to an earlier point", async ({ expect }) => {
    const { headAt, inLog, perform, pass, restoreLog } = await aContact();
    await perform({ type: "Wake" });
    expect(await inLog()).toBe(5);
    restoreLog();
    pass(HOUR_MS);
    expect(await perform({ type: "Compare", head: headAt(0) })).toMatchObject({
      relation: "log_behind",
      logged: true,
    });
    expect(await inLog()).toBe(5);
  });

  it("ships nothing to a log with more events, and reports it", async ({ expect }) => {
    const { headAt, incidents, perform, counts } = await aContact();
    expect(await perform({ type: "Compare", head: { version: 6, hash: headAt(5)?.hash ?? "" } })).toEqual({
      relation: "object_behind",
      version: 5,
      logged: false,
      holds: NO_HOLDS,
    });
    expect([counts.appends, incidents]).toEqual([0, ["object_behind"]]);
  });

  it("ships nothing to a log with a different event, and reports it", async ({ expect }) => {
    const { incidents, perform, counts } = await aContact();
    expect(await perform({ type: "Compare", head: { version: 3, hash: "f".repeat(64) } })).toMatchObject({
      relation: "differs",
      logged: false,
    });
    expect([counts.appends, incidents]).toEqual([0, ["differs"]]);
  });

  it("reports a log that does not answer", async ({ expect }) => {
    const { headAt, perform, broken } = await aContact();
    broken.log = true;
    expect(await perform({ type: "Compare", head: headAt(0) })).toMatchObject({ version: 5, logged: false });
  });
});

it("a stream returns the list revisions that none of its events has", async ({ expect }) => {
  const { perform, ask } = await aContact();
  const digest = "a".repeat(22);
  const cause = (type: string) => {
    const commandId = commandIdOf(type, "test");
    return { ...beginning(commandId), streamId: suppressionStreamOf(digest) };
  };
  const entries = [3, 7].map((revision) => ({ revision, kind: "address" as const, digest }));
  await perform({
    type: "Record",
    command: AddSuppressions.parse({ type: "AddSuppressions", ...cause("add"), entries, cause: "complaint" }),
    writer: "ingest",
  });
  const lift = { revision: 9, kind: "address", digest, by: "rosa" };
  await perform({
    type: "Record",
    command: LiftSuppression.parse({ type: "LiftSuppression", ...cause("lift"), ...lift }),
    writer: "desk",
  });
  expect(await ask({ type: "Unlisted", revisions: [2, 3, 7, 8, 9, 10] })).toEqual([2, 8, 10]);
});
