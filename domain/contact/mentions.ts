// Checks whether a text that will be stored unsealed names the contact, so that the command with the text can be refused.
import type { Stream } from "./stream.ts";

/** Shorter names also occur as ordinary words. */
const NAME_CHARACTERS = 3;

/**
 * Whether a text contains the address, the telephone number or a part of the name from any of the contact's signals whose words
 * can be opened.
 */
export function mentionsPerson(stream: Stream, text: string): boolean {
  const lower = text.toLowerCase();
  const words = new Set(lower.split(/[^\p{L}\p{M}\p{N}]+/u));
  const digits = lower.replace(/\D/g, "");
  return stream.events.some(({ version, type }) => {
    if (type !== "SignalReceived" && type !== "HistoryImported") return false;
    const signal = (stream.open(version)?.["signal"] ?? {}) as Readonly<Record<string, unknown>>;
    const given = (field: string): string => (typeof signal[field] === "string" ? signal[field].toLowerCase() : "");
    const [email, phone] = [given("email"), given("phone").replace(/\D/g, "")];
    const names = given("name").split(/[^\p{L}\p{M}\p{N}]+/u);
    return (
      (email !== "" && lower.includes(email)) ||
      (phone !== "" && digits.includes(phone)) ||
      names.some((name) => name.length >= NAME_CHARACTERS && words.has(name))
    );
  });
}
