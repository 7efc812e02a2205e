// Tests that judging a draft never throws and does linear work, with the hostile texts of the corpora in subject, body, claims and citations, and
// in the material that the draft is compared with.
import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { overLinear } from "../../testing/counted-work.ts";
import { isFull, sliceOf } from "../../testing/full.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { givenOf, tom, tomsForm, voice } from "../../testing/stages/composer.ts";
import { JUDGEMENT, JUDGEMENTS } from "./given.ts";
import { judgeDraft } from "./judge-draft.ts";

const texts = sliceOf(
  hostileTexts().map(({ text }) => text),
  10,
);
const plain = givenOf(tomsForm("We have 40 vans and want one plan for two depots."));

const draft = { subject: "Your enquiry", body: "Hello Tom,\n\nthank you for writing.\n\nRobin Sample", claims: [] };
const placed: Readonly<Record<string, (text: string) => object>> = {
  subject: (text) => ({ ...draft, subject: text }),
  body: (text) => ({ ...draft, body: `Hello Tom,\n\n${text}\n\nRobin Sample` }),
  "the whole body": (text) => ({ ...draft, body: text }),
  claims: (text) => ({
    ...draft,
    claims: [
      { text, evidence: ["S2"] },
      { text, evidence: [] },
    ],
  }),
  citations: (text) => ({ ...draft, claims: [{ text: "vans", evidence: [text] }] }),
};

const KINDS = ["kept", "refused", "unreadable"];

describe("the judge of drafts", () => {
  it.for(isFull ? JUDGEMENTS : [JUDGEMENT])(
    "judges the texts of the corpora in every field by judgement %i",
    (judgement, { expect }) => {
      const given = { ...plain, judgement };
      const kinds = Object.values(placed).flatMap((place) =>
        texts.map((text) => judgeDraft(JSON.stringify(place(text)), given, voice).kind),
      );
      expect(kinds.filter((kind) => !KINDS.includes(kind))).toEqual([]);
    },
  );

  it(
    "judges a draft by the texts of the corpora as form and as message",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      const reply = JSON.stringify({ ...draft, claims: [{ text: "Your vans", evidence: ["S2"] }] });
      const kinds = texts.flatMap((text) => [
        judgeDraft(reply, givenOf(tomsForm(text)), voice).kind,
        judgeDraft(reply, givenOf({ ...tom, message: { ...tom.message!, subject: text, text } }), voice).kind,
      ]);
      expect(kinds.filter((kind) => !KINDS.includes(kind))).toEqual([]);
    },
  );

  it("judges any mixture of these texts, cut anywhere", ({ expect }) => {
    const mixture = tuple(array(constantFrom(...texts), { maxLength: 4 }), nat({ max: 3_000 })).map(([parts, length]) =>
      parts.join("\n").slice(0, length),
    );
    assert(
      property(mixture, mixture, mixture, (subject, body, claim) => {
        const reply = JSON.stringify({ subject, body, claims: [{ text: claim, evidence: ["S2"] }] });
        expect(KINDS).toContain(judgeDraft(reply, givenOf(tomsForm(body)), voice).kind);
      }),
      runs(60),
    );
  });
});

/** Beginnings of what the rules on conduct and on statements search for, without the end that would complete a match. */
const BEGINNINGS = [
  "if you do not ",
  "please send me your ",
  "our invoice ",
  "you will ",
  "I would ",
  "wenn Sie nicht ",
  "Ihre Buchhalterin hat ",
  "si vous ne ",
  "proszę ",
  "bien que vous ",
  "nous devons ",
  "German, French, ",
  "that ",
  "zu viert ",
  "sdfg ",
];
/** Every so many texts of the corpora are repeated to a great length. */
const SAMPLE = 20;
/** Sizes of the texts. Of shorter ones some rules look at nothing, which would count as growth. */
const SIZES = [500, 1_000, 2_000, 4_000];

describe("the work of the judge", () => {
  const sample = texts.filter((text, index) => text.trim() !== "" && index % SAMPLE === 0);

  it.for(sliceOf([...BEGINNINGS, ...sample], 3))(
    "grows no faster than the draft made of %j",
    { timeout: LONG_MILLISECONDS },
    (text, { expect }) => {
      const of = (size: number): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);
      const judged = (size: number): unknown =>
        judgeDraft(
          JSON.stringify({
            subject: of(size / 10),
            // Without a full stop, a short line would be a heading, which is not judged as a statement.
            body: `${of(size)}.`,
            claims: [{ text: of(size / 4), evidence: ["S2"] }],
          }),
          plain,
          voice,
        );
      expect(overLinear(SIZES, judged)).toEqual([]);
    },
  );
});
