// Tests an export as CloudEvents: the library of the specification reads each line, and the lines lead back to the same log, byte for byte.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudEvent } from "cloudevents";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../testing/corpora.ts";
import { runs } from "../testing/properties.ts";
import type { EventRow } from "../schema/shipment.ts";
import { aFolder, holdpoint, localLog } from "../testing/command-line.ts";
import { deploymentAfter, FULL_STORY } from "../testing/honest-log.ts";
import { ada, chain } from "../testing/rows.ts";
import { cloudEventLine, rowInCloudEvent } from "./cloudevents.ts";

const ROWS = (await deploymentAfter(FULL_STORY)).rows();

/** A folder with a local log, its export, the same as CloudEvents, and the export that was made from those. */
async function exported() {
  const cwd = aFolder();
  localLog(join(cwd, "state"), ROWS, 1);
  const run = (...args: readonly string[]) => holdpoint(args, { cwd });
  const read = (name: string) => readFileSync(join(cwd, name), "utf8");
  await run("export", "log.ndjson", "--state", "state");
  await run("export", "events", "--format", "cloudevents", "--state", "state");
  return { cwd, run, read };
}

describe("an export as CloudEvents", () => {
  it("is one valid event a line for the library of the specification", async ({ expect }) => {
    const { read } = await exported();
    const lines = read("events").trimEnd().split("\n");
    expect(lines).toHaveLength(ROWS.length);
    for (const line of lines) {
      const event = new CloudEvent(JSON.parse(line) as Partial<CloudEvent<unknown>>, true);
      expect(event.validate()).toBe(true);
      expect(event).toMatchObject({ specversion: "1.0", source: "urn:holdpoint:log", subject: expect.any(String) });
      expect(event.type).toMatch(/^holdpoint\.[A-Z]\w+$/);
      expect(event.id).toBe(`${event.subject}@${String(event["streamversion"])}`);
    }
  });

  it("leads back to the same lines, and every command reads it", async ({ expect }) => {
    const { run, read } = await exported();
    expect(await run("export", "back.ndjson", "--from", "events")).toMatchObject({ code: 0 });
    const lines = (name: string) => read(name).split("\n").slice(1);
    expect(lines("back.ndjson")).toEqual(lines("log.ndjson"));
    expect(await run("check", "events")).toMatchObject({ code: 0 });
    expect(await run("verify", "--from", "events")).toMatchObject({ code: 0 });
    expect(await run("export", "again", "--format", "cloudevents", "--from", "log.ndjson")).toMatchObject({ code: 0 });
    expect(read("again")).toBe(read("events"));
  });

  it("is found to be changed when a word of it was, and its name must fit its format", async ({ expect }) => {
    const { cwd, run, read } = await exported();
    writeFileSync(join(cwd, "events"), read("events").replace("first_contact", "first_contract"));
    expect(await run("check", "events")).toMatchObject({ code: 1, out: expect.stringContaining("hash_wrong") });
    expect(await run("export", "x.csv", "--format", "cloudevents", "--state", "state")).toMatchObject({ code: 2 });
    expect(await run("export", "x", "--format", "csv", "--state", "state")).toMatchObject({ code: 2 });
  });
});

describe("the line of an event", () => {
  it("is read back with equal fields, whatever its text is, also after another program wrote its members anew", ({
    expect,
  }) => {
    const anyBody = fc.oneof(
      fc.constantFrom(...ROWS.map(({ body }) => body)),
      fc.constantFrom(...hostileTexts().map(({ text }) => text)),
      fc.json(),
      fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
    );
    fc.assert(
      fc.property(
        anyBody,
        fc.option(fc.stringMatching(/^[\w-]{86}$/)),
        fc.option(fc.base64String({ minLength: 4 })),
        fc.nat(9),
        (body, signature, sealed, version) => {
          const row: EventRow = { streamId: ada, version: version + 1, hash: "0".repeat(64), body, sealed, signature };
          const line = cloudEventLine(row);
          expect(line.endsWith("\n") && !line.slice(0, -1).includes("\n")).toBe(true);
          expect(rowInCloudEvent(line)).toEqual(row);
          const { data, ...attributes } = JSON.parse(line) as Record<string, unknown>;
          expect(
            rowInCloudEvent(JSON.stringify({ ...(data === undefined ? {} : { data }), ...attributes }, null, 1)),
          ).toEqual(row);
        },
      ),
      runs(200),
    );
  });

  it("has the opened words of an opened export", ({ expect }) => {
    const [row] = chain(ada, 1);
    for (const opened of [null, { words: { why: "because" } }])
      expect(rowInCloudEvent(cloudEventLine({ ...row!, opened }))).toEqual({ ...row, opened });
  });

  it.for([
    "",
    "{}",
    "[]",
    '{"specversion":"0.3"}',
    '{"specversion":"1.0","subject":"ct_a","streamversion":1,"hash":"x"}',
  ])("is none: %s", (line, { expect }) => {
    expect(rowInCloudEvent(line)).toBeNull();
  });
});
