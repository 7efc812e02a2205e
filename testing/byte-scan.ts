// Searches the bytes of files for texts and keys, in every form in which a program may have written them. It knows nothing of databases.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { filesIn } from "../local/runtime/merge-wal.ts";

/** What is searched for: the bytes, by a name that says which text in which form. */
export type Needles = ReadonlyMap<string, Buffer>;

/** A text as it is, in lower and in upper case, each in UTF-8, UTF-16, JSON with escapes, a URL, hex and base64. */
export function formsOfText(name: string, text: string): Needles {
  const cases = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  const escaped = (one: string): string =>
    [...one].map((char) => (char > "~" ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}` : char)).join("");
  return new Map(
    cases.flatMap((one) => [
      ...formsOfBytes(`${name} «${one}»`, Buffer.from(one, "utf8")),
      [`${name} «${one}» in UTF-16`, Buffer.from(one, "utf16le")] as const,
      [`${name} «${one}» in JSON`, Buffer.from(escaped(one), "utf8")] as const,
      [`${name} «${one}» in a URL`, Buffer.from(encodeURIComponent(one), "utf8")] as const,
    ]),
  );
}

/** Bytes as they are, in hex, and in base64 wherever they begin in the encoded text. */
export function formsOfBytes(name: string, bytes: Buffer): Needles {
  const hex = bytes.toString("hex");
  const encoded = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // The characters that depend on these bytes alone.
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const forms = [hex, hex.toUpperCase(), ...encoded].map((text) => Buffer.from(text, "latin1"));
  return new Map([bytes, ...forms].map((form, index) => [`${name} in form ${index}`, form]));
}

/** Where each form is found below a folder, as `<file>: <name>`. Every file is read, whatever its name. */
export function scan(folder: string, needles: Needles): readonly string[] {
  return filesIn(folder, "").flatMap((file) => {
    const bytes = readFileSync(file);
    return [...needles].flatMap(([name, form]) => (bytes.includes(form) ? [`${relative(folder, file)}: ${name}`] : []));
  });
}

/** Every match of a pattern in the bytes of all files below a folder. */
export const matchesIn = (folder: string, pattern: RegExp): readonly string[] => [
  ...new Set(filesIn(folder, "").flatMap((file) => readFileSync(file).toString("latin1").match(pattern) ?? [])),
];
