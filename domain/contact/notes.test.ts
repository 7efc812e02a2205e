// Tests the sealing of notes: they open under the key of their month, for their command only.
import { describe, it } from "vitest";
import * as fc from "fast-check";
import { commandIdOf } from "../../schema/ids.ts";
import { SealedNote } from "../../schema/notes.ts";
import { bytesOf, chanceOf } from "../../testing/seed.ts";
import { memoryMonthKey } from "../../testing/twins/memory-notes.ts";
import { notesUnder, openNote } from "./notes.ts";

const MONTH = { month: "2026-11", key: memoryMonthKey("2026-11") };
const [command, other] = [commandIdOf("OpenExport", "one"), commandIdOf("OpenExport", "two")];
const notes = notesUnder(async () => MONTH, bytesOf(chanceOf(1)));

describe("a note", () => {
  it("opens to what the person typed, and fits its shape, for any text up to the limit", async ({ expect }) => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }).filter((why) => why.length <= 500);
    await fc.assert(
      fc.asyncProperty(text, async (why) => {
        const note = SealedNote.parse((await notes(why))(command));
        expect(note.month).toBe("2026-11");
        expect(openNote(MONTH.key, command, note)).toBe(why);
      }),
    );
    const longest = SealedNote.parse((await notes("界".repeat(500)))(command));
    expect(openNote(MONTH.key, command, longest)).toHaveLength(500);
  });

  it("does not open for another command or under another month's key, or when it was changed", async ({ expect }) => {
    const note = (await notes("asked by Ada"))(command)!;
    expect(() => openNote(MONTH.key, other, note)).toThrow("unable to authenticate");
    expect(() => openNote(memoryMonthKey("2026-12"), command, note)).toThrow("unable to authenticate");
    const changed = { ...note, sealed: Buffer.from(note.sealed, "base64").fill(0, 0, 1).toString("base64") };
    expect(() => openNote(MONTH.key, command, changed)).toThrow("unable to authenticate");
  });

  it("is none without words, and then no key is asked for", async ({ expect }) => {
    const none = notesUnder(
      () => Promise.reject(new Error("asked for a key")),
      () => new Uint8Array(),
    );
    expect((await none(""))(command)).toBeUndefined();
    await expect(none("so")).rejects.toThrow("asked for a key");
  });
});
