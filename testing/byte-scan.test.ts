// Tests the search for a text in the bytes of files: it finds every form, wherever it begins.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { formsOfText, scan } from "./byte-scan.ts";

const WORD = "Zoë Qvalör";

it.for([
  ["UTF-8", Buffer.from(WORD)],
  ["lower case", Buffer.from(WORD.toLowerCase())],
  ["upper case", Buffer.from(WORD.toUpperCase())],
  ["UTF-16", Buffer.from(WORD, "utf16le")],
  ["JSON with escapes", Buffer.from("Zo\\u00eb Qval\\u00f6r")],
  ["a URL", Buffer.from(encodeURIComponent(WORD))],
  ["hex", Buffer.from(Buffer.from(WORD).toString("hex"))],
  ["base64, from its beginning", Buffer.from(Buffer.from(WORD).toString("base64"))],
  ["base64, after one byte", Buffer.from(Buffer.from(`1${WORD} after`).toString("base64"))],
  ["base64url, after two bytes", Buffer.from(Buffer.from(`12${WORD} after`).toString("base64url"))],
] as const)("finds a text in %s", ([, bytes], { expect }) => {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-scan-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "none"), "Zoe Qvalor");
  expect(scan(folder, formsOfText("name", WORD))).toEqual([]);
  writeFileSync(join(folder, "some"), Buffer.concat([Buffer.alloc(5, 7), bytes, Buffer.alloc(5, 7)]));
  expect(scan(folder, formsOfText("name", WORD)).length).toBeGreaterThan(0);
});
