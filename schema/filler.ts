// Filler: what an erasure writes over a text before it empties or deletes it. A database keeps the bytes of a removed text until it needs their
// place; a text of the same length in bytes is written into the same place.

/** A text of as many bytes as `text`, which says nothing but their number. */
export const fillerFor = (text: string): string => "x".repeat(new TextEncoder().encode(text).byteLength);

/** Whether a text is filler. The empty text is none. */
export const isFiller = (text: string): boolean => /^x+$/.test(text);

/** The SQL of the filler for a column; the empty text for NULL, which takes no more bytes. */
export const fillerSql = (column: string): string => `replace(hex(zeroblob(octet_length(${column}))), '00', 'x')`;
