import { describe, it } from "vitest";
import { ASKS } from "../../testing/opt-out-lines.ts";
import { languageOf } from "./language.ts";
import { LANGUAGES } from "./message.ts";

const of = (text: string) => languageOf({ subject: "", text });

describe("the language of own words", () => {
  it.for(LANGUAGES)("is never taken for another: %s", (language, { expect }) => {
    for (const line of ASKS[language] ?? []) expect([language, null], line).toContain(of(line));
  });

  it.for([
    ["My boss decides about this next week.", "en"],
    ["Mein Chef entscheidet das nächste Woche.", "de"],
    ["Mon chef va en décider la semaine prochaine.", "fr"],
    ["Nous en parlerons avec vous.", "fr"],
    ["Lo decide mi jefe la próxima semana.", "es"],
    ["了解しました。", "ja"],
    ["我们下周决定。", "zh"],
    ["Спасибо, нам это интересно.", null],
    ["ok", null],
    ["", null],
    ["1234 5678", null],
  ])("of %j is %s", ([line, language], { expect }) => {
    expect(of(line!)).toBe(language);
  });
});
