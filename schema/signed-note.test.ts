// Tests signed notes against the examples of other implementations, and against every rule of the specification.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { logKeyOf, LOG_SIGNER } from "../testing/log-keys.ts";
import { runs } from "../testing/properties.ts";
import { logSigner } from "./log-signature.ts";
import {
  bytesOfBase64,
  formatNote,
  formatVerifierKey,
  isKeyName,
  openNote,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKeyOf,
} from "./signed-note.ts";

// The keys and notes of golang/mod, sumdb/note/note_test.go (BSD-3-Clause).
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE =
  "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
// The example of c2sp.org/signed-note (CC BY 4.0).
const FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_NOTE =
  "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

const keysOf = (...texts: readonly string[]) => texts.map((text) => parseVerifierKey(text)!);
const opened = (file: string, ...keys: readonly string[]) => {
  const note = parseNote(file);
  if (!note) return "malformed";
  const result = openNote(note, keysOf(...keys));
  return result.ok ? result.value.map(({ name }) => name) : result.error;
};
const ours = { ...verifierKeyOf("log.example", LOG_SIGNER.key), sign: (text: string) => LOG_SIGNER.signNote(text) };
const OURS = formatVerifierKey(ours);

describe("a note", () => {
  it("of the specification's example is verified by its key", ({ expect }) => {
    expect(opened(FOO_NOTE, FOO)).toEqual(["example.com/foo"]);
    expect(parseNote(FOO_NOTE)?.text).toBe("This is an example message.\n");
  });

  it("counts the keys that signed, and ignores lines of other keys", ({ expect }) => {
    const both = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
    expect(opened(both, PETER)).toEqual(["PeterNeumann"]);
    expect(opened(both, PETER, ENOCH)).toEqual(["PeterNeumann", "EnochRoot"]);
    expect(opened(both, FOO)).toBe("key_unknown");
    expect(opened(both)).toBe("key_unknown");
  });

  it("ignores a key that shares only the name, or only the id, of a known one", ({ expect }) => {
    const renamed = PETER_LINE.replace("PeterNeumann", "CarmenSandiego");
    const otherId = PETER_LINE.replace("x08g", "xxxx");
    for (const line of [renamed, otherId]) {
      expect(opened(`${TEXT}\n${line}`, PETER)).toBe("key_unknown");
      expect(opened(`${TEXT}\n${line}${ENOCH_LINE}`, PETER, ENOCH)).toEqual(["EnochRoot"]);
    }
  });

  it("is refused when one signature of a known key is wrong, also beside right ones", ({ expect }) => {
    const broken = PETER_LINE.replace("ZJkuBS9UG", "ZJkuBS9UH");
    const longer = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`;
    for (const line of [broken, longer]) {
      expect(opened(`${TEXT}\n${line}${ENOCH_LINE}`, PETER, ENOCH)).toBe("signature_wrong");
      expect(opened(`${TEXT}\n${PETER_LINE}${line}`, PETER)).toBe("signature_wrong");
      expect(opened(`${TEXT}\n${line}${ENOCH_LINE}`, ENOCH)).toEqual(["EnochRoot"]);
    }
    expect(opened(`${TEXT.replace("problem is", "answer is")}\n${PETER_LINE}`, PETER)).toBe("signature_wrong");
  });

  it("may have empty lines in its text: the last empty line ends it", ({ expect }) => {
    for (const text of ["a\n\nb\n", "\n", "\n\n\n", "a\n\n\u2014 not a signature line\n"]) {
      const file = signNote(text, [ours]);
      expect(parseNote(file)?.text).toBe(text);
      expect(opened(file, OURS)).toEqual(["log.example"]);
    }
  });

  it("has at most 100 signatures, and at least the 16 that the specification asks for", ({ expect }) => {
    expect(opened(`${TEXT}\n${PETER_LINE.repeat(16)}`, PETER)).toHaveLength(16);
    expect(opened(`${TEXT}\n${PETER_LINE.repeat(100)}`, PETER)).toHaveLength(100);
    expect(opened(`${TEXT}\n${PETER_LINE.repeat(101)}`, PETER)).toBe("malformed");
    expect(parseNote(`${"a".repeat(1_000_000)}\n\n${PETER_LINE}`)).toBeNull();
  });

  it.for([
    ["without signatures", TEXT],
    ["with an empty list of signatures", `${TEXT}\n`],
    ["that ends within a line", `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ["with a line after the signatures", `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ["with an empty line after the signatures", `${TEXT}\n${PETER_LINE}\n`],
    ["with no text line", `\n${PETER_LINE}`],
    ["with a control character", `\u0001${TEXT}\n${PETER_LINE}`],
    ["with a tab", `a\t\n\n${PETER_LINE}`],
    ["with a carriage return", `${TEXT}\n${PETER_LINE}`.replaceAll("\n", "\r\n")],
    ["with half a character", `\ud800${TEXT}\n${PETER_LINE}`],
    ["with a hyphen for the dash", `${TEXT}\n${PETER_LINE.replace("\u2014", "-")}`],
    ["with a space in a name", `${TEXT}\n${PETER_LINE.replace("PeterN", "Peter N")}`],
    ["with a no-break space in a name", `${TEXT}\n${PETER_LINE.replace("PeterN", "Peter\u00a0N")}`],
    ["with a plus in a name", `${TEXT}\n${PETER_LINE.replace("PeterN", "Peter+N")}`],
    ["with an empty name", `${TEXT}\n${PETER_LINE.replace("PeterNeumann", "")}`],
    ["with two spaces", `${TEXT}\n${PETER_LINE.replace("mann ", "mann  ")}`],
    ["with a signature that is not base64", `${TEXT}\n${PETER_LINE.replace("x08g", "x_8g")}`],
    ["with a signature without padding", `${TEXT}\n${PETER_LINE.replace("=", "")}`],
    ["with bits after a signature", `${TEXT}\n${PETER_LINE.replace("nAM=", "nAN=")}`],
    ["with a key's id and no signature", `${TEXT}\n\u2014 PeterNeumann x08gow==\n`],
  ])("%s is malformed", ([, file], { expect }) => {
    expect(parseNote(file!)).toBeNull();
  });

  it("that is made is read back and verified, whatever its text", ({ expect }) => {
    const other = logSigner(logKeyOf(8));
    const second = { ...verifierKeyOf("w", other.key), sign: (text: string) => other.signNote(text) };
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (words) => {
        const text = `${words.replaceAll(CONTROLS, "\n")}\n`;
        const file = signNote(text, [ours, second]);
        expect(parseNote(file)?.text).toBe(text);
        expect(opened(file, OURS, formatVerifierKey(second))).toEqual(["log.example", "w"]);
        expect(formatNote(parseNote(file)!)).toBe(file);
        expect(opened(file.replace("\n", "!\n"), OURS)).toBe("signature_wrong");
      }),
      runs(100),
    );
  });

  it("is not made of a text or with a name that it cannot have", ({ expect }) => {
    for (const text of ["", "a", "a\t\n", "\ud800\n"]) expect(() => signNote(text, [ours])).toThrow("no form");
    for (const name of ["", "a b", "a+b", "a\nb"])
      expect(() => signNote("a\n", [{ ...ours, name }])).toThrow("no form");
    expect(() => signNote("a\n", [])).toThrow("no form");
  });
});
// oxlint-disable-next-line no-control-regex -- these are what a note must not have
const CONTROLS = /[\u0000-\u001f]/g;

describe("a verifier key", () => {
  it.for([PETER, ENOCH, FOO, OURS])("is read and written: %s", (text, { expect }) => {
    expect(formatVerifierKey(parseVerifierKey(text)!)).toBe(text);
  });

  it("with any change or cut is malformed", ({ expect }) => {
    for (let start = 0; start < PETER.length; start += 1) {
      for (let end = start + 1; end <= PETER.length; end += 1) {
        if (end - start < PETER.length) expect(parseVerifierKey(PETER.slice(start, end))).toBeNull();
      }
      const changed = String.fromCharCode(PETER.charCodeAt(start) + 1);
      expect(parseVerifierKey(`${PETER.slice(0, start)}${changed}${PETER.slice(start + 1)}`)).toBeNull();
    }
  });

  it.for([
    // Both with an id that fits; from the same file of golang/mod.
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    PETER.replace("c74f20a3", "C74F20A3"),
    `${PETER}\n`,
    "",
  ])("of another length, type or form is malformed: %s", (text, { expect }) => {
    expect(parseVerifierKey(text)).toBeNull();
  });
});

it("has no name with one of Unicode's spaces, and strict base64", ({ expect }) => {
  const spaces = [0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
  for (const space of spaces) expect(isKeyName(`a${String.fromCharCode(space)}b`)).toBe(false);
  for (const name of ["", "a+b", "a\u0001b", "a\ud800"]) expect(isKeyName(name)).toBe(false);
  for (const name of ["a\u200bb", "a\ufeffb", "é/ü", "example.com/log42"]) expect(isKeyName(name)).toBe(true);
  for (const text of ["A", "AA", "AAA", "AB==", "A A=", "AA==\n", "-_==", "AA==AA=="])
    expect(bytesOfBase64(text)).toBeNull();
  expect(bytesOfBase64("+/8=")).toEqual(Buffer.from([0xfb, 0xff]));
});
