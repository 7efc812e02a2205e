// Puts strangers' text into a prompt between two lines with a random marker of this call, so that no text can close its own fence.
// The text is wrapped again for every call and never stored wrapped.
import { Hex32 } from "../schema/formats.ts";
import { withoutHidden } from "./visible-text.ts";

/** 16 random bytes in hex. They are drawn after the text was written, so that the text cannot contain them. */
export type Marker = string;

const MARKER_BYTES = 16;

/** A new marker from a source of random bytes. */
export const markerOf = (random: (bytes: number) => Uint8Array): Marker =>
  Buffer.from(random(MARKER_BYTES)).toString("hex");

/**
 * The fenced text, without invisible characters and without copies of the marker. Text longer than `characters` is cut and ends
 * with "…". Throws when the marker is invalid.
 */
export function wrapUntrusted(
  text: string,
  { marker, characters }: { readonly marker: Marker; readonly characters: number },
): string {
  if (!Hex32.safeParse(marker).success) throw new Error("a marker is 32 hex digits");
  // Replaced, not removed: removal could join the text around it into another marker.
  const plain = plainText(text, characters).replaceAll(new RegExp(marker, "gi"), "□");
  return `<untrusted ${marker}>\n${plain}\n</untrusted ${marker}>`;
}

/** Visible, well-formed text of at most `characters`. */
export function plainText(text: string, characters: number): string {
  const plain = withoutHidden(text.toWellFormed()).trim();
  return plain.length <= characters ? plain : `${plain.slice(0, characters - 1).toWellFormed()}…`;
}
