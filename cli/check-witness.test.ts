// Tests `holdpoint check` on what people keep of a log: a sent message, the proof of a contact's events, a checkpoint. A log that was cut or
// forked after it is found with any one of them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { makeProof } from "../domain/make-proof.ts";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { publishedRoots } from "../domain/roots-tree.ts";
import { memorySource } from "../replay/source.ts";
import { eventInRow } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { parseTlogProof } from "../schema/tlog-proof.ts";
import { verifierKeyOf, formatVerifierKey } from "../schema/signed-note.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";
import {
  deploymentAfter,
  FULL_STORY,
  type HonestDeployment,
  ORIGIN,
  rechained,
  replanted,
} from "../testing/honest-log.ts";
import { LOG_SIGNER, logKeyOf } from "../testing/log-keys.ts";
import { idOf, ADA } from "../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { logSigner } from "../schema/log-signature.ts";
import { writeExport } from "./write-export.ts";

const ada = idOf(ADA);

/** A log with two roots, between them and after them more events; and what was kept of it at its second root. */
async function aLog() {
  const deployment = await deploymentAfter(FULL_STORY.slice(0, 4));
  await deployment.publishRoot("2026-11-22");
  await deployment.play(FULL_STORY.slice(4));
  const heads = await deployment.publishRoot("2026-11-23");
  const published = rootsIn(deployment);
  const checkpoint = published.at(-1)?.checkpoint ?? "";
  const proof = makeProof({ streamId: ada, day: "2026-11-23", heads, published, checkpoint });
  const [mail] = deployment.mails;
  if (!proof || !mail) throw new Error("nothing was kept");
  const kept = { "mail.eml": mail.message, "receipt.tlog-proof": proof, checkpoint };
  await deployment.play([
    { what: "message", who: 0, pick: 1 },
    { what: "drain", who: 0, pick: 0 },
  ]);
  await deployment.publishRoot("2026-11-24");
  return { rows: deployment.rows(), kept };
}
type Kept = Awaited<ReturnType<typeof aLog>>["kept"];

const rootsIn = (deployment: HonestDeployment) =>
  publishedRoots(
    deployment
      .rows()
      .filter(({ streamId }) => streamId === AUDIT_STREAM)
      .map((row) => eventInRow(row)),
  );

const honest = await aLog();
const KEY = LOG_SIGNER.key;

/** A folder with what was kept, and an export of a log that is said to be the same. */
async function aFolderOf(rows: readonly EventRow[], kept: Partial<Kept> = honest.kept) {
  const cwd = aFolder();
  for (const [name, text] of Object.entries(kept)) writeFileSync(join(cwd, name), text);
  await writeExport({
    lines: "ndjson",
    sealed: "closed",
    madeAt: "2026-11-25T00:00:00.000Z",
    onEvents: () => undefined,
    log: memorySource(rows),
    path: join(cwd, "log.ndjson"),
  });
  return cwd;
}

async function check(cwd: string, file: string, ...options: readonly string[]) {
  const { code, out, err } = await holdpoint(["check", file, "--json", ...options], { cwd });
  const json = out === "" ? {} : (JSON.parse(out) as { faultsByName?: Record<string, number>; reason?: string });
  return { code, err, told: json.reason ?? Object.keys(json.faultsByName ?? {}).join() };
}
const FROM = ["--from", "log.ndjson"];

describe("what was kept of an honest log", () => {
  it.for(Object.keys(honest.kept))("holds, compared with the log: %s", async (file, { expect }) => {
    const cwd = await aFolderOf(honest.rows);
    expect(await check(cwd, file, ...FROM)).toEqual({ code: 0, err: "", told: "" });
    const { out } = await holdpoint(["check", file, ...FROM], { cwd });
    expect(out).toMatch(/^Holds: .*\nIn the export log\.ndjson .* there\.\n$|still has the event/);
  });

  it.for(Object.keys(honest.kept))("holds with the public key alone: %s", async (file, { expect }) => {
    const cwd = await aFolderOf([]);
    expect(await check(cwd, file, "--key", KEY)).toEqual({ code: 0, err: "", told: "" });
    const verifier = formatVerifierKey(verifierKeyOf(ORIGIN, KEY));
    expect(await check(cwd, file, "--key", verifier)).toEqual({ code: 0, err: "", told: "" });
  });

  it.for(Object.keys(honest.kept))("needs a log or a key: %s", async (file, { expect }) => {
    const cwd = await aFolderOf([]);
    expect(await check(cwd, file)).toMatchObject({ code: 2, err: expect.stringContaining("--key") });
  });
});

const stranger = logSigner(logKeyOf(55));

describe("what is of another log", () => {
  it.for([
    ["mail.eml", "witness_unsigned"],
    ["receipt.tlog-proof", "key_unknown"],
    ["checkpoint", "checkpoint_differs"],
  ] as const)("is refused with another key: %s", async ([file, told], { expect }) => {
    const cwd = await aFolderOf([]);
    expect(await check(cwd, file, "--key", stranger.key)).toMatchObject({ code: 1, told });
  });

  it("is refused when it has another name", async ({ expect }) => {
    const cwd = await aFolderOf([]);
    const named = (name: string) => check(cwd, "receipt.tlog-proof", "--key", KEY, "--origin", name);
    expect(await named(ORIGIN)).toMatchObject({ code: 0 });
    expect(await named("other.example/log")).toMatchObject({ code: 1, told: "origin_differs" });
  });

  it("is refused when a word of it was changed", async ({ expect }) => {
    const mail = honest.kept["mail.eml"].replace(/(X-Holdpoint-Log: \S+)@(\d+)/, "$1@1$2");
    const proof = honest.kept["receipt.tlog-proof"].replace(/^index 1$/m, "index 0");
    const checkpoint = honest.kept.checkpoint.replace("\n2\n", "\n1\n");
    const cwd = await aFolderOf(honest.rows, { "mail.eml": mail, "receipt.tlog-proof": proof, checkpoint });
    expect((await check(cwd, "mail.eml", ...FROM)).told).toContain("witness_unsigned");
    expect(await check(cwd, "receipt.tlog-proof", ...FROM)).toMatchObject({ code: 1, told: "root_not_included" });
    expect(await check(cwd, "checkpoint", ...FROM)).toMatchObject({ code: 1, told: "checkpoint_differs" });
  });

  it("is no message of this product without its header, which is said", async ({ expect }) => {
    const mail = honest.kept["mail.eml"].replace(/X-Holdpoint-Log:(.*\r\n )+.*\r\n/, "");
    const cwd = await aFolderOf(honest.rows, { "mail.eml": mail });
    expect(await check(cwd, "mail.eml", ...FROM)).toMatchObject({ code: 2 });
  });
});

/** The log without the events of a stream from a version on. */
const cut = (streamId: StreamId, from: number): readonly EventRow[] =>
  honest.rows.filter((row) => row.streamId !== streamId || row.version < from);
/** The log with one event changed, and every hash and signature after it made again with the log's key. */
function forked(streamId: StreamId, version: number): readonly EventRow[] {
  const own = honest.rows.filter((row) => row.streamId === streamId);
  const made = replanted(rechained(own), version, (event) => ({ ...event, causationId: "another" }));
  return [...honest.rows.filter((row) => row.streamId !== streamId), ...made];
}

describe("a log that was cut or forked after it", () => {
  const proved = parseTlogProof(honest.kept["receipt.tlog-proof"])?.extra.head.version ?? 0;
  const versionIn = (text: string) => Number(/X-Holdpoint-Log: \S+@(\d+)/.exec(text)?.[1]);
  const named = versionIn(honest.kept["mail.eml"]);
  /** The roots under the kept checkpoint: the adoption of the key, then two roots. */
  const ROOTS_END = 3;

  it("is found with one message, one proof or one checkpoint", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    expect(named).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("mail.eml", "receipt.tlog-proof", "checkpoint"),
        fc.boolean(),
        fc.nat(999),
        async (file, isCut, pick) => {
          // A checkpoint is about the roots; a message and a proof are about the contact's stream, up to what they name.
          const streamId = file === "checkpoint" ? AUDIT_STREAM : ada;
          const most = file === "checkpoint" ? ROOTS_END : file === "mail.eml" ? named : proved;
          const first = file === "checkpoint" ? 2 : 1;
          const version = first + (pick % (most - first + 1));
          const rows = isCut ? cut(streamId, version) : forkedRoots(streamId, version);
          const { code, told } = await check(await aFolderOf(rows), file, ...FROM);
          expect([file, isCut, version, code, told]).toEqual([
            file,
            isCut,
            version,
            1,
            expect.stringMatching(/differs|truncated|missing|unsigned/),
          ]);
        },
      ),
      runs(20),
    );
  });

  /** A forked stream; of the roots, one with another root. */
  function forkedRoots(streamId: StreamId, version: number): readonly EventRow[] {
    if (streamId !== AUDIT_STREAM) return forked(streamId, version);
    const own = honest.rows.filter((row) => row.streamId === streamId);
    const made = replanted(own, version, (event) => ({
      ...event,
      payload: { ...event.payload, root: "e".repeat(64) },
    }));
    return [...honest.rows.filter((row) => row.streamId !== streamId), ...made];
  }
});
