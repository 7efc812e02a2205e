// A model's reply without what it says of anybody: its form and the words of the vocabulary stay, every other word becomes a stable placeholder.
import { PlanStage } from "../schema/lists.ts";

/** Words that a rule reads, in whatever case a model writes them, and JSON's own. */
const KEPT: ReadonlySet<string> = new Set(["stages", ...PlanStage.options, "true", "false", "null"]);

/** An escape in JSON; a number; a word. */
const PIECES = /\\u[0-9a-f]{4}|\\.|\p{N}[\p{L}\p{M}\p{N}_]*|[\p{L}_][\p{L}\p{M}\p{N}_]*/giu;

export function redactReply(reply: string): string {
  const placeholders = new Map<string, string>();
  return reply.toWellFormed().replaceAll(PIECES, (piece) => {
    if (piece.startsWith("\\")) return " ";
    if (/^\p{N}/u.test(piece)) return "0";
    const word = piece.toLowerCase();
    if (KEPT.has(word)) return piece;
    const known = placeholders.get(word) ?? `word_${placeholders.size + 1}`;
    placeholders.set(word, known);
    return known;
  });
}
