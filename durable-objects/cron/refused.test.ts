// Tests that the cron's place moves on only after what comes before it: a store that refuses is tried again at the next turn, and nothing is
// left out.
import { describe, it } from "vitest";
import type { CronWork } from "../../drizzle/cron-work.ts";
import { ContactId } from "../../schema/ids.ts";
import { err, ok } from "../../schema/result.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { completeList } from "./complete-list.ts";
import type { ReconcilePorts } from "./reconcile.ts";
import { r2RootFiles } from "./root-files.ts";
import { rootTurn, type RootFiles, type RootPorts } from "./root.ts";

const NOW = Date.parse("2026-11-22T00:15:00.000Z");
const refused = (): Promise<never> => Promise.reject(new Error("the store refuses"));

/** A place in memory, and how often it was moved. */
function aPlace(state: string | null = null) {
  const moves: string[] = [];
  const work: CronWork = {
    read: async () => state,
    replace: async ({ to }) => {
      moves.push(to);
      return true;
    },
  };
  return { work, moves };
}

describe("the root of a day", () => {
  const files: RootFiles = {
    putPart: async () => undefined,
    compose: async () => true,
    dropParts: async () => undefined,
    publish: async () => undefined,
  };
  const ROOT = "a".repeat(64);
  /** A root that is made and not published yet. */
  const made = {
    kind: "made",
    day: "2026-11-22",
    root: ROOT,
    streams: 1,
    events: 1,
    madeAt: new Date(NOW).toISOString(),
  };
  const portsWith = (work: CronWork, own: Partial<RootFiles>): RootPorts => ({
    work,
    logKey: LOG_SIGNER.key,
    origin: "sales.example/holdpoint",
    published: async () => [{ day: "2026-11-22", root: ROOT, checkpoint: "…" }],
    files: { ...files, ...own },
    heads: async () => ({
      heads: [{ streamId: ContactId.parse("ct_0001"), version: 1, hash: "a".repeat(64) }],
      next: null,
    }),
    record: async () => true,
    now: () => NOW,
  });

  it("does not count the heads of a part that was not stored", async ({ expect }) => {
    const { work, moves } = aPlace();
    await expect(rootTurn(portsWith(work, { putPart: refused }))).rejects.toThrow("refuses");
    expect(moves).toEqual([]);
  });

  it("is not published while the bucket has not its checkpoint", async ({ expect }) => {
    const { work, moves } = aPlace(JSON.stringify({ ...made, parts: [], bytes: 0 }));
    await expect(rootTurn(portsWith(work, { publish: refused }))).rejects.toThrow("refuses");
    expect(moves).toEqual([]);
    await rootTurn(portsWith(work, {}));
    expect(moves).toHaveLength(1);
  });

  it("is made again when a part of its file is gone", async ({ expect }) => {
    const { work, moves } = aPlace(JSON.stringify({ ...made, parts: ["gone"], bytes: 9 }));
    await rootTurn(portsWith(work, { compose: async () => false }));
    expect(JSON.parse(moves[0] ?? "{}")).toMatchObject({ kind: "making" });
  });

  it("is not begun while the parts of the day before are there", async ({ expect }) => {
    const { work, moves } = aPlace(JSON.stringify({ kind: "published", day: "2026-11-20", root: "a".repeat(64) }));
    await expect(rootTurn(portsWith(work, { dropParts: refused }))).rejects.toThrow("refuses");
    expect(moves).toEqual([]);
  });
});

describe("the files of roots", () => {
  const page = { objects: [{ key: "parts/one" }], truncated: false };
  const bucket = { put: refused, delete: refused, list: async () => page } as unknown as R2Bucket;

  it("have no part that the bucket refuses", async ({ expect }) => {
    await expect(r2RootFiles(bucket).putPart("one", "text")).rejects.toThrow("refuses");
  });

  it("have no tile or checkpoint that the bucket refuses", async ({ expect }) => {
    await expect(r2RootFiles(bucket).publish([{ path: "checkpoint", bytes: new Uint8Array() }])).rejects.toThrow(
      "refuses",
    );
  });

  it("have the parts that the bucket does not delete", async ({ expect }) => {
    await expect(r2RootFiles(bucket).dropParts()).rejects.toThrow("refuses");
  });
});

it("the list is not passed by while an event of it cannot be recorded", async ({ expect }) => {
  const { work, moves } = aPlace();
  const row = {
    revision: 1,
    op: "add",
    kind: "address",
    digest: "a".repeat(64),
    cause: "complaint",
    by: null,
  } as const;
  const ports = {
    work,
    now: () => NOW,
    logRevision: async () => 0,
    countList: async () => ({ highest: 1, rows: 1 }),
    listRows: async () => ({ highest: 1, rows: [{ ...row, at: "2026-11-20T00:00:00.000Z" }] }),
    object: () => ({
      ask: async () => [ok([1])],
      perform: async () => [err({ reason: "failed", detail: "no answer" })],
    }),
  } as unknown as ReconcilePorts;
  await expect(completeList(ports)).rejects.toThrow();
  expect(moves).toEqual([]);
});
