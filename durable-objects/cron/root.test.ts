// Tests the daily root over a log in memory, in steps that may fail: the file and the event always have the same Merkle tree.
import { memoryCronWork } from "../../testing/twins/memory-cron-work.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { describe, it } from "vitest";
import type { CronWork } from "../../drizzle/cron-work.ts";
import { mergedHeads } from "../../drizzle/log-heads.ts";
import type { PublishRoot } from "../../schema/commands.ts";
import { ContactId } from "../../schema/ids.ts";
import { merkleRoot } from "../../domain/merkle.ts";
import type { Head } from "../../schema/shipment.ts";
import { RootHead, RootHeader } from "../../schema/root-file.ts";
import { makeCheckpoint } from "../../domain/make-proof.ts";
import { rootOfLeaves } from "../../domain/merkle-proof.ts";
import { type PublishedRoot, rootOfRoots } from "../../domain/roots-tree.ts";
import { parseCheckpoint } from "../../schema/checkpoint.ts";
import { rootTurn, type RootFiles, type RootPorts } from "./root.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";

const NIGHT = Date.parse("2026-11-22T00:15:00.000Z");

const head = (number: number, version = 1): Head => ({
  streamId: ContactId.parse(`ct_${String(number).padStart(4, "0")}`),
  version,
  hash: String(version % 10).repeat(64),
});
const heads = (count: number): Head[] => Array.from({ length: count }, (_, number) => head(number, (number % 3) + 1));

const ORIGIN = "sales.example/holdpoint";

/** The roots as the object of `ad_audit` publishes them, each with its checkpoint. */
const publishedBy = (commands: readonly PublishRoot[]): readonly PublishedRoot[] =>
  commands.map(({ day, root }, index) => ({
    day,
    root,
    checkpoint: makeCheckpoint(ORIGIN, commands.slice(0, index + 1), LOG_SIGNER),
  }));

/** Ports over a log of `log` heads, files, and recorded commands. Any port can fail once. */
function aWorld(log: Head[]) {
  const stored = new Map<string, string>();
  const parts = new Map<string, string>();
  const files = new Map<string, string>();
  const tiles = new Map<string, Buffer>();
  const recorded: PublishRoot[] = [];
  const world = { log, now: NIGHT, isLogDown: false, failing: null as string | null, pages: 0 };
  const failOnce = (name: string): void => {
    if (world.failing !== name) return;
    world.failing = null;
    throw new Error(`${name} fails`);
  };
  const inMemory = memoryCronWork(stored);
  const work: CronWork = {
    ...inMemory,
    replace: async (step) => {
      failOnce("replace");
      return inMemory.replace(step);
    },
  };
  const rootFiles: RootFiles = {
    putPart: async (name, text) => {
      failOnce("putPart");
      parts.set(name, text);
    },
    compose: async ({ names, root, head: first, parts: pieces, bytes }) => {
      failOnce("compose");
      const name = names.find((one) => !files.has(one) || files.get(one)?.includes(root)) ?? "";
      const texts = pieces.map((part) => parts.get(part));
      if (texts.includes(undefined)) return false;
      const text = first + texts.join("");
      if (Buffer.byteLength(text) !== bytes) throw new Error("the file has another length");
      files.set(name, text);
      return true;
    },
    dropParts: async () => parts.clear(),
    publish: async (all) => {
      failOnce("publish");
      for (const { path, bytes } of all) tiles.set(path, Buffer.from(bytes));
    },
  };
  const ports: RootPorts = {
    work,
    logKey: LOG_SIGNER.key,
    origin: ORIGIN,
    published: async () => publishedBy(recorded),
    files: rootFiles,
    heads: async ({ after, limit }) => {
      failOnce("heads");
      world.pages += 1;
      const page = world.log.filter(({ streamId }) => streamId > after).slice(0, limit);
      return mergedHeads([page], limit);
    },
    record: async (command) => {
      failOnce("record");
      if (world.isLogDown) return false;
      if (!recorded.some(({ commandId }) => commandId === command.commandId)) recorded.push(command);
      return true;
    },
    now: () => world.now,
    limits: { headsPerPart: 4, stepsPerTurn: 40 },
  };
  const turn = (limits: Partial<NonNullable<RootPorts["limits"]>> = {}) =>
    rootTurn({ ...ports, limits: { headsPerPart: 4, stepsPerTurn: 40, ...limits } });
  return { world, stored, parts, files, tiles, recorded, turn };
}

/** A file as its header and heads. */
function read(text: string | undefined) {
  const [first = "", ...lines] = (text ?? "").trimEnd().split("\n");
  return {
    header: RootHeader.parse(JSON.parse(first)),
    heads: lines.map((line) => RootHead.parse(JSON.parse(line))),
  };
}

describe("the daily root", () => {
  it("is over all heads, as an event and as a file that lists them", async ({ expect }) => {
    const { files, recorded, turn } = aWorld(heads(10));
    expect(await turn()).toEqual({ day: "2026-11-22", state: "published", streams: 0 });
    const { header, heads: listed } = read(files.get("2026-11-22.ndjson"));
    expect(listed).toEqual(heads(10));
    expect(header).toMatchObject({ day: "2026-11-22", root: merkleRoot(heads(10)), streams: 10, events: 19 });
    expect(parseCheckpoint(header.checkpoint)?.checkpoint).toMatchObject({ origin: ORIGIN, size: 1 });
    expect(recorded).toMatchObject([
      { streamId: "ad_audit", day: "2026-11-22", root: header.root, heads: 10, events: 19 },
    ]);
  });

  it("is published as a log of tiles, whose checkpoint is over all roots", async ({ expect }) => {
    const { world, tiles, recorded, turn } = aWorld(heads(3));
    for (let day = 0; day < 300; day += 1) {
      await turn();
      world.now += DAY_MS;
    }
    expect(recorded).toHaveLength(300);
    const newest = parseCheckpoint(tiles.get("checkpoint")?.toString("utf8") ?? "");
    expect(newest?.checkpoint).toEqual({ origin: ORIGIN, size: 300, root: rootOfRoots(recorded) });
    // The first tile is full and was the last one on its day; a reader makes the root from the tiles.
    const hashesIn = (path: string): readonly string[] => tiles.get(path)?.toString("hex").match(/.{64}/g) ?? [];
    const leaves = [...hashesIn("tile/0/000"), ...hashesIn("tile/0/001.p/44")];
    expect(rootOfLeaves(leaves)).toBe(newest?.checkpoint.root);
    expect(hashesIn("tile/1/000.p/1")).toEqual([rootOfLeaves(leaves.slice(0, 256))]);
    expect(tiles.get("tile/entries/001.p/44")?.subarray(2).toString("utf8")).toMatch(/^holdpoint\/heads\/v1\n2027-/);
  });

  it("is made once a day, and again on the next day", async ({ expect }) => {
    const { world, files, recorded, parts, turn } = aWorld(heads(3));
    await turn();
    const { pages } = world;
    world.log = heads(5);
    world.now += DAY_MS - HOUR_MS;
    await turn();
    expect([world.pages, recorded.length]).toEqual([pages, 1]);
    world.now += HOUR_MS;
    await turn();
    expect(recorded.map(({ day, heads: count }) => [day, count])).toEqual([
      ["2026-11-22", 3],
      ["2026-11-23", 5],
    ]);
    expect([...files.keys()]).toEqual(["2026-11-22.ndjson", "2026-11-23.ndjson"]);
    // The parts of the day before are deleted.
    expect([...parts.keys()].every((name) => name.startsWith("2026-11-23"))).toBe(true);
  });

  it("continues in the next turn where the last one stopped, over the current log", async ({ expect }) => {
    const { world, files, turn } = aWorld(heads(10));
    expect(await turn({ stepsPerTurn: 1 })).toEqual({ day: "2026-11-22", state: "making", streams: 4 });
    // One stream that was read grows, one that was not read grows, and a new one is added at the end.
    world.log = [...heads(10).with(1, head(1, 7)).with(8, head(8, 9)), head(10)];
    world.now += 15 * 60 * 1_000;
    await turn();
    const { header, heads: listed } = read(files.get("2026-11-22.ndjson"));
    expect(listed).toEqual([...heads(10).with(8, head(8, 9)), head(10)]);
    expect(header.root).toBe(merkleRoot(listed));
  });

  it.for(["heads", "putPart", "replace", "record", "compose"])(
    "ends with one event and one file of the same tree when %s fails once at any step",
    async (failing, { expect }) => {
      for (let after = 0; after < 3; after += 1) {
        const { world, files, recorded, turn } = aWorld(heads(10));
        for (let turns = 0; turns < after; turns += 1) await turn({ stepsPerTurn: 1 });
        world.failing = failing;
        await turn().catch(() => undefined);
        expect(world.failing).toBeNull();
        world.log = heads(12);
        await turn();
        const { header, heads: listed } = read(files.get("2026-11-22.ndjson"));
        expect(header.root).toBe(merkleRoot(listed));
        expect(recorded.map(({ root, heads: count }) => [root, count])).toEqual([[header.root, listed.length]]);
      }
    },
  );

  it("is correct with two concurrent turns", async ({ expect }) => {
    const { world, files, recorded, turn } = aWorld(heads(10));
    const first = turn();
    world.log = heads(9).with(2, head(2, 8));
    const ends = await Promise.all([first, turn()]);
    while ((await turn()).state !== "published");
    const { header, heads: listed } = read(files.get("2026-11-22.ndjson"));
    expect(header.root).toBe(merkleRoot(listed));
    expect(recorded.map(({ root }) => root)).toEqual([header.root]);
    expect(ends.map(({ state }) => state)).toContain("elsewhere");
  });

  it("is published later when the log does not answer, and still as the root of the day on which it was made", async ({
    expect,
  }) => {
    const { world, files, recorded, turn } = aWorld(heads(3));
    world.isLogDown = true;
    expect(await turn()).toEqual({ day: "2026-11-22", state: "waits", streams: 3 });
    expect(files.size).toBe(0);
    world.isLogDown = false;
    world.now += DAY_MS;
    await turn();
    expect(recorded.map(({ day }) => day)).toEqual(["2026-11-22", "2026-11-23"]);
    expect(read(files.get("2026-11-22.ndjson")).header.madeAt).toBe("2026-11-22T00:15:00.000Z");
  });

  it("is made again when a part was removed", async ({ expect }) => {
    const { world, files, recorded, parts, turn } = aWorld(heads(10));
    world.isLogDown = true;
    await turn();
    parts.clear();
    world.isLogDown = false;
    world.log = heads(11);
    await turn();
    const { header, heads: listed } = read(files.get("2026-11-22.ndjson"));
    expect(listed).toEqual(heads(11));
    expect(recorded.at(-1)?.root).toBe(header.root);
  });

  it("starts again when its stored state cannot be parsed", async ({ expect }) => {
    const { stored, files, turn } = aWorld(heads(2));
    for (const text of ["no JSON", "{}"]) {
      stored.set("root", text);
      await turn();
      expect(read(files.get("2026-11-22.ndjson")).heads).toHaveLength(2);
    }
  });

  it("is the Merkle root of no heads for an empty log", async ({ expect }) => {
    const { files, turn } = aWorld([]);
    await turn();
    expect(read(files.get("2026-11-22.ndjson"))).toMatchObject({
      header: { root: merkleRoot([]), streams: 0 },
      heads: [],
    });
  });
});
