// Logs that earlier releases wrote, read by this release: they have no fault, fold to the recorded states, and give the recorded results.
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "vitest";
import { checkExport } from "../cli/check-export.ts";
import { exportSource, openExportFile } from "../cli/sources/export-file.ts";
import { factsOf, FIXTURES, FROZEN_LOGS, keysIn, pathsOf, readRecorded, statesOf } from "../scripts/frozen/facts.ts";
import { gatherContext } from "./context.ts";
import { receiptHtml } from "./receipt-html.ts";
import { receiptText } from "./receipt-text.ts";
import { verifyLog } from "./verify.ts";
import { whatIfStream } from "./what-if.ts";
import { receiptOf } from "./why.ts";

const releases = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

it("at least one release has frozen logs", ({ expect }) => {
  expect(releases.length).toBeGreaterThan(0);
});

describe.for(releases.flatMap((release) => FROZEN_LOGS.map((name) => [release, name] as const)))(
  "the frozen log of %s, %s,",
  ([release, name]) => {
    const paths = pathsOf(release, name);
    const file = openExportFile(paths.log);
    const log = exportSource(file);
    const { keys: recorded, facts } = readRecorded(paths.recorded);
    const keys = keysIn(recorded);

    it("has the digests of its manifest", async ({ expect }) => {
      expect(await checkExport(file, { logKey: null, onEvents: () => undefined })).toMatchObject({
        faultCount: 0,
        root: file.manifest.root,
      });
    });

    it("has no fault, without keys and with its recorded root, and the recorded results", async ({ expect }) => {
      expect((await verifyLog(log, { expected: { root: file.manifest.root } })).faults).toEqual([]);
      expect(await factsOf(log, keys)).toEqual(facts);
      expect(facts).toMatchObject({ faults: 0, neverContact: { result: "holds" } });
    });

    it("folds to the recorded states, byte for byte", async ({ expect }) => {
      expect(`${(await statesOf(log)).join("\n")}\n`).toBe(readFileSync(paths.states, "utf8"));
    });

    it("gives every contact a receipt without faults", async ({ expect }) => {
      const context = await gatherContext(log, keys);
      for await (const stream of log.streams({ prefix: "ct_" })) {
        const receipt = receiptOf(stream, context);
        expect(receipt).toMatchObject({ contactId: stream.streamId, faults: [] });
        expect(receiptText(receipt!)).toContain(receipt!.answer);
        expect(receiptHtml(receipt!)).toContain(stream.streamId);
      }
    });

    it("has the same decisions when they are derived again under its own policy", async ({ expect }) => {
      const context = await gatherContext(log);
      for await (const stream of log.streams({ prefix: "ct_" })) {
        const { changes, unknowns } = whatIfStream(stream, context.policies.inForce(), context);
        expect([stream.streamId, changes, unknowns]).toEqual([stream.streamId, [], []]);
      }
    });
  },
);
