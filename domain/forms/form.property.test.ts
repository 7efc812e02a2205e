// Tests for forms of any tool's shape, with labels of all languages: whose it is, that nothing answered is dropped unseen, and that no text of the
// corpora in any field is too much.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { sliceOf } from "../../testing/full.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { SIGNAL_LIMITS, Signal } from "../../schema/signals.ts";
import { answersIn } from "./answers.ts";
import { LABEL_WORDS, OTHER_PERSON_WORDS } from "./label-words.ts";
import { fieldOf, namesOther } from "./labels.ts";
import { mapForm, type MappedForm } from "./lead.ts";
import { isTechnical } from "./technical.ts";

const wordsIn = (lists: readonly (string | undefined)[]): readonly string[] =>
  lists
    .flatMap((list) => (list ?? "").split(", "))
    .map((word) => word.replaceAll("*", "").trim())
    .filter((word) => word !== "");
const of = (field: "email" | "other"): readonly string[] =>
  field === "email"
    ? wordsIn(Object.values(LABEL_WORDS).map((words) => words.email))
    : wordsIn(Object.values(OTHER_PERSON_WORDS)).filter(namesOther);

const ownLabel = fc.constantFrom(...of("email").filter((label) => fieldOf(label) === "email" && !namesOther(label)));
const othersLabel = fc
  .tuple(fc.constantFrom(...of("other")), fc.constantFrom("email", "e-mail", "メール", "", "name"))
  .map((words) => words.join(" ").trim());
const freeLabel = fc.oneof(
  fc.constantFrom(...wordsIn(Object.values(LABEL_WORDS).flatMap((words) => Object.values({ ...words, email: "" })))),
  fc.stringMatching(/^[A-Z][a-z]{2,9}( [a-z]{2,9}){0,3}\??$/),
  fc.constantFrom("Budget", "Wann?", "Où ?", "数量", "q7_whatType", "select-3", "141591003", "Team size (2026)"),
);

/** Answers with labels of their own: the shapes can hold each label once. */
const answersOf = (label: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(label, { minLength: 0, maxLength: 7, selector: (one) => one.toLowerCase() })
    .map((labels) => labels.map((one, at) => [one, `Answer ${at} zq${at}x`] as const));

type Pairs = readonly (readonly [string, string])[];
/** The shapes in which form tools send the same answers. */
const SHAPES: Readonly<Record<string, (pairs: Pairs) => unknown>> = {
  flat: (pairs) => Object.fromEntries(pairs),
  "in data, in fields": (pairs) => ({ data: { fields: Object.fromEntries(pairs) } }),
  "a list of label and value": (pairs) => ({ fields: pairs.map(([label, value]) => ({ label, value })) }),
  "a list with types and ids": (pairs) => ({
    form_id: "f1",
    questions: pairs.map(([name, value], at) => ({ id: `x${at}`, name, type: "ShortAnswer", value })),
  }),
  "names with lists of values": (pairs) => ({ field_data: pairs.map(([name, value]) => ({ name, values: [value] })) }),
  "columns with names": (pairs) => ({
    user_column_data: pairs.map(([column_name, string_value], at) => ({
      column_name,
      string_value,
      column_id: `c${at}`,
    })),
  }),
  "properties with versions": (pairs) => ({
    properties: Object.fromEntries(pairs.map(([label, value]) => [label, { value, versions: [{ value }] }])),
  }),
  "titles in bracketed names": (pairs) =>
    Object.fromEntries(
      pairs.flatMap(([title, value], at) => [
        [`fields[f${at}][title]`, title],
        [`fields[f${at}][value]`, value],
      ]),
    ),
  "numbered names": (pairs) =>
    Object.fromEntries(
      pairs.flatMap(([label, value], at) => [
        [`fields__${at}__label`, label],
        [`fields__${at}__value`, value],
      ]),
    ),
  "JSON in a text": (pairs) => ({ rawRequest: JSON.stringify(Object.fromEntries(pairs)) }),
  "lists of one": (pairs) => ({ namedValues: Object.fromEntries(pairs.map(([label, value]) => [label, [value]])) }),
};
const shape = fc.constantFrom(...Object.keys(SHAPES));

const seenIn = ({ signal, profile, submissionId }: MappedForm): string =>
  [...Object.values(signal).map(String), profile, submissionId].join("\n");

describe("for any answers in any tool's shape", () => {
  it("every answer stands in a field or in the text, and the address is the one below the person's own label", ({
    expect,
  }) => {
    const [own, others] = ["own@person.example", "other@person.example"];
    fc.assert(
      fc.property(shape, ownLabel, othersLabel, answersOf(freeLabel), fc.nat(), (name, mine, theirs, more, at) => {
        const rest = more.filter(([label]) => !isTechnical(label) && label !== mine && label !== theirs);
        const given = [[mine, own] as const, ...rest].toSpliced(at % (rest.length + 2), 0, [theirs, others] as const);
        const form = mapForm(answersIn(SHAPES[name]!(given)));
        expect(form).toMatchObject({ ok: true, value: { signal: { email: own } } });
        if (!form.ok) return;
        for (const [, value] of given) expect(seenIn(form.value).toLowerCase()).toContain(value.toLowerCase());
      }),
      runs(1_500),
    );
  });

  it("an address that stands only below labels of others starts nothing", ({ expect }) => {
    fc.assert(
      fc.property(shape, othersLabel, answersOf(freeLabel), (name, theirs, more) => {
        const rest = more.filter(([label]) => label !== theirs && !isTechnical(label));
        const form = mapForm(answersIn(SHAPES[name]!([...rest, [theirs, "other@person.example"]])));
        expect(form).toMatchObject({ ok: false, error: { reason: "field_missing", how: "of_another" } });
      }),
      runs(800),
    );
  });
});

it(
  "no text of the corpora, as any label or answer, throws or goes past a limit",
  { timeout: LONG_MILLISECONDS },
  ({ expect }) => {
    for (const { id, text } of sliceOf(hostileTexts(), 8)) {
      for (const make of Object.values(SHAPES)) {
        const body = make([
          ["Email", "own@person.example"],
          ["Name", text],
          ["Message", text],
          [text, "An answer"],
          ["Job title", text],
        ]);
        const form = mapForm(answersIn(body));
        if (!form.ok) continue;
        const signal = Signal.safeParse(JSON.parse(JSON.stringify(form.value.signal)));
        expect(signal.success, id).toBe(true);
        expect(String(form.value.signal["text"] ?? "").length).toBeLessThanOrEqual(SIGNAL_LIMITS.message);
      }
      expect(() => mapForm(answersIn({ Email: text }))).not.toThrow();
    }
  },
);
