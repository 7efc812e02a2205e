// The sets of labelled replies are complete: enough lines of each language, no line twice, and labels that agree with their set.
import { describe, it } from "vitest";
import { LANGUAGES } from "../domain/replies/message.ts";
import type { Language } from "../schema/hearing.ts";
import {
  FRESH_SETS,
  freshCases,
  freshMails,
  HEAR_SETS,
  HEARD_ON,
  type HearCase,
  hearCases,
  type HearSet,
  heldOutCases,
} from "./hear-cases.ts";

const ENDINGS: ReadonlySet<string> = new Set(["unsubscribe", "not_interested"]);
const QUOTED_HISTORY_OR_FOOTER = /\n\n/;

const labelled: readonly HearCase[] = [...HEAR_SETS.flatMap(hearCases), ...heldOutCases()];
const fresh: readonly HearCase[] = FRESH_SETS.flatMap(freshCases);
const everyCase: readonly HearCase[] = [...labelled, ...fresh];
const folded = ({ text }: HearCase): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
const repeated = (values: readonly string[]): string[] => values.filter((value, at) => values.indexOf(value) !== at);
const countOf = (cases: readonly HearCase[], language: Language): number =>
  cases.filter((one) => one.language === language).length;

describe.for<[set: HearSet, lines: number, ofTheTwoLarge: number]>([
  ["opt-outs", 220, 60],
  ["mentions", 220, 60],
  ["answers", 200, 50],
])("%s", ([set, lines, ofTheTwoLarge]) => {
  const cases = hearCases(set);

  it(`has ${lines} lines`, ({ expect }) => {
    expect(cases).toHaveLength(lines);
  });

  it.for(LANGUAGES)("has enough lines in %s", (language, { expect }) => {
    const wanted = language === "en" || language === "de" ? ofTheTwoLarge : 7;
    expect(countOf(cases, language)).toBeGreaterThanOrEqual(wanted);
  });

  it("has more below the person's words in about a tenth of its lines or more", ({ expect }) => {
    expect(cases.filter(({ text }) => QUOTED_HISTORY_OR_FOOTER.test(text)).length).toBeGreaterThanOrEqual(lines / 14);
  });
});

describe("the held-out set", () => {
  const cases = heldOutCases();

  it("has 100 lines, of every kind in every language", ({ expect }) => {
    expect(cases).toHaveLength(100);
    for (const language of LANGUAGES)
      expect(new Set(cases.filter((one) => one.language === language).map(({ kind }) => kind)).size).toBe(3);
  });
});

describe("the fresh sets", () => {
  it("have replies of every kind and every language, and mails of every kind", ({ expect }) => {
    const cases = FRESH_SETS.flatMap(freshCases);
    for (const language of LANGUAGES) expect(countOf(cases, language)).toBeGreaterThanOrEqual(18);
    const kinds = Object.entries(Object.groupBy(cases, ({ kind }) => kind)).map(([kind, rows]) => [kind, rows?.length]);
    const mails = Object.entries(Object.groupBy(FRESH_SETS.flatMap(freshMails), ({ kind }) => kind));
    expect(Object.fromEntries([...kinds, ...mails.map(([kind, rows]) => [kind, rows?.length])])).toEqual({
      opt_out: 289,
      mention: 125,
      answer: 74,
      refusal: 52,
      machine: 90,
      person: 31,
      report: 62,
    });
  });
});

describe("every line", () => {
  it("has an id of its own that names its language", ({ expect }) => {
    expect(repeated(everyCase.map(({ id }) => id))).toEqual([]);
    expect(everyCase.filter(({ id, language }) => id.split("-").at(-2) !== language)).toEqual([]);
  });

  // Two authors write "leave me alone" in the same words.
  it("has a text of its own among its author's, after folding case and white space", ({ expect }) => {
    for (const lines of [labelled, fresh]) expect(repeated(lines.map(folded))).toEqual([]);
  });

  it("says of an ending whether it stands alone", ({ expect }) => {
    expect(
      everyCase.filter(({ expect: right, alone }) => right.some((one) => ENDINGS.has(one)) !== (alone !== undefined)),
    ).toEqual([]);
  });

  it("asks for a day after the one it was received on", ({ expect }) => {
    expect(everyCase.filter(({ until }) => until !== undefined && until <= HEARD_ON)).toEqual([]);
  });
});

it("an opt-out is right as an opt-out only, and never right for a mention or an answer", ({ expect }) => {
  const isOptOut = ({ expect: right }: HearCase): boolean => right.includes("unsubscribe");
  expect(hearCases("opt-outs").filter(({ expect: right }) => right.join(",") !== "unsubscribe")).toEqual([]);
  expect([...hearCases("mentions"), ...hearCases("answers")].filter(isOptOut)).toEqual([]);
  expect(heldOutCases().filter((one) => isOptOut(one) !== (one.kind === "opt_out"))).toEqual([]);
});
