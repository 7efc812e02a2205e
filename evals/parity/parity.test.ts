// Compares the scripted path with its frozen baseline. Also tests that the baseline covers every word of the scripted path, and that a
// difference is found and located.
import { beforeAll, describe, it, vi } from "vitest";
import { EventType } from "../../schema/events.ts";
import { ActionReason, GatePlace, HoldVoidCause, Queue, TaskKind, Verdict } from "../../schema/lists.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { differencesOf, frozenMark, frozenOutcomes, markOf } from "./baseline.ts";
import { parityFixtures } from "./fixtures.ts";
import { type FixtureOutcome, outcomeOf } from "./run.ts";

const fixtures = parityFixtures();
const outcomes: FixtureOutcome[] = [];
beforeAll(async () => {
  for (const fixture of fixtures) outcomes.push(await outcomeOf(fixture));
}, LONG_MILLISECONDS);

describe("the scripted path", () => {
  it("equals the frozen baseline byte for byte (npm run parity shows the first difference)", ({ expect }) => {
    const mark = markOf(outcomes);
    const differences = mark.sha256 === frozenMark().sha256 ? [] : differencesOf(frozenOutcomes(), outcomes);
    expect(differences.slice(0, 1)).toEqual([]);
    expect(mark).toEqual(frozenMark());
  });

  it(
    "has the same outcome on another day, with another Math.random",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      vi.useFakeTimers({ now: Date.parse("2031-07-19T22:10:00.000Z"), toFake: ["Date"] });
      const chance = vi.spyOn(Math, "random").mockReturnValue(0.123);
      try {
        for (const [index, fixture] of fixtures.entries()) {
          if (index % 16 === 0) expect(await outcomeOf(fixture)).toEqual(outcomes[index]);
        }
      } finally {
        chance.mockRestore();
        vi.useRealTimers();
      }
    },
  );
});

describe("the baseline", () => {
  it("has at least 300 fixtures with unique names, and matches its digest", ({ expect }) => {
    expect(fixtures.length).toBeGreaterThanOrEqual(300);
    expect(new Set(fixtures.map(({ id }) => id)).size).toBe(fixtures.length);
    expect(markOf(frozenOutcomes())).toEqual(frozenMark());
  });

  /** Events that the scripted path never appends: those of models, of erasures, of the whole installation, and what only people do later. */
  const ELSEWHERE = new Set<string>([
    "PlanProposed",
    "DraftUnused",
    "LlmCalled",
    "ContactsLinked",
    "ContactsUnlinked",
    "ContactErased",
    "PolicyAdopted",
    "SourceChanged",
    "ExportOpened",
    "WordsRead",
    "RootPublished",
    "ReleaseJudged",
    "RoleChanged",
    "TokenIssued",
    "TokenRevoked",
    "ActionAsked",
    "ActionAgreed",
    "ActionDeclined",
    "ActionTaken",
    "DispatchStopped",
    "DispatchResumed",
    "FactRetracted",
    "CompaniesMerged",
    "ContactPlaced",
    "ContactCorrected",
    "RevisitSet",
    "RevisitCleared",
  ]);
  const ONLY_BY_A_PLAN = "plan_skip";
  const ONLY_BY_OTHERS = new Set<string>(["erased", "changed"]);
  const text = () => outcomes.flatMap(({ entries }) => entries).join("\n");

  it.for([
    ["event", "type", EventType.options.filter((type) => !ELSEWHERE.has(type))],
    ["reason of an action", "reason", ActionReason.options.filter((reason) => reason !== ONLY_BY_A_PLAN)],
    ["place of a gate", "where", GatePlace.options],
    ["cause of a void", "cause", HoldVoidCause.options.filter((cause) => !ONLY_BY_OTHERS.has(cause))],
    ["task", "kind", TaskKind.options],
    ["verdict", "verdict", Verdict.options],
    ["queue", "queue", Queue.options],
  ] as const)("contains every %s", ([, field, words], { expect }) => {
    const all = text();
    expect(words.filter((word) => !all.includes(`"${field}":"${word}"`))).toEqual([]);
  });

  it("has only the scripted arm", ({ expect }) => {
    expect([...new Set(text().match(/"arm":"[a-z]+"/g))]).toEqual(['"arm":"scripted"']);
  });

  it("has the opened words of sealed events, not the ciphertext", ({ expect }) => {
    expect(text()).toContain('"name":"Ada Byron"');
    expect(text()).not.toContain('"sealed"');
  });
});

describe("a difference from the baseline", () => {
  const [first, second] = [() => outcomes[0]!, () => outcomes[1]!];
  const changed = (outcome: FixtureOutcome, entry: number, change: (text: string) => string): FixtureOutcome => ({
    ...outcome,
    entries: outcome.entries.map((text, index) => (index === entry ? change(text) : text)),
  });
  const graded = () => first().entries.findIndex((text) => text.includes('"type":"QualificationGraded"'));

  it("has the fixture, the entry and the path of the value", ({ expect }) => {
    const other = changed(first(), graded(), (text) => text.replace('"basisPoints":10000', '"basisPoints":9999'));
    expect(differencesOf([first(), second()], [other, second()])).toEqual([
      {
        fixture: first().id,
        entry: graded(),
        what: "event QualificationGraded",
        path: "value.payload.basisPoints",
        expected: 10_000,
        found: 9_999,
      },
    ]);
  });

  it("is found for a missing or additional entry, and for a missing, new or changed fixture", ({ expect }) => {
    const short = { ...first(), entries: first().entries.slice(0, -1) };
    const changedFixture = { ...first(), asked: "another" };
    const [was, is] = [[first(), second()], [second()]];
    expect(differencesOf([first()], [short])).toMatchObject([{ entry: short.entries.length, found: undefined }]);
    expect(differencesOf([short], [first()])).toMatchObject([{ entry: short.entries.length, expected: undefined }]);
    expect(differencesOf(was, is)).toMatchObject([{ fixture: first().id, what: "fixture", found: undefined }]);
    expect(differencesOf(is, was)).toMatchObject([{ fixture: first().id, what: "fixture", expected: undefined }]);
    expect(differencesOf([first()], [changedFixture])).toMatchObject([{ path: "asked", found: "another" }]);
    expect(differencesOf(was, was)).toEqual([]);
  });

  it("is found after a change of one basis point in the policy", async ({ expect }) => {
    const qualify = { ...samplePolicy.qualify, base: samplePolicy.qualify.base - 1 };
    const other = await outcomeOf(fixtures[0]!, { ...samplePolicy, qualify });
    expect(differencesOf([first()], [other])).toMatchObject([{ what: "event QualificationGraded" }]);
  });
});
