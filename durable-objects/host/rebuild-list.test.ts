// Tests how a rebuild of the list begins, over ports in memory. What it makes again is in workers/list-went-back.worker.test.ts.
import { it } from "vitest";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import { rebuildList, type RebuildListPorts } from "./rebuild-list.ts";

/** A log whose own record of the highest revision is lost until it is made again. */
function aLog() {
  let highest = 0;
  const ports: RebuildListPorts = {
    log: memoryEventLog(),
    rows: {
      beginningWith: async () => [],
      taken: async () => new Set(),
      restore: async (rows) => rows.length,
      highest: async () => 0,
    },
    restoreRevisions: async () => {
      // Everything else answers before the next turn of the event loop.
      await new Promise((done) => void setImmediate(done));
      highest = 4;
    },
    highestLogged: async () => highest,
  };
  return ports;
}

it("the row that is made last is that of the highest revision in the events, not in the record of it", async ({
  expect,
}) => {
  const { next } = await rebuildList({ after: null }, aLog());
  expect(JSON.parse(next ?? "{}")).toMatchObject({ top: 4 });
});

it("no row is made while the log's record of the highest revision cannot be made again", async ({ expect }) => {
  const refused = () => Promise.reject(new Error("the database refuses"));
  await expect(rebuildList({ after: null }, { ...aLog(), restoreRevisions: refused })).rejects.toThrow("refuses");
});
