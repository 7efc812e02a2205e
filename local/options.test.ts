// Tests the command lines of `npm start` and `npm run lead`.
import { describe, it } from "vitest";
import { leadHelp, leadOptions, START_HELP, startOptions } from "./options.ts";
import { localSources } from "./sources.ts";

describe("npm start", () => {
  it("listens at port 8787 with samples and the existing state by default", ({ expect }) => {
    expect(startOptions([])).toEqual({
      ok: true,
      value: { port: 8787, isFresh: false, withSamples: true, isWatching: false, modelPeer: null },
    });
  });

  it("accepts a port, a fresh start, and no samples", ({ expect }) => {
    expect(startOptions(["--fresh", "--port", "9000", "--no-samples"])).toEqual({
      ok: true,
      value: { port: 9000, isFresh: true, withSamples: false, isWatching: false, modelPeer: null },
    });
  });

  it.for([
    [["--model-peer"], "on"],
    [["--model-peer=on"], "on"],
    [["--model-peer=shadow", "--fresh"], "shadow"],
    [["--model-peer", "--fresh"], "on"],
  ] as const)("%j starts the peer with the flag %s", ([args, modelPeer], { expect }) => {
    expect(startOptions(args)).toMatchObject({ ok: true, value: { modelPeer } });
  });

  it.for(["--help", "-h"])("%s returns the help, which is no mistake", (flag, { expect }) => {
    expect(startOptions([flag])).toEqual({ ok: false, error: { text: START_HELP, isMistake: false } });
  });

  it.for([
    [["--port", "none"]],
    [["--port", "0"]],
    [["--port", "65536"]],
    [["--port="]],
    [["--port", "8.5"]],
    [["--prot", "1"]],
    [["fresh"]],
    [["--port"]],
    [["--model-peer="]],
    [["--model-peer=off"]],
    [["--model-peer", "shadow"]],
  ])("%j is a mistake, and the text names --help", ([args = []], { expect }) => {
    expect(startOptions(args)).toMatchObject({
      ok: false,
      error: { isMistake: true, text: expect.stringContaining("npm start -- --help") },
    });
  });
});

describe("npm run lead", () => {
  it("needs a source and a file", ({ expect }) => {
    expect(leadOptions(["--source", "website", "--file", "a.json"])).toEqual({
      ok: true,
      value: { source: "website", file: "a.json", url: "http://localhost:8787", id: null },
    });
    expect(leadOptions(["--source", "website"])).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining("--file is missing") },
    });
    expect(leadOptions(["--file", "a.json"])).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining("--source is missing") },
    });
  });

  it("accepts an address and an id", ({ expect }) => {
    expect(
      leadOptions(["--source", "crm", "--file", "a.json", "--url", "http://localhost:9000", "--id", "m1"]),
    ).toMatchObject({
      ok: true,
      value: { url: "http://localhost:9000", id: "m1" },
    });
  });

  it.for(["localhost:8787", "file:///etc", "http://", ""])("refuses %j as an address", (url, { expect }) => {
    expect(leadOptions(["--source", "crm", "--file", "a.json", "--url", url])).toMatchObject({
      ok: false,
      error: { isMistake: true },
    });
  });

  it("has a help text that names every configured source with its type", ({ expect }) => {
    expect(leadOptions(["--help"])).toEqual({ ok: false, error: { text: leadHelp(), isMistake: false } });
    for (const [name, type] of localSources()) expect(leadHelp()).toContain(`${name} (${type})`);
  });
});
