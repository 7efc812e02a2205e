// Signed notes (c2sp.org/signed-note): a text with one line for each signature, as checkpoints of logs use them. A key is known by its name
// and its id together. Only Ed25519 signatures (type 0x01) are verified here; lines of other keys are kept and ignored.
import { createHash } from "node:crypto";
import { hasSignedNote } from "./log-signature.ts";
import { err, ok, type Result } from "./result.ts";

/** One line under a note: who signed, and the bytes of the signature without the key's id. */
export interface NoteSignature {
  readonly name: string;
  /** The key's id: four bytes in hexadecimal. */
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A note that is well formed. Its signatures are not verified: use nothing of the text before `openNote` has accepted it. */
export interface Note {
  /** Ends in a newline, which is signed, too. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A public key that verifies notes. */
export interface VerifierKey {
  readonly name: string;
  readonly id: string;
  /** 32 bytes of Ed25519, base64url, as a `LogPublicKey`. */
  readonly key: string;
}

/** A key that signs notes. */
export interface NoteSigner extends VerifierKey {
  /** The 64 bytes of an Ed25519 signature over the text's UTF-8. */
  sign(text: string): Uint8Array;
}

/** Why a note is refused: a known key's signature is wrong, or none of its signatures is from a known key. */
export type NoteRefusal = "signature_wrong" | "key_unknown";

/** The specification asks for at least 16. More than a log and its witnesses need; a larger note would only cost time. */
const MOST_SIGNATURES = 100;
/** The longest note in bytes of UTF-8. The longest signatures in use are 5 KB, so this is room for all of them. */
const MOST_NOTE_BYTES = 1_000_000;

const ED25519 = Buffer.of(1);
const ID_BYTES = 4;
const KEY_BYTES = 32;

/** Every control character below U+0020 except the newline. */
// oxlint-disable-next-line no-control-regex -- the specification names them
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const SIGNATURE_LINE = /^\u2014 ([^ ]+) ([^ ]+)$/;
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s;

/** Whether a key may have this name: not empty, no Unicode space, no plus, no control character. */
export const isKeyName = (name: string): boolean =>
  name !== "" && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name) && !CONTROL.test(name);

/**
 * The bytes of a base64 text (RFC 4648, section 4); null for any other text. Padding must be there and unused bits must be zero, so that bytes
 * have one text only.
 */
export function bytesOfBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** The key of this name. The id is the one that the specification recommends: a digest of name, type and key. */
export function verifierKeyOf(name: string, key: string): VerifierKey {
  const hash = createHash("sha256").update(`${name}\n`, "utf8").update(ED25519);
  const id = hash.update(Buffer.from(key, "base64url")).digest().subarray(0, ID_BYTES).toString("hex");
  return { name, id, key };
}

/** The text form of a key: `<name>+<id>+<base64 of type and key>`. */
export const formatVerifierKey = ({ name, id, key }: VerifierKey): string =>
  `${name}+${id}+${Buffer.concat([ED25519, Buffer.from(key, "base64url")]).toString("base64")}`;

/** The key of a text form; null when it is malformed, of another type than Ed25519, or its id is not that of its name and key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name = "", id = "", base64 = ""] = VERIFIER_KEY.exec(text) ?? [];
  const bytes = bytesOfBase64(base64);
  if (!isKeyName(name) || bytes?.length !== 1 + KEY_BYTES || !bytes.subarray(0, 1).equals(ED25519)) return null;
  const key = verifierKeyOf(name, bytes.subarray(1).toString("base64url"));
  return key.id === id ? key : null;
}

/** Whether the text of a note may be signed: it ends in a newline and has no other control character. */
const isNoteText = (text: string): boolean => text.endsWith("\n") && text.isWellFormed() && !CONTROL.test(text);

/** The note of a file's text; null when it is malformed. */
export function parseNote(file: string): Note | null {
  if (!isNoteText(file) || Buffer.byteLength(file, "utf8") > MOST_NOTE_BYTES) return null;
  // A text may have empty lines, signatures may not: the last empty line is the one between them.
  const end = file.lastIndexOf("\n\n") + 1;
  if (end === 0) return null;
  const lines = file.slice(end + 1, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(parseSignature).filter((line) => line !== null);
  return signatures.length === lines.length ? { text: file.slice(0, end), signatures } : null;
}

function parseSignature(line: string): NoteSignature | null {
  const [, name = "", base64 = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = bytesOfBase64(base64);
  if (!isKeyName(name) || bytes === null || bytes.length <= ID_BYTES) return null;
  return { name, id: bytes.subarray(0, ID_BYTES).toString("hex"), signature: bytes.subarray(ID_BYTES) };
}

/** The file of a note. Throws for a note that `parseNote` would not read back. */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, id, signature }) =>
      `\u2014 ${name} ${Buffer.concat([Buffer.from(id, "hex"), signature]).toString("base64")}\n`,
  );
  const file = `${text}\n${lines.join("")}`;
  if (parseNote(file)?.text !== text) throw new Error("this text or a key's name has no form as a signed note");
  return file;
}

/** The file of a note with the signatures of these keys. Throws for a text or a name that a note cannot have. */
export const signNote = (text: string, signers: readonly NoteSigner[]): string =>
  formatNote({ text, signatures: signers.map(({ name, id, sign }) => ({ name, id, signature: sign(text) })) });

/**
 * The keys among `keys` that signed the note. Signatures of unknown keys are ignored, even when they share the name or the id of a known key.
 * One wrong signature of a known key refuses the whole note.
 */
export function openNote(note: Note, keys: readonly VerifierKey[]): Result<readonly VerifierKey[], NoteRefusal> {
  const by: VerifierKey[] = [];
  for (const { name, id, signature } of note.signatures) {
    const known = keys.filter((key) => key.name === name && key.id === id);
    const signer = known.find(({ key }) => hasSignedNote(key, note.text, signature));
    if (known.length > 0 && !signer) return err("signature_wrong");
    if (signer) by.push(signer);
  }
  return by.length > 0 ? ok(by) : err("key_unknown");
}
