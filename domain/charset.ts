// Decodes bytes of a sender that may not say how they are to be read, or says it wrongly.

/** Marks at the start by which a text says its own encoding (the byte order mark). */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
/** What programs without Unicode write in Western Europe, and what browsers read where nothing else is said. It has a character for every byte. */
const LEGACY = "windows-1252";

function decoderOf(encoding: string): TextDecoder | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false });
  } catch {
    // An encoding that nobody knows says nothing.
    return null;
  }
}

function decodedAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return decoderOf(encoding)?.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text of bytes: by their own mark, else as `unmarked` reads them. Undefined where they are not valid in the encoding that they or their sender state.
 */
export function decoded(bytes: Uint8Array, stated?: string): string | undefined {
  const own = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  return own === undefined ? unmarked(bytes, stated) : decodedAs(bytes, own);
}

/** In the stated encoding; without one that is known, in UTF-8, and where the bytes are not valid in it as `windows-1252`. */
export function unmarked(bytes: Uint8Array, stated?: string): string | undefined {
  if (stated !== undefined && decoderOf(stated) !== null) return decodedAs(bytes, stated);
  return decodedAs(bytes, "utf-8") ?? decodedAs(bytes, LEGACY);
}
