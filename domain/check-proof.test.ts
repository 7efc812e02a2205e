// Tests that a proof shows what it claims and nothing else. All kinds of wrong proofs are in testing/proof-cases.ts.
import { describe, it } from "vitest";
import { logKeyOf, LOG_KEY, LOG_SIGNER } from "../testing/log-keys.ts";
import { PROOF_CASES, proofLog } from "../testing/proof-cases.ts";
import { logSigner } from "../schema/log-signature.ts";
import { formatVerifierKey, verifierKeyOf } from "../schema/signed-note.ts";
import { checkProof } from "./check-proof.ts";
import { makeCheckpoint, makeProof } from "./make-proof.ts";
import { rootOfRoots } from "./roots-tree.ts";
import { sha256 } from "../schema/canonical.ts";

const ORIGIN = "acme.example";
const { days, published } = proofLog({ seed: 1, days: 9, streams: 13 });
const checkpoint = makeCheckpoint(ORIGIN, published, LOG_SIGNER);
const VKEY = formatVerifierKey(verifierKeyOf(ORIGIN, LOG_SIGNER.key));

describe("a proof", () => {
  it("of every head on every day is accepted, with the verifier key or the log's public key", ({ expect }) => {
    for (const { day, heads } of days) {
      for (const head of heads) {
        const file = makeProof({ streamId: head.streamId, day, heads, published, checkpoint })!;
        const proved = { ok: true, value: { origin: ORIGIN, size: 9, day, head } };
        expect(checkProof(file, { keys: [VKEY] })).toEqual(proved);
        expect(checkProof(file, { origin: ORIGIN, keys: [LOG_SIGNER.key] })).toEqual(proved);
      }
    }
  });

  it.for(PROOF_CASES)("$name: $expected", ({ file, origin, keys, expected }, { expect }) => {
    const checked = checkProof(file, { origin, keys });
    expect(checked.ok ? "proved" : checked.error).toBe(expected);
  });

  it("has as many wrong ones as there are cases: each change changes something", ({ expect }) => {
    const inputs = PROOF_CASES.map(({ file, origin, keys }) =>
      [Buffer.from(file).toString("base64"), origin, ...keys].join(" "),
    );
    expect(new Set(inputs).size).toBe(inputs.length);
  });

  it("of a log whose key is changed is verified by either key", ({ expect }) => {
    const both = makeCheckpoint(ORIGIN, published, logSigner(`${logKeyOf(8)} ${LOG_KEY}`));
    const [{ day, heads }] = days as [(typeof days)[number]];
    const file = makeProof({ streamId: heads[0]!.streamId, day, heads, published, checkpoint: both })!;
    for (const keys of [[LOG_SIGNER.key], [logSigner(logKeyOf(8)).key], [VKEY]])
      expect(checkProof(file, { keys }).ok).toBe(true);
  });

  it("is not made of a stream or a root that is not there", ({ expect }) => {
    const [{ day, heads }] = days as [(typeof days)[number]];
    const { streamId } = heads[0]!;
    expect(makeProof({ streamId, day, heads: heads.slice(1), published, checkpoint })).toBeNull();
    expect(makeProof({ streamId, day, heads, published: published.slice(1), checkpoint })).toBeNull();
    expect(makeProof({ streamId, day: "2026-01-01", heads, published, checkpoint })).toBeNull();
  });

  it.for(["", "a+b", VKEY.slice(1)])("is not checked with a key of another form: %s", (key, { expect }) => {
    expect(() => checkProof("", { keys: [key] })).toThrow("not a verifier key");
  });
});

it("has a root of nothing over no published roots", ({ expect }) => {
  expect(rootOfRoots([])).toBe(sha256(""));
});
