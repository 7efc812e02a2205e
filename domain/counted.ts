// Writes counts for people.

/** A number with separators: `1,000,000`. */
export const counted = (number: number): string => number.toLocaleString("en");

/** A number with its noun in the singular or plural. */
export const many = (number: number, noun: string): string => `${counted(number)} ${noun}${number === 1 ? "" : "s"}`;
