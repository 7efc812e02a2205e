// Checks what somebody kept of a log outside of it: a sent message, which says what the log had, a checkpoint, and the proof of a contact's events.
// A message or a checkpoint is compared with the log; with the public key alone, only its signatures are checked.
import { closeSync, openSync, readSync } from "node:fs";
import { AUDIT_STREAM, learnKeys, logKeysOf } from "../domain/log-keys.ts";
import { checkProof, type ProofRefusal } from "../domain/check-proof.ts";
import { checkpointBook } from "../replay/checkpoints.ts";
import { linksOf } from "../replay/chain.ts";
import { type Fault, faultAt } from "../replay/faults.ts";
import { readMessage } from "../replay/message-text.ts";
import type { LogSource } from "../replay/source.ts";
import { againstHead, missingStream } from "../replay/verify.ts";
import { parseCheckpoint } from "../schema/checkpoint.ts";
import { LogPublicKey } from "../schema/formats.ts";
import { hasSigned } from "../schema/log-signature.ts";
import type { Head } from "../schema/shipment.ts";
import { parseTlogProof } from "../schema/tlog-proof.ts";
import { openNote, parseVerifierKey, verifierKeyOf } from "../schema/signed-note.ts";
import { type Witness, WITNESS_HEADER, witnessIn } from "../schema/witness.ts";
import type { Answer } from "./commands/reading.ts";
import { CannotRun, systemCode } from "./shell.ts";
import { openTally, tallyText } from "./tally.ts";

/** What a file is that was kept outside of a log. */
export type Kept =
  | { readonly kind: "proof"; readonly text: string }
  | { readonly kind: "message"; readonly witness: Witness }
  | { readonly kind: "checkpoint"; readonly text: string };

/** Far more than a message or a proof has. Of a longer file only the beginning is read: it is an export. */
const MOST_BYTES = 2_000_000;

/** What the file at `path` is; null when it is none of these. Throws `CannotRun` when it cannot be read. */
export function keptIn(path: string): Kept | null {
  const text = textOf(path);
  if (text.startsWith("c2sp.org/tlog-proof@v1\n")) return { kind: "proof", text };
  if (parseCheckpoint(text)) return { kind: "checkpoint", text };
  const value = readMessage(text).headers.find(([name]) => name.toLowerCase() === WITNESS_HEADER.toLowerCase())?.[1];
  const witness = value === undefined ? null : witnessIn(value);
  return witness && { kind: "message", witness };
}

function textOf(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(MOST_BYTES);
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new CannotRun(`${path} cannot be read (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
}

/** Checks a proof with the public key alone; with `origin`, also of which log it is. */
export function proofAnswer(
  file: string,
  text: string,
  { key, origin }: { readonly key: string | null; readonly origin: string | undefined },
): Answer {
  if (key === null)
    throw new CannotRun("A proof is checked with the public key of its log: --key <public key>.", {
      advice: "Take the key from another place than the proof: `npx holdpoint verify` prints it.",
    });
  const checked = checkProof(text, { keys: [key], origin });
  if (!checked.ok) return refused(file, checked.error);
  const { size, day, head } = checked.value;
  return {
    code: 0,
    json: { holds: true, ...checked.value },
    text: `Holds: ${file}.\nThe log ${checked.value.origin} had ${head.streamId}@${head.version} ${head.hash}\nunder its root of ${day}, which is under its checkpoint of ${size} roots.`,
  };
}

const refused = (file: string, reason: ProofRefusal): Answer => ({
  code: 1,
  json: { holds: false, reason },
  text: `✗  ${reason}: ${REFUSALS[reason]}\n\nDoes not hold: ${file}.`,
});

const REFUSALS: Readonly<Record<ProofRefusal, string>> = {
  proof_malformed: "the file is no proof of this product",
  checkpoint_malformed: "the checkpoint in it is none",
  origin_differs: "the checkpoint is of another log",
  signature_wrong: "the log’s key has not signed the checkpoint",
  key_unknown: "the checkpoint is signed by another key than this one",
  head_not_included: "the event is not under the root of its day",
  root_not_included: "the root of its day is not under the checkpoint",
};

/** Checks a message or a checkpoint with the public key alone: that the log's key signed what it says. */
export function signedAnswer(file: string, kept: Exclude<Kept, { kind: "proof" }>, key: string): Answer {
  const publicKey = LogPublicKey.safeParse(key).data ?? parseVerifierKey(key)?.key ?? "";
  const note = kept.kind === "checkpoint" ? kept.text : kept.witness.checkpoint;
  const isNoted = note === null || isSignedBy(publicKey, note);
  const isHead = kept.kind === "checkpoint" || hasSigned(publicKey, kept.witness, kept.witness.signature);
  return answerOf(
    file,
    isNoted && isHead ? [] : [unsigned(kept)],
    "Its signatures are the log’s. Compare it with the log: --from <source>",
  );
}

function isSignedBy(key: string, file: string): boolean {
  const parsed = parseCheckpoint(file);
  return parsed !== null && openNote(parsed.note, [verifierKeyOf(parsed.checkpoint.origin, key)]).ok;
}

const unsigned = (kept: Exclude<Kept, { kind: "proof" }>): Fault =>
  kept.kind === "checkpoint"
    ? faultAt(null, null, { name: "checkpoint_differs", field: "signature" })
    : faultAt(kept.witness.streamId, kept.witness.version, { name: "witness_unsigned", field: WITNESS_HEADER });

/** Compares a proof, a message or a checkpoint with a log. */
export async function comparedAnswer(
  file: string,
  kept: Kept,
  { log, name }: { readonly log: LogSource; readonly name: string },
): Promise<Answer> {
  const keys = logKeysOf();
  const book = checkpointBook(keys);
  for await (const stream of log.streams({ ids: [AUDIT_STREAM] })) {
    learnKeys(stream.rows, keys);
    for (const { event } of linksOf(stream)) if (event) book.learn(event, () => undefined);
  }
  switch (kept.kind) {
    case "proof": {
      const checked = checkProof(kept.text, { keys: keys.keys() });
      if (!checked.ok) return refused(file, checked.error);
      const checkpoint = parseTlogProof(kept.text)?.checkpoint ?? "";
      const faults = [...book.against(checkpoint), ...(await headFaults(checked.value.head, log))];
      return answerOf(
        file,
        faults,
        `In ${name} ${headText(checked.value.head)}, and all roots under its checkpoint are there.`,
      );
    }
    case "checkpoint":
      return answerOf(file, book.against(kept.text), `In ${name} all roots under it are there.`);
    case "message": {
      const { witness } = kept;
      const { checkpoint, streamId, version, signature } = witness;
      const isSigned = keys.keys().some((key) => hasSigned(key, witness, signature));
      const faults = [
        ...(isSigned ? [] : [faultAt(streamId, version, { name: "witness_unsigned", field: WITNESS_HEADER })]),
        ...(await headFaults(witness, log)),
        ...(checkpoint === null ? [] : book.against(checkpoint)),
      ];
      const roots = checkpoint === null ? "" : ", and all roots under its checkpoint are there";
      return answerOf(file, faults, `In ${name} ${headText(witness)}${roots}.`);
    }
  }
}

const headText = ({ streamId, version }: Head): string =>
  `${streamId} still has the event ${version} that this file names`;

async function headFaults({ streamId, version, hash }: Head, log: LogSource): Promise<readonly Fault[]> {
  const head = { streamId, version, hash };
  for await (const stream of log.streams({ ids: [streamId] })) return againstHead(stream, head);
  return [missingStream(head)];
}

function answerOf(file: string, faults: readonly Fault[], sum: string): Answer {
  const tally = openTally();
  tally.add(faults);
  const report = tally.summary();
  const holds = report.faultCount === 0;
  return {
    code: holds ? 0 : 1,
    json: { holds, ...report },
    text: holds ? `Holds: ${file}.\n${sum}` : `${tallyText(report)}\n\nDoes not hold: ${file}.`,
  };
}
