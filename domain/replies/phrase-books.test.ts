import { describe, it } from "vitest";
import { LANGUAGES } from "./message.ts";
import { bookOf, SECTIONS } from "./phrase-books.ts";

describe.each(LANGUAGES)("the lexicon of %s", (language) => {
  it.for(SECTIONS)("has phrases that can be searched: %s", (section, { expect }) => {
    expect(() => bookOf(language, section)).not.toThrow();
  });
});
