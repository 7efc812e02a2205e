// Proofs, and wrong proofs of every kind with the refusal that each must get. Two verifiers are tested with them: domain/check-proof.ts and
// docs/verify.py.
import type { ProofRefusal } from "../domain/check-proof.ts";
import { makeCheckpoint, makeProof } from "../domain/make-proof.ts";
import { merkleRoot } from "../domain/merkle.ts";
import { rootOfRoots } from "../domain/roots-tree.ts";
import { canonicalJson, sha256, shortened } from "../schema/canonical.ts";
import { formatCheckpoint } from "../schema/checkpoint.ts";
import { ContactId } from "../schema/ids.ts";
import { logSigner } from "../schema/log-signature.ts";
import type { Head } from "../schema/shipment.ts";
import { formatVerifierKey, signNote, verifierKeyOf } from "../schema/signed-note.ts";
import { DAY_MS } from "../schema/time.ts";
import { formatTlogProof, type HeadInDay, parseTlogProof, type TlogProof } from "../schema/tlog-proof.ts";
import { logKeyOf, LOG_SIGNER } from "./log-keys.ts";
import { START } from "./people.ts";

/** The heads of one day. */
export interface ProofDay {
  readonly day: string;
  readonly heads: readonly Head[];
}

/** A log of `days` days whose heads follow from `seed`; the number of streams grows up to `streams`. */
export function proofLog({
  seed,
  days,
  streams,
}: {
  readonly seed: number;
  readonly days: number;
  readonly streams: number;
}) {
  const ids = Array.from({ length: streams }, (_, index) =>
    ContactId.parse(`ct_${shortened(sha256(`${seed} ${index}`))}`),
  );
  const all = Array.from({ length: days }, (_, at): ProofDay => {
    const count = Math.max(1, Math.ceil((streams * (at + 1)) / days));
    const heads = ids.slice(0, count).map((streamId, index) => ({
      streamId,
      version: at + 1,
      hash: sha256(`${seed} ${at} ${index}`),
    }));
    return {
      day: new Date(new Date(START).getTime() + at * DAY_MS).toISOString().slice(0, 10),
      heads: heads.toSorted((one, other) => (one.streamId < other.streamId ? -1 : 1)),
    };
  });
  return { days: all, published: all.map(({ day, heads }) => ({ day, root: merkleRoot(heads) })) };
}

/** A file for a verifier, and its verdict. */
export interface ProofCase {
  readonly name: string;
  readonly file: Uint8Array;
  readonly origin?: string;
  readonly keys: readonly string[];
  readonly expected: ProofRefusal | "proved";
}

const ORIGIN = "acme.example/holdpoint";
const OTHER = logSigner(logKeyOf(8));
const { days, published } = proofLog({ seed: 7, days: 6, streams: 11 });
const [{ day, heads }] = days.slice(4) as [ProofDay];
const head = heads[3]!;
const signed = (text: string, signer = LOG_SIGNER, name = ORIGIN) =>
  signNote(text, [{ ...verifierKeyOf(name, signer.key), sign: (one) => signer.signNote(one) }]);
const checkpoint = makeCheckpoint(ORIGIN, published, LOG_SIGNER);
const FILE = makeProof({ streamId: head.streamId, day, heads, published, checkpoint })!;
const OF_FIRST_DAY = makeProof({
  ...days[0]!,
  streamId: days[0]!.heads[0]!.streamId,
  published: published.slice(0, 1),
  checkpoint: makeCheckpoint(ORIGIN, published.slice(0, 1), LOG_SIGNER),
})!;
const PROOF = parseTlogProof(FILE)!;
const [TEXT = "", LINE = ""] = checkpoint.split(/(?<=\n)\n/);
const vkey = (signer = LOG_SIGNER, name = ORIGIN) => formatVerifierKey(verifierKeyOf(name, signer.key));
const hash = "0".repeat(64);

const withProof = (changed: Partial<TlogProof>) => formatTlogProof({ ...PROOF, ...changed });
const withExtra = (changed: Partial<HeadInDay>) => withProof({ extra: { ...PROOF.extra, ...changed } });
const withJson = (json: string) => FILE.replace(/^extra .*$/m, () => `extra ${Buffer.from(json).toString("base64")}`);
const withCheckpoint = (text: string) => withProof({ checkpoint: text });
const ofTree = (changed: { readonly size?: number; readonly root?: string }) =>
  withCheckpoint(
    signed(formatCheckpoint({ origin: ORIGIN, size: published.length, root: rootOfRoots(published), ...changed })),
  );
const cosigned = `${checkpoint}${signed(TEXT, OTHER, "witness.example").split(/(?<=\n)\n/)[1]}`;
const json = canonicalJson(PROOF.extra);

type Row = readonly [name: string, file: string | Uint8Array, given?: Partial<Pick<ProofCase, "origin" | "keys">>];

const ROWS: { readonly [expected in ProofCase["expected"]]: readonly Row[] } = {
  proved: [
    ["a proof", FILE],
    ["a proof with the log's public key", FILE, { keys: [LOG_SIGNER.key] }],
    ["a proof of the first day, under a checkpoint of one root", OF_FIRST_DAY],
    ["a proof of the origin asked for", FILE, { origin: ORIGIN }],
    ["a proof with more keys than needed", FILE, { keys: [vkey(OTHER), vkey(OTHER, "b"), vkey()] }],
    ["a proof that a witness signed, too", withCheckpoint(cosigned)],
    [
      "a proof that a known witness signed, too",
      withCheckpoint(cosigned),
      { keys: [vkey(), vkey(OTHER, "witness.example")] },
    ],
    ["a checkpoint with an extension", withCheckpoint(signed(`${TEXT}more\n`))],
    [
      "a name with letters beyond ASCII",
      withCheckpoint(signed(TEXT.replace(ORIGIN, "büro.example"), LOG_SIGNER, "büro.example")),
      { keys: [LOG_SIGNER.key] },
    ],
  ],
  proof_malformed: [
    ["an empty file", ""],
    ["another format", FILE.replace("@v1", "@v2")],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(FILE), Buffer.of(0xc0, 0xaf)])],
    ["half a character as three bytes", Buffer.concat([Buffer.from(FILE), Buffer.of(0xed, 0xa0, 0x80)])],
    ["a mark of byte order", `\ufeff${FILE}`],
    ["carriage returns", FILE.replaceAll("\n", "\r\n")],
    ["no extra", FILE.replace(/^extra .*\n/m, "")],
    ["no index", FILE.replace(/^index .*\n/m, "")],
    ["no empty line", FILE.replaceAll("\n\n", "\n")],
    ["an index with a leading zero", FILE.replace("index ", "index 0")],
    ["an index with other digits", FILE.replace("index 4", "index \u0664")],
    ["an index with a digit of another script after the first", FILE.replace("index 4", "index 1\u0664")],
    ["an index above 2^53 - 1", FILE.replace("index 4", "index 9007199254740992")],
    ["a hash that is too short", FILE.replace(/^[\w+/]{43}=$/m, "AAAA")],
    ["a hash with bits after its end", FILE.replace(/^[\w+/]{42}.=$/m, (line) => `${line.slice(0, 42)}B=`)],
    ["extra that is not base64", FILE.replace("extra ", "extra -")],
    ["extra without a field", withJson(json.replace(',"v":1', ""))],
    ["extra with a field more", withJson(json.replace('"v":1', '"v":1,"w":1'))],
    ["extra with a field more in the head", withJson(json.replace('"version":5', '"version":5,"w":1'))],
    ["extra with a field twice", withJson(json.replace('"v":1', '"v":1,"v":1'))],
    ["extra with a space", withJson(json.replace('"v":1', '"v": 1'))],
    ["extra of another version", withJson(json.replace('"v":1', '"v":2'))],
    ["extra with true for 1", withJson(json.replace('"v":1', '"v":true'))],
    ["extra with 1.0 for 1", withJson(json.replace('"v":1', '"v":1.0'))],
    ["extra with a number of 5,000 digits", withJson(json.replace('"v":1', `"v":${"1".repeat(5_000)}`))],
    ["extra with a version above 2^53 - 1", withJson(json.replace('"version":5', '"version":9007199254740992'))],
    ["extra with version 0", withJson(json.replace('"version":5', '"version":0'))],
    ["extra with a day that is none", withJson(json.replace(day, "2026-02-30"))],
    ["extra with a leap day in another year", withJson(json.replace(day, "2100-02-29"))],
    ["extra with a day in other digits", withJson(json.replace(day, day.replace("2", "\u0662")))],
    ["extra with a stream of another form", withJson(json.replace("ct_", "xx_"))],
    ["extra with a newline after the stream", withJson(json.replace(head.streamId, `${head.streamId}\\n`))],
    [
      "extra with a hash in capitals",
      withJson(json.replace(head.hash, head.hash.toUpperCase().replaceAll(/\d/g, "A"))),
    ],
    ["extra with a list for an object", withJson("[]")],
    ["extra with a text for the path", withJson(json.replace(/"path":\[[^\]]*\]/, '"path":"a"'))],
    ["extra of ten thousand brackets", withJson("[".repeat(10_000))],
    ["extra that is NaN", withJson("NaN")],
    ["a megabyte", `${FILE}${"a".repeat(1_000_000)}`],
  ],
  checkpoint_malformed: [
    ["no checkpoint", withCheckpoint("")],
    ["a checkpoint without signatures", withCheckpoint(TEXT)],
    ["a line after the signatures", withCheckpoint(`${checkpoint}more\n`)],
    ["no newline at the end", withCheckpoint(checkpoint.slice(0, -1))],
    ["a control character", withCheckpoint(checkpoint.replace("acme", "ac\u0007me"))],
    ["a control character in an extension", withCheckpoint(`${TEXT}a\u001cb\n\n${LINE}`)],
    ["a name with a no-break space", withCheckpoint(checkpoint.replace("\u2014 acme", "\u2014 ac\u00a0me"))],
    ["a name with a plus", withCheckpoint(checkpoint.replace("\u2014 acme", "\u2014 ac+me"))],
    ["a signature without padding", withCheckpoint(checkpoint.replace(/=+\n$/, "\n"))],
    ["a signature of four bytes", withCheckpoint(`${TEXT}\n\u2014 a AAAAAA==\n`)],
    ["101 signatures", withCheckpoint(`${TEXT}\n${LINE.repeat(101)}`)],
    ["a size with a leading zero", withCheckpoint(signed(TEXT.replace("\n6\n", "\n06\n")))],
    ["a size above 2^53 - 1", withCheckpoint(signed(TEXT.replace("\n6\n", "\n9007199254740992\n")))],
    ["a root of 31 bytes", withCheckpoint(signed(`${ORIGIN}\n6\n${Buffer.alloc(31).toString("base64")}\n`))],
    ["two lines", withCheckpoint(signed(`${ORIGIN}\n6\n`))],
    ["an empty extension", withCheckpoint(signed(`${TEXT}\nmore\n`))],
    ["an origin that begins like a head", withCheckpoint(`${TEXT.replace(ORIGIN, "holdpoint/log/v1")}\n${LINE}`)],
  ],
  origin_differs: [
    ["another origin asked for", FILE, { origin: "other.example" }],
    ["an origin in capitals", FILE, { origin: ORIGIN.toUpperCase() }],
    ["a part of the origin", FILE, { origin: ORIGIN.slice(0, -1) }],
  ],
  signature_wrong: [
    ["a changed text", withCheckpoint(checkpoint.replace("\n6\n", "\n7\n"))],
    [
      "a changed signature",
      withCheckpoint(
        checkpoint.replace(/(.)(.=+\n)$/, (_, one: string, rest: string) => `${one === "A" ? "B" : "A"}${rest}`),
      ),
    ],
    [
      "a signature that is too long",
      withCheckpoint(
        `${TEXT}\n${LINE.replace(/ (\S+)\n$/, (_, one: string) => ` ${Buffer.concat([Buffer.from(one, "base64"), Buffer.of(0)]).toString("base64")}\n`)}`,
      ),
    ],
    [
      "a wrong signature of a known witness",
      withCheckpoint(`${checkpoint}${signed("other\n", OTHER, "w").split("\n\n")[1]}`),
      { keys: [vkey(), vkey(OTHER, "w")] },
    ],
  ],
  key_unknown: [
    ["no keys", FILE, { keys: [] }],
    ["the key of another log", FILE, { keys: [OTHER.key] }],
    ["a verifier key with another name", FILE, { keys: [vkey(LOG_SIGNER, "other.example")] }],
    [
      "a signature of a known witness alone",
      withCheckpoint(signed(TEXT, LOG_SIGNER, "w")),
      { keys: [vkey(LOG_SIGNER, "w")] },
    ],
    [
      "an origin that is no name of a key",
      withCheckpoint(signed(TEXT.replace(ORIGIN, "a b"), LOG_SIGNER, "w")),
      { keys: [LOG_SIGNER.key] },
    ],
  ],
  head_not_included: [
    ["a path that is too short", withExtra({ path: PROOF.extra.path.slice(1) })],
    ["a path that is too long", withExtra({ path: [...PROOF.extra.path, hash] })],
    ["a place outside", withExtra({ index: PROOF.extra.streams })],
    ["a place outside of a tree of one stream", withExtra({ index: 1, streams: 1, path: [] })],
    ["a tree of one stream", withExtra({ index: 0, streams: 1 })],
    ["a tree of 2^53 - 1 streams", withExtra({ streams: Number.MAX_SAFE_INTEGER })],
  ],
  root_not_included: [
    ["another hash of the head", withExtra({ head: { ...head, hash } })],
    ["another version of the head", withExtra({ head: { ...head, version: head.version + 1 } })],
    ["another stream", withExtra({ head: { ...head, streamId: heads[4]!.streamId } })],
    ["another day", withExtra({ day: days[3]!.day })],
    ["another place in the day", withExtra({ index: PROOF.extra.index - 1 })],
    ["another hash in the day's path", withExtra({ path: PROOF.extra.path.with(0, hash) })],
    ["another hash in the path", withProof({ path: PROOF.path.with(0, hash) })],
    ["a shorter path", withProof({ path: PROOF.path.slice(1) })],
    ["a longer path", withProof({ path: [...PROOF.path, hash] })],
    ["another place", withProof({ index: PROOF.index - 1 })],
    ["a place outside of the checkpoint's tree", withProof({ index: published.length })],
    ["a place outside of a checkpoint of one root", OF_FIRST_DAY.replace("index 0", "index 1")],
    ["a root that was never published", withCheckpoint(makeCheckpoint(ORIGIN, published.slice(0, 4), LOG_SIGNER))],
    ["a checkpoint of an empty log", withCheckpoint(makeCheckpoint(ORIGIN, [], LOG_SIGNER))],
    ["a checkpoint with another root", ofTree({ root: hash })],
    ["a checkpoint of more roots than there are", ofTree({ size: 2 ** 53 - 1 })],
  ],
};

/** Right proofs, and wrong ones of every kind. */
export const PROOF_CASES: readonly ProofCase[] = (Object.keys(ROWS) as ProofCase["expected"][]).flatMap((expected) =>
  ROWS[expected].map(([name, file, given]) => ({
    name,
    file: Buffer.from(file as string),
    keys: [vkey()],
    ...given,
    expected,
  })),
);
