// Arbitrary contact data for property tests, in the forms in which people write it, and pieces of text that only look like it.
import * as fc from "fast-check";

const digits = (least: number, most = least): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: least, maxLength: most });
const word = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), minLength: 2, maxLength: 10 });
const top = fc.constantFrom("com", "example", "de", "io", "co.uk");
const written = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text.toUpperCase(), text.replaceAll("@", "＠"), text.replaceAll(".", "．"));

export const anAddress: fc.Arbitrary<string> = fc
  .tuple(word, fc.constantFrom("", ".", "+", "_", "-"), word, word, top)
  .chain(([one, sign, other, host, end]) => {
    const local = sign === "" ? one : `${one}${sign}${other}`;
    return fc.oneof(
      written(`${local}@${host}.${end}`),
      fc.constantFrom(
        `${one} at ${host} dot ${end}`,
        `${local} [at] ${host} [dot] ${end}`,
        `${local}(at)${host}.${end}`,
        `${local} @ ${host}.${end}`,
        `${local}%40${host}.${end}`,
      ),
    );
  });

/** Splits digits into groups, with one sign between them. */
const grouped = (text: string, signs: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 8, maxLength: 8 }), fc.constantFrom(...signs))
    .map(([sizes, sign]) => {
      const groups: string[] = [];
      let rest = text;
      for (const size of sizes) {
        if (rest === "") break;
        groups.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      return [...groups, rest].filter((group) => group !== "").join(sign);
    });

const SIGNS = [" ", "-", ".", "/", "", "\u00a0", "\u2011"];
const inScript = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text,
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  );

/** International, or national with its leading zero. */
export const aPhone: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(7, 11))
  .chain(([first, rest]) =>
    grouped(`${first}${rest}`, SIGNS).chain((number) => fc.constantFrom(`+${number}`, `00${number}`, `0${number}`)),
  )
  .chain(inScript);

const accountLetters = (text: string): string =>
  [...text].map((character) => String(Number.parseInt(character, 36))).join("");

export const anIban: fc.Arbitrary<string> = fc
  .constantFrom(["DE", 18], ["AT", 16], ["NL", 14], ["GB", 18], ["NO", 11], ["FR", 23], ["CH", 17])
  .chain(([country, length]) =>
    fc
      .string({ unit: fc.constantFrom(..."0123456789ABCDEF"), minLength: Number(length), maxLength: Number(length) })
      .chain((account) => {
        const check = 98n - (BigInt(accountLetters(`${account}${country}00`)) % 97n);
        const whole = `${country}${String(check).padStart(2, "0")}${account}`;
        const printed = whole.replaceAll(/(.{4})(?=.)/g, "$1 ");
        return fc.constantFrom(whole, whole.toLowerCase(), printed, printed.replaceAll(" ", "-"));
      }),
  );

const luhnDigit = (text: string): string => {
  const sum = [...text].toReversed().reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

export const aCard: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("2", "3", "4", "5", "6"), digits(11, 17))
  .map(([first, rest]) => `${first}${rest}${luhnDigit(`${first}${rest}`)}`)
  .chain((card) => fc.oneof(fc.constant(card), grouped(card, [" ", "-"])));

/** Pieces of text with digits and signs that are no contact data. */
export const harmless: fc.Arbitrary<string> = fc.oneof(
  word,
  fc.constantFrom("Grüße aus Köln", "日本語のテキスト", "Ada Lovelace, Director", "@ada", "24/7", "e.g. this", "🙂"),
  fc.integer({ min: 0, max: 999_999 }).map(String),
  fc.integer({ min: 1950, max: 2049 }).map((year) => `${year}-${year + 1}`),
  fc.integer({ min: 1, max: 99_999_999 }).map((amount) => `${amount} EUR`),
  fc.integer({ min: 1, max: 99_999_999 }).map((amount) => `€${amount.toLocaleString("en")}`),
  digits(7, 11).map((number) => `order 4${number}`),
  digits(7, 11).map((number) => `INV-4${number}`),
  fc
    .date({ min: new Date("1990-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .tuple(fc.nat(28), fc.nat(11), fc.integer({ min: 1990, max: 2039 }))
    .map(([day, month, year]) => `${day + 1}.${month + 1}.${year}`),
  fc.tuple(fc.nat(20), fc.nat(9), fc.nat(99_999)).map(([major, minor, build]) => `version ${major}.${minor}.${build}`),
);
