// Checks whether an unsealed text names the contact. Such a text must not.
import type { Stream } from "./stream.ts";

/** Shorter names also occur as ordinary words. */
const NAME_CHARACTERS = 3;

/**
 * Whether a text has the address, the telephone number, or a part of the name that the person gave, as far as their words can be
 * opened.
 */
export function mentionsPerson(stream: Stream, text: string): boolean {
  const said = text.toLowerCase();
  const words = new Set(said.split(/[^\p{L}\p{M}\p{N}]+/u));
  const digits = said.replace(/\D/g, "");
  return stream.events.some(({ version, type }) => {
    if (type !== "SignalReceived" && type !== "HistoryImported") return false;
    const signal = (stream.open(version)?.["signal"] ?? {}) as Readonly<Record<string, unknown>>;
    const given = (field: string): string => (typeof signal[field] === "string" ? signal[field].toLowerCase() : "");
    const [email, phone] = [given("email"), given("phone").replace(/\D/g, "")];
    const names = given("name").split(/[^\p{L}\p{M}\p{N}]+/u);
    return (
      (email !== "" && said.includes(email)) ||
      (phone !== "" && digits.includes(phone)) ||
      names.some((name) => name.length >= NAME_CHARACTERS && words.has(name))
    );
  });
}
