// The header by which each sent message is a witness of the log: the signed head of the contact's stream when the message was claimed, and the
// newest checkpoint of the log then. Whoever keeps the message can show later that the log was cut or forked after it.
import * as z from "zod";
import { Hex64, LogSignature } from "./formats.ts";
import { StreamId } from "./ids.ts";

// Mail providers refuse a header that they do not know, unless its name begins with X-.
// https://developers.cloudflare.com/email-service/reference/headers/
export const WITNESS_HEADER = "X-Holdpoint-Log";

/** What a message says of the log. */
export const Witness = z.strictObject({
  streamId: StreamId,
  version: z.int().min(1),
  hash: Hex64,
  /** The signature of the log's key over this head (schema/log-signature.ts). */
  signature: LogSignature,
  /** The newest checkpoint, a signed note; null before the first root. */
  checkpoint: z.string().min(1).max(4_000).nullable(),
});
export type Witness = z.infer<typeof Witness>;

const NO_CHECKPOINT = "none";
/** Fits a folded line of a mail. */
const PIECE_CHARACTERS = 64;

/**
 * The parts of the header's value, each short enough for a line of its own:
 * `<stream>@<version>`, the hash, two halves of the signature, and the checkpoint in base64, or `none`.
 */
export function witnessParts({ streamId, version, hash, signature, checkpoint }: Witness): readonly string[] {
  const note = checkpoint === null ? NO_CHECKPOINT : Buffer.from(checkpoint, "utf8").toString("base64");
  return [`${streamId}@${version}`, hash, ...pieces(signature), ...pieces(note)];
}

const pieces = (text: string): readonly string[] => text.match(new RegExp(`.{1,${PIECE_CHARACTERS}}`, "g")) ?? [];

const PLACE = /^([a-z]{2}_[\w-]+)@([1-9]\d{0,9})$/;

/** Reads the value of the header, unfolded. Null when it is none. */
export function witnessIn(value: string): Witness | null {
  const [place = "", hash, first = "", second = "", ...rest] = value.trim().split(/\s+/);
  const [, streamId, version] = PLACE.exec(place) ?? [];
  const note = rest.join("");
  return (
    Witness.safeParse({
      streamId,
      version: Number(version),
      hash,
      signature: first + second,
      checkpoint: note === NO_CHECKPOINT ? null : Buffer.from(note, "base64").toString("utf8"),
    }).data ?? null
  );
}
