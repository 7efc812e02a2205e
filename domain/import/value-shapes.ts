// What a cell looks like when its column has no name: an address, a host, a number, a day, a yes or no. Shapes only: whether a value is right, its
// reader says.

const ADDRESS = /[^\s@,;<>"']@[^\s@,;<>"']+\.[\p{L}\p{N}-]{2,}/u;
const HOST = /^(?:https?:\/\/|\/\/|@|\*\.)?(?:[\p{L}\p{N}-]+\.)+(?:\p{L}{2,24}|xn--[a-z0-9-]+)\.?(?:[:/?#]\S*)?$/iu;

/** Whether a text has an address in it. */
export const holdsAddress = (text: string): boolean => text.includes("@") && ADDRESS.test(text);
/** Whether a whole cell looks like a domain or a URL. */
export const isHostLike = (text: string): boolean => HOST.test(text.trim());
/** Whether a whole cell is digits with what people put between them. */
export const isNumberLike = (text: string): boolean => /^[+(]?[\d\s()./+-]{5,}$/u.test(text.trim()) && /\d/u.test(text);
/** A record without anything in it. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");
