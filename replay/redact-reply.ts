// Removes personal words from a model's reply: the JSON form and the names of plan stages stay, and every other word becomes a
// placeholder. The same word always gets the same placeholder.
import { PlanSkipReason, PlanStage } from "../schema/lists.ts";

/** The words that a rule reads, in lower case, and the words of JSON. */
const KEPT: ReadonlySet<string> = new Set([
  "stages",
  "skip_reason",
  "until",
  "true",
  "false",
  "null",
  ...PlanStage.options,
  ...PlanSkipReason.options,
]);

/** A JSON escape, a number or a word. */
const PIECES = /\\u[0-9a-f]{4}|\\.|\p{N}[\p{L}\p{M}\p{N}_]*|[\p{L}_][\p{L}\p{M}\p{N}_]*/giu;

export function redactReply(reply: string): string {
  const placeholders = new Map<string, string>();
  return reply.toWellFormed().replaceAll(PIECES, (piece) => {
    if (piece.startsWith("\\")) return " ";
    if (/^\p{N}/u.test(piece)) return "0";
    const word = piece.toLowerCase();
    if (KEPT.has(word)) return piece;
    const placeholder = placeholders.get(word) ?? `word_${placeholders.size + 1}`;
    placeholders.set(word, placeholder);
    return placeholder;
  });
}
