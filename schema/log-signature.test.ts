// Tests the signatures of the log: what is signed, by whom, and that nothing else passes.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { logKeyOf, LOG_KEY, LOG_SIGNER } from "../testing/log-keys.ts";
import { runs } from "../testing/properties.ts";
import { ada, grace } from "../testing/rows.ts";
import { hasProved, hasSigned, hasSignedNote, logSigner } from "./log-signature.ts";

const other = logSigner(logKeyOf(8));
const head = { streamId: ada, version: 3, hash: "a".repeat(64) };

describe("a signature", () => {
  it("is valid for its head and its key only", ({ expect }) => {
    const signature = LOG_SIGNER.sign(head);
    expect(hasSigned(LOG_SIGNER.key, head, signature)).toBe(true);
    expect(hasSigned(other.key, head, signature)).toBe(false);
    for (const changed of [{ streamId: grace }, { version: 4 }, { hash: "b".repeat(64) }])
      expect(hasSigned(LOG_SIGNER.key, { ...head, ...changed }, signature)).toBe(false);
  });

  it("is that of RFC 8032 over the documented text", ({ expect }) => {
    // Made by OpenSSL: `openssl pkeyutl -sign -rawin` with the key of the tests over the text of `head`.
    expect(LOG_SIGNER.sign({ streamId: ada, version: 1, hash: "0".repeat(64) })).toBe(SIGNED_BY_OPENSSL);
  });

  it("with any changed letter, and any other text, is not valid", ({ expect }) => {
    const signature = LOG_SIGNER.sign(head);
    fc.assert(
      fc.property(fc.nat(85), fc.constantFrom(..."Ab3-_"), (at, letter) => {
        const changed = `${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`;
        fc.pre(Buffer.compare(Buffer.from(changed, "base64url"), Buffer.from(signature, "base64url")) !== 0);
        expect(hasSigned(LOG_SIGNER.key, head, changed)).toBe(false);
      }),
      runs(200),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, text) => {
        expect(hasSigned(LOG_SIGNER.key, head, text)).toBe(false);
        expect(hasSigned(key, head, signature)).toBe(false);
      }),
      runs(200),
    );
  });
});

describe("the signature of a note", () => {
  const bytesOf = (signature: Uint8Array) => Buffer.from(signature).toString("base64url");

  it("is valid for its text and its key only", ({ expect }) => {
    const signature = LOG_SIGNER.signNote("a text\n");
    expect(hasSignedNote(LOG_SIGNER.key, "a text\n", signature)).toBe(true);
    expect(hasSignedNote(LOG_SIGNER.key, "a text", signature)).toBe(false);
    expect(hasSignedNote(other.key, "a text\n", signature)).toBe(false);
  });

  it("is never one of a head or an adoption, and the reverse", ({ expect }) => {
    // The text of a head as a note would have it: with its exact bytes, the signatures would be the same.
    const text = `holdpoint/log/v1\n${head.streamId}\n${head.version}\n${head.hash}\n`;
    for (const refused of [
      text,
      "holdpoint/log\n",
      `holdpoint/log-key/v1\n-\n${LOG_SIGNER.key}\n`,
      "holdpoint/log/v2\n",
    ])
      expect(() => LOG_SIGNER.signNote(refused)).toThrow("must not begin with holdpoint/log");
    expect(hasSignedNote(LOG_SIGNER.key, text, Buffer.from(LOG_SIGNER.sign(head), "base64url"))).toBe(false);
    expect(hasSigned(LOG_SIGNER.key, head, bytesOf(LOG_SIGNER.signNote(` ${text}`)))).toBe(false);
  });

  it("is made by either key during a rotation", ({ expect }) => {
    const both = logSigner(`${logKeyOf(8)} ${LOG_KEY}`);
    expect(bytesOf(both.signNote("a\n"))).toBe(bytesOf(other.signNote("a\n")));
    expect(bytesOf(both.signNote("a\n", both.before!))).toBe(bytesOf(LOG_SIGNER.signNote("a\n")));
    expect(() => both.signNote("a\n", "A".repeat(43))).toThrow("does not have this key");
  });
});

describe("a LOG_KEY", () => {
  it("of another form is refused, and the error does not contain it", ({ expect }) => {
    for (const secret of ["", "secret", "c2VjcmV0", `${LOG_KEY} ${LOG_KEY} ${LOG_KEY}`, `${LOG_KEY} secret`]) {
      expect(() => logSigner(secret)).toThrow(/^LOG_KEY must be an Ed25519 private key/);
    }
  });

  it("with the key before it signs with either", ({ expect }) => {
    const both = logSigner(`${logKeyOf(8)} ${LOG_KEY}`);
    expect([both.key, both.before]).toEqual([other.key, LOG_SIGNER.key]);
    expect(both.sign(head)).toBe(other.sign(head));
    expect(both.sign(head, LOG_SIGNER.key)).toBe(LOG_SIGNER.sign(head));
    expect(() => both.sign(head, "A".repeat(43))).toThrow("does not have this key");
  });

  it("proves which key it follows", ({ expect }) => {
    const proof = other.prove(LOG_SIGNER.key);
    expect(hasProved(other.key, LOG_SIGNER.key, proof)).toBe(true);
    expect(hasProved(other.key, null, proof)).toBe(false);
    expect(hasProved(LOG_SIGNER.key, LOG_SIGNER.key, proof)).toBe(false);
  });
});

/** The signature of the key of the tests, by OpenSSL 3. */
const SIGNED_BY_OPENSSL = "e3l293dXZjreeTcXYhPbrjmcjxyP7wsMUhUi4x-1vOcnPpoiVbapaCeXiynLiaxsiO8W3Hip0AT4mdmsgorPAA";
