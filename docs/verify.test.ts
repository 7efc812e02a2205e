// Compares the two verifiers of proofs, which share no code: docs/verify.py, and domain/check-proof.ts. One Python process reads all cases.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { checkProof } from "../domain/check-proof.ts";
import { makeCheckpoint, makeProof } from "../domain/make-proof.ts";
import { formatVerifierKey, verifierKeyOf } from "../schema/signed-note.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { PROOF_CASES, type ProofCase, proofLog } from "../testing/proof-cases.ts";
import { runs } from "../testing/properties.ts";
import { findPython, isPythonRequired } from "../testing/python.ts";

const PYTHON = findPython();
const VERIFY = join(import.meta.dirname, "verify.py");
const VKEY = formatVerifierKey(verifierKeyOf("acme.example", LOG_SIGNER.key));

/** Runs verify.py; `input` is for `--lines`. */
function verify(args: readonly string[], input = "") {
  if (PYTHON === undefined) throw new Error("python3 with the package cryptography is missing");
  const { status, stdout, stderr } = spawnSync(PYTHON, [VERIFY, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}

type Given = Pick<ProofCase, "file" | "keys"> & { readonly origin?: string | undefined };

/** The verdicts of verify.py. */
function byPython(cases: readonly Given[]): readonly unknown[] {
  const lines = cases.map(({ file, ...given }) =>
    JSON.stringify({ ...given, file: Buffer.from(file).toString("base64") }),
  );
  const { status, stdout, stderr } = verify(["--lines"], `${lines.join("\n")}\n`);
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

/** The verdict of our verifier in the same form. */
function byUs({ file, ...given }: Given): unknown {
  const checked = checkProof(file, given);
  if (!checked.ok) return { refused: checked.error };
  const { origin, size, day, head } = checked.value;
  return { origin, size, day, stream: head.streamId, version: head.version, hash: head.hash };
}

/** A right proof from a random log, and the same with one byte changed, removed or added. */
function randomCases(
  seed: number,
  [streams, days, pick, at, letter]: readonly [number, number, number, number, number],
): readonly Given[] {
  const log = proofLog({ seed, days, streams });
  const checkpoint = makeCheckpoint("acme.example", log.published, LOG_SIGNER);
  const { day, heads } = log.days[pick % days]!;
  const { streamId } = heads[pick % heads.length]!;
  const file = Buffer.from(makeProof({ streamId, day, heads, published: log.published, checkpoint })!);
  const place = at % file.length;
  const [before, after] = [file.subarray(0, place), file.subarray(place + 1)];
  const [byte, same] = [Buffer.of(letter), file.subarray(place, place + 1)];
  const files = [file, [before, byte, after], [before, after], [before, byte, same, after]] as const;
  return files.map((one) => ({ file: Buffer.isBuffer(one) ? one : Buffer.concat(one), keys: [VKEY] }));
}

// Without Python these are skipped, but never in .ci/run: there they fail.
describe.skipIf(PYTHON === undefined && !isPythonRequired())("verify.py", () => {
  it("has our verdict on right proofs and wrong ones of every kind", ({ expect }) => {
    const verdicts = byPython(PROOF_CASES);
    expect(verdicts.length).toBe(PROOF_CASES.length);
    for (const [index, one] of PROOF_CASES.entries()) {
      expect(verdicts[index], one.name).toEqual(byUs(one));
      if (one.expected !== "proved") expect(verdicts[index], one.name).toEqual({ refused: one.expected });
    }
  });

  it("has our verdict on proofs from random logs, and on each with a changed byte", ({ expect }) => {
    const numbers = fc.tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
    );
    const logs = fc.sample(numbers, runs(100));
    const cases = logs.flatMap((one, index) => randomCases(index, one));
    const verdicts = byPython(cases);
    expect(verdicts).toEqual(cases.map(byUs));
    expect(verdicts.filter((_, index) => index % 4 === 0).every((one) => JSON.stringify(one).includes("acme"))).toBe(
      true,
    );
    expect(verdicts.filter((one) => JSON.stringify(one).includes("refused")).length).toBeGreaterThan(logs.length * 2);
  });

  it("prints what was proved, or the refusal, with exit codes 0, 1 and 2", ({ expect }) => {
    const folder = mkdtempSync(join(tmpdir(), "holdpoint-proof-"));
    try {
      const path = join(folder, "receipt.tlog-proof");
      const [{ file }] = randomCases(1, [3, 2, 1, 0, 0]) as [Given];
      writeFileSync(path, file);
      const proved = byUs({ file, keys: [VKEY] }) as Readonly<Record<string, string | number>>;
      const lines = Object.entries(proved).map(([name, value]) => `${name.padEnd(8)} ${value}\n`);
      expect(verify([path, "--key", VKEY])).toEqual({ status: 0, stdout: lines.join(""), stderr: "" });
      expect(verify([path, "--key", VKEY, "--origin", "other"])).toMatchObject({
        status: 1,
        stdout: "origin_differs\n",
      });
      for (const key of ["a+b", VKEY.replace("+", "+0"), VKEY.replace(/\+[0-9a-f]{8}/, "+00000000")])
        expect(verify([path, "--key", key])).toMatchObject({ status: 2, stdout: "" });
      expect(verify([`${path}.missing`, "--key", VKEY])).toMatchObject({ status: 2, stdout: "" });
      expect(verify([path])).toMatchObject({ status: 2, stdout: "" });
      // Without its site packages, Python has no `cryptography`.
      const bare = spawnSync(PYTHON!, ["-I", "-S", VERIFY, path, "--key", VKEY], { encoding: "utf8" });
      expect([bare.status, bare.stdout]).toEqual([2, ""]);
      expect(bare.stderr).toContain("needs the Python package cryptography");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
