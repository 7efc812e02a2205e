// What strangers wrote, as a prompt may carry it: between two lines that carry a marker drawn for this call alone, so that no text can end the
// fence it stands in. It is wrapped anew on every reading; nothing is ever stored wrapped.
import { withoutHidden } from "./visible-text.ts";

/** Random, drawn after the text was written: 16 bytes in hex. */
export type Marker = string;
const MARKER = /^[0-9a-f]{32}$/;

const MARKER_BYTES = 16;

/** A new one, from a source of random bytes. */
export const markerOf = (random: (bytes: number) => Uint8Array): Marker =>
  Buffer.from(random(MARKER_BYTES)).toString("hex");

/**
 * The fenced text. Invisible characters are gone, and so is what looks like the marker. `characters` is the longest text that goes in; what is
 * longer is cut, and says so. Throws when the marker is not one.
 */
export function wrapUntrusted(
  text: string,
  { marker, characters }: { readonly marker: Marker; readonly characters: number },
): string {
  if (!MARKER.test(marker)) throw new Error("a marker is 32 hex digits");
  // Replaced, not taken out: what stood round it must not become another one.
  const plain = plainText(text, characters).replaceAll(new RegExp(marker, "gi"), "□");
  return `<untrusted ${marker}>\n${plain}\n</untrusted ${marker}>`;
}

/** Visible, well-formed and not longer than that. */
export function plainText(text: string, characters: number): string {
  const plain = withoutHidden(text.toWellFormed()).trim();
  return plain.length <= characters ? plain : `${plain.slice(0, characters - 1).toWellFormed()}…`;
}
